import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NO_FIGURES } from '#capabilities/dispatch/sample-round.ts'
import { assertWellFormed, docxParts } from '#platform/word/reading-docx.ts'
import {
  type Answered,
  type Caller,
  callerOf,
  firstSignIn,
  openStage,
  type Stage,
  signIn,
} from '#tests/harness/product.ts'
import { printedText, septemberLedger } from './september-ledger.ts'

// One month of a city over the API, from Friday's Excel to the published 通报. Every expected number is worked out here by hand.
//
//   县区   项目  年度计划   1—9月   10月    1—10月
//   东县   粮仓    10000    7000    2000     9000
//   东县   机床     5000    1500    1500     3000    (166.7 a month so far: 1500 looks like a digit too many)
//   西县   风电    12000    9000    1800    10800
//   南县   陶瓷     4000    2800     400     3200    (南县 is not in the region yet)
//   together      31000   20300    5700    26000
//
//   东县 12000 / 15000 = 80 %, 西县 10800 / 12000 = 90 %, 南县 3200 / 4000 = 80 %: 西县 first, 东县 and 南县 share the second place.
//   Ten of twelve months are 83.3 %: 机床 (60 %) is 23.3 points behind and yellow, the others are less than 10 behind and green.

let stage: Stage
let office: Caller
const projects: Record<string, number> = {}
let roundId: number
beforeAll(async () => {
  stage = await openStage()
  office = stage.as('office')
})
afterAll(async () => await stage?.close())

const DEADLINE = '2026-11-10T04:00:00.000Z'
const AFTER_DEADLINE = new Date('2026-11-10T04:00:01Z')

async function must(asked: Promise<Answered>): Promise<any> {
  const answer = await asked
  expect(answer.status, answer.text).toBe(200)
  return answer.body
}

/** The values of some fields, named one after the other. */
const partsOf = (given: any, names: string): unknown[] => names.split(' ').map((name) => given[name])

describe('the ledger comes from Excel', () => {
  let importId: number

  test('a file in 亿元 is understood, and asks for the county it does not know', async () => {
    const preview = await must(office.upload('/api/imports', '重点项目台账.xlsx', await septemberLedger()))
    importId = preview.id
    expect(preview).toMatchObject({ asOf: '2026-09-30', planYear: 2026, ready: false })
    expect(preview.sheets[0].unit).toBe('亿元')
    expect(preview.questions.map(({ code }: any) => code)).toEqual(['organisation-unknown'])
    expect(preview.questions[0].text).toContain('南县')
    const early = await office.post(`/api/imports/${importId}/writing`, {})
    expect([early.status, early.body.code]).toEqual([409, 'import_has_questions'])
    expect((await must(office.get('/api/projects'))).total).toBe(0)
  })

  test('answered with “create”, it is written once, in 万元', async () => {
    const answered = await must(office.put(`/api/imports/${importId}/answers`, { createOrganisations: true }))
    expect([answered.ready, answered.summary.added]).toEqual([true, 4])
    expect((await must(office.post(`/api/imports/${importId}/writing`, {}))).state).toBe('written')
    const { items } = await must(office.get('/api/projects?limit=200'))
    for (const { id, name } of items) projects[name] = id
    const rows = items.map((line: any) => partsOf(line, 'name countyName annualPlan completedYtd'))
    expect(rows.sort()).toEqual([
      ['东县机床项目', '东县', '5000', '1500'],
      ['东县粮仓项目', '东县', '10000', '7000'],
      ['南县陶瓷项目', '南县', '4000', '2800'],
      ['西县风电项目', '西县', '12000', '9000'],
    ])
  })
})

