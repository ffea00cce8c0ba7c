import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Caller, callerOf, NOW, openStage, PASSWORD, type Stage, signIn } from '#tests/harness/product.ts'

// Where somebody is signed in, and who may end it.

const EDGE =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36 Edg/131.0'
const MINUTE = 60_000

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  await stage.signInEverybody()
})
afterAll(async () => await stage?.close())
beforeEach(() => stage.setNow(NOW))

const at = (minutes: number) => stage.setNow(new Date(NOW.getTime() + minutes * MINUTE))
const statusOf = async (caller: Caller) => (await caller.get('/api/me')).status

async function signInFrom(username: string, headers: Record<string, string> = {}, remoteAddress = '10.1.1.1') {
  const payload = { username, password: PASSWORD }
  const answer = await stage.product.http.inject({
    method: 'POST',
    url: '/api/session',
    payload,
    headers,
    remoteAddress,
  })
  const cookies = [answer.headers['set-cookie'] ?? []].flat()
  return { lines: cookies, cookie: cookies.map((line) => line.split(';')[0]!).join('; ') }
}

describe('one’s own sessions', () => {
  test('are listed with address, browser and this one marked; without their secrets', async () => {
    at(0)
    const old = await signInFrom('reporter', { 'user-agent': EDGE }, '10.1.1.1')
    at(5)
    const here = callerOf(stage.product, (await signInFrom('reporter', {}, '10.1.1.2')).cookie)
    const { body, text } = await here.get('/api/me/sessions')
    expect(
      body.items.map(({ address, browser, isThis }: Record<string, unknown>) => [address, browser, isThis]),
    ).toEqual([
      ['10.1.1.2', '未知浏览器', true],
      ['10.1.1.1', 'Edge 浏览器，Windows', false],
      ['127.0.0.1', '未知浏览器', false],
    ])
    expect(body.items[1]).toMatchObject({ startedAt: NOW.toISOString(), lastSeenAt: NOW.toISOString() })
    expect(text).not.toContain(old.cookie.split('=')[1]!.split(';')[0])
  })

  test('one is ended, and the others stay; nobody ends another’s', async () => {
    const there = callerOf(stage.product, (await signInFrom('townReporter')).cookie)
    const here = stage.as('townReporter')
    const { body } = await here.get('/api/me/sessions')
    const other = body.items.find(({ isThis }: { isThis: boolean }) => !isThis)
    expect((await stage.as('office').delete(`/api/me/sessions/${other.id}`)).status).toBe(404)
    expect((await here.delete(`/api/me/sessions/${other.id}`)).status).toBe(204)
    expect((await here.delete(`/api/me/sessions/${other.id}`)).status).toBe(404)
    expect([await statusOf(there), await statusOf(here)]).toEqual([401, 200])
    const { body: record } = await stage
      .as('auditor')
      .get(`/api/record?subjectType=account&subjectId=${stage.accounts.townReporter}`)
    expect(record.items[0]).toMatchObject({ action: 'session.revoked', actor: 'townReporter' })
  })

  test('all others are ended at once', async () => {
    const [one, two] = [await signInFrom('leader'), await signInFrom('leader')]
    const here = callerOf(stage.product, await signIn(stage.product, 'leader'))
    expect((await here.delete('/api/me/sessions')).status).toBe(204)
    expect((await here.get('/api/me/sessions')).body.items).toHaveLength(1)
    expect(await statusOf(callerOf(stage.product, one.cookie))).toBe(401)
    expect(await statusOf(callerOf(stage.product, two.cookie))).toBe(401)
  })

  test('a token neither ends sessions nor makes further tokens', async () => {
    const { body } = await stage.as('office').post('/api/me/tokens', { name: '对接' })
    const headers = { authorization: `Bearer ${body.token}` }
    const ended = await stage.product.http.inject({ method: 'DELETE', url: '/api/me/sessions', headers })
    const made = await stage.product.http.inject({
      method: 'POST',
      url: '/api/me/tokens',
      headers,
      payload: { name: '再来' },
    })
    expect([ended.json().code, made.json().code]).toEqual(['session_needed', 'session_needed'])
  })
})

