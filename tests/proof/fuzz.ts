import fc from 'fast-check'
import type { Product } from '#app/product.ts'
import { PERMISSIONS_OF_ROLE, type Permission } from '#platform/access/permissions.ts'
import { workbookBytes } from '#platform/excel/write-workbook.ts'
import type { Route } from '#platform/http/contract.ts'
import { verifyRecord } from '#platform/record/verify.ts'
import { ALL_ROUTES, type Named } from '#tests/access/all-routes.ts'
import { freeze, openCopy } from '#tests/access/frozen-stage.ts'
import { wronglyKept } from '#tests/access/kept-though-refused.ts'
import { type Counties, numbersOf, openTwoCounties, PNG } from '#tests/access/two-counties.ts'
import type { TestDatabase } from '#tests/harness/cluster.ts'
import { signIn } from '#tests/harness/product.ts'
import { faultsOf, type Heard, openWatch, PATIENCE, type Standing, writtenBetween } from './fuzz-judge.ts'
import { type Case, casesOf, type Ground } from './fuzz-requests.ts'
import { type Sent, sentWith } from './hostile-changes.ts'

/** What a run met. `byStatus` counts answers; `untouched` are routes that nobody got further than 401 or 403 with. */
export type Fuzzed = { requests: number; byStatus: Record<string, number>; untouched: string[]; faults: string[] }

/** After so many requests the database is a fresh copy again: what earlier requests changed must not hide the rest. */
const WORLD_LASTS = 250

/**
 * Sends `requests` requests, made from every route's own contract and then spoilt, as everybody and nobody. Deterministic by `seed`:
 * the same seed on the same product sends the same requests. Each fault names seed and the smallest request that shows it.
 */
export async function fuzz(requests: number, seed: number, say: (line: string) => void): Promise<Fuzzed> {
  const base = await openTwoCounties()
  try {
    const cookies = await cookiesOf(base)
    const ground = await groundOf(base, [...cookies.keys()])
    const frozen = await freeze(base.stage)
    try {
      return await everyRoute({ ground, cookies, worlds: keeper(frozen) }, { requests, seed, say })
    } finally {
      await frozen.drop()
    }
  } finally {
    await base.stage.close()
  }
}

type Run = { requests: number; seed: number; say: (line: string) => void }

type Field = { ground: Ground; cookies: Map<string, string>; worlds: ReturnType<typeof keeper> }

async function everyRoute({ ground, cookies, worlds }: Field, { requests, seed, say }: Run): Promise<Fuzzed> {
  const each = Math.max(1, Math.ceil(requests / ALL_ROUTES.length))
  const met: Fuzzed = { requests: 0, byStatus: {}, untouched: [], faults: [] }
  for (const [at, route] of ALL_ROUTES.entries()) {
    let reached = false
    const property = fc.asyncProperty(casesOf(route, ground), async (one) => {
      const world = await worlds.current()
      const { heard, faults } = await ask(world, route, one, cookies)
      met.requests += 1
      met.byStatus[heard.status] = (met.byStatus[heard.status] ?? 0) + 1
      reached ||= !/"(sign_in_needed|not_permitted)"/.test(heard.text)
      if (heard.status === 401 && one.who !== '') world.isStale = true
      if (faults.length > 0) throw new Error(faults.join('; '))
    })
    const result = await fc.check(property, { seed: seed + at, numRuns: each })
    if (result.failed) met.faults.push(described(route, result, seed))
    if (!reached) met.untouched.push(route.name)
    if ((at + 1) % 20 === 0) say(`fuzz: ${met.requests} requests, ${met.faults.length} faults`)
  }
  await worlds.close()
  met.faults.push(...worlds.faults)
  return met
}

function described(route: Named, result: fc.RunDetails<[Case]>, seed: number): string {
  const smallest = result.counterexample?.[0]
  const sent = smallest && sentWith(smallest.draft, smallest.changes)
  const body = sent?.payload === undefined ? '' : ` body ${String(sent.payload).slice(0, 1500)}`
  const request = sent ? `${sent.method} ${sent.url} ${JSON.stringify(sent.headers)}${body}` : ''
  const reason = result.errorInstance instanceof Error ? result.errorInstance.message : String(result.errorInstance)
  return `${route.name}: ${reason}\n  seed ${seed}, as ${smallest?.who || 'nobody'}: ${request}`
}

type World = Awaited<ReturnType<typeof openWorld>>

