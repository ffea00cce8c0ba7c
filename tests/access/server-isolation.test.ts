import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { xlsxText } from '#tests/access/workbook-text.ts'
import type { Answered, Caller } from '#tests/harness/product.ts'
import { ALL_ROUTES, type Named } from './all-routes.ts'
import { addressOf, call } from './sample-input.ts'
import { type Counties, type County, must, numbersOf, openTwoCounties, PNG, SECRET } from './two-counties.ts'
import { westernRows } from './western-rows.ts'

// People of 东县 ask for everything of 西县 by its number, through every route: nothing is shown, nothing is changed.

let counties: Counties
beforeAll(async () => {
  counties = await openTwoCounties()
})
afterAll(async () => await counties?.stage.close())

type Who = 'countyOffice' | 'reporter' | 'townReporter' | 'eastLeader' | 'eastAuditor' | 'eastAdmin' | 'deskOfEast'
const EASTERNERS: Who[] = [
  'countyOffice',
  'reporter',
  'townReporter',
  'eastLeader',
  'eastAuditor',
  'eastAdmin',
  'deskOfEast',
]

function callerOf(who: Who): Caller {
  const { people, stage } = counties
  return who in people ? people[who as 'eastLeader'].caller : stage.as(who as 'reporter')
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

// 西县 has two projects of 9876.5432: with whatever whole amounts they are summed, one leaves .5432 behind and both .0864
const SECRET_SUM = /\d\.(5432|0864)\b/
/** A published ranking and bulletin show every county's totals, to everybody they concern. */
const isPublished = (address: string) => /ranking|bulletin|Bulletin|Ranking|Figure/.test(address)

/** What of 西县 an answer holds, with enough around it to recognise it; null when it holds nothing. */
async function slip(answer: Answered, address: string): Promise<string | null> {
  const text = await textOf(answer)
  const at = text.includes(SECRET) || isPublished(address) ? text.indexOf(SECRET) : text.search(SECRET_SUM)
  return at < 0 ? null : `${address} shows ${text.slice(Math.max(at - 300, 0), at + 100)}`
}

describe.each(EASTERNERS)('%s', (who) => {
  test('asks for 西县’s rows by number: refused or empty, and 西县 stays as it is', async () => {
    const before = await westernRows(counties)
    const wrong: string[] = []
    for (const roundId of [counties.west.ownRoundId, counties.openRoundId, counties.lockedRoundId]) {
      for (const route of ABOUT_ROWS) {
        const answer = await call(callerOf(who), route, numbersOf(counties.west, roundId))
        if (answer.status >= 500) wrong.push(`${route.name}: ${answer.status} ${answer.text}`)
        wrong.push(...[await slip(answer, route.name)].filter((found) => found !== null))
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
      ...ALL_ROUTES.filter(({ method, path }) => method === 'GET' && !path.includes(':')).map((route) =>
        addressOf(route, {}),
      ),
      ...['county', 'park', 'library', 'stage', 'light', 'campaign', 'roster'].map((by) => `/api/roll-ups?by=${by}`),
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
      wrong.push(...[await slip(answer, url)].filter((found) => found !== null))
    }
    expect(wrong).toEqual([])
  })
})

describe('counting', () => {
  test('nothing of 西县 is counted for 东县', async () => {
    const { west } = counties
    const caller = callerOf('countyOffice')
    const selections = [
      { countyIds: [west.orgId] },
      { projectIds: [west.projectId] },
      { importId: west.writtenImportId },
    ]
    for (const selection of selections) {
      const { body } = await must(caller.post('/api/round-selections', { kind: 'month', month: '2026-10', selection }))
      expect(body).toEqual({ projects: 0, alreadyInRound: 0, withoutReporter: 0 })
    }
    for (const filter of [
      `org=${west.orgId}`,
      `county=${west.orgId}`,
      `importId=${west.writtenImportId}`,
      `q=${encodeURIComponent(SEARCHED)}`,
    ])
      expect((await must(caller.get(`/api/projects?${filter}`))).body.total, filter).toBe(0)
    for (const by of ['county', 'park', 'library', 'stage', 'light', 'campaign', 'roster'])
      expect((await must(caller.get(`/api/roll-ups?by=${by}&org=${west.orgId}`))).body.total.projects, by).toBe(0)
    expect((await caller.get(`/api/wall?org=${west.orgId}`)).status).toBe(404)
    expect((await caller.get(`/api/wall?org=${counties.stage.orgs.city}`)).status).toBe(404)
  })
})

/** Ways to ask lists for what is not one's own. */
function listings({ orgId, townId, writtenImportId }: County): string[] {
  const filters = [
    `org=${orgId}`,
    `org=${townId}`,
    `county=${orgId}`,
    `importId=${writtenImportId}`,
    `q=${encodeURIComponent(SEARCHED)}`,
  ]
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
  if (/^\/api\/(projects|reports|files|imports|accounts|cohorts|joint-starts|stage-steps)\/:/.test(path)) return true
  return [
    'acceptReports',
    'saveGrid',
    'assignProjects',
    'createProject',
    'createOrganisation',
    'createAccount',
    'openRound',
  ].includes(name)
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
        `/api/roll-ups?by=county`,
      ]) {
        const answer = await must(caller.get(url))
        expect(await slip(answer, url), url).not.toBeNull()
      }
      expect((await caller.get(`/api/files/${west.fileId}`)).bytes.subarray(0, 8)).toEqual(
        Buffer.from(PNG.subarray(0, 8)),
      )
    }
  })
})

describe('figures behind a published bulletin', () => {
  beforeEach(async () => {
    await counties.stage
      .as('office')
      .post(`/api/rounds/${counties.lockedRoundId}/bulletin`, { withoutConfirmation: '已电话核对' })
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
