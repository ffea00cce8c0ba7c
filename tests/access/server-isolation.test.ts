import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { xlsxText } from '#tests/access/workbook-text.ts'
import type { Answered, Caller } from '#tests/harness/product.ts'
import { ALL_ROUTES, type Named } from './all-routes.ts'
import { addressOf, call } from './sample-input.ts'
import {
  type Counties,
  type County,
  must,
  numbersOf,
  openTwoCounties,
  PNG,
  SECRET,
  SECRET_AMOUNT,
} from './two-counties.ts'
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
      ...ALL_ROUTES.filter(({ method, path }) => method === 'GET' && !path.includes(':')).map((route) =>
        addressOf(route, {}),
      ),
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
  if (/^\/api\/(projects|reports|files|imports|accounts)\/:/.test(path)) return true
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
      ]) {
        const answer = await must(caller.get(url))
        expect(holdsSecret(await textOf(answer)), url).toBe(true)
      }
      expect((await caller.get(`/api/files/${west.fileId}`)).bytes.subarray(0, 8)).toEqual(
        Buffer.from(PNG.subarray(0, 8)),
      )
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
