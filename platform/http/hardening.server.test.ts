import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type Stage, signIn } from '#tests/harness/product.ts'
import { openHttp } from './app.ts'
import { limitsFrom } from './limits.ts'

// What stands between the network and the product, whatever a capability does.

let stage: Stage
let cookie: string
beforeAll(async () => {
  stage = await openStage()
  cookie = await signIn(stage.product, 'office')
})
afterAll(async () => await stage?.close())

type Ask = {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  url: string
  headers?: Record<string, string>
  payload?: object | string
}
const ask = async ({ method = 'GET', ...rest }: Ask) => await stage.product.http.inject({ method, ...rest })

describe('headers', () => {
  test('allow scripts from here only, no frames, no other targets of forms', async () => {
    const { headers } = await ask({ url: '/api/state' })
    const policy = Object.fromEntries(
      String(headers['content-security-policy'])
        .split(';')
        .map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1).join(' ')]),
    )
    expect(policy).toMatchObject({
      'default-src': "'none'",
      'script-src': "'self'",
      'script-src-attr': "'none'",
      'style-src-attr': "'none'",
      'connect-src': "'self'",
      'object-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
    })
    expect(headers).toMatchObject({
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-store',
    })
    expect(headers['permissions-policy']).toContain('geolocation=()')
  })

  test('bind browsers to TLS where the request came over TLS, and nowhere else', async () => {
    const over = async (headers: Record<string, string>) =>
      (await ask({ url: '/api/state', headers })).headers['strict-transport-security']
    expect(await over({})).toBeUndefined()
    expect(await over({ 'x-forwarded-proto': 'https' })).toBe('max-age=31536000')
  })

  test('an address and a protocol are believed from a trusted proxy only', async () => {
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '127.0.0.1' }
    const answer = await stage.product.http.inject({ url: '/api/state', headers, remoteAddress: '10.0.0.9' })
    expect(answer.headers['strict-transport-security']).toBeUndefined()
  })
})

describe('a request from another site', () => {
  const post = (headers: Record<string, string>) =>
    ask({
      method: 'POST',
      url: '/api/me/tokens',
      payload: { name: '对接' },
      headers: { host: 'guatu.example', cookie, ...headers },
    })
  test.each([
    ['another origin', { origin: 'https://evil.example' }, 403],
    ['another port', { origin: 'http://guatu.example:8081' }, 403],
    ['an origin without a name', { origin: 'null' }, 403],
    ['a neighbour, as the browser says', { 'sec-fetch-site': 'same-site', origin: 'http://guatu.example' }, 403],
    ['another site, as the browser says', { 'sec-fetch-site': 'cross-site' }, 403],
    [
      'another origin behind a password for the proxy',
      { origin: 'https://evil.example', authorization: 'Basic Z3U6YXR1' },
      403,
    ],
    ['our own origin', { origin: 'http://guatu.example' }, 200],
    ['our own pages, as the browser says', { 'sec-fetch-site': 'same-origin', origin: 'https://outside.example' }, 200],
    [
      'our own host as the trusted proxy calls it',
      { origin: 'https://pm.example', 'x-forwarded-host': 'pm.example' },
      200,
    ],
    ['no browser', {}, 200],
  ])('%s', async (_, headers, status) => {
    expect((await post(headers as unknown as Record<string, string>)).statusCode).toBe(status)
  })

  test('is not stopped where it only reads', async () => {
    const headers = { cookie, origin: 'https://evil.example' }
    const answer = await ask({ url: '/api/me', headers })
    expect([answer.statusCode, answer.headers['access-control-allow-origin']]).toEqual([200, undefined])
  })
})

describe('only JSON is taken', () => {
  test.each([
    ['text/plain', '{"name":"对接"}'],
    ['application/x-www-form-urlencoded', 'name=x'],
    ['application/xml', '<name/>'],
    ['multipart/form-data; boundary=b', '--b\r\ncontent-disposition: form-data; name="name"\r\n\r\nx\r\n--b--\r\n'],
  ])('%s is not', async (type, payload) => {
    const answer = await ask({
      method: 'POST',
      url: '/api/me/tokens',
      payload,
      headers: { cookie, 'content-type': type },
    })
    expect([answer.statusCode, answer.json().code]).toEqual([415, 'media_type'])
  })
})

