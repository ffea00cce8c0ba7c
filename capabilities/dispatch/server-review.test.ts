import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { wholeRegion } from '#platform/database/transaction.ts'
import { openStage, type Stage } from '#tests/harness/product.ts'
import type { Report, ReportRow, Round } from './contract.ts'
import { findRound, latestLockedRounds, openRoundNow, roundRows } from './public.ts'
import { accept, aProject, aRound, BEFORE_DEADLINE, ledgerMonth, recorded, settle, submit } from './sample-round.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
beforeEach(() => stage.setNow(BEFORE_DEADLINE))
afterAll(async () => await stage.close())

/** A round whose reports all wait for review; answers them as an acceptance names them. */
async function waiting(names: string[], given: Partial<Parameters<typeof aProject>[1]> = {}) {
  const projects: Record<string, number> = {}
  for (const name of names) projects[name] = await aProject(stage, { name, ...given })
  const round = await aRound(stage, Object.values(projects))
  const reports = []
  for (const name of names) {
    const { body } = await submit(stage, 'office', round.reports[name]!, {
      completedCurrent: '800',
      physicalProgress: '52.5',
      progressText: '主体封顶',
    })
    reports.push({ id: body.id as number, version: body.version as number })
  }
  return { round, projects, reports }
}

describe('accepting', () => {
  test('brings the figures into the ledger, in one entry with the list', async () => {
    const { round, projects, reports } = await waiting(['审一', '审二'])
    const answer = await accept(stage, round.id, reports)
    expect([answer.status, answer.body.accepted, answer.body.round.counts.accepted]).toEqual([200, 2, 2])
    expect(await ledgerMonth(stage, projects.审一!, '2026-10')).toMatchObject({
      current: '800',
      ytd: '6800',
      physical: '52.5',
    })
    const entries = await recorded(stage, 'round', round.id)
    expect(entries.filter((entry) => entry.action === 'reports.accepted')).toHaveLength(1)
    expect(entries[0]!.after.reports.map((one) => [one.projectName, one.completedYtd])).toEqual([
      ['审一', '6800'],
      ['审二', '6800'],
    ])
    expect(entries[0]!.before.previousYtd).toEqual({ [reports[0]!.id]: '6000', [reports[1]!.id]: '6000' })
    const { rows } = await sql<{
      text: string
    }>`select progress_text as text from project where id = ${projects.审一!}`.execute(stage.owner)
    expect(rows[0]!.text).toBe('主体封顶')
  })

  test.each([
    ['reporter', 403],
    ['leader', 403],
    ['countyOffice', 200],
  ] as const)('%s', async (who, status) => {
    const { round, reports } = await waiting([`谁审-${who}`])
    expect((await accept(stage, round.id, reports, who)).status).toBe(status)
  })

  test('a county office does not reach the neighbour', async () => {
    const { round, reports } = await waiting(['西项目'], { org: 'westTown' })
    expect((await accept(stage, round.id, reports, 'countyOffice')).status).toBe(404)
  })

  test('all or nothing: one that changed keeps the others out, and is named', async () => {
    const { round, projects, reports } = await waiting(['全一', '全二'])
    const refused = await accept(stage, round.id, [reports[0]!, { ...reports[1]!, version: 1 }])
    expect([refused.status, refused.body.code]).toEqual([409, 'edit_conflict'])
    expect(refused.body.message).toContain('全二')
    expect(await ledgerMonth(stage, projects.全一!, '2026-10')).toBeNull()
    expect((await stage.as('office').get(`/api/rounds/${round.id}`)).body.counts).toMatchObject({
      submitted: 2,
      accepted: 0,
    })
  })

  test('two acceptances at the same moment: one counts', async () => {
    const { round, projects, reports } = await waiting(['同审'])
    const both = await Promise.all([accept(stage, round.id, reports), accept(stage, round.id, reports, 'countyOffice')])
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409])
    expect(both.find((answer) => answer.status === 409)!.body.code).toBe('report_accepted')
    const { rows } = await sql<{ changes: number }>`
      select count(*)::int as changes from field_change where project_id = ${projects.同审!} and field = 'completedYtd'`.execute(
      stage.owner,
    )
    expect(rows[0]!.changes).toBe(1)
  })

  test('what an earlier month overtook is refused and names the project', async () => {
    const projectId = await aProject(stage, { name: '被超过' })
    const october = await aRound(stage, [projectId])
    const { body } = await submit(stage, 'office', october.reports.被超过!, { completedCurrent: '100' })
    const september = await aRound(stage, [projectId], { month: '2026-09', cutoffOn: '2026-09-25' })
    await settle(stage, september, september.reports.被超过!, { completedYtd: '6500' })
    const refused = await accept(stage, october.id, [{ id: body.id, version: body.version }])
    expect([refused.status, refused.body.code]).toEqual([400, 'figures_blocked'])
    expect(refused.body.message).toContain('被超过')
  })

  test('a week enters as the month so far', async () => {
    const projectId = await aProject(stage, { name: '周入账' })
    const week = async (number: number, cutoffOn: string, completedCurrent: string) => {
      const round = await aRound(stage, [projectId], {
        kind: 'week',
        month: '2026-10',
        week: `2026-W${number}`,
        cutoffOn,
      })
      await settle(stage, round, round.reports.周入账!, { completedCurrent })
    }
    await week(42, '2026-10-16', '100')
    await week(43, '2026-10-23', '50')
    expect(await ledgerMonth(stage, projectId, '2026-10')).toMatchObject({ current: '150', ytd: '6150' })
  })
})

