import { createServer } from 'node:http'
import { sql } from 'kysely'
import { generateSync } from 'otplib/functional'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callerOf, NOW, openStage, PASSWORD, type Stage, signIn } from '#tests/harness/product.ts'
import { Browser, CALLBACK, expectNobody, link, sessions, settingsOf } from './at-the-product.ts'
import { claimsOf, freePort, type IdentityProvider, identityProvider } from './provider.ts'

// Signing in with a real provider. The product is opened before the provider is up, as after a power cut.

let provider: IdentityProvider
let stage: Stage
beforeAll(async () => {
  provider = await identityProvider(CALLBACK)
  stage = await openStage({ oidc: settingsOf(provider.issuer) })
})
afterAll(async () => {
  await stage?.close()
  await provider?.stop()
})

describe('before the provider is up', () => {
  test('the button says so, local sign-in works, and once it is up the button works without a restart', async () => {
    const state = await stage.as(null).get('/api/state')
    expect(state.body.oidc).toEqual({ name: '政务统一认证' })
    const browser = new Browser(stage)
    const start = await browser.ask('GET', '/api/oidc/start?to=/projects')
    expect([start.statusCode, start.headers.location]).toEqual([
      302,
      '/sign-in?problem=oidc_unavailable&to=%2Fprojects',
    ])
    expect(await signIn(stage.product, 'leader')).toMatch(/^guatu_session=/)
    await provider.start()
    expect(await browser.signIn('zhangsan')).toBe('/sign-in?problem=oidc_unknown')
    await expectNobody(browser, await sessions(stage))
  })
})

describe('linking', () => {
  test('takes the password, a session, and is recorded; then the provider’s word is enough', async () => {
    const refused = await stage.as('leader').post('/api/me/identities', { password: 'not-the-password' })
    expect([refused.status, refused.body.code]).toEqual([403, 'password_wrong'])
    expect(await link(stage, 'leader', 'wang')).toBe('/me?linked=1')
    const own = await stage.as('leader').get('/api/me/identities')
    expect(own.body).toMatchObject({
      provider: '政务统一认证',
      items: [{ name: 'wang（认证）', issuer: provider.issuer, lastUsedAt: null }],
    })

    const browser = new Browser(stage)
    expect(await browser.signIn('wang', '/projects?light=red')).toBe('/projects?light=red')
    expect(await browser.name()).toBe('leader')
    const { rows } = await sql<{ action: string; how: string | null; actor: string }>`
      select action, after ->> 'how' as how, actor from record_entry where subject_id = ${String(stage.accounts.leader)} order by id desc limit 1`.execute(
      stage.owner,
    )
    expect(rows).toEqual([{ action: 'session.started', how: 'oidc', actor: 'leader' }])
    const seen = await stage.as('admin').get(`/api/accounts/${stage.accounts.leader}/sign-in`)
    expect(seen.body.identities).toMatchObject([{ name: 'wang（认证）' }])
    expect((await stage.as('reporter').get(`/api/accounts/${stage.accounts.leader}/sign-in`)).status).toBe(403)
  })

  test('again is no mistake; somebody else’s identity is refused; unlinked it is unknown again', async () => {
    expect(await link(stage, 'leader', 'wang')).toBe('/me?linked=1')
    expect(await link(stage, 'office', 'wang')).toBe('/me?problem=oidc_taken')
    expect(await link(stage, 'leader', 'li')).toBe('/me?problem=oidc_taken')
    expect(await link(stage, 'steward', 'zhao')).toBe('/me?linked=1')
    const [{ id }] = (await stage.as('steward').get('/api/me/identities')).body.items
    expect((await stage.as('office').delete(`/api/me/identities/${id}`)).status).toBe(404)
    expect((await stage.as('steward').delete(`/api/me/identities/${id}`)).status).toBe(204)
    expect((await stage.as('steward').delete(`/api/me/identities/${id}`)).status).toBe(404)
    expect(await new Browser(stage).signIn('zhao')).toBe('/sign-in?problem=oidc_unknown')
  })

  test('of an account that was disabled since: refused', async () => {
    expect(await link(stage, 'otherReporter', 'qian')).toBe('/me?linked=1')
    await sql`update account set disabled_at = ${NOW.toISOString()} where username = 'otherReporter'`.execute(
      stage.owner,
    )
    const [browser, before] = [new Browser(stage), await sessions(stage)]
    expect(await browser.signIn('qian')).toBe('/sign-in?problem=oidc_closed')
    await expectNobody(browser, before)
  })
})

