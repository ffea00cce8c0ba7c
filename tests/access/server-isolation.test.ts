import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { workbookBytes } from '#platform/excel/write-workbook.ts'
import { xlsxText } from '#tests/access/workbook-text.ts'
import type { Answered, Caller } from '#tests/harness/product.ts'
import { ALL_ROUTES, type Named } from './all-routes.ts'
import { addressOf, call, type Numbers } from './sample-input.ts'
import { type Counties, type County, must, openTwoCounties, PNG, SECRET, SECRET_AMOUNT } from './two-counties.ts'
import { westernRows } from './western-rows.ts'

// People of 东县 ask for everything of 西县 by its number, through every route: nothing is shown, nothing is changed.

let counties: Counties
beforeAll(async () => {
  counties = await openTwoCounties()
})
afterAll(async () => await counties?.stage.close())

type Who = 'countyOffice' | 'reporter' | 'townReporter' | 'eastLeader' | 'eastAuditor' | 'eastAdmin' | 'deskOfEast'
const EASTERNERS: Who[] = ['countyOffice', 'reporter', 'townReporter', 'eastLeader', 'eastAuditor', 'eastAdmin', 'deskOfEast']

function callerOf(who: Who): Caller {
  const { people, stage } = counties
  return who in people ? people[who as 'eastLeader'].caller : stage.as(who as 'reporter')
}

const numbersOf = (county: County, roundId: number): Numbers => {
  const { orgId, townId } = county
  return { ...county, roundId, organisationId: orgId, parentId: orgId, orgId: townId, tokenId: 999_999 }
}

// these concern the person alone or everybody: ending one's own session, the names of all organisations
const NOT_ABOUT_ROWS = new Set(['signOut', 'changeOwnPassword', 'firstRun', 'signIn'])
const ABOUT_ROWS = ALL_ROUTES.filter(({ name }) => !NOT_ABOUT_ROWS.has(name))

/** A workbook hides its texts in a zip. */
async function textOf(answer: Answered): Promise<string> {
  return answer.bytes.subarray(0, 2).toString() === 'PK' ? await xlsxText(answer.bytes) : answer.text
}

// a search is recorded with its words, in the searcher's own county: they must not look like the secret itself
const SEARCHED = SECRET.slice(1)

/** Enough of an answer to recognise what slipped out. */
function around(text: string): string {
  const at = Math.max(text.indexOf(SECRET), text.indexOf(SECRET_AMOUNT))
  return text.slice(Math.max(at - 300, 0), at + 100)
}

const holdsSecret = (text: string) => text.includes(SECRET) || text.includes(SECRET_AMOUNT)

describe.each(EASTERNERS)('%s', (who) => {
  test('asks for 西县’s rows by number: refused or empty, and 西县 stays as it is', async () => {
    const before = await westernRows(counties)
    const wrong: string[] = []
    for (const roundId of [counties.west.ownRoundId, counties.openRoundId, counties.lockedRoundId]) {
      for (const route of ABOUT_ROWS) {
        const answer = await call(callerOf(who), route, numbersOf(counties.west, roundId))
        if (answer.status >= 500) wrong.push(`${route.name}: ${answer.status} ${answer.text}`)
        if (holdsSecret(await textOf(answer))) wrong.push(`${route.name} shows ${around(answer.text)}`)
        if (answer.status < 300 && isAddressedByRow(route)) wrong.push(`${route.name} answered ${answer.status}`)
      }
    }
    expect(wrong).toEqual([])
    expect(await westernRows(counties)).toEqual(before)
  })

  test('asks for lists, totals and files: nothing of 西县 is in them', async () => {
    const { west, openRoundId, lockedRoundId } = counties
    const wrong: string[] = []
    for (const url of [
      ...ALL_ROUTES.filter(({ method, path }) => method === 'GET' && !path.includes(':')).map((route) => addressOf(route, {})),
      ...['county', 'park', 'library', 'stage', 'light', 'campaign'].map((by) => `/api/roll-ups?by=${by}`),
      ...listings(west),
      ...[openRoundId, lockedRoundId].flatMap((id) => [
        `/api/rounds/${id}`,
        `/api/rounds/${id}/lateness`,
        `/api/rounds/${id}/reports?limit=500`,
        `/api/rounds/${id}/reports?county=${west.orgId}`,
        `/api/rounds/${id}/reports?q=${encodeURIComponent(SEARCHED)}`,
        `/api/rounds/${id}/bulletin`,
        `/api/rounds/${id}/bulletin.docx`,
      ]),
    ]) {
      const answer = await callerOf(who).get(url)
      if (answer.status >= 500) wrong.push(`${url}: ${answer.status} ${answer.text}`)
      if (holdsSecret(await textOf(answer))) wrong.push(`${url} shows ${around(answer.text)}`)
    }
    expect(wrong).toEqual([])
  })
})

