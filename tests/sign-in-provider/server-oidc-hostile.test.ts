import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ensureConsole } from '#capabilities/people/public.ts'
import { findUnlinked } from '#capabilities/sign-in/oidc-store.ts'
import { NOW, openStage, type Stage } from '#tests/harness/product.ts'
import { Browser, CALLBACK, expectNobody, link, sessions, settingsOf } from './at-the-product.ts'
import { claimsOf, type IdentityProvider, identityProvider } from './provider.ts'

// Answers of a provider that do not hold, and ways back that are not the way out: nobody is signed in by them.

let provider: IdentityProvider
let stage: Stage
beforeAll(async () => {
  provider = await identityProvider(CALLBACK)
  await provider.start()
  stage = await openStage({ oidc: settingsOf(provider.issuer) })
  expect(await link(stage, 'leader', 'wang')).toBe('/me?linked=1')
})
afterAll(async () => {
  await stage?.close()
  await provider?.stop()
})

test('nobody arrives as the command line’s own account, whatever the provider calls them', async () => {
  await stage.owner.transaction().execute(async (tx) => await ensureConsole(tx))
  expect(await findUnlinked(stage.owner, 'leader', 'https://elsewhere.example')).toMatchObject({ closedAt: null })
  expect(await findUnlinked(stage.owner, 'Console', 'https://elsewhere.example')).toBeNull()
})

describe('the way back', () => {
  test.each(['https://elsewhere.example/', '//elsewhere.example', '/\\elsewhere.example', '/\t/elsewhere.example'])(
    '%s is no address of ours',
    async (to) => {
      expect(await new Browser(stage).signIn('wang', to)).toBe('/')
    },
  )

  test('holds in the browser that left, once, for ten minutes', async () => {
    const browser = new Browser(stage)
    const at = await browser.travel('wang')
    const [stranger, before] = [new Browser(stage), await sessions(stage)]
    expect(await stranger.arrive(at)).toBe('/sign-in?problem=oidc_expired')
    // somebody else's way through does not fit this answer
    await stranger.ask('GET', '/api/oidc/start')
    expect(await stranger.arrive(at)).toBe('/sign-in?problem=oidc_refused')
    await expectNobody(stranger, before)

    const flow = browser.jar.get('guatu_oidc')!
    expect(await browser.arrive(at)).toBe('/')
    const again = new Browser(stage, `guatu_oidc=${flow}`)
    expect(await again.arrive(at)).toBe('/sign-in?problem=oidc_expired')

    const late = new Browser(stage)
    const lateAt = await late.travel('wang')
    stage.setNow(new Date(NOW.getTime() + 601_000))
    expect(await late.arrive(lateAt)).toBe('/sign-in?problem=oidc_expired')
    stage.setNow(NOW)
  })

  test('twice at the same moment makes one session', async () => {
    const browser = new Browser(stage)
    const at = await browser.travel('wang')
    const [flow, before] = [browser.jar.get('guatu_oidc')!, await sessions(stage)]
    const twin = new Browser(stage, `guatu_oidc=${flow}`)
    const ends = await Promise.all([browser.arrive(at), twin.arrive(at)])
    expect(ends.sort()).toEqual(['/', '/sign-in?problem=oidc_expired'])
    expect(await sessions(stage)).toBe(before + 1)
  })

  test.each([
    ['another state', (at: URL) => at.searchParams.set('state', 'x'.repeat(43)), 'oidc_refused'],
    ['no state', (at: URL) => at.searchParams.delete('state'), 'oidc_refused'],
    ['another issuer', (at: URL) => at.searchParams.set('iss', 'https://evil.example'), 'oidc_refused'],
    ['another code', (at: URL) => at.searchParams.set('code', 'made-up'), 'oidc_refused'],
    [
      'a refusal',
      (at: URL) => {
        at.searchParams.delete('code')
        at.searchParams.set('error', 'access_denied')
      },
      'oidc_cancelled',
    ],
    [
      'an error',
      (at: URL) => {
        at.searchParams.delete('code')
        at.searchParams.set('error', 'server_error')
      },
      'oidc_refused',
    ],
  ] as const)('%s: nobody is signed in', async (_, alter, problem) => {
    const browser = new Browser(stage)
    const at = await browser.travel('wang')
    const before = await sessions(stage)
    alter(at)
    expect(await browser.arrive(at)).toBe(`/sign-in?problem=${problem}`)
    await expectNobody(browser, before)
  })
})

describe('an ID token that does not hold', () => {
  let earlier = ''
  beforeEach(async () => {
    provider.tamper((body) => {
      earlier = body.id_token!
    })
    await new Browser(stage).signIn('wang')
  })
  afterEach(() => provider.tamper(null))

  const forged = (change: Record<string, unknown>) => (body: { id_token?: string }) => {
    body.id_token = provider.forge({ ...claimsOf(body.id_token!), ...change })
  }
  const unsigned = (body: { id_token?: string }) => {
    const [, claims] = body.id_token!.split('.')
    body.id_token = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`
  }
  const spoiled = (body: { id_token?: string }) => {
    const [head, claims, signature] = body.id_token!.split('.')
    const other = Buffer.from(JSON.stringify({ ...claimsOf(body.id_token!), sub: 'somebody' })).toString('base64url')
    body.id_token = `${head}.${claims === other ? claims : other}.${signature}`
  }

  test('forging by the test works, so that what follows proves something', async () => {
    provider.tamper(forged({ sub: 'wang' }))
    expect(await new Browser(stage).signIn('somebody')).toBe('/')
  })

  test.each([
    [
      'of an earlier sign-in',
      (body: { id_token?: string }) => {
        body.id_token = earlier
      },
    ],
    ['with another nonce', forged({ nonce: 'x'.repeat(43) })],
    ['without a nonce', forged({ nonce: undefined })],
    ['of another issuer', forged({ iss: 'https://evil.example' })],
    ['for another client', forged({ aud: 'another' })],
    ['that has expired', forged({ exp: 1_600_000_000 })],
    ['without signature', unsigned],
    ['with another subject under the same signature', spoiled],
    [
      'that is missing',
      (body: { id_token?: string }) => {
        delete body.id_token
      },
    ],
  ])('%s: nobody is signed in', async (_, how) => {
    provider.tamper(how)
    const [browser, before] = [new Browser(stage), await sessions(stage)]
    expect(await browser.signIn('wang')).toBe('/sign-in?problem=oidc_refused')
    await expectNobody(browser, before)
  })
})
