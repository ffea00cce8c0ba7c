import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appUrlOf } from '#platform/postgres/roles.ts'
import { openStage, type Stage } from '#tests/harness/product.ts'
import { type Database, openKysely, openPool } from './pool.ts'
import { runTransaction, wholeRegion } from './transaction.ts'

let stage: Stage
let db: Database

beforeAll(async () => {
  stage = await openStage()
  for (const [name, orgId] of [
    ['东县项目', stage.orgs.east],
    ['西县项目', stage.orgs.west],
  ] as const) {
    await stage.as('office').post('/api/projects', { name, orgId })
  }
  // one connection: whoever comes next finds the plans of whoever was before
  db = openKysely(openPool(appUrlOf(stage.ownerUrl), { max: 1, name: 'test', onError: () => undefined }))
})
afterAll(async () => {
  await db?.destroy()
  await stage?.close()
})

describe('plans kept on one connection', () => {
  test('never carry rows from one scope into another', async () => {
    const paths = await sql<{ id: number; path: string }>`select id, path::text as path from organisation`.execute(
      stage.owner,
    )
    const pathOf = (id: number) => paths.rows.find((row) => row.id === id)!.path
    const namesIn = async (scope: Parameters<typeof runTransaction>[1]['scope']) =>
      await runTransaction(db, { scope }, async (tx) => {
        const { rows } = await sql<{
          name: string
        }>`select p.name from project p where p.id > ${0} order by p.id`.execute(tx)
        return rows.map((row) => row.name)
      })
    const scoped = (id: number) => ({ all: false, paths: [pathOf(id)], assignees: [] })
    for (let round = 0; round < 8; round++) {
      expect(await namesIn(wholeRegion())).toEqual(['东县项目', '西县项目'])
      expect(await namesIn(scoped(stage.orgs.east))).toEqual(['东县项目'])
      expect(await namesIn(scoped(stage.orgs.west))).toEqual(['西县项目'])
    }
    const { rows } = await sql<{ kept: number }>`
      select count(*)::int as kept from pg_prepared_statements where statement like '%from project p where p.id >%'`.execute(
      db,
    )
    expect(rows[0]!.kept).toBe(1)
  })

  test('a statement that failed may be asked again', async () => {
    const divide = async (by: number) =>
      await runTransaction(db, { scope: wholeRegion() }, async (tx) => {
        const { rows } = await sql<{ result: number }>`select 10 / ${by}::int as result`.execute(tx)
        return rows[0]!.result
      })
    for (let round = 0; round < 3; round++) {
      await expect(divide(0)).rejects.toThrow('division by zero')
      expect(await divide(5)).toBe(2)
    }
  })
})

describe('a transaction', () => {
  test('whose error was swallowed is refused, and keeps nothing', async () => {
    const work = runTransaction(db, { scope: wholeRegion() }, async (tx) => {
      await sql`update project set remark = 'kept?'`.execute(tx)
      await sql`select 1 / 0`.execute(tx).catch(() => undefined)
    })
    await expect(work).rejects.toThrow('rolled back')
    const { rows } = await sql<{ remark: string | null }>`select distinct remark from project`.execute(stage.owner)
    expect(rows).toEqual([{ remark: null }])
  })
})
