import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'
import type { ReportRow } from './contract.ts'
import {
  AFTER_DEADLINE,
  accept,
  aProject,
  aRound,
  BEFORE_DEADLINE,
  NO_FIGURES,
  recorded,
  settle,
  submit,
} from './sample-round.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
beforeEach(() => stage.setNow(BEFORE_DEADLINE))
afterAll(async () => await stage.close())

/** A project in an open round of October: its report's id. */
async function aReport(name: string, given: Partial<Parameters<typeof aProject>[1]> = {}) {
  const projectId = await aProject(stage, { name, ...given })
  const round = await aRound(stage, [projectId])
  return { projectId, round, id: round.reports[name]! }
}
const save = (who: 'office' | 'reporter' | 'townReporter' | 'otherReporter' | 'leader', id: number, body: object) =>
  stage.as(who).put(`/api/reports/${id}/figures`, { ...NO_FIGURES, version: 1, ...body })

describe('keeping a draft', () => {
  test('computes what was left out, counts as started, and is recorded', async () => {
    const { id } = await aReport('草稿一')
    const saved = await save('reporter', id, { completedCurrent: '800', progressText: '主体封顶', problems: '' })
    expect(saved.status).toBe(200)
    // September's 6000 and this month's 800
    expect(saved.body).toMatchObject({
      state: 'draft',
      isStarted: true,
      version: 2,
      completedYtd: '6800',
      progressText: '主体封顶',
      problems: null,
      filledFor: null,
    })
    const [entry] = await recorded(stage, 'report', id)
    expect([entry!.action, entry!.actor, entry!.before.completedYtd, entry!.after.completedYtd]).toEqual([
      'report.saved',
      'reporter',
      null,
      '6800',
    ])
  })

  test.each([
    ['a reporter of the town', 'townReporter', 200],
    ['a reporter of another county', 'otherReporter', 404],
    ['a leader', 'leader', 403],
  ] as const)('%s', async (_, who, status) => {
    const { id } = await aReport(`谁能填-${who}`)
    expect((await save(who, id, { completedCurrent: '1' })).status).toBe(status)
  })

  test('whoever is assigned the project may, wherever it lies', async () => {
    const { id, projectId } = await aReport('指定填报')
    await sql`insert into project_assignment (project_id, account_id) values (${projectId}, ${stage.accounts.otherReporter})`.execute(
      stage.owner,
    )
    const saved = await save('otherReporter', id, { completedCurrent: '1' })
    expect([saved.status, saved.body.filledFor, saved.body.reporters]).toEqual([200, null, ['西县填报员']])
  })

  test('the office fills in for a town: marked with the town', async () => {
    const { id } = await aReport('代填一')
    expect((await save('office', id, { completedCurrent: '1' })).body.filledFor).toBe('东镇')
  })

  test.each([
    ['completedCurrent', { completedCurrent: '八百' }],
    ['completedYtd', { completedYtd: '1.23456' }],
    ['physicalProgress', { physicalProgress: '101' }],
  ])('%s out of form is refused and names the field', async (field, figures) => {
    const { id } = await aReport(`格式-${field}`)
    const refused = await save('reporter', id, figures)
    expect([refused.status, refused.body.code, refused.body.details.fields[0].field]).toEqual([
      400,
      'invalid_input',
      field,
    ])
  })

  test('two people: the second hears who, when and where they differ, and nothing is overwritten', async () => {
    const { id } = await aReport('两人一')
    await save('townReporter', id, { completedCurrent: '800', problems: '缺地' })
    const second = await save('reporter', id, { completedCurrent: '800', problems: '缺钱' })
    expect([second.status, second.body.code]).toEqual([409, 'edit_conflict'])
    expect(second.body.message).toContain('东镇填报员')
    expect(second.body.details).toMatchObject({ version: 2, by: '东镇填报员', at: BEFORE_DEADLINE.toISOString() })
    // what was typed leaves the cumulative out; it stands as computed for the first
    expect(second.body.details.fields).toEqual([{ field: 'problems', yours: '缺钱', theirs: '缺地' }])
    expect((await stage.as('reporter').get(`/api/reports/${id}`)).body.problems).toBe('缺地')
  })

  test('at the same moment one of two different drafts stands and the other is refused', async () => {
    const { id } = await aReport('同时一')
    const both = await Promise.all([
      save('reporter', id, { completedCurrent: '1' }),
      save('townReporter', id, { completedCurrent: '2' }),
    ])
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409])
  })
})