describe('the month is reported', () => {
  let reports: Record<string, { id: number; version: number }>
  let southPassword: string
  const reporter = () => stage.as('reporter')

  test('projects are assigned, a reporter for the new county is made', async () => {
    const own = ['东县粮仓项目', '东县机床项目'].map((name) => projects[name])
    expect(
      await must(office.post('/api/project-assignments', { projectIds: own, accountId: stage.accounts.reporter })),
    ).toEqual({ assigned: 2 })
    const organisations = (await must(office.get('/api/organisations'))).items
    const south = organisations.find(({ name }: any) => name === '南县')
    const person = {
      username: 'south',
      displayName: '南县填报员',
      organisationId: south.id,
    }
    const made = await must(stage.as('admin').post('/api/accounts', person))
    southPassword = made.initialPassword
    const grant = { role: 'reporter', organisationId: south.id, reason: '新设县' }
    await must(stage.as('security').post(`/api/accounts/${made.id}/grants`, grant))
  })

  test('a round opens for the four, and stands on the desks of those who fill it', async () => {
    const round = { kind: 'month', month: '2026-10', cutoffOn: '2026-10-25', deadline: DEADLINE, selection: {} }
    const opened = await must(office.post('/api/rounds', round))
    roundId = opened.id
    expect([opened.title, opened.counts.total, opened.counts.notStarted]).toEqual(['2026年10月项目进展调度', 4, 4])
    const desk = await must(reporter().get('/api/desk'))
    expect(desk.toFill.map(({ mine, done }: any) => [mine, done])).toEqual([[2, 0]])
    const { items } = await must(office.get(`/api/rounds/${roundId}/reports`))
    reports = Object.fromEntries(items.map((row: any) => [row.projectName, row]))
  })

  test('a draft is kept; the cumulative is computed from what stands', async () => {
    const { id, version } = reports.东县粮仓项目!
    const saved = await must(
      reporter().put(`/api/reports/${id}/figures`, { ...NO_FIGURES, completedCurrent: '1900', version }),
    )
    expect([saved.state, saved.completedYtd, saved.previousYtd]).toEqual(['draft', '8900', '7000'])
  })

  test('a figure nine times the usual needs an explanation', async () => {
    const { id, version } = reports.东县机床项目!
    const figures = { ...NO_FIGURES, completedCurrent: '1500', problems: '设备进口许可未批', version }
    const silent = await reporter().post(`/api/reports/${id}/submission`, figures)
    expect([silent.status, silent.body.code]).toEqual([400, 'explanation_missing'])
    expect(silent.body.message).toContain('9倍')
    const explained = await must(
      reporter().post(`/api/reports/${id}/submission`, { ...figures, explanation: '主机到场集中付款' }),
    )
    expect([explained.state, explained.isLate, explained.findings[0].code]).toEqual(['submitted', false, 'jump'])
  })

  test('the others submit in time; the new county’s reporter too', async () => {
    const south = await firstSignIn(stage.product, 'south', southPassword)
    await submitted(south, '南县陶瓷项目', '400')
    await submitted(stage.as('otherReporter'), '西县风电项目', '1800')
    const foreign = reports.西县风电项目!.id
    expect((await south.get(`/api/reports/${foreign}`)).status).toBe(404)
    await submitted(reporter(), '东县粮仓项目', '1900')
  })

  test('one is returned with a reason and comes back late, knowingly', async () => {
    const { id } = reports.东县粮仓项目!
    const { version } = await must(office.get(`/api/reports/${id}`))
    expect((await office.post(`/api/reports/${id}/return`, { version, reason: '' })).status).toBe(400)
    await must(office.post(`/api/reports/${id}/return`, { version, reason: '监理月报为2000万元，请核对' }))
    const returned = await must(reporter().get(`/api/reports/${id}`))
    expect([returned.state, returned.returnReason]).toEqual(['returned', '监理月报为2000万元，请核对'])
    stage.setNow(AFTER_DEADLINE)
    const figures = { ...NO_FIGURES, completedCurrent: '2000', version: returned.version }
    const unaware = await reporter().post(`/api/reports/${id}/submission`, figures)
    expect([unaware.status, unaware.body.code]).toEqual([409, 'deadline_passed'])
    const late = await must(reporter().post(`/api/reports/${id}/submission`, { ...figures, acceptLate: true }))
    expect([late.state, late.isLate, late.completedYtd]).toEqual(['submitted', true, '9000'])
    expect(late.steps.map(({ step }: any) => step)).toEqual(
      expect.arrayContaining(['submitted', 'returned', 'submitted']),
    )
  })

  test('nothing is in the ledger until it was accepted; then all four are, once', async () => {
    expect((await must(office.get(`/api/projects/${projects.东县粮仓项目}`))).completedYtd).toBe('7000')
    expect((await office.post(`/api/rounds/${roundId}/lock`, {})).body.code).toBe('reports_waiting')
    const { items } = await must(office.get(`/api/rounds/${roundId}/reports?state=toReview`))
    const waiting = items.map(({ id, version }: any) => ({ id, version }))
    const accepted = await must(office.post(`/api/rounds/${roundId}/acceptances`, { reports: waiting }))
    expect([accepted.accepted, accepted.round.counts.accepted]).toEqual([4, 4])
    const again = await office.post(`/api/rounds/${roundId}/acceptances`, { reports: waiting })
    expect(again.status).toBe(409)
    const locked = await must(office.post(`/api/rounds/${roundId}/lock`, {}))
    expect([locked.counts.locked, locked.counts.late]).toEqual([4, 1])
  })

  async function submitted(who: Caller, name: string, completedCurrent: string): Promise<void> {
    const { id } = reports[name]!
    const { version } = await must(who.get(`/api/reports/${id}`))
    await must(who.post(`/api/reports/${id}/submission`, { ...NO_FIGURES, completedCurrent, version }))
  }
})