describe('returning', () => {
  test('with a reason the reporter reads; then corrected and submitted again', async () => {
    const { round, reports } = await waiting(['退一'])
    const [{ id, version }] = reports as [{ id: number; version: number }]
    const give = (who: 'office' | 'reporter', reason: string) =>
      stage.as(who).post(`/api/reports/${id}/return`, { version, reason })
    expect((await give('reporter', '数据不实')).status).toBe(403)
    expect((await give('office', ' ')).status).toBe(400)
    const returned = await give('office', '与现场不符')
    expect(returned.body).toMatchObject({ state: 'returned', returnReason: '与现场不符' })
    expect((await recorded(stage, 'report', id))[0]).toMatchObject({ action: 'report.returned', reason: '与现场不符' })
    expect((await give('office', '与现场不符')).body.code).toBe('report_not_submitted')
    expect((await accept(stage, round.id, [{ id, version: version + 1 }])).body.code).toBe('report_not_submitted')
    const desk = await stage.as('townReporter').get('/api/desk')
    expect(desk.body.toFill.find((one: { round: Round }) => one.round.id === round.id)).toMatchObject({
      mine: 1,
      done: 0,
      returned: 1,
    })
    const again = await submit(stage, 'reporter', id, { completedCurrent: '700' })
    expect(again.body).toMatchObject({ state: 'submitted', completedYtd: '6700', returnReason: null })
    expect(again.body.steps.map((step: Report['steps'][number]) => step.step)).toEqual([
      'submitted',
      'returned',
      'submitted',
    ])
  })

  test('a report that changed since it was read is not returned unread', async () => {
    const { reports } = await waiting(['退二'])
    const refused = await stage
      .as('office')
      .post(`/api/reports/${reports[0]!.id}/return`, { version: 1, reason: '与现场不符' })
    expect([refused.status, refused.body.code]).toEqual([409, 'edit_conflict'])
  })
})

describe('the review grid', () => {
  test('anomalies first, then by organisation; pages meet without loss; filters and total', async () => {
    const names = ['网东一', '网东二', '网西一', '网西二']
    const ids = []
    for (const name of names)
      ids.push(await aProject(stage, { name, org: name.includes('东') ? 'eastTown' : 'westTown' }))
    const round = await aRound(stage, ids)
    await submit(stage, 'office', round.reports.网西二!, { completedYtd: '12001', explanation: '集中到货' })
    await submit(stage, 'office', round.reports.网东一!, { completedCurrent: '600' })
    const list = async (query: string) =>
      (await stage.as('office').get(`/api/rounds/${round.id}/reports?${query}`)).body
    const seen: string[] = []
    let cursor = ''
    for (let page = 0; page < 5 && cursor !== null; page++) {
      const { items, next, total } = await list(`limit=1${cursor ? `&cursor=${cursor}` : ''}`)
      expect(total).toBe(4)
      seen.push(...items.map((item: ReportRow) => item.projectName))
      cursor = next
    }
    expect(seen).toEqual(['网西二', '网东一', '网东二', '网西一'])
    const of = async (query: string) => (await list(query)).items.map((item: ReportRow) => item.projectName)
    expect(await of('state=notStarted')).toEqual(['网东二', '网西一'])
    expect(await of('state=toReview')).toEqual(['网西二', '网东一'])
    expect(await of('findings=true')).toEqual(['网西二'])
    expect(await of(`county=${stage.orgs.west}&state=unfinished`)).toEqual(['网西一'])
    expect(await of(`q=${encodeURIComponent('网东')}`)).toEqual(['网东一', '网东二'])
    expect((await stage.as('office').get(`/api/rounds/${round.id}/reports?cursor=xyz`)).body.code).toBe(
      'cursor_invalid',
    )
  })

  test('a row stands beside the last figures and is judged by what it reports', async () => {
    const { round } = await waiting(['判一'])
    const { items } = (await stage.as('reporter').get(`/api/rounds/${round.id}/reports`)).body
    // 6800 of 12000 are 56.67 %; ten of twelve months without a monthly plan are 83.3333 %: 26.7 points behind is yellow
    expect(items[0]).toMatchObject({
      previousYtd: '6000',
      previousCurrent: '700',
      previousMonth: '2026-09',
      previousPhysical: '45',
      light: 'yellow',
      mayWrite: false,
    })
    expect(Number(items[0].pace)).toBeCloseTo(83.3333, 3)
    expect(Number(items[0].completionRate)).toBeCloseTo(56.6667, 3)
  })

  test('somebody else’s county is neither listed nor read; `mine` is what one may fill', async () => {
    const round = await aRound(stage, [
      await aProject(stage, { name: '界东' }),
      await aProject(stage, { name: '界西', org: 'westTown' }),
    ])
    const names = async (who: 'otherReporter' | 'office' | 'leader', query = '') =>
      (await stage.as(who).get(`/api/rounds/${round.id}/reports?${query}`)).body.items.map(
        (item: ReportRow) => item.projectName,
      )
    expect(await names('otherReporter')).toEqual(['界西'])
    expect(await names('office', 'mine=true')).toEqual(['界东', '界西'])
    expect([await names('leader'), await names('leader', 'mine=true')]).toEqual([['界东', '界西'], []])
    expect((await stage.as('otherReporter').get(`/api/reports/${round.reports.界东}`)).status).toBe(404)
  })
})