/** Ways to ask lists for what is not one's own. */
function listings({ orgId, townId, writtenImportId }: County): string[] {
  const filters = [`org=${orgId}`, `org=${townId}`, `county=${orgId}`, `importId=${writtenImportId}`, `q=${encodeURIComponent(SEARCHED)}`]
  return [
    ...filters.map((filter) => `/api/projects?limit=200&${filter}`),
    ...filters.flatMap((filter) => ['xlsx', 'csv'].map((format) => `/api/ledger-export?format=${format}&${filter}`)),
    ...['county', 'stage', 'library'].map((by) => `/api/roll-ups?by=${by}&org=${orgId}`),
    `/api/wall?org=${orgId}`,
    `/api/record?subjectType=project`,
  ]
}

/** Everything below a number is one row's; a round of the city is everybody's and answers with what is in scope. */
function isAddressedByRow({ path, name }: Named): boolean {
  if (/^\/api\/(projects|reports|files|imports|accounts)\/:/.test(path)) return true
  return ['acceptReports', 'saveGrid', 'assignProjects', 'createProject', 'createOrganisation', 'createAccount', 'openRound'].includes(name)
}

describe('the same questions asked by those who may', () => {
  test('西县’s office and the city’s office see the secret everywhere: the marks above can be found', async () => {
    const { west, people, stage, openRoundId } = counties
    for (const caller of [people.westOffice.caller, stage.as('office')]) {
      for (const url of [
        `/api/projects/${west.projectId}`,
        `/api/projects/${west.projectId}/history`,
        `/api/projects?limit=200&q=${encodeURIComponent(SEARCHED)}`,
        `/api/ledger-export?format=xlsx`,
        `/api/ledger-export?format=csv`,
        `/api/reports/${west.reportId}`,
        `/api/rounds/${openRoundId}/reports?limit=500`,
        `/api/rounds/${west.ownRoundId}/reports`,
        `/api/imports/${west.importId}`,
        `/api/wall`,
      ]) {
        const answer = await must(caller.get(url))
        expect(holdsSecret(await textOf(answer)), url).toBe(true)
      }
      expect((await caller.get(`/api/files/${west.fileId}`)).bytes.subarray(0, 8)).toEqual(Buffer.from(PNG.subarray(0, 8)))
    }
  })
})

describe('figures behind a published bulletin', () => {
  beforeEach(async () => {
    await counties.stage.as('office').post(`/api/rounds/${counties.lockedRoundId}/bulletin`)
  })

  test('the bulletin is for everyone it concerns; rows of 西县 behind its figures are counted, not shown', async () => {
    const url = `/api/rounds/${counties.lockedRoundId}/bulletin`
    const { body } = await must(callerOf('countyOffice').get(url))
    expect(body.state).toBe('published')
    let hidden = 0
    for (const { id } of body.figures) {
      const opened = await must(callerOf('countyOffice').get(`${url}/figures/${encodeURIComponent(id)}`))
      expect(opened.body.rows.filter((row: object) => JSON.stringify(row).includes(SECRET))).toEqual([])
      hidden += opened.body.hiddenRows
    }
    expect(hidden).toBeGreaterThan(0)
  })
})

