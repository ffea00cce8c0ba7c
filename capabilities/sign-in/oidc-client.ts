import * as client from 'openid-client'
import type { OidcSettings } from './oidc-settings.ts'

/** Whom the provider vouches for. */
export type Identity = {
  issuer: string
  subject: string
  /** How the person is called there, for people to recognise. */
  name: string | null
  /** The value of the claim that is matched with user names, where one is set. */
  match: string | null
}
/** Why somebody comes back without: nobody answered, the person or provider said no, or the answer does not hold. */
export type OidcFault = 'oidc_unavailable' | 'oidc_cancelled' | 'oidc_refused'
type Departure = { address: string; state: string; nonce: string; verifier: string }

export type OidcClient = {
  settings: OidcSettings
  /** Where to send the browser, and what its answer has to fit. */
  depart: () => Promise<Departure | OidcFault>
  /** Checks the answer (state, issuer, PKCE), fetches the ID token and checks it (signature, issuer, audience, time, nonce). */
  arrive: (answer: Record<string, string>, expected: Omit<Departure, 'address'>) => Promise<Identity | OidcFault>
}

/** Seconds the provider has for each answer; signing in locally never waits for it. */
const PATIENCE = 3

/** The provider is asked what it offers whenever somebody wants to sign in with it, never at the start: it may be down, and come back. */
export function openOidcClient(settings: OidcSettings): OidcClient {
  const callback = new URL('api/oidc/callback', `${settings.publicUrl.href.replace(/\/$/, '')}/`)
  return {
    settings,
    depart: async () => {
      const verifier = client.randomPKCECodeVerifier()
      const [state, nonce] = [client.randomState(), client.randomNonce()]
      const challenge = await client.calculatePKCECodeChallenge(verifier)
      return await orFault(async () => {
        const address = client.buildAuthorizationUrl(await discover(settings), {
          redirect_uri: callback.href,
          scope: 'openid profile',
          state,
          nonce,
          code_challenge: challenge,
          code_challenge_method: 'S256',
        })
        return { address: address.href, state, nonce, verifier }
      })
    },
    arrive: async (answer, { state, nonce, verifier }) => {
      const here = new URL(callback)
      for (const [name, value] of Object.entries(answer)) here.searchParams.set(name, value)
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }
      return await orFault(async () => {
        const configuration = await discover(settings)
        const tokens = await client.authorizationCodeGrant(configuration, here, checks)
        const identity = identityOf(tokens.claims() ?? {}, settings)
        return typeof identity === 'string' ? identity : await completed(identity, { configuration, tokens, settings })
      })
    },
  }
}

async function discover(settings: OidcSettings): Promise<client.Configuration> {
  const isPlain = settings.issuer.protocol === 'http:'
  return await client.discovery(settings.issuer, settings.clientId, undefined, clientAuthentication(settings), {
    timeout: PATIENCE,
    execute: [client.enableNonRepudiationChecks, ...(isPlain ? [client.allowInsecureRequests] : [])],
  })
}

/** As the provider takes it: by header, unless it only knows the form (OpenID Connect Discovery 1.0, 3). */
function clientAuthentication({ clientSecret }: OidcSettings): client.ClientAuth {
  const [byHeader, byForm] = [client.ClientSecretBasic(clientSecret), client.ClientSecretPost(clientSecret)]
  return (server, ...rest) => {
    const known = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    return (known.includes('client_secret_basic') ? byHeader : byForm)(server, ...rest)
  }
}

type Granted = { configuration: client.Configuration; tokens: { access_token: string }; settings: OidcSettings }

/** Names that the ID token leaves out are asked for (OpenID Connect Core 1.0, 5.3), of the same subject; without an answer they stay unknown. */
async function completed(identity: Identity, { configuration, tokens, settings }: Granted): Promise<Identity> {
  const isWhole = identity.name !== null && (identity.match !== null || !settings.matchClaim)
  if (isWhole || !configuration.serverMetadata().userinfo_endpoint) return identity
  const info = await client.fetchUserInfo(configuration, tokens.access_token, identity.subject).catch(() => null)
  if (!info) return identity
  const further = identityOf({ ...info, iss: identity.issuer }, settings)
  if (typeof further === 'string') return identity
  return { ...identity, name: identity.name ?? further.name, match: identity.match ?? further.match }
}

function identityOf(claims: Record<string, unknown>, { matchClaim }: OidcSettings): Identity | OidcFault {
  const { iss, sub } = claims
  if (typeof iss !== 'string' || typeof sub !== 'string' || sub.length > 255) return 'oidc_refused'
  const name = textOf(claims.name) ?? textOf(claims.preferred_username)
  return { issuer: iss, subject: sub, name, match: matchClaim ? textOf(claims[matchClaim]) : null }
}

function textOf(claim: unknown): string | null {
  return typeof claim === 'string' && claim.trim() !== '' ? claim.trim().slice(0, 100) : null
}

async function orFault<T>(work: () => Promise<T>): Promise<T | OidcFault> {
  try {
    return await work()
  } catch (error) {
    return faultOf(error as Error & { code?: string; error?: string })
  }
}

/** A connection that fails is a TypeError of fetch, one that takes too long a timeout; anything else was an answer that does not hold. */
function faultOf(error: Error & { code?: string; error?: string }): OidcFault {
  if (error instanceof client.AuthorizationResponseError)
    return error.error === 'access_denied' ? 'oidc_cancelled' : 'oidc_refused'
  const isSilent = error.message === 'fetch failed' || error.code === 'OAUTH_TIMEOUT' || error.name === 'TimeoutError'
  const cause = error.cause instanceof Response ? error.cause.status : 0
  return isSilent || cause >= 500 || cause === 404 ? 'oidc_unavailable' : 'oidc_refused'
}