describe('what the month comes to', () => {
  test('lights', async () => {
    const { items, asOfMonth } = await must(office.get('/api/projects'))
    expect(asOfMonth).toBe('2026-10')
    const lights = items.map(({ name, light, completionRate }: any) => [name, light, completionRate]).sort()
    expect(lights).toEqual([
      ['东县机床项目', 'yellow', '60'],
      ['东县粮仓项目', 'green', '90'],
      ['南县陶瓷项目', 'green', '80'],
      ['西县风电项目', 'green', '90'],
    ])
  })

  test('roll-ups by county, and their total', async () => {
    const { items, total } = await must(office.get('/api/roll-ups?by=county'))
    const sums = 'projects annualPlan completedCurrent completedYtd completionRate'
    expect(items.map((line: any) => partsOf(line, `name ${sums}`)).sort()).toEqual([
      ['东县', 2, '15000', '3500', '12000', '80'],
      ['南县', 1, '4000', '400', '3200', '80'],
      ['西县', 1, '12000', '1800', '10800', '90'],
    ])
    // 26000 / 31000 = 83.870967…
    expect(partsOf(total, sums).slice(0, 4)).toEqual([4, '31000', '5700', '26000'])
    expect(Number(total.completionRate)).toBeCloseTo(83.870968, 4)
    expect(total.lights).toEqual({ green: 3, yellow: 1, red: 0, grey: 0 })
    const wall = await must(stage.as('leader').get('/api/wall'))
    expect([wall.totals.annualPlan, wall.totals.completedYtd, wall.unplaced.projects]).toEqual(['31000', '26000', 0])
  })

  test('ranking: 1, 2, 2, published once', async () => {
    const computed = await must(office.get(`/api/rounds/${roundId}/ranking`))
    expect(computed.state).toBe('computed')
    const published = await must(office.post(`/api/rounds/${roundId}/ranking`))
    const places = published.places.map((line: any) => partsOf(line, 'orgName place isTied completionRate late'))
    expect(places).toEqual([
      ['西县', 1, false, '90', 0],
      ['东县', 2, true, '80', 1],
      ['南县', 2, true, '80', 0],
    ])
    expect((await office.post(`/api/rounds/${roundId}/ranking`)).status).toBe(409)
  })
})