describe('submitting', () => {
  test('takes the state on, with its step and its entry', async () => {
    const { id } = await aReport('提交一')
    const answer = await submit(stage, 'reporter', id, { completedCurrent: '800', physicalProgress: '50' })
    expect(answer.body).toMatchObject({
      state: 'submitted',
      completedYtd: '6800',
      isLate: false,
      submittedBy: '东县填报员',
      submittedAt: BEFORE_DEADLINE.toISOString(),
      mayWrite: false,
      findings: [],
    })
    expect(answer.body.steps).toMatchObject([{ step: 'submitted', actor: '东县填报员', reason: null }])
    const [entry] = await recorded(stage, 'report', id)
    expect([entry!.action, entry!.before.state, entry!.after.state]).toEqual(['report.submitted', 'draft', 'submitted'])
  })

  test('twice is refused', async () => {
    const { id } = await aReport('提交两次')
    await submit(stage, 'reporter', id, { completedCurrent: '800' })
    const again = await submit(stage, 'reporter', id, { completedCurrent: '800' })
    expect([again.status, again.body.code]).toEqual([409, 'report_submitted'])
  })

  test('the deadline passes while the form is open: refused until it is knowingly late', async () => {
    const { id, round } = await aReport('过期一')
    const { version } = (await stage.as('reporter').get(`/api/reports/${id}`)).body
    stage.setNow(AFTER_DEADLINE)
    const body = { ...NO_FIGURES, completedCurrent: '800', version }
    const refused = await stage.as('reporter').post(`/api/reports/${id}/submission`, body)
    expect([refused.status, refused.body.code]).toEqual([409, 'deadline_passed'])
    expect(refused.body.message).toMatch(/2026年11月10日12:00.*迟报/)
    const late = await stage.as('reporter').post(`/api/reports/${id}/submission`, { ...body, acceptLate: true })
    expect([late.status, late.body.isLate]).toEqual([200, true])
    expect((await stage.as('office').get(`/api/rounds/${round.id}`)).body.counts).toMatchObject({
      submitted: 1,
      late: 1,
    })
  })

  test.each([
    ['figures_disagree', { completedCurrent: '800', completedYtd: '7000' }],
    ['figures_blocked', { completedYtd: '5999' }],
    ['figures_blocked', { completedCurrent: '-1' }],
    ['figures_blocked', {}],
    ['explanation_missing', { completedYtd: '12001' }],
  ])('%s', async (code, figures) => {
    const { id } = await aReport(`拒绝-${code}-${JSON.stringify(figures)}`)
    const refused = await submit(stage, 'reporter', id, figures)
    expect([refused.status, refused.body.code]).toEqual([400, code])
    expect((await stage.as('reporter').get(`/api/reports/${id}`)).body).toMatchObject({
      state: 'draft',
      isStarted: false,
      version: 1,
    })
  })

  test('a finding with its explanation is kept for the review', async () => {
    const { id } = await aReport('说明一')
    const answer = await submit(stage, 'reporter', id, { completedYtd: '12001', explanation: '设备提前到货' })
    expect([answer.status, answer.body.explanation]).toEqual([200, '设备提前到货'])
    expect(answer.body.findings.map((one: { code: string }) => one.code)).toContain('overPlan')
  })

  test('taken back before review, and only then', async () => {
    const { id, round } = await aReport('撤回一')
    const withdraw = () => stage.as('reporter').delete(`/api/reports/${id}/submission`)
    expect((await withdraw()).body.code).toBe('report_not_submitted')
    const { body } = await submit(stage, 'reporter', id, { completedCurrent: '800' })
    const back = await withdraw()
    expect(back.body).toMatchObject({
      state: 'draft',
      submittedAt: null,
      completedYtd: '6800',
      version: body.version + 1,
    })
    expect((await recorded(stage, 'report', id))[0]!.action).toBe('report.withdrawn')
    expect((await stage.as('otherReporter').delete(`/api/reports/${id}/submission`)).status).toBe(404)
    const again = await submit(stage, 'reporter', id, { completedYtd: '6800' })
    await accept(stage, round.id, [{ id, version: again.body.version }])
    const refused = await withdraw()
    expect([refused.status, refused.body.code]).toEqual([409, 'report_accepted'])
  })
})

