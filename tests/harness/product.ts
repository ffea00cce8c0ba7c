import { sql } from 'kysely'
import { openProduct, type Product, type ProductOptions } from '#app/product.ts'
import { prepareRegion } from '#app/region.ts'
import { insertAccount, insertGrant, insertOrganisation, insertRegion } from '#capabilities/people/public.ts'
import { hashPassword } from '#platform/access/password.ts'
import type { Role } from '#platform/access/permissions.ts'
import { type Database, openKysely, openPool, type Transaction } from '#platform/database/pool.ts'
import { openSecrets } from '#platform/secrets/secrets.ts'
import { ensureTemplate, freshDatabase } from './cluster.ts'

export const PASSWORD = 'a-long-test-password'
/** The same key in every test, so that a product opened twice on one database reads what it sealed. */
export const SECRETS = openSecrets(Buffer.alloc(32, 7))

/** Who appears in tests. Two counties, so that “somebody else’s county” can always be asked about. */
export type CastMember =
  | 'leader'
  | 'office'
  | 'reporter'
  | 'townReporter'
  | 'otherReporter'
  | 'countyOffice'
  | 'steward'
  | 'auditor'
  | 'admin'
  | 'security'
export type Orgs = { city: number; east: number; eastTown: number; eastPark: number; west: number; westTown: number }

/** The product on a database of its own. Its cast signs in with each one's first request. Close it when the file is done. */
export type Stage = {
  product: Product
  /** As the application, as a second server would. */
  appUrl: string
  ownerUrl: string
  orgs: Orgs
  accounts: Record<CastMember, number>
  /** As the database owner, past every scope: to look behind the front door. */
  owner: Database
  as: (who: CastMember | null) => Caller
  /** For tests that count sessions, or need a record of some length. */
  signInEverybody: () => Promise<void>
  /** Moves the product's clock. */
  setNow: (now: Date) => void
  close: () => Promise<void>
}

export type Answered = { status: number; body: any; text: string; headers: Record<string, unknown>; bytes: Buffer }
export type Caller = {
  get: (url: string) => Promise<Answered>
  post: (url: string, body?: unknown, headers?: Record<string, string>) => Promise<Answered>
  put: (url: string, body?: unknown) => Promise<Answered>
  patch: (url: string, body?: unknown) => Promise<Answered>
  delete: (url: string) => Promise<Answered>
  upload: (url: string, fileName: string, bytes: Uint8Array) => Promise<Answered>
}

export const NOW = new Date('2026-11-10T02:00:00Z')

/** Opens a stage: the small cast's region, or the whole demonstration region (slower, made once per run). */
export async function openStage(options: Pick<ProductOptions, 'oidc'> = {}): Promise<Stage> {
  const template = await ensureTemplate('guatu_cast_template', fillCast)
  const database = await freshDatabase(template)
  let now = NOW
  const product = await openProduct({
    appUrl: database.appUrl,
    secrets: SECRETS,
    now: () => now,
    connections: 4,
    ...options,
  })
  const owner = openKysely(openPool(database.ownerUrl, { max: 2, name: 'test', onError: () => undefined }))
  const { orgs, accounts } = await readCast(owner)
  const cookies = Object.keys(accounts).map((who) => ({ who, cookie: signedInWhenAsked(product, who) }))
  const callers = new Map<string, Caller>([['', callerOf(product, null)]])
  for (const { who, cookie } of cookies) callers.set(who, callerOf(product, cookie))
  return {
    product,
    appUrl: database.appUrl,
    ownerUrl: database.ownerUrl,
    orgs,
    accounts,
    owner,
    as: (who) => callers.get(who ?? '')!,
    signInEverybody: async () => {
      for (const { cookie } of cookies) await cookie()
    },
    setNow: (next) => {
      now = next
    },
    close: async () => {
      await product.close()
      await owner.destroy()
      await database.drop()
    },
  }
}

/** The demonstration region at a fixed month, loaded once per run and copied for each caller. */
export async function demoDatabase() {
  const template = await ensureTemplate('guatu_demo_template', async ({ ownerUrl }) => {
    await prepareRegion(ownerUrl, { demo: true, now: NOW, anchor: '2026-10' })
  })
  return await freshDatabase(template)
}

export async function signIn(product: Product, username: string, password = PASSWORD): Promise<string> {
  const answer = await product.http.inject({ method: 'POST', url: '/api/session', payload: { username, password } })
  if (answer.statusCode !== 200) throw new Error(`sign-in of ${username}: ${answer.body}`)
  return String(answer.headers['set-cookie']).split(';')[0]!
}

/** The first sign-in of an account somebody else made: the given password is changed, as the product insists. */
export async function firstSignIn(product: Product, username: string, given = PASSWORD): Promise<Caller> {
  const caller = callerOf(product, await signIn(product, username, given))
  const changed = await caller.put('/api/me/password', { current: given, next: `${given}-own` })
  if (changed.status !== 204) throw new Error(`first sign-in of ${username}: ${changed.text}`)
  return caller
}

