import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PERMISSIONS_OF_ROLE, type Permission, ROLES, type Role } from '#platform/access/permissions.ts'
import type { TestDatabase } from '#tests/harness/cluster.ts'
import { type Answered, callerOf } from '#tests/harness/product.ts'
import { openWatch, writtenBetween } from '#tests/proof/fuzz-judge.ts'
import { accessDocument, OPEN } from './access-document.ts'
import { ALL_ROUTES, type Named } from './all-routes.ts'
import { type FourPlaces, MARKS, openFourPlaces, PLACES, type Place } from './four-places.ts'
import { freeze, openCopy } from './frozen-stage.ts'
import { expectKept } from './kept-document.ts'
import { wronglyKept } from './kept-though-refused.ts'
import { REACH, type Reach } from './reach.ts'
import { addressOf, call, type Numbers } from './sample-input.ts'
import { xlsxText } from './workbook-text.ts'

// Every route × every role × rows of one's own county, of a town below, of the county beside, of the city above, and lent ones. What is
// expected follows from the route's permission and reach alone; people hold their role over 东县.

let places: FourPlaces
let frozen: TestDatabase
beforeAll(async () => {
  places = await openFourPlaces()
  frozen = await freeze(places.stage)
})
afterAll(async () => {
  await frozen?.drop()
  await places?.stage.close()
})

/** Reading first, removing last, so that what one request takes away the others have seen. */
const ORDER = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const WALKED = ALL_ROUTES.filter(({ needs, name }) => !OPEN.includes(needs) && name !== 'signOut').sort(
  (a, b) => ORDER.indexOf(a.method) - ORDER.indexOf(b.method),
)

describe('the matrix', () => {
  test('every route has its entry, and every entry its route', () => {
    expect(Object.keys(REACH).sort()).toEqual(ALL_ROUTES.map(({ name }) => name).sort())
  })

  test('no two routes share an address', () => {
    const addresses = ALL_ROUTES.map((route) => `${route.method} ${addressOf(route, {}).split('?')[0]}`)
    expect(new Set(addresses).size).toBe(addresses.length)
  })

  test('docs/access.md says who may ask what about whom', () => {
    expectKept('docs/access.md', accessDocument())
  })
})

describe('every route about rows of every place', () => {
  test.each(ROLES)(
    '%s of 东县',
    async (role) => {
      const copy = await openCopy(frozen)
      const watch = await openWatch(copy.ownerUrl)
      const caller = callerOf(copy.product, places.cookies[role].county)
      const wrong: string[] = []
      let standing = await watch.look()
      for (const route of WALKED) {
        for (const place of PLACES) {
          const answer = await call(caller, route, numbersFor(route, place))
          const before = standing
          standing = await watch.look(before)
          const faults = await faultsOf({ route, role, place, answer })
          const kept = answer.status < 400 ? [] : wronglyKept(route.name, writtenBetween(before, standing))
          if (kept.length > 0) faults.push(`refused, yet wrote ${kept}`)
          wrong.push(...faults.map((fault) => `${route.name} about ${place}: ${fault}`))
        }
      }
      await watch.close()
      await copy.close()
      expect(wrong).toEqual([])
    },
    120_000,
  )

  test('what only the whole region may do is done by those who hold the same role over it', async () => {
    const copy = await openCopy(frozen)
    const wrong: string[] = []
    for (const route of WALKED.filter(({ name }) => REACH[name]?.of === 'region')) {
      for (const role of ROLES.filter((one) => carries(one, route))) {
        const answer = await call(
          callerOf(copy.product, places.cookies[role].region),
          route,
          numbersFor(route, 'parent'),
        )
        if (answer.status === 401 || answer.status === 403) wrong.push(`${route.name} for ${role}: ${answer.text}`)
      }
    }
    await copy.close()
    expect(wrong).toEqual([])
  })

  test('the marks are found where they may be: by the county in its own, by the region everywhere', async () => {
    const copy = await openCopy(frozen)
    const silent: string[] = []
    for (const route of WALKED.filter(({ name }) => namesRows(REACH[name]))) {
      const found = { own: false, sister: false }
      for (const role of ROLES.filter((one) => carries(one, route))) {
        for (const who of ['county', 'region'] as const) {
          const numbers = { roundId: places.regionRoundId }
          const text = await textOf(await call(callerOf(copy.product, places.cookies[role][who]), route, numbers))
          if (who === 'county' && text.includes(MARKS.own)) found.own = true
          if (who === 'region' && text.includes(MARKS.sister)) found.sister = true
        }
      }
      if (!found.own || !found.sister) silent.push(`${route.name} ${JSON.stringify(found)}`)
    }
    await copy.close()
    expect(silent).toEqual([])
  })
})

