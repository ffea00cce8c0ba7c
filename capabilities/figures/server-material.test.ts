import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findRound } from '#capabilities/dispatch/public.ts'
import { sampleRounds } from '#capabilities/race/sample-round.ts'
import { openStage, type Stage } from '#tests/harness/product.ts'
import { type Ask, figureOf, isMissing, materialOf, materialOfMonth } from './public.ts'

let stage: Stage
let rounds: ReturnType<typeof sampleRounds>
beforeAll(async () => {
  stage = await openStage()
  rounds = sampleRounds(stage.as('office'), stage.orgs)
})
afterAll(async () => await stage.close())

const NOW = new Date('2026-12-01T00:00:00Z')
const COMPLETED: Ask = { subject: 'completedYtd', whose: { kind: 'region' } }

async function asked(roundId: number, ask: Ask) {
  return await stage.owner.transaction().execute(async (db) => {
    const { material } = await materialOf(db, (await findRound(db, roundId))!, { now: NOW })
    const { answer } = figureOf(material, ask)
    return isMissing(answer) ? answer.missing : [answer.value, answer.source.kind, answer.source.month]
  })
}

test('a year ago is what was published then, never what the ledger happens to hold', async () => {
  const { roundId, projectIds } = await rounds.aRankedRound('2026-06')
  const growth: Ask = { ...COMPLETED, compared: { kind: 'growth', against: 'yearBefore' } }
  await sql`insert into project_month (project_id, month, completed_ytd, source) values (${projectIds[0]}, '2025-06', 136, 'entry')`.execute(
    stage.owner,
  )
  expect(await asked(roundId, growth)).toBe('没有上年同期已发布的数据。')
  // published a year earlier with the same 170
  const { roundId: earlier } = await rounds.aRankedRound('2026-06')
  await sql`update round set month = '2025-06', cutoff_on = '2025-06-25' where id = ${earlier}`.execute(stage.owner)
  expect(await asked(roundId, growth)).toEqual(['0', 'round', '2026-06'])
  expect(await asked(roundId, { ...COMPLETED, at: 'yearBefore' })).toEqual(['170', 'round', '2025-06'])
})

test('the quarter’s beginning comes from the ledger’s months where there was no round, and says so', async () => {
  const { roundId, projectIds } = await rounds.aLockedRound('2026-11')
  await sql`insert into project_month (project_id, month, completed_ytd, source) values (${projectIds[0]}, '2026-08', 36, 'entry'),
    (${projectIds[0]}, '2026-10', 999, 'entry')`.execute(stage.owner)
  await sql`update ranking set withdrawn_at = now(), withdrawn_reason = '测试' from round r
    where r.id = ranking.round_id and r.month = '2026-09'`.execute(stage.owner)
  await sql`delete from project_month where project_id <> ${projectIds[0]} and month <= '2026-09'`.execute(stage.owner)
  const before = { ...COMPLETED, at: 'quarterBefore' as const }
  // reported in August and not in September: the year's last figure stands
  expect(await asked(roundId, before)).toEqual(['36', 'ledger', '2026-09'])
  const lights: Ask = { subject: 'light.red', whose: { kind: 'region' }, at: 'quarterBefore' }
  expect(await asked(roundId, lights)).toBe('没有这一期的调度，台账的逐月数据里只有投资。')
  await sql`update project set merged_into = ${projectIds[1]} where id = ${projectIds[0]}`.execute(stage.owner)
  expect(await asked(roundId, before)).toBe('没有上季度末的数据。')
})

test('a published month before is compared with as it was frozen; an unpublished one is not there', async () => {
  const august = await rounds.aRankedRound('2026-08')
  const { roundId } = await rounds.aLockedRound('2026-09')
  expect(await asked(roundId, { ...COMPLETED, at: 'before' })).toEqual(['170', 'round', '2026-08'])
  const correction = { month: '2026-08', delta: '-10', reason: '审计核减', approver: '常务副市长' }
  await stage.as('office').post(`/api/projects/${august.projectIds[0]}/corrections`, correction)
  expect(await asked(roundId, { ...COMPLETED, at: 'before' })).toEqual(['170', 'round', '2026-08'])
  await stage.as('office').post(`/api/rounds/${august.roundId}/ranking/withdrawal`, { reason: '数据更正' })
  expect(await asked(roundId, { ...COMPLETED, at: 'before' })).toBe('没有同口径的上期数据。')
})

test('the quarter is what the year has more than at its beginning', async () => {
  await rounds.aRankedRound('2026-03')
  const { roundId } = await rounds.aLockedRound('2026-04')
  const quarter: Ask = { subject: 'completedQuarter', whose: { kind: 'region' } }
  // 170 of each: nothing was added
  expect(await asked(roundId, quarter)).toEqual(['0', 'round', '2026-04'])
  const { roundId: first } = await rounds.aLockedRound('2026-02')
  expect(await asked(first, quarter)).toEqual(['170', 'round', '2026-02'])
})

test('one door for an organisation and a month: the region, a ranked county, nobody else', async () => {
  const { city, east, eastTown } = stage.orgs
  await rounds.aRankedRound('2026-05')
  const paths = new Map(
    (
      await sql<{ id: number; path: string }>`select id, path::text as path from organisation`.execute(stage.owner)
    ).rows.map(({ id, path }) => [id, path]),
  )
  const whose = async (orgId: number, month: string) =>
    await stage.owner.transaction().execute(async (db) => {
      const found = await materialOfMonth(db, { id: orgId, path: paths.get(orgId)! }, month, NOW)
      return found && figureOf(found.material, { subject: 'completedYtd', whose: found.whose }).answer
    })
  expect(await whose(city, '2026-05')).toMatchObject({ value: '170', subject: '全市1—5月完成投资' })
  expect(await whose(east, '2026-05')).toMatchObject({ value: '75', subject: '东县1—5月完成投资' })
  expect(await whose(eastTown, '2026-05')).toBeNull()
  expect(await whose(city, '2020-05')).toBeNull()
})
