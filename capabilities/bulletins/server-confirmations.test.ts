import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleRounds } from '#capabilities/race/sample-round.ts'
import { openStage, type Stage } from '#tests/harness/product.ts'

let stage: Stage
let aLockedRound: ReturnType<typeof sampleRounds>['aLockedRound']
let aRankedRound: ReturnType<typeof sampleRounds>['aRankedRound']
beforeAll(async () => {
  stage = await openStage()
  ;({ aLockedRound, aRankedRound } = sampleRounds(stage.as('office'), stage.orgs))
})
afterAll(async () => await stage.close())

const url = (roundId: number) => `/api/rounds/${roundId}/figure-confirmations`
const bulletin = (roundId: number) => `/api/rounds/${roundId}/bulletin`
const states = (items: { orgName: string; state: string }[]) => items.map(({ orgName, state }) => [orgName, state])

test('ranked organisations confirm; then the document may leave', async () => {
  const { east, west } = stage.orgs
  const { roundId } = await aRankedRound('2026-05')
  const office = stage.as('office')
  expect((await office.get(bulletin(roundId))).body).toMatchObject({ unconfirmed: ['东县', '西县'], hindrance: null })
  const refused = await office.post(bulletin(roundId))
  expect([refused.status, refused.body.code]).toEqual([409, 'figures_unconfirmed'])
  expect(refused.body.message).toContain('东县、西县还没有确认本单位数据')

  const own = (await stage.as('reporter').get(url(roundId))).body.items
  expect(own).toMatchObject([{ orgName: '东县', state: 'waiting', mayGive: true }])
  expect(own[0].figures.map(({ text }: { text: string }) => text)).toEqual(
    expect.arrayContaining(['2个', '150万元', '75万元', '50%', '第2位']),
  )
  const given = await stage.as('reporter').post(url(roundId), { orgId: east, isConfirmed: true })
  expect(states(given.body.items)).toEqual([['东县', 'confirmed']])
  expect((await stage.as('reporter').post(url(roundId), { orgId: west, isConfirmed: true })).status).toBe(404)
  // the office confirms for a county that did so by telephone: it answers for the whole subtree, and the record says who
  expect((await office.post(url(roundId), { orgId: west, isConfirmed: true, note: '电话确认' })).status).toBe(200)
  expect(states((await office.get(url(roundId))).body.items)).toEqual([
    ['东县', 'confirmed'],
    ['西县', 'confirmed'],
  ])
  expect((await office.post(bulletin(roundId))).body.state).toBe('published')
  const late = await stage.as('reporter').post(url(roundId), { orgId: east, isConfirmed: false, note: '有出入' })
  expect(late.body.code).toBe('bulletin_already_published')
})

test('an objection needs a reason and holds up the document; other figures need to be confirmed again', async () => {
  const { east } = stage.orgs
  const { roundId, projectIds } = await aRankedRound('2026-05')
  const reporter = stage.as('reporter')
  expect((await reporter.post(url(roundId), { orgId: east, isConfirmed: false })).body.code).toBe(
    'objection_reason_missing',
  )
  const objected = await reporter.post(url(roundId), { orgId: east, isConfirmed: false, note: '东县项目应为50万元' })
  expect(objected.body.items).toMatchObject([{ state: 'objected', note: '东县项目应为50万元', givenBy: '东县填报员' }])
  const office = stage.as('office')
  expect((await office.get(bulletin(roundId))).body.unconfirmed).toContain('东县')
  // corrected, ranked again: what was said was said of other figures
  await reporter.post(url(roundId), { orgId: east, isConfirmed: true })
  const correction = { month: '2026-05', delta: '-10', reason: '审计核减', approver: '常务副市长' }
  await office.post(`/api/projects/${projectIds[0]}/corrections`, correction)
  await office.post(`/api/rounds/${roundId}/ranking/withdrawal`, { reason: '数据更正' })
  await office.post(`/api/rounds/${roundId}/ranking`)
  expect(states((await office.get(url(roundId))).body.items)).toContainEqual(['东县', 'changed'])
})

test('before the ranking is published there is nothing to confirm; a leader reads and does not confirm', async () => {
  const { roundId } = await aLockedRound('2026-05')
  expect((await stage.as('office').get(url(roundId))).body.items).toEqual([])
  const early = await stage.as('reporter').post(url(roundId), { orgId: stage.orgs.east, isConfirmed: true })
  expect(early.body.code).toBe('nothing_to_confirm')
  const ranked = await aRankedRound('2026-05')
  expect((await stage.as('leader').get(url(ranked.roundId))).body.items).toMatchObject([
    { mayGive: false },
    { mayGive: false },
  ])
  expect(
    (await stage.as('leader').post(url(ranked.roundId), { orgId: stage.orgs.east, isConfirmed: true })).status,
  ).toBe(403)
})
