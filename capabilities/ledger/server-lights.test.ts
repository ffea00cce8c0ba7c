import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillRound, lockRound, openRound } from '#capabilities/race/sample-round.ts'
import { openStage, type Stage } from '#tests/harness/product.ts'

let stage: Stage
let projectIds: number[]
const RULES = {
  greenWithin: 10,
  redBeyond: 30,
  notStartedRedAfterMonths: 3,
  redRecoversThroughYellow: true,
  paceBasis: 'calendar',
}

/** Three projects of 1200 a year, at the end of June: pace is 50 %; behind by 5, 20 and 45 points. */
beforeAll(async () => {
  stage = await openStage()
  const office = stage.as('office')
  const done = ['540', '360', '60']
  projectIds = []
  for (const [index] of done.entries()) {
    const { body } = await office.post('/api/projects', {
      name: `判灯${index}`,
      orgId: stage.orgs.east,
      stage: 'underConstruction',
    })
    await office.put(`/api/projects/${body.id}/plans/2026`, { amount: '1200' })
    projectIds.push(body.id)
  }
  const roundId = await openRound(office, '2026-06', projectIds)
  await fillRound(office, roundId, new Map(projectIds.map((id, index) => [id, done[index]!])))
  await lockRound(office, roundId)
})
afterAll(async () => await stage.close())

const preview = (rules: object, who: 'office' | 'leader' | 'countyOffice' = 'office') =>
  stage.as(who).post('/api/light-previews', { rules })
const lights = async () =>
  await Promise.all(projectIds.map(async (id) => (await stage.as('office').get(`/api/projects/${id}`)).body.light))

describe('a look ahead', () => {
  test('says which projects would turn, how many from which to which, and writes nothing', async () => {
    expect(await lights()).toEqual(['green', 'yellow', 'red'])
    const { status, body } = await preview({ ...RULES, greenWithin: 3, redBeyond: 15 })
    expect(status).toBe(200)
    expect(body).toMatchObject({ asOfMonth: '2026-06', projects: 3 })
    expect(body.turns).toEqual(
      expect.arrayContaining([
        { from: 'green', to: 'yellow', projects: 1 },
        { from: 'yellow', to: 'red', projects: 1 },
      ]),
    )
    expect(body.turns).toHaveLength(2)
    // red ones first
    expect(body.items.map(({ name, to }: { name: string; to: string }) => [name, to])).toEqual([
      ['判灯1', 'red'],
      ['判灯0', 'yellow'],
    ])
    expect(body.items[0]).toMatchObject({ countyName: '东县', from: 'yellow' })
    expect(body.items[0].reason).toContain('超过15个百分点为红灯')
    expect(await lights()).toEqual(['green', 'yellow', 'red'])
  })

  test('turns nothing under the rules in force', async () => {
    expect((await preview(RULES)).body).toMatchObject({ turns: [], items: [], projects: 3 })
  })

  test('is for the region’s office, and for rules that can hold', async () => {
    expect((await preview(RULES, 'leader')).status).toBe(403)
    expect((await preview(RULES, 'countyOffice')).body.code).toBe('preset_needs_region')
    expect((await preview({ ...RULES, redBeyond: 1 })).body.code).toBe('preset_thresholds')
    expect((await preview({ ...RULES, greenWithin: 'viel' })).status).toBe(400)
  })
})

describe('putting in force', () => {
  const strict = { name: '从严', rules: { ...RULES, greenWithin: 3, redBeyond: 15 }, source: '云办〔2026〕3号' }

  test('a new version: from a date that has come, with a reason; exactly the lights that were foreseen', async () => {
    const foreseen = (await preview(strict.rules)).body.items
    const office = stage.as('office')
    const coming = await office.post('/api/light-presets', { ...strict, validFrom: '2026-11-11', reason: '收紧' })
    expect([coming.status, coming.body.code]).toEqual([400, 'preset_not_yet'])
    const { status, body } = await office.post('/api/light-presets', {
      ...strict,
      validFrom: '2026-11-01',
      reason: '收紧',
    })
    expect([status, body.isCurrent, body.validFrom]).toEqual([200, true, '2026-11-01'])
    expect(await lights()).toEqual(['yellow', 'red', 'red'])
    expect(foreseen.map(({ id, to }: { id: number; to: string }) => [id, to])).toEqual([
      [projectIds[1], 'red'],
      [projectIds[0], 'yellow'],
    ])
    const { adoptions } = (await stage.as('leader').get('/api/light-presets')).body
    expect(adoptions[0]).toMatchObject({
      name: '从严',
      version: 1,
      validFrom: '2026-11-01',
      reason: '收紧',
      adoptedBy: '项目办',
    })
  })

  test('an earlier one again: it is in force alone, the lights follow, the record says what was replaced', async () => {
    const office = stage.as('office')
    const { items } = (await office.get('/api/light-presets')).body
    const first = items.find(({ name }: { name: string }) => name !== '从严')
    const url = `/api/light-presets/${first.id}/adoption`
    expect((await office.post(url, { reason: ' ' })).status).toBe(400)
    const back = await office.post(url, { reason: '新规则暂缓执行' })
    expect([back.status, back.body.isCurrent]).toEqual([200, true])
    expect(await lights()).toEqual(['green', 'yellow', 'red'])
    const twice = await office.post(url, { reason: '新规则暂缓执行' })
    expect([twice.status, twice.body.code]).toEqual([409, 'preset_in_force'])
    const { rows } = await sql`select before, after, reason from record_entry where action = 'preset.adopted'`.execute(
      stage.owner,
    )
    expect(rows).toMatchObject([
      { before: { name: '从严', version: 1 }, after: { name: first.name }, reason: '新规则暂缓执行' },
    ])
    const list = (await office.get('/api/light-presets')).body.items
    expect(list.filter(({ isCurrent }: { isCurrent: boolean }) => isCurrent)).toHaveLength(1)
  })

  test('not by others, and not what is not there', async () => {
    const body = { reason: '越权启用' }
    for (const who of ['leader', 'admin', 'reporter'] as const) {
      expect((await stage.as(who).post('/api/light-presets/1/adoption', body)).status).toBe(403)
    }
    expect((await stage.as('countyOffice').post('/api/light-presets/1/adoption', body)).body.code).toBe(
      'preset_needs_region',
    )
    expect((await stage.as('office').post('/api/light-presets/99999/adoption', body)).status).toBe(404)
  })
})
