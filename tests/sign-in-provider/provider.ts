import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { Provider } from 'oidc-provider'

/** A real identity provider (`oidc-provider`) on a port of its own, in this process; it can go down and come back on the same port. */
export type IdentityProvider = {
  issuer: string
  start: () => Promise<void>
  stop: () => Promise<void>
  /** What is done with the answer of the token endpoint before it is sent, to be as hostile as a provider can be. */
  tamper: (how: ((body: TokenAnswer) => void) | null) => void
  /** An ID token with these claims, signed with the provider's own key. */
  forge: (claims: Record<string, unknown>) => string
}
export type TokenAnswer = { id_token?: string }

export const CLIENT = { id: 'guatu', secret: 'a-client-secret-of-the-tests' }
const KEY_ID = 'test'

/** `callback`: where the product says it is reached. People are whoever signs in there, by any name and password. */
export async function identityProvider(callback: string): Promise<IdentityProvider> {
  const port = await freePort()
  const issuer = `http://127.0.0.1:${port}`
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  let tampering: ((body: TokenAnswer) => void) | null = null
  let server: Server | null = null
  const provider = makeProvider(issuer, callback, privateKey.export({ format: 'jwk' }))
  provider.use(async (context, next) => {
    await next()
    if (context.path === '/token' && tampering) tampering(context.body as TokenAnswer)
  })
  const start = async () => {
    server = createServer(provider.callback())
    await new Promise<void>((listening) => server!.listen(port, '127.0.0.1', listening))
  }
  const stop = async () => {
    server?.closeAllConnections()
    await new Promise((closed) => (server ? server.close(closed) : closed(null)))
    server = null
  }
  return {
    issuer,
    start,
    stop,
    tamper: (how) => {
      tampering = how
    },
    forge: (claims) => jwt(claims, createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' }))),
  }
}

function makeProvider(issuer: string, callback: string, jwk: object): Provider {
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [callback] }],
    jwks: { keys: [{ ...jwk, kid: KEY_ID, use: 'sig', alg: 'RS256' } as never] },
    cookies: { keys: ['cookies of the tests'] },
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: `${id}（认证）`, preferred_username: id }),
    }),
  })
  return provider
}

function jwt(claims: Record<string, unknown>, key: ReturnType<typeof createPrivateKey>): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const content = `${part({ alg: 'RS256', kid: KEY_ID, typ: 'JWT' })}.${part(claims)}`
  return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`
}

/** What an ID token claims, unchecked. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString('utf8'))
}

export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening))
  const { port } = probe.address() as { port: number }
  await new Promise((closed) => probe.close(closed))
  return port
}

/** Walks through the provider's pages as a browser does: signs in as `login`, agrees, and comes to the address the provider sends it back to. */
export async function walkThrough(address: string, login: string, returning: string): Promise<URL> {
  const jar = new Map<string, string>()
  let request: { url: string; form?: Record<string, string> } = { url: address }
  for (let step = 0; step < 12; step += 1) {
    const answer = await fetch(request.url, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(request.form ? { method: 'POST', body: new URLSearchParams(request.form) } : {}),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]!.split('=')
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location?.startsWith(returning)) return new URL(location)
    if (location) request = { url: new URL(location, request.url).href }
    else request = formOf(await answer.text(), login, request.url)
  }
  throw new Error('the provider never sent the browser back')
}

function formOf(page: string, login: string, at: string): { url: string; form: Record<string, string> } {
  const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1]
  const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1]
  if (!action || !prompt) throw new Error(`no form of the provider: ${page.slice(0, 400)}`)
  return { url: new URL(action, at).href, form: { prompt, ...(prompt === 'login' ? { login, password: 'any' } : {}) } }
}
