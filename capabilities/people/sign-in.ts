import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import type { FastifyRequest } from 'fastify'
import type { Person } from '#platform/access/scope.ts'
import type { Database } from '#platform/database/pool.ts'
import { needsTouch, sessionHolds } from './rules.ts'
import { findByToken, findSession, touchSession } from './store.ts'

export const SESSION_COOKIE = 'guatu_session'

/** argon2id with OWASP's minimum for interactive sign-in (19 MiB, two passes). */
export async function hashPassword(password: string): Promise<string> {
  return await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
}

// somebody else's hash, checked when the name is unknown: an attacker must not learn from the time which names exist
const NOBODYS_HASH = hashPassword(randomBytes(16).toString('hex'))

export async function passwordFits(passwordHash: string | null, password: string): Promise<boolean> {
  const fits = await verify(passwordHash ?? (await NOBODYS_HASH), password)
  return passwordHash !== null && fits
}

/** A secret for a cookie or a bearer token, and the digest under which it is kept. */
export function newSecret(prefix = ''): { secret: string; digest: Buffer } {
  const secret = prefix + randomBytes(32).toString('base64url')
  return { secret, digest: digestOf(secret) }
}

export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** Who a request comes from, by bearer token or session cookie; null when neither is valid. */
export function recogniser(db: Database, clock: () => Date) {
  return async (request: FastifyRequest): Promise<{ person: Person; sessionToken: string | null } | null> => {
    const bearer = /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? '')
    if (bearer) {
      const person = await findByToken(db, digestOf(bearer[1]!))
      return person && { person, sessionToken: null }
    }
    const secret = request.cookies[SESSION_COOKIE]
    if (!secret) return null
    const digest = digestOf(secret)
    const session = await findSession(db, digest)
    const now = clock()
    if (!session || !sessionHolds(session, now)) return null
    if (needsTouch(session, now)) await touchSession(db, digest, now)
    const { accountId, username, displayName, organisationId, grants, passwordDue } = session
    const person = { accountId, username, displayName, organisationId, grants, passwordDue }
    return { person, sessionToken: secret }
  }
}