describe('the desk', () => {
  test.each([
    ['office', 0, true],
    ['countyOffice', 0, true],
    ['reporter', 1, false],
    ['leader', 0, false],
    ['auditor', 0, false],
  ] as const)('of %s', async (who, mine, reviews) => {
    const { round } = await waiting([`桌-${who}`])
    const desk = (await stage.as(who).get('/api/desk')).body
    const fill = desk.toFill.find((one: { round: Round }) => one.round.id === round.id)
    const review = desk.toReview.find((one: { round: Round }) => one.round.id === round.id)
    expect([fill?.mine ?? 0, fill?.done ?? 0, review?.waiting]).toEqual([mine, mine, reviews ? 1 : undefined])
  })

  test('needs somebody who reads rounds', async () => {
    expect((await stage.as('admin').get('/api/desk')).status).toBe(403)
    expect((await stage.as(null).get('/api/desk')).status).toBe(401)
  })
})

describe('what later capabilities ask', () => {
  test('rows with the ledger’s figures of the month, corrections in; unreported keep the last figure of the year', async () => {
    const { round, projects, reports } = await waiting(['行一', '行二'])
    await accept(stage, round.id, reports.slice(0, 1))
    await sql`update project_month set correction = -300, completed_ytd = completed_ytd - 300
      where project_id = ${projects.行一!} and month = '2026-10'`.execute(stage.owner)
    const rows = await stage.owner.transaction().execute(async (tx) => await roundRows(tx, round.id))
    const of = (name: string) => rows.find((row) => row.projectName === name)
    expect(of('行一')).toMatchObject({
      completedCurrent: '500',
      completedYtd: '6500',
      annualPlan: '12000',
      annualPlanInitial: '12000',
      reportState: 'accepted',
      isReported: true,
      isLate: false,
      countyName: '东县',
      light: 'yellow',
    })
    // submitted, but not in the ledger yet
    expect(of('行二')).toMatchObject({
      completedCurrent: null,
      completedYtd: '6000',
      reportState: 'submitted',
      isReported: true,
    })
  })

  test('the open round of a scope, a round by id, locked rounds newest first', async () => {
    const { round } = await waiting(['问一'])
    const ask = <T>(work: (tx: Parameters<typeof findRound>[0]) => Promise<T>) =>
      stage.owner.transaction().execute(async (tx) => await work(tx))
    expect(await ask((tx) => openRoundNow(tx, wholeRegion()))).toMatchObject({
      id: round.id,
      total: 1,
      reported: 1,
      late: 0,
    })
    expect(await ask((tx) => findRound(tx, round.id))).toMatchObject({
      kind: 'month',
      month: '2026-10',
      orgId: stage.orgs.city,
      lockedAt: null,
    })
    expect(await ask((tx) => findRound(tx, 999_999))).toBeNull()
    await stage.as('office').post(`/api/rounds/${round.id}/lock`, { leaveUnfinished: true })
    const earlier = await aRound(stage, [await aProject(stage, { name: '问二' })], {
      month: '2026-01',
      cutoffOn: '2026-01-25',
    })
    await stage.as('office').post(`/api/rounds/${earlier.id}/lock`, {})
    expect((await ask((tx) => latestLockedRounds(tx, 2))).map((one) => one.id)).toEqual([round.id, earlier.id])
  })
})
