import type { FastifyRequest } from 'fastify'
import type { Person } from '#platform/access/scope.ts'
import { digestOf } from '#platform/access/secret.ts'
import type { Database } from '#platform/database/pool.ts'
import { needsTouch, sessionHolds } from './rules.ts'
import { findByToken, findSession, touchSession } from './store.ts'

export const SESSION_COOKIE = 'guatu_session'

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