/** The cookie of a member of the cast, signed in with the first request: most files need three of the ten, and hashing a password is slow. */
function signedInWhenAsked(product: Product, username: string): () => Promise<string> {
  let cookie: Promise<string> | undefined
  return () => (cookie ??= signIn(product, username))
}

export function callerOf(product: Product, cookie: string | null | (() => Promise<string>)): Caller {
  const call = async (
    method: string,
    url: string,
    payload?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answered> => {
    const shown = typeof cookie === 'function' ? await cookie() : cookie
    const answer = await product.http.inject({
      method: method as 'GET',
      url,
      ...(payload === undefined ? {} : { payload: payload as object }),
      headers: { ...headers, ...(shown ? { cookie: shown } : {}) },
    })
    const isJson = /^application\/json\b/.test(String(answer.headers['content-type'] ?? ''))
    const body = isJson && answer.body ? JSON.parse(answer.body) : null
    return { status: answer.statusCode, body, text: answer.body, headers: answer.headers, bytes: answer.rawPayload }
  }
  return {
    get: (url) => call('GET', url),
    post: (url, body, headers) => call('POST', url, body, headers),
    put: (url, body) => call('PUT', url, body),
    patch: (url, body) => call('PATCH', url, body),
    delete: (url) => call('DELETE', url),
    upload: (url, fileName, bytes) => {
      const { payload, headers } = multipart(fileName, bytes)
      return call('POST', url, payload, headers)
    },
  }
}

export function multipart(fileName: string, bytes: Uint8Array): { payload: Buffer; headers: Record<string, string> } {
  const boundary = 'guatu-test-boundary'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  const payload = Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from(`\r\n--${boundary}--\r\n`)])
  return { payload, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } }
}

const CAST: { username: CastMember; displayName: string; org: keyof Orgs; role: Role }[] = [
  { username: 'leader', displayName: '县委书记', org: 'city', role: 'leader' },
  { username: 'office', displayName: '项目办', org: 'city', role: 'dispatchOffice' },
  { username: 'countyOffice', displayName: '东县项目办', org: 'east', role: 'dispatchOffice' },
  { username: 'reporter', displayName: '东县填报员', org: 'east', role: 'reporter' },
  { username: 'townReporter', displayName: '东镇填报员', org: 'eastTown', role: 'reporter' },
  { username: 'otherReporter', displayName: '西县填报员', org: 'west', role: 'reporter' },
  { username: 'steward', displayName: '东县项目管家', org: 'east', role: 'steward' },
  { username: 'auditor', displayName: '审计员', org: 'city', role: 'auditor' },
  { username: 'admin', displayName: '系统管理员', org: 'city', role: 'systemAdministrator' },
  { username: 'security', displayName: '安全管理员', org: 'city', role: 'securityAdministrator' },
]

async function fillCast({ ownerUrl }: { ownerUrl: string }): Promise<void> {
  await prepareRegion(ownerUrl, { demo: false, now: NOW })
  const db = openKysely(openPool(ownerUrl, { max: 1, name: 'test cast', onError: () => undefined }))
  await db.transaction().execute(async (tx) => {
    await insertRegion(tx, '测试市', false)
    const orgs = await fillOrgs(tx)
    const passwordHash = await hashPassword(PASSWORD)
    for (const { username, displayName, org, role } of CAST) {
      const account = { username, displayName, organisationId: orgs[org], passwordHash, mustChangePassword: false }
      const accountId = await insertAccount(tx, account)
      await insertGrant(tx, { accountId, role, organisationId: orgs[org], reason: '测试', grantedBy: null })
    }
  })
  await db.destroy()
}

async function fillOrgs(tx: Transaction): Promise<Orgs> {
  const add = async (parentId: number | null, kind: string, name: string) =>
    (await insertOrganisation(tx, { parentId, kind, name, divisionCode: null })).id
  const city = await add(null, 'city', '测试市')
  const east = await add(city, 'county', '东县')
  const west = await add(city, 'county', '西县')
  return {
    city,
    east,
    west,
    eastTown: await add(east, 'town', '东镇'),
    eastPark: await add(east, 'park', '东县产业园'),
    westTown: await add(west, 'town', '西镇'),
  }
}

async function readCast(owner: Database): Promise<{ orgs: Orgs; accounts: Record<CastMember, number> }> {
  const { rows: orgRows } = await sql<{ name: string; id: number }>`select name, id from organisation`.execute(owner)
  const { rows: accountRows } = await sql<{ username: string; id: number }>`select username, id from account`.execute(
    owner,
  )
  const named = (name: string) => orgRows.find((row) => row.name === name)!.id
  return {
    orgs: {
      city: named('测试市'),
      east: named('东县'),
      eastTown: named('东镇'),
      eastPark: named('东县产业园'),
      west: named('西县'),
      westTown: named('西镇'),
    },
    accounts: Object.fromEntries(accountRows.map((row) => [row.username, row.id])) as Record<CastMember, number>,
  }
}
