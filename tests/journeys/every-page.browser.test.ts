import type { Page, Response } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '#app/region.ts'
import { openTheatre, picture, type Theatre } from '#tests/harness/browser.ts'
import { demoDatabase, NOW } from '#tests/harness/product.ts'
import { uploadLedger } from './journey-steps.ts'
import { novemberLedger } from './november-ledger.ts'
import { read } from './on-screen.ts'
import { faultsOf, unseenFocus } from './page-faults.ts'

// Every page as every role, on a phone, at a desk and on the wall: nothing breaks, nothing is cut off, everything has a name.

const DESK = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }
const WALL = { width: 3840, height: 2160 }
/** A wall is dear to draw: each page that anybody sees is seen by one of these; a leader's and a reporter's are the office's, with less on them. */
const ON_THE_WALL: readonly string[] = ['office', 'auditor', 'admin', 'security']
const NOT_PERMITTED = '您的岗位不使用这一页'
const ROLES = ['leader', 'office', 'reporter1', 'auditor', 'admin', 'security'] as const

let theatre: Theatre
let importId: number
beforeAll(async () => {
  theatre = await openTheatre(await demoDatabase(), () => NOW)
  const office = await theatre.open()
  await theatre.signIn(office, 'office', DEMO_PASSWORD)
  importId = await uploadLedger(office, { name: '台账.xlsx', buffer: Buffer.from(await novemberLedger()) })
  await office.context().close()
})
afterAll(async () => await theatre?.close())

// together: a page waits for its server and its drawing more than it works
describe.concurrent.each(ROLES)('as %s', (role) => {
  test('every page', { timeout: 300_000 }, async ({ expect }) => {
    const page = await theatre.open()
    await theatre.signIn(page, role, DEMO_PASSWORD)
    const addresses = await addressesFor(page, role)
    const faults: string[] = []
    page.on('response', (response) => {
      if (response.status() >= 400 && !isAwaited(response)) faults.push(`${response.status()} ${response.url()}`)
    })
    for (const [name, address] of Object.entries(addresses)) {
      const arrive = role === 'office' ? byAddress : byLink
      const sizes = ON_THE_WALL.includes(role) ? [DESK, PHONE, WALL] : [DESK, PHONE]
      for (const fault of await look(page, `${role}-${name}`, { address, arrive, sizes }))
        faults.push(`${name} ${fault}`)
    }
    expect(faults).toEqual([])
    await page.context().close()
  })
})

test('before signing in', async () => {
  const page = await theatre.open()
  const sizes = [DESK, PHONE, WALL]
  expect(await look(page, 'nobody-sign-in', { address: '/sign-in', arrive: byAddress, sizes })).toEqual([])
  expect(await look(page, 'nobody-first-run', { address: '/first-run', arrive: byAddress, sizes })).toEqual([])
})

type Look = {
  address: string
  arrive: (page: Page, address: string) => Promise<void>
  /** The desk first. */
  sizes: readonly { width: number; height: number }[]
}

/** What is wrong with one page, at each width and, at the desk, under the keyboard. */
async function look(page: Page, name: string, { address, arrive, sizes }: Look): Promise<string[]> {
  const faults: string[] = []
  await page.setViewportSize(DESK)
  await arrive(page, address)
  await settled(page)
  for (const fault of await unseenFocus(page, 4)) faults.push(`focus is not seen: ${fault}`)
  // “not for your post” is the same page everywhere
  const isShut = (await page.getByRole('heading', { name: NOT_PERMITTED }).count()) > 0
  for (const size of isShut ? [DESK] : sizes) {
    await page.setViewportSize(size)
    await settled(page)
    for (const fault of await faultsOf(page)) faults.push(`${size.width}: ${fault}`)
    await picture(page, `${name}-${size.width}`)
  }
  return faults
}

/** As from a bookmark: the whole product is loaded anew. */
async function byAddress(page: Page, address: string): Promise<void> {
  await page.goto(theatre.address + address)
}

