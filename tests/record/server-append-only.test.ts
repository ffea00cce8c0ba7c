import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeDueDigests } from '#capabilities/record/public.ts'
import { type Database, openKysely, openPool } from '#platform/database/pool.ts'
import { appUrlOf } from '#platform/postgres/roles.ts'
import { readDigests } from '#platform/record/read.ts'
import { verifyRecord } from '#platform/record/verify.ts'
import { openStage, type Stage } from '#tests/harness/product.ts'

// Nobody rewrites the record, not even the database's owner by mistake; and each day ends with one digest.

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  await stage.signInEverybody()
  await makeDueDigests(stage.owner, new Date('2026-11-09T16:10:00Z'))
})
afterAll(async () => await stage?.close())

describe('who may not', () => {
  const ROLES = ['guatu_app', 'guatu_all', 'guatu_scoped', 'guatu_doorway', 'guatu_public']
  const TABLES = ['record_entry', 'record_digest', 'record_chain']
  const STATEMENTS: [string, string][] = TABLES.flatMap((table): [string, string][] => [
    [table, `delete from ${table}`],
    [table, `truncate ${table} cascade`],
    [table, table === 'record_chain' ? `update ${table} set name = name || 'x'` : `update ${table} set hash = hash`],
  ])

  test.each(ROLES.flatMap((role) => STATEMENTS.map(([, statement]) => [role, statement] as const)))(
    '%s: %s is refused',
    async (role, statement) => {
      const refused = stage.owner.transaction().execute(async (tx) => {
        await sql`set local role ${sql.ref(role)}`.execute(tx)
        await sql.raw(statement).execute(tx)
      })
      await expect(refused).rejects.toMatchObject({ code: '42501' })
    },
  )

  test.each(STATEMENTS)('not even the owner, of %s: %s', async (_, statement) => {
    await expect(sql.raw(statement).execute(stage.owner)).rejects.toMatchObject({
      code: '42501',
      message: expect.stringContaining('append-only'),
    })
  })

  test.each(['guatu_all', 'guatu_doorway'])('%s cannot shorten a chain, nor make a digest', async (role) => {
    const as = (statement: string) =>
      stage.owner.transaction().execute(async (tx) => {
        await sql`set local role ${sql.ref(role)}`.execute(tx)
        await sql.raw(statement).execute(tx)
      })
    await expect(as('update record_chain set length = length - 1')).rejects.toMatchObject({ code: '42501' })
    await expect(as('update record_chain set head = head')).rejects.toMatchObject({ code: '42501' })
    await expect(
      as(
        'insert into record_digest select day + 9, null, hash, chains, previous_hash, now() from record_digest limit 1',
      ),
    ).rejects.toMatchObject({ code: '42501' })
  })
})

describe('the digests', () => {
  let own: Stage
  let app: Database
  beforeAll(async () => {
    own = await openStage()
    await own.signInEverybody()
    // as the server signs in, owning nothing
    app = openKysely(openPool(appUrlOf(own.ownerUrl), { max: 8, name: 'digests', onError: () => undefined }))
  })
  afterAll(async () => {
    await app?.destroy()
    await own?.close()
  })

  test('one for each finished day in China, once, whoever asks how often', async () => {
    // 23:59 of the 9th in China: the 8th has ended
    const evening = new Date('2026-11-09T15:59:59Z')
    const made = (await Promise.all(Array.from({ length: 8 }, () => makeDueDigests(app, evening)))).flat()
    expect(made.map(({ day, since }) => [day, since])).toEqual([['2026-11-08', null]])
    expect(await makeDueDigests(app, evening)).toEqual([])
    const [midnight] = await makeDueDigests(app, new Date('2026-11-09T16:00:00Z'))
    expect([midnight!.day, midnight!.since, midnight!.previous]).toEqual(['2026-11-09', '2026-11-09', made[0]!.hash])
  })

  test('a day without entries has one as well; missed days are covered by the next', async () => {
    const before = (await readDigests(own.owner)).at(-1)!
    const [quiet] = await makeDueDigests(app, new Date('2026-11-11T01:00:00Z'))
    expect([quiet!.day, quiet!.chains]).toEqual(['2026-11-10', before.chains])
    const [late] = await makeDueDigests(app, new Date('2026-11-15T01:00:00Z'))
    expect([late!.day, late!.since]).toEqual(['2026-11-14', '2026-11-11'])
  })

  test('a clock that went back makes none, and the record verifies', async () => {
    expect(await makeDueDigests(app, new Date('2026-11-01T01:00:00Z'))).toEqual([])
    const verdict = await verifyRecord(own.owner)
    expect([verdict.firstBreak, verdict.digests, verdict.last!.day]).toEqual([null, 4, '2026-11-14'])
  })
})
