import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  for (const [name, orgId] of [
    ['东部泵站', stage.orgs.east],
    ['西部泵站', stage.orgs.west],
  ] as const) {
    const made = await stage
      .as('office')
      .post('/api/projects', { name, orgId, totalInvestment: '100', stage: 'started' })
    expect(made.status).toBe(200)
  }
})
afterAll(async () => await stage.close())

describe('the ledger as an OC4IDS package', () => {
  test('holds the projects of the filter within scope, with what a package must say of itself, and is recorded', async () => {
    const answer = await stage.as('office').get('/api/ledger-oc4ids?q=东部泵站')
    expect(answer.status).toBe(200)
    const file = JSON.parse(answer.text)
    expect(Object.keys(file)).toEqual(['uri', 'publishedDate', 'version', 'publisher', 'projects'])
    expect(file.version).toBe('0.9')
    expect(file.projects).toMatchObject([
      { title: '东部泵站', status: 'implementation', budget: { amount: { amount: 1_000_000, currency: 'CNY' } } },
    ])
    const { rows } =
      await sql`select actor, after ->> 'format' as format from record_entry where action = 'ledger.exported'`.execute(
        stage.owner,
      )
    expect(rows).toEqual([{ actor: 'office', format: 'oc4ids' }])
    const own = JSON.parse((await stage.as('countyOffice').get('/api/ledger-oc4ids')).text)
    expect(own.projects.map(({ title }: { title: string }) => title)).toEqual(['东部泵站'])
  })

  test('without projects there is no package, and who may not export is refused', async () => {
    expect((await stage.as('office').get('/api/ledger-oc4ids?q=没有这个项目')).body.code).toBe('nothing_to_export')
    expect((await stage.as('admin').get('/api/ledger-oc4ids')).status).toBe(403)
  })
})