describe('two grants', () => {
  test('who reports in 东县 and leads 西县 reads both and writes in 东县 alone', async () => {
    const { people, east, west } = counties
    const { caller } = people.twofold
    expect((await must(caller.get(`/api/projects/${west.projectId}`))).body.mayEdit).toBe(false)
    const read = await must(caller.get(`/api/reports/${west.reportId}`))
    expect(read.body.mayWrite).toBe(false)
    const before = await westernRows(counties)
    for (const route of ALL_ROUTES.filter(({ needs, method }) => needs === 'report.write' && method !== 'GET')) {
      const answer = await call(caller, route, { ...numbersOf(west, counties.openRoundId), version: read.body.version })
      expect([route.name, answer.status], answer.text).toEqual([route.name, route.upload ? expect.toBeOneOf([400, 404]) : 404])
    }
    const photo = await caller.upload(`/api/reports/${west.reportId}/photos`, '照片.png', PNG)
    expect(photo.status).toBe(404)
    expect(await westernRows(counties)).toEqual(before)
    const own = await must(caller.get(`/api/reports/${east.spareReportId}`))
    const figures = { ...NOTHING, completedCurrent: '2', version: own.body.version }
    expect((await caller.put(`/api/reports/${east.spareReportId}/figures`, figures)).status).toBe(200)
  })

  test('a project lent to a reporter may be reported, not edited, by an office that is both', async () => {
    const { people, lentProjectId, lentReportId } = counties
    const { caller } = people.deskOfEast
    const project = (await must(caller.get(`/api/projects/${lentProjectId}`))).body
    expect(project.mayEdit).toBe(false)
    const refused = [
      await caller.patch(`/api/projects/${lentProjectId}`, { version: project.version, fields: { remark: '改' } }),
      await caller.put(`/api/projects/${lentProjectId}/plans/2026`, { amount: '1', reason: '调减' }),
      await caller.post(`/api/projects/${lentProjectId}/corrections`, { month: '2026-09', delta: '1', reason: '核增', approver: '某' }),
      await caller.post('/api/project-assignments', { projectIds: [lentProjectId], accountId: people.eastSpare.id }),
    ]
    expect(refused.map(({ status }) => status)).toEqual([404, 404, 404, 404])
    const { version } = (await must(caller.get(`/api/reports/${lentReportId}`))).body
    const sent = await caller.post(`/api/reports/${lentReportId}/submission`, { ...NOTHING, completedCurrent: '2', version })
    expect(sent.status).toBe(200)
    const accepted = await caller.post(`/api/rounds/${counties.openRoundId}/acceptances`, {
      reports: [{ id: lentReportId, version: sent.body.version }],
    })
    expect(accepted.status).toBe(404)
  })
})

const NOTHING = {
  completedCurrent: null,
  completedYtd: null,
  physicalProgress: null,
  progressText: null,
  problems: null,
  nextStep: null,
  explanation: '说明',
}

describe('an import', () => {
  test.each(['西县', '西镇'])('by 东县 of a file that names %s writes nothing there', async (place) => {
    const headings = ['序号', '县区', '乡镇', '项目名称', '建设单位', '总投资（万元）']
    const county = '西县'
    const rows = [[1, county, place === county ? null : place, `越界${place}`, '某公司', 100]]
    const sheet = { name: '台账', columns: headings.map(() => ({ kind: 'auto' as const })), headerRows: [headings], rows }
    const before = await westernRows(counties)
    const caller = callerOf('countyOffice')
    const { body, status } = await caller.upload('/api/imports', '越界.xlsx', await workbookBytes([sheet]))
    expect(status).toBeLessThan(500)
    const answers = { createOrganisations: true }
    const answered = await caller.put(`/api/imports/${body.id ?? 0}/answers`, answers)
    const written = await caller.post(`/api/imports/${body.id ?? 0}/writing`, { confirmSuspicious: true })
    expect([answered.status < 500, written.status < 500, written.text]).toEqual([true, true, written.text])
    expect(await westernRows(counties)).toEqual(before)
    const { rows: found } = await sql<{ orgId: number }>`select org_id as "orgId" from project where name = ${`越界${place}`}`.execute(
      counties.stage.owner,
    )
    expect(found.filter(({ orgId }) => orgId === counties.west.orgId || orgId === counties.west.townId)).toEqual([])
  })
})