function namesRows(reach: Reach | undefined): boolean {
  return reach?.of === 'list' && reach.names
}

function numbersFor({ name }: Named, place: Place): Numbers {
  const reach = REACH[name]
  // what stands above is the round in which everybody has a project; one of the city's own projects alone concerns nobody below
  const isRegions = reach?.inRegionRound || (reach?.above && place === 'parent')
  const numbers: Numbers = { ...places.rows[place], ...(isRegions ? { roundId: places.regionRoundId } : {}) }
  for (const name of reach?.without ?? []) delete numbers[name]
  const aliases = Object.entries(reach?.as ?? {}).map(([alias, known]) => [alias, numbers[known]!])
  return { ...numbers, ...Object.fromEntries(aliases) }
}

type Asked = { route: Named; role: Role; place: Place; answer: Answered }

async function faultsOf({ route, role, place, answer }: Asked): Promise<string[]> {
  const { status, text } = answer
  const said = `${status} ${text.slice(0, 200)}`
  if (status >= 500) return [said]
  if (status >= 400 && !/[\u4e00-\u9fff].*。/.test(answer.body?.message ?? '')) return [`no sentence in ${said}`]
  const isNotPermitted = status === 403 && answer.body?.code === 'not_permitted'
  if (!carries(role, route)) return isNotPermitted ? [] : [`not carried, but ${said}`]
  if (isNotPermitted) return [`carried, but ${said}`]
  const reach = REACH[route.name] ?? { of: 'self' }
  const leaks = reach.of === 'rows' || reach.of === 'list' ? await leaksOf(reach, role, answer) : []
  return [...leaks, ...unexpected(reach, { route, role, place, answer }).map((what) => `${what}: ${said}`)]
}

/** Whether the answer's kind is the one that place and reach call for. */
function unexpected(reach: Reach, { route, role, place, answer: { status, body } }: Asked): string[] {
  const isRefused = status === 403 || status === 404 || reach.refusedWith?.includes(body?.code) === true
  // a round whose ranking is not published yet is reached, and says so with 409
  const isReached =
    !isRefused && status !== 401 && (route.method !== 'GET' || status === 200 || (reach.above && status === 409))
  if (reach.of === 'everybody') return isReached ? [] : ['everybody’s, but refused']
  if (reach.of === 'self') return route.path.includes(':') ? (status === 404 ? [] : ['somebody else’s, but there']) : []
  if (reach.of === 'region') return isRefused ? [] : ['the region’s, but reached from a county']
  if (reach.of === 'list') return isRefused && isCovered(reach, role, place) ? ['covered, but refused'] : []
  if (isCovered(reach, role, place)) return isReached ? [] : ['covered, but not reached']
  return isRefused ? [] : ['beyond the scope, but not refused']
}

/** What of the places beyond the scope an answer shows. */
async function leaksOf(reach: Reach, role: Role, answer: Answered): Promise<string[]> {
  if (answer.status >= 300) return []
  const text = await textOf(answer)
  const beyond = PLACES.filter(
    (place) => !isCovered(reach, role, place) && !(place === 'assigned' && role === 'reporter'),
  )
  return beyond.filter((place) => text.includes(MARKS[place])).map((place) => `shows what is ${place}’s`)
}

function isCovered(reach: Reach, role: Role, place: Place): boolean {
  if (place === 'own' || place === 'child') return true
  if (place === 'parent') return reach.above === true
  return place === 'assigned' && role === 'reporter' && reach.assigned === true
}

function carries(role: Role, { needs }: Named): boolean {
  return needs === 'signedIn' || PERMISSIONS_OF_ROLE[role].includes(needs as Permission)
}

/** A workbook hides its texts in a zip. */
async function textOf(answer: Answered): Promise<string> {
  return answer.bytes.subarray(0, 2).toString() === 'PK' ? await xlsxText(answer.bytes) : answer.text
}