describe('what a period stands on', () => {
  test('January, and 1—2月 in one, start from nothing', async () => {
    const projectId = await aProject(stage, { name: '年初一', months: { '2025-12': { ytd: '9000', current: '500' } } })
    const round = await aRound(stage, [projectId], { month: '2026-02', cutoffOn: '2026-02-25' })
    const answer = await submit(stage, 'reporter', round.reports.年初一!, { completedYtd: '300' })
    expect(answer.body).toMatchObject({ completedCurrent: '300', previousYtd: null, findings: [] })
  })

  test('a correction posted between lowers the base', async () => {
    const { id, projectId } = await aReport('核减一')
    expect((await submit(stage, 'reporter', id, { completedYtd: '5500' })).body.code).toBe('figures_blocked')
    // as the ledger posts 核减 1000 on September
    await sql`update project_month set correction = -1000, completed_ytd = completed_ytd - 1000 where project_id = ${projectId}`.execute(
      stage.owner,
    )
    const answer = await submit(stage, 'reporter', id, { completedYtd: '5500' })
    expect([answer.status, answer.body.completedCurrent]).toEqual([200, '500'])
  })

  test('a week adds to the earlier weeks of its month', async () => {
    const projectId = await aProject(stage, { name: '周报一' })
    const week = (number: number, cutoffOn: string) =>
      aRound(stage, [projectId], { kind: 'week', month: '2026-10', week: `2026-W${number}`, cutoffOn })
    const first = await week(42, '2026-10-16')
    await settle(stage, first, first.reports.周报一!, { completedCurrent: '100' })
    const second = await week(43, '2026-10-23')
    const { body } = await stage.as('reporter').get(`/api/reports/${second.reports.周报一}`)
    expect(body).toMatchObject({
      previousYtd: '6100',
      previousCurrent: '100',
      previousMonth: '2026-10',
      facts: { base: '6100' },
    })
    const answer = await submit(stage, 'reporter', second.reports.周报一!, { completedCurrent: '50' })
    expect(answer.body.completedYtd).toBe('6150')
  })
})

describe('a grid', () => {
  test('all rows or none: what fails is named row by row', async () => {
    const ids = [await aProject(stage, { name: '表一' }), await aProject(stage, { name: '表二' })]
    const round = await aRound(stage, ids)
    const row = (name: string, figures: object) => ({ ...NO_FIGURES, id: round.reports[name], version: 1, ...figures })
    const send = (submitIt: boolean, rows: object[]) =>
      stage.as('reporter').put(`/api/rounds/${round.id}/grid`, { submit: submitIt, rows })
    const refused = await send(true, [row('表一', { completedCurrent: '10' }), row('表二', { completedYtd: '1' })])
    expect([refused.status, refused.body.code]).toEqual([409, 'rows_refused'])
    expect(refused.body.details.rows).toMatchObject([
      { id: round.reports.表二, projectName: '表二', code: 'figures_blocked' },
    ])
    expect((await stage.as('office').get(`/api/rounds/${round.id}`)).body.counts).toMatchObject({
      notStarted: 2,
      submitted: 0,
    })
    const sent = await send(true, [row('表一', { completedCurrent: '10' }), row('表二', { completedYtd: '6020' })])
    expect(sent.body.rows.map((one: ReportRow) => [one.projectName, one.state, one.completedCurrent])).toEqual([
      ['表一', 'submitted', '10'],
      ['表二', 'submitted', '20'],
    ])
    const [entry] = await recorded(stage, 'round', round.id)
    expect([entry!.action, entry!.after.reports.map((one) => one.projectName)]).toEqual([
      'reports.submitted',
      ['表一', '表二'],
    ])
  })

  test('neither a row of another round or county, nor a row twice, nor late unknowingly', async () => {
    const round = await aRound(stage, [
      await aProject(stage, { name: '表三' }),
      await aProject(stage, { name: '表西', org: 'westTown' }),
    ])
    const other = await aReport('别期')
    const row = (id: number | undefined) => ({ ...NO_FIGURES, id, version: 1, completedCurrent: '1' })
    const send = (ids: (number | undefined)[], submitIt = false) =>
      stage.as('reporter').put(`/api/rounds/${round.id}/grid`, { submit: submitIt, rows: ids.map(row) })
    expect((await send([round.reports.表三, other.id])).status).toBe(404)
    expect((await send([round.reports.表三, round.reports.表西])).status).toBe(404)
    expect((await send([round.reports.表三, round.reports.表三])).body.code).toBe('row_twice')
    stage.setNow(AFTER_DEADLINE)
    expect((await send([round.reports.表三], true)).body.code).toBe('deadline_passed')
    expect((await send([round.reports.表三])).status).toBe(200)
  })
})