describe('the bulletin', () => {
  let figures: { id: string; text: string }[]
  let printedFigures: string[]

  test('is published and numbered', async () => {
    const draft = await must(office.get(`/api/rounds/${roundId}/bulletin`))
    expect([draft.state, draft.problems, draft.hindrance]).toEqual(['draft', [], null])
    const published = await must(office.post(`/api/rounds/${roundId}/bulletin`, { withoutConfirmation: '已电话核对' }))
    figures = published.figures
    printedFigures = [
      ...JSON.stringify(published.document).matchAll(
        /"kind":"figure","id":"[^"]+","text":"([^"]+)"|"text":"([^"]+)","figureId"/g,
      ),
    ].map(([, inText, inTable]) => inText ?? inTable!)
    const text = (id: string) => figures.find((figure) => figure.id === id)?.text
    const headline = ['annualPlan', 'completedYtd', 'completionRate'].map((name) => text(`region.${name}`))
    expect(headline).toEqual(['3.1亿元', '2.6亿元', '83.9%'])
    const wrong = await office.put(`/api/rounds/${roundId}/bulletin/number`, { number: '测政办〔2026〕第05号' })
    expect([wrong.status, wrong.body.code]).toEqual([400, 'bulletin_number_form'])
    const numbered = await must(office.put(`/api/rounds/${roundId}/bulletin/number`, { number: '测政办〔2026〕5号' }))
    expect(numbered.number).toBe('测政办〔2026〕5号')
  })

  test('every figure opens, and its rows make it again', async () => {
    expect(figures.length).toBeGreaterThan(10)
    const disagreeing: string[] = []
    for (const { id, text } of figures) {
      const opened = await must(office.get(`/api/rounds/${roundId}/bulletin/figures/${encodeURIComponent(id)}`))
      if (!opened.agrees || !opened.isFrozen || opened.figure.text !== text)
        disagreeing.push(`${id}: ${JSON.stringify(opened.figure)}`)
    }
    expect(disagreeing).toEqual([])
  })

  test('the Word file prints the same figures', async () => {
    const file = await stage.as('leader').get(`/api/rounds/${roundId}/bulletin.docx`)
    expect(file.status).toBe(200)
    expect(decodeURIComponent(String(file.headers['content-disposition']))).toMatch(
      /^attachment; filename\*=UTF-8''.*2026年.*\.docx$/,
    )
    const xml = docxParts(file.bytes).get('word/document.xml')!
    assertWellFormed(xml)
    const printed = printedText(xml)
    for (const part of ['测政办〔2026〕5号', '3.1亿元', '2.6亿元', '83.9%']) expect(printed).toContain(part)
    expect(printedFigures.length).toBeGreaterThan(30)
    expect(printedFigures.filter((text) => !printed.includes(text))).toEqual([])
  })

  test('a correction after the lock moves the ledger and leaves what was published', async () => {
    const before = await must(office.get(`/api/rounds/${roundId}/ranking`))
    const correction = { month: '2026-10', delta: '-3000', reason: '审计核减', approver: '常务副市长' }
    const project = await must(office.post(`/api/projects/${projects.西县风电项目}/corrections`, correction))
    // 10800 − 3000 = 7800 of 12000 = 65 %, 18.3 points behind
    expect([project.completedYtd, project.completionRate, project.light]).toEqual(['7800', '65', 'yellow'])
    expect((await must(office.get('/api/roll-ups?by=county'))).total.completedYtd).toBe('23000')
    expect(await must(office.get(`/api/rounds/${roundId}/ranking`))).toEqual(before)
    const bulletin = await must(office.get(`/api/rounds/${roundId}/bulletin`))
    expect(bulletin.figures).toEqual(figures)
    const opened = await must(office.get(`/api/rounds/${roundId}/bulletin/figures/region.completedYtd`))
    expect([opened.figure.text, opened.recomputed, opened.isFrozen]).toEqual(['2.6亿元', '26000', true])
  })
})

test('the record holds every step and verifies', async () => {
  // hours have passed on the stage's clock: the session of the first morning is over
  const auditor = callerOf(stage.product, await signIn(stage.product, 'auditor'))
  const verdict = await must(auditor.get('/api/record/verification'))
  expect([verdict.ok, verdict.firstBreak]).toEqual([true, null])
  const { items } = await must(auditor.get('/api/record?limit=200'))
  const actions = new Set(items.map(({ action }: any) => action))
  const steps =
    'ledger.imported projects.assigned account.created round.opened report.saved report.submitted report.returned ' +
    'reports.accepted round.locked ranking.published bulletin.published bulletin.numbered figure.corrected'
  expect(steps.split(' ').filter((action) => !actions.has(action))).toEqual([])
})