describe('another’s sessions', () => {
  test('the security administrator sees and ends them; nobody else', async () => {
    const away = callerOf(stage.product, (await signInFrom('otherReporter', { 'user-agent': EDGE })).cookie)
    const url = `/api/accounts/${stage.accounts.otherReporter}/sessions`
    for (const who of ['admin', 'auditor', 'office', 'otherReporter'] as const) {
      expect((await stage.as(who).get(url)).status).toBe(403)
      expect((await stage.as(who).delete(url)).status).toBe(403)
    }
    expect(await statusOf(away)).toBe(200)
    const { body } = await stage.as('security').get(url)
    expect(body.items[0]).toMatchObject({ address: '10.1.1.1', browser: 'Edge 浏览器，Windows', isThis: false })
    expect((await stage.as('security').delete(url)).status).toBe(204)
    expect(await statusOf(away)).toBe(401)
    expect((await stage.as('security').get(url)).body.items).toEqual([])
    const { body: record } = await stage
      .as('auditor')
      .get(`/api/record?subjectType=account&subjectId=${stage.accounts.otherReporter}`)
    expect(record.items[0]).toMatchObject({ action: 'session.revoked', actor: 'security' })
  })

  test('within the scope only', async () => {
    await sql`update role_grant set organisation_id = ${stage.orgs.east}
      where account_id = ${stage.accounts.security}`.execute(stage.owner)
    const url = (who: keyof Stage['accounts']) => `/api/accounts/${stage.accounts[who]}/sessions`
    expect((await stage.as('security').get(url('reporter'))).status).toBe(200)
    expect((await stage.as('security').get(url('otherReporter'))).status).toBe(404)
    expect((await stage.as('security').delete(url('otherReporter'))).status).toBe(404)
    expect((await stage.as('security').delete(url('reporter'))).status).toBe(204)
    await sql`update role_grant set organisation_id = ${stage.orgs.city}
      where account_id = ${stage.accounts.security}`.execute(stage.owner)
  })
})

describe('a new sign-in', () => {
  test('takes a secret of its own and ends the earlier session of the same browser', async () => {
    const first = await signInFrom('countyOffice')
    const second = await signInFrom('countyOffice', { cookie: first.cookie })
    expect(second.cookie.split(';')[0]).not.toBe(first.cookie.split(';')[0])
    expect(await statusOf(callerOf(stage.product, first.cookie))).toBe(401)
    expect(await statusOf(callerOf(stage.product, second.cookie))).toBe(200)
  })

  test('does not take over a secret somebody planted', async () => {
    const planted = `guatu_session=${'x'.repeat(43)}`
    const { cookie } = await signInFrom('countyOffice', { cookie: planted })
    expect(cookie).not.toContain('xxxxx')
    expect(await statusOf(callerOf(stage.product, planted))).toBe(401)
  })

  test('beyond twenty the oldest ends', async () => {
    at(1)
    const first = callerOf(stage.product, (await signInFrom('steward')).cookie)
    for (let minute = 2; minute <= 20; minute += 1) {
      at(minute)
      await signInFrom('steward')
    }
    expect(await statusOf(first)).toBe(200)
    at(21)
    await signInFrom('steward')
    expect(await statusOf(first)).toBe(401)
    expect(
      (await stage.as('security').get(`/api/accounts/${stage.accounts.steward}/sessions`)).body.items,
    ).toHaveLength(20)
  })
})

test('behind TLS the cookies are bound to this host and to TLS; plainly they are not read', async () => {
  const secure = { 'x-forwarded-proto': 'https' }
  const { lines, cookie } = await signInFrom('auditor', secure, '127.0.0.1')
  expect(lines).toHaveLength(2)
  for (const line of lines) {
    expect(line).toMatch(/^__Host-guatu_(session|device)=[\w-]{43}; /)
    for (const part of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) expect(line).toContain(part)
    expect(line).not.toContain('Domain')
  }
  const ask = async (headers: Record<string, string>) =>
    (await stage.product.http.inject({ method: 'GET', url: '/api/me', headers })).statusCode
  expect(await ask({ ...secure, cookie })).toBe(200)
  expect(await ask({ ...secure, cookie: cookie.replaceAll('__Host-', '') })).toBe(401)
  expect(await ask({ cookie })).toBe(401)
  const plain = await signInFrom('auditor')
  for (const line of plain.lines) expect(line).toMatch(/^guatu_(session|device)=[\w-]{43}; (?!.*Secure)/)
})

describe('settings decide how long it lasts', () => {
  test('administrators half an hour without use, others four hours; twelve hours at most', async () => {
    at(0)
    const admin = callerOf(stage.product, (await signInFrom('admin')).cookie)
    const office = callerOf(stage.product, (await signInFrom('office')).cookie)
    at(29)
    expect([await statusOf(admin), await statusOf(office)]).toEqual([200, 200])
    at(29 + 30)
    expect([await statusOf(admin), await statusOf(office)]).toEqual([401, 200])
  })

  test('a stricter setting ends at once what it no longer allows, and what is listed agrees', async () => {
    at(0)
    const county = callerOf(stage.product, (await signInFrom('countyOffice')).cookie)
    at(20)
    const security = callerOf(stage.product, (await signInFrom('security')).cookie)
    const { body } = await security.get('/api/settings/security')
    const set = async (change: object) =>
      await security.put('/api/settings/security', { settings: { ...body.settings, ...change }, reason: '收紧' })
    expect((await set({ idleMinutes: 15, administratorIdleMinutes: 15 })).status).toBe(200)
    expect(await statusOf(county)).toBe(401)
    const { body: listed } = await security.get(`/api/accounts/${stage.accounts.countyOffice}/sessions`)
    expect(listed.items).toEqual([])
    expect((await set({})).status).toBe(200)
    expect(await statusOf(county)).toBe(200)
  })
})
