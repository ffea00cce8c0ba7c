import { StartError } from '#platform/postgres/start-error.ts'

/** Another system that vouches for people (OpenID Connect Core 1.0), as the operator has set it up. */
export type OidcSettings = {
  issuer: URL
  clientId: string
  clientSecret: string
  /** What the button says one signs in with. */
  name: string
  /** The claim that holds the user name of an account not yet linked; null: people link themselves. */
  matchClaim: string | null
  /** Where the product is reached; the provider sends people back to /api/oidc/callback below it. */
  publicUrl: URL
  /** Whether a person with a second factor shows it here too, although the provider has vouched. */
  asksLocalFactor: boolean
}

/** From GUATU_OIDC_* and GUATU_PUBLIC_URL; null where GUATU_OIDC_ISSUER is not set. Throws StartError naming what is missing. */
export function readOidcSettings(env: NodeJS.ProcessEnv): OidcSettings | null {
  if (!env.GUATU_OIDC_ISSUER) return null
  const given = (name: string) => env[name] || refuse(`设置了 GUATU_OIDC_ISSUER，还需要设置 ${name}。`)
  return {
    issuer: address('GUATU_OIDC_ISSUER', env.GUATU_OIDC_ISSUER),
    clientId: given('GUATU_OIDC_CLIENT_ID'),
    clientSecret: given('GUATU_OIDC_CLIENT_SECRET'),
    name: env.GUATU_OIDC_NAME || '统一身份认证',
    matchClaim: env.GUATU_OIDC_MATCH || null,
    publicUrl: address('GUATU_PUBLIC_URL', given('GUATU_PUBLIC_URL')),
    asksLocalFactor: env.GUATU_OIDC_REQUIRE_LOCAL_FACTOR === '1',
  }
}

/** Codes and tokens travel there: in clear only within this machine. */
function address(name: string, text: string): URL {
  if (!URL.canParse(text)) return refuse(`${name} 应为完整网址，如 https://sso.example.gov.cn。请更正后再启动。`)
  const url = new URL(text)
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLocal)) return url
  return refuse(`${name} 应以 https:// 开头（只有本机地址可用 http://）。请更正后再启动。`)
}

function refuse(sentence: string): never {
  throw new StartError(sentence)
}