describe('the provider goes down', () => {
  test('on the way back, and later: a sentence; local sign-in goes on; back up it works again', async () => {
    const browser = new Browser(stage)
    const at = await browser.travel('wang')
    await provider.stop()
    expect(await browser.arrive(at)).toBe('/sign-in?problem=oidc_unavailable')
    expect(await new Browser(stage).ask('GET', '/api/oidc/start').then(({ headers }) => headers.location)).toBe(
      '/sign-in?problem=oidc_unavailable',
    )
    const leader = callerOf(stage.product, await signIn(stage.product, 'leader'))
    const linking = await leader.post('/api/me/identities', { password: PASSWORD })
    expect([linking.status, linking.body.code]).toEqual([503, 'oidc_unavailable'])
    expect(await signIn(stage.product, 'office')).toMatch(/^guatu_session=/)
    await provider.start()
    expect(await new Browser(stage).signIn('wang')).toBe('/')
  })

  test('one that accepts and never answers is given up after seconds, and nobody else waits for it', async () => {
    const silent = createServer(() => undefined)
    const port = await freePort()
    await new Promise<void>((listening) => silent.listen(port, '127.0.0.1', listening))
    const other = await openStage({ oidc: settingsOf(`http://127.0.0.1:${port}`) })
    try {
      const began = performance.now()
      const waiting = Array.from({ length: 8 }, async () => await new Browser(other).ask('GET', '/api/oidc/start'))
      expect(await signIn(other.product, 'office')).toMatch(/^guatu_session=/)
      expect(performance.now() - began).toBeLessThan(2500)
      for (const { headers } of await Promise.all(waiting))
        expect(headers.location).toBe('/sign-in?problem=oidc_unavailable')
      expect(performance.now() - began).toBeLessThan(6000)
    } finally {
      await other.close()
      silent.closeAllConnections()
      silent.close()
    }
  })
})

describe('a claim matched with user names', () => {
  test('links at the first sign-in, and never an account that is linked already', async () => {
    const other = await openStage({ oidc: settingsOf(provider.issuer, { matchClaim: 'preferred_username' }) })
    try {
      const browser = new Browser(other)
      expect(await browser.signIn('OFFICE')).toBe('/')
      expect(await browser.name()).toBe('office')
      // another person of the provider under the same name: the account has its identity
      provider.tamper((body) => {
        body.id_token = provider.forge({ ...claimsOf(body.id_token!), sub: 'else', preferred_username: 'office' })
      })
      expect(await new Browser(other).signIn('office')).toBe('/sign-in?problem=oidc_unknown')
      provider.tamper(null)
      expect(await new Browser(other).signIn('nobody-of-ours')).toBe('/sign-in?problem=oidc_unknown')
    } finally {
      await other.close()
    }
  })
})

describe('the second factor', () => {
  test('is the provider’s business, unless the installation asks for its own', async () => {
    await sql`insert into security_setting (settings, reason) values ('{"secondFactorFor":"everybody"}', '测试')`.execute(
      stage.owner,
    )
    const browser = new Browser(stage)
    await browser.signIn('wang')
    expect((await browser.ask('GET', '/api/me')).json().secondFactorDue).toBe(false)
    expect((await browser.ask('GET', '/api/projects')).statusCode).toBe(200)
    await sql`delete from security_setting`.execute(stage.owner)
  })

  test('asked for: after the provider six digits, good once, in the same browser', async () => {
    const options = settingsOf(provider.issuer, { matchClaim: 'preferred_username', asksLocalFactor: true })
    const other = await openStage({ oidc: options })
    try {
      const caller = callerOf(other.product, await signIn(other.product, 'leader'))
      const { secret } = (await caller.post('/api/me/second-factor')).body
      const code = (halfMinutes: number) => generateSync({ secret, epoch: NOW.getTime() / 1000 + 30 * halfMinutes })
      expect((await caller.put('/api/me/second-factor', { code: code(0) })).status).toBe(200)
      const browser = new Browser(other)
      expect(await browser.signIn('leader', '/projects')).toBe('/sign-in?step=code&to=%2Fprojects')
      expect(await browser.name()).toBeNull()
      expect((await browser.ask('POST', '/api/oidc/code', { code: code(0) })).json().code).toBe('second_factor_wrong')
      expect((await new Browser(other).ask('POST', '/api/oidc/code', { code: code(1) })).json().code).toBe(
        'oidc_expired',
      )
      const done = await browser.ask('POST', '/api/oidc/code', { code: code(1) })
      expect([done.statusCode, done.json().username]).toEqual([200, 'leader'])
      expect(await browser.name()).toBe('leader')
    } finally {
      await other.close()
    }
  })
})

test('without a provider the routes say so', async () => {
  const other = await openStage()
  try {
    expect((await other.as(null).get('/api/state')).body.oidc).toBeNull()
    const start = await new Browser(other).ask('GET', '/api/oidc/start')
    expect([start.statusCode, start.headers.location]).toEqual([302, '/sign-in?problem=oidc_off'])
    const back = await new Browser(other).ask('GET', '/api/oidc/callback?code=x&state=y')
    expect(back.headers.location).toBe('/sign-in?problem=oidc_off')
    const linking = await other.as('leader').post('/api/me/identities', { password: PASSWORD })
    expect([linking.status, linking.body.code]).toEqual([409, 'oidc_off'])
  } finally {
    await other.close()
  }
})