/** As by a link of the page before, which is how people go about; also five times as fast. */
async function byLink(page: Page, address: string): Promise<void> {
  await page.evaluate((next) => history.pushState({}, '', next), address)
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
}

/** Everything the page waits for has come, and what was drawn is drawn. */
async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  await page.waitForFunction(() => document.querySelector('.skeleton, [aria-busy=true]') === null)
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
}

/** A county's reporter opens the ranking or the bulletin of the city before it is published, and reads that it is awaited. */
function isAwaited(response: Response): boolean {
  return response.status() === 409 && /\/(ranking|bulletin)(\?|$)/.test(response.url())
}

type Row = { id: number; projectId: number; lockedAt: string | null }

/** All addresses of the product; things are chosen among those the person may see, or anything where they see none. */
async function addressesFor(page: Page, role: string): Promise<Record<string, string>> {
  const sees = role !== 'admin' && role !== 'security'
  const rounds: Row[] = sees ? (await read(page, '/api/rounds')).items : []
  const open = rounds.find(({ lockedAt }) => lockedAt === null)?.id ?? 1
  const locked = rounds.find(({ lockedAt }) => lockedAt !== null)?.id ?? 1
  const report: Row | undefined = sees
    ? (await read(page, `/api/rounds/${open}/reports?state=toReview`)).items[0]
    : undefined
  const draft: Row | undefined = sees
    ? (await read(page, `/api/rounds/${open}/reports?state=draft`)).items[0]
    : undefined
  const project = report?.projectId ?? 1
  return {
    wall: '/',
    desk: '/desk',
    projects: '/projects',
    project: `/projects/${project}`,
    history: `/projects/${project}?tab=history`,
    sheet: `/sheets?projects=${project}`,
    libraries: '/libraries',
    libraryMoves: '/libraries?tab=decisions',
    libraryStale: '/libraries?tab=stale',
    checkLists: '/libraries/checks',
    rollover: '/libraries/years/2027',
    roster: '/rosters/1',
    stages: '/stages',
    startRate: '/start-rate',
    startNames: '/start-rate?county=all',
    cohorts: '/cohorts',
    cohort: '/cohorts/3',
    jointStarts: '/joint-starts',
    jointStart: '/joint-starts/2',
    startReadiness: '/start-readiness',
    imports: '/imports',
    import: `/imports/${importId}`,
    understood: `/imports/${importId}?view=understood`,
    lights: '/settings/lights',
    rounds: '/rounds',
    openPanel: '/rounds?open=1',
    round: `/rounds/${open}`,
    roundLocked: `/rounds/${locked}`,
    fill: `/rounds/${open}/fill`,
    review: `/rounds/${open}/review`,
    report: `/reports/${report?.id ?? 1}`,
    draft: `/reports/${draft?.id ?? 1}`,
    ranking: `/rounds/${locked}/ranking`,
    bulletin: `/rounds/${locked}/bulletin`,
    confirmations: `/rounds/${locked}/confirmations`,
    templates: '/bulletin-templates',
    template: '/bulletin-templates/monthly',
    check: '/check',
    people: '/people',
    account: '/people?account=2',
    accountRoles: '/people?account=2&tab=roles',
    accountDeputies: '/people?account=2&tab=deputies',
    accountSessions: '/people?account=2&tab=sessions',
    accountRecord: '/people?account=2&tab=record',
    accountImport: '/people/import',
    organisations: '/organisations',
    organisation: '/organisations?unit=2',
    organisationImport: '/organisations/import',
    roles: '/roles',
    record: '/record',
    digests: '/record/digests',
    digestPrint: '/record/digests/print',
    settings: '/settings',
    security: '/settings/security',
    calendar: '/settings/calendar',
    dictionaries: '/settings/dictionaries',
    webhooks: '/settings/webhooks',
    me: '/me',
    nowhere: '/nowhere',
  }
}
