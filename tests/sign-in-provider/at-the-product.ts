import { sql } from 'kysely'
import { expect } from 'vitest'
import type { OidcSettings } from '#capabilities/sign-in/oidc-settings.ts'
import { type CastMember, PASSWORD, type Stage, signIn } from '#tests/harness/product.ts'
import { CLIENT, walkThrough } from './provider.ts'

const PUBLIC = 'http://127.0.0.1:9'
/** Where the provider sends people back to; the browser below asks the product for it without a port. */
export const CALLBACK = `${PUBLIC}/api/oidc/callback`

export function settingsOf(issuer: string, further: Partial<OidcSettings> = {}): OidcSettings {
  const { id: clientId, secret: clientSecret } = CLIENT
  const publicUrl = new URL(PUBLIC)
  const common = { clientId, clientSecret, publicUrl, name: '政务统一认证', matchClaim: null, asksLocalFactor: false }
  return { ...common, issuer: new URL(issuer), ...further }
}

/** A browser at the product: keeps its cookies, follows nothing by itself. */
export class Browser {
  readonly jar = new Map<string, string>()
  readonly of: Stage
  constructor(of: Stage, cookie?: string) {
    this.of = of
    if (cookie) this.jar.set(...(cookie.split('=') as [string, string]))
  }
  async ask(method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) {
    const answer = await this.of.product.http.inject({
      method,
      url,
      headers: { cookie: [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(payload ? { payload } : {}),
    })
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      const [name = '', value = ''] = line.split(';')[0]!.split('=')
      if (value === '') this.jar.delete(name)
      else this.jar.set(name, value)
    }
    return answer
  }
  /** To the provider and back, up to the address the provider sends the browser to. */
  async travel(login: string, to?: string): Promise<URL> {
    const start = await this.ask('GET', `/api/oidc/start${to ? `?${new URLSearchParams({ to })}` : ''}`)
    expect(start.statusCode).toBe(302)
    return await walkThrough(String(start.headers.location), login, CALLBACK)
  }
  /** Where the product sends the browser on. */
  async arrive(at: URL): Promise<string> {
    const answer = await this.ask('GET', `${at.pathname}${at.search}`)
    expect(answer.statusCode).toBe(302)
    return String(answer.headers.location)
  }
  async signIn(login: string, to?: string): Promise<string> {
    return await this.arrive(await this.travel(login, to))
  }
  async name(): Promise<string | null> {
    const answer = await this.ask('GET', '/api/me')
    return answer.statusCode === 200 ? answer.json().username : null
  }
}

/** Links somebody of the cast with an identity of the provider; answers where the product sends the browser on. */
export async function link(stage: Stage, who: CastMember, login: string): Promise<string> {
  const browser = new Browser(stage, await signIn(stage.product, who))
  const begun = await browser.ask('POST', '/api/me/identities', { password: PASSWORD })
  expect(begun.statusCode).toBe(200)
  return await browser.arrive(await walkThrough(begun.json().address, login, CALLBACK))
}

export async function sessions(of: Stage): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from session`.execute(of.owner)
  return rows[0]!.count
}

/** Nobody is signed in by it, and no session was made. */
export async function expectNobody(browser: Browser, before: number): Promise<void> {
  expect([await browser.name(), await sessions(browser.of)]).toEqual([null, before])
}