describe('rates', () => {
  const limited = async (env: Record<string, string>) => {
    const app = await openHttp({ version: '0', log: () => undefined, env })
    app.get('/api/quick', { schema: { hide: true } as object }, async () => ({ ok: true }))
    app.get('/page', { schema: { hide: true } as object }, async () => 'page')
    app.get('/api/oidc/callback', { schema: { hide: true } as object }, async () => ({ ok: true }))
    app.post('/api/session', { schema: { hide: true } as object }, async () => ({ ok: true }))
    app.route({
      method: 'GET',
      url: '/api/known',
      schema: { hide: true } as object,
      onRequest: async (request) => {
        if (request.headers.authorization?.startsWith('Bearer good')) request.visit = { person: { accountId: 7 } }
      },
      handler: async () => ({ ok: true }),
    })
    const call = async (url: string, from: { address: string; token?: string; method?: 'GET' | 'POST' }) =>
      await app.inject({
        method: from.method ?? 'GET',
        url,
        remoteAddress: from.address,
        headers: from.token ? { authorization: `Bearer ${from.token}` } : {},
      })
    const times = async (count: number, url: string, from: Parameters<typeof call>[1]) => {
      const statuses: number[] = []
      for (let index = 0; index < count; index += 1) statuses.push((await call(url, from)).statusCode)
      return statuses
    }
    return { app, call, times }
  }
  const HOUSE = { address: '10.20.0.1' }

  test('are counted by address for strangers, and said with when to come again', async () => {
    const { app, call, times } = await limited({ GUATU_LIMIT_ADDRESS: '3' })
    expect(await times(4, '/api/quick', HOUSE)).toEqual([200, 200, 200, 429])
    const refused = await call('/api/quick', HOUSE)
    expect(refused.json()).toMatchObject({ code: 'too_many_requests', message: '操作过于频繁，请一分钟后再试。' })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60)
    expect(await times(1, '/api/quick', { address: '10.20.0.2' })).toEqual([200])
    expect(await times(5, '/page', HOUSE)).toEqual([200, 200, 200, 200, 200])
    await app.close()
  })

  test('are counted for each who is signed in: a building behind one address is not one person', async () => {
    const { app, times } = await limited({ GUATU_LIMIT_ADDRESS: '2', GUATU_LIMIT_SESSION: '3' })
    expect(await times(5, '/api/known', { ...HOUSE, token: 'good-token-of-somebody-1' })).toEqual([
      200, 200, 200, 200, 429,
    ])
    // the first request of each still counts for the address, until it is known who it is
    expect(await times(4, '/api/known', { ...HOUSE, token: 'good-token-of-somebody-2' })).toEqual([200, 200, 200, 200])
    await app.close()
  })

  test('invented tokens are no way around the address', async () => {
    const { app, call } = await limited({ GUATU_LIMIT_ADDRESS: '3' })
    const statuses: number[] = []
    for (let index = 0; index < 5; index += 1)
      statuses.push((await call('/api/known', { ...HOUSE, token: `invented-token-of-nobody-${index}` })).statusCode)
    expect(statuses).toEqual([200, 200, 200, 429, 429])
    await app.close()
  })

  test('signing in has a limit of its own; the machine itself none', async () => {
    const { app, times } = await limited({ GUATU_LIMIT_SIGN_IN: '2' })
    const posting = { ...HOUSE, method: 'POST' as const }
    expect(await times(3, '/api/session', posting)).toEqual([200, 200, 429])
    expect(await times(1, '/api/oidc/callback', HOUSE)).toEqual([429])
    expect(await times(4, '/api/session', { address: '127.0.0.1', method: 'POST' })).toEqual([200, 200, 200, 200])
    await app.close()
  })

  test('an address spelled otherwise counts as itself', async () => {
    const { app, times } = await limited({ GUATU_LIMIT_SIGN_IN: '2', GUATU_LIMIT_ADDRESS: '6' })
    const posting = { ...HOUSE, method: 'POST' as const }
    expect(await times(2, '/api/session', posting)).toEqual([200, 200])
    expect(await times(1, '/api/%73ession', posting)).toEqual([429])
    expect(await times(1, '/%61pi/session', posting)).toEqual([429])
    expect(await times(3, '/%61pi/known', HOUSE)).toEqual([200, 200, 429])
    await app.close()
  })

  test('the address of a visitor is its network: a customer has 2^64 of them', async () => {
    const { app, call } = await limited({ GUATU_LIMIT_ADDRESS: '3' })
    const statuses: number[] = []
    for (let index = 1; index <= 5; index += 1)
      statuses.push((await call('/api/known', { address: `2001:db8:1:2::${index}` })).statusCode)
    expect(statuses).toEqual([200, 200, 200, 429, 429])
    await app.close()
  })
})

describe('what the operator sets', () => {
  test('holds, and else the product’s own values', () => {
    expect(limitsFrom({})).toEqual({ session: 600, address: 1200, signIn: 120, trustProxy: ['loopback'] })
    expect(limitsFrom({ GUATU_LIMIT_SESSION: '50', GUATU_TRUST_PROXY: '10.1.0.0/16, fd00::/8' })).toMatchObject({
      session: 50,
      trustProxy: ['10.1.0.0/16', 'fd00::/8'],
    })
  })

  test.each([
    [{ GUATU_LIMIT_SESSION: '0' }],
    [{ GUATU_LIMIT_ADDRESS: 'many' }],
    [{ GUATU_TRUST_PROXY: 'proxy.example' }],
    [{ GUATU_TRUST_PROXY: '0.0.0.0/0' }],
    [{ GUATU_TRUST_PROXY: '10.0.0.1/33' }],
    [{ GUATU_TRUST_PROXY: 'true' }],
  ])('%o is refused at the start, with what to write', (env) => {
    expect(() => limitsFrom(env)).toThrow(/不正确：请填/)
  })
})

describe('answers over the wire', () => {
  test('of figures are compressed where the browser takes it; the same arrives', async () => {
    const app = await openHttp({ version: '0', log: () => undefined })
    const rows = Array.from({ length: 500 }, (_, id) => ({ id, name: '重点项目' }))
    app.get('/api/rows', { config: {} }, async () => rows)
    const ask = (url: string, accept: string) =>
      app.inject({ method: 'GET', url, headers: { 'accept-encoding': accept } })
    const [plain, br, gzip] = [
      await ask('/api/rows', 'identity'),
      await ask('/api/rows', 'br'),
      await ask('/api/rows', 'gzip'),
    ]
    expect([plain, br, gzip].map(({ headers }) => headers['content-encoding'])).toEqual([undefined, 'br', 'gzip'])
    expect(brotliDecompressSync(br.rawPayload).toString()).toBe(plain.body)
    expect(gunzipSync(gzip.rawPayload).toString()).toBe(plain.body)
    expect(br.rawPayload.length).toBeLessThan(plain.rawPayload.length / 5)
    await app.close()
    const file = await stage.product.http.inject({
      method: 'GET',
      url: '/api/ledger-export?format=csv',
      headers: { cookie, 'accept-encoding': 'br, gzip' },
    })
    expect([file.statusCode, file.headers['content-encoding']]).toEqual([200, undefined])
  })
})