async function ask(world: World, route: Named, one: Case, cookies: Map<string, string>) {
  const sent = sentWith(one.draft, one.changes)
  const cookie = cookies.get(one.who)
  const headers = { ...(cookie ? { cookie } : {}), ...sent.headers }
  const before = world.standing
  world.said.length = 0
  const heard = await inTime(world.product, { ...sent, headers })
  world.standing = await world.watch.look(before)
  world.asked += 1
  const faults = faultsOf(heard, `${sent.url} ${JSON.stringify(headers)} ${sent.payload ?? ''}`)
  if (faults.length > 0) faults.push(...world.said.map((line) => line.slice(0, 800)))
  if (heard.status >= 400) {
    const wrong = wronglyKept(route.name, writtenBetween(before, world.standing))
    if (wrong.length > 0) faults.push(`refused with ${heard.status}, yet wrote ${wrong.join(', ')}`)
  }
  return { heard, faults }
}

async function inTime(product: Product, { method, url, headers, payload }: Sent): Promise<Heard> {
  const began = performance.now()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Heard>((resolve) => {
    timer = setTimeout(() => resolve({ status: 0, text: '', milliseconds: PATIENCE + 1 }), PATIENCE + 1)
  })
  const answer = product.http
    .inject({ method: method as 'GET', url: ending(url), headers, ...(payload === undefined ? {} : { payload }) })
    .then(({ statusCode, payload: text }) => ({ status: statusCode, text, milliseconds: performance.now() - began }))
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}

/** A stream stays open until somebody leaves: it is asked for what it has. */
function ending(url: string): string {
  const isStream = ALL_ROUTES.some(({ stream, path }) => stream && url.split('?')[0] === path)
  return isStream ? `${url}${url.includes('?') ? '&' : '?'}once=true` : url
}

/** Hands out the present database, and opens the next one when it is worn; each record is verified before its database goes. */
function keeper(frozen: TestDatabase) {
  let world: World | null = null
  const faults: string[] = []
  const leave = async () => {
    if (!world) return
    const verdict = await verifyRecord(world.watch.owner)
    if (!verdict.ok) faults.push(`the record does not hold: ${JSON.stringify(verdict.firstBreak)}`)
    await world.close()
    world = null
  }
  return {
    faults,
    current: async (): Promise<World> => {
      if (world && (world.isStale || world.asked >= WORLD_LASTS)) await leave()
      world ??= await openWorld(frozen)
      return world
    },
    close: leave,
  }
}

/** A copy of the two counties with everybody's sessions in it, the product on it, and somebody who watches. */
async function openWorld(frozen: TestDatabase) {
  const copy = await openCopy(frozen)
  const watch = await openWatch(copy.ownerUrl)
  const standing: Standing = await watch.look()
  const close = async () => {
    await watch.close()
    await copy.close()
  }
  return { product: copy.product, said: copy.said, watch, standing, asked: 0, isStale: false, close }
}

async function cookiesOf({ stage, people }: Counties): Promise<Map<string, string>> {
  const cookies = new Map(Object.entries(people).map(([who, { cookie }]) => [who as string, cookie]))
  for (const who of Object.keys(stage.accounts)) cookies.set(who, await signIn(stage.product, who))
  return cookies
}

async function groundOf(base: Counties, everybody: string[]): Promise<Ground> {
  const grants = await base.stage.owner
    .selectFrom('role_grant')
    .innerJoin('account', 'account.id', 'role_grant.account_id')
    .select(['account.username', 'role_grant.role'])
    .execute()
  const may = (role: string, { needs }: Route) =>
    PERMISSIONS_OF_ROLE[role as keyof typeof PERMISSIONS_OF_ROLE].includes(needs as Permission)
  const sheet = { name: '台账', columns: [{ kind: 'auto' as const }], headerRows: [['项目名称']], rows: [['模糊项目']] }
  return {
    everybody,
    mayAsk: (route) => [...new Set(grants.filter(({ role }) => may(role, route)).map(({ username }) => username))],
    numbers: [
      numbersOf(base.east, base.openRoundId),
      numbersOf(base.east, base.lockedRoundId),
      numbersOf(base.west, base.west.ownRoundId),
    ],
    files: [Buffer.from(PNG), Buffer.from(await workbookBytes([sheet])), Buffer.from('项目名称\n模糊项目\n')].map(
      (bytes) => bytes.toString('base64'),
    ),
  }
}
