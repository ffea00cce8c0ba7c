import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '#kernel/problem.ts'
import { bearerOf } from './bearer.ts'
import { isOfApi } from './is-of-api.ts'
import type { Limits } from './limits.ts'
import { networkOf } from './network.ts'

const KNOWN_AT_MOST = 20_000

/**
 * Limits by the minute. Who is signed in is counted alone, by cookie or token, so that a building behind one address is not one person;
 * everybody else is counted by address. A cookie counts as somebody's only after it was found valid: else every request would bring a new
 * one. The machine itself is exempt; a proxy on it passes on the true address. Pages and pictures of the product are not counted.
 */
export function limitRates(app: FastifyInstance, limits: Limits): void {
  const known = new Set<string>()
  const limiter = (max: number, key: (request: FastifyRequest) => string) =>
    app.createRateLimit({ max, timeWindow: 60_000, allowList: ownMachine, keyGenerator: key })
  const bySession = limiter(limits.session, (request) => `session ${visitorOf(request)}`)
  const byAddress = limiter(limits.address, (request) => `address ${networkOf(request.ip)}`)
  const bySignIn = limiter(limits.signIn, (request) => `sign-in ${networkOf(request.ip)}`)
  app.addHook('onRequest', async (request, reply) => {
    if (!isOfApi(request)) return
    const visitor = visitorOf(request)
    await refuseBeyond(visitor && known.has(visitor) ? bySession : byAddress, request, reply)
    if (isSigningIn(request)) await refuseBeyond(bySignIn, request, reply)
  })
  app.addHook('preHandler', async (request) => {
    const visitor = visitorOf(request)
    if (visitor && isKnown(request)) remember(known, visitor)
  })
}

type Check = ReturnType<FastifyInstance['createRateLimit']>

async function refuseBeyond(check: Check, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const result = await check(request)
  if (result.isAllowed || !result.isExceeded) return
  const retryAfterSeconds = Math.max(1, result.ttlInSeconds)
  reply.header('retry-after', retryAfterSeconds)
  throw new Problem(429, 'too_many_requests', '操作过于频繁，请一分钟后再试。', { retryAfterSeconds })
}

/** What tells visitors apart, as a digest; null without cookie and token. */
function visitorOf(request: FastifyRequest): string | null {
  const { cookies } = request
  // as recognition reads them: a token where there is one of ours, else the cookie
  const secret = bearerOf(request) ?? cookies?.['__Host-guatu_session'] ?? cookies?.guatu_session
  return secret ? createHash('sha256').update(secret).digest('base64') : null
}

/** Admission has found out who it is. */
function isKnown({ visit }: FastifyRequest): boolean {
  const { person } = (visit ?? {}) as { person?: { accountId: number } }
  return (person?.accountId ?? 0) > 0
}

function remember(known: Set<string>, visitor: string): void {
  known.delete(visitor)
  known.add(visitor)
  if (known.size > KNOWN_AT_MOST) known.delete(known.values().next().value!)
}

/** A provider's way back is a GET, and costs as much as a password. */
function isSigningIn({ method, routeOptions }: FastifyRequest): boolean {
  const path = routeOptions.url ?? ''
  if (path.startsWith('/api/oidc/')) return true
  return method === 'POST' && (path === '/api/session' || path === '/api/first-run')
}

function ownMachine(request: FastifyRequest): boolean {
  return request.ip === '::1' || /^(::ffff:)?127\./.test(request.ip)
}
