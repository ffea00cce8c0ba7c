import type { FastifyRequest } from 'fastify'
import type { Person } from '#platform/access/scope.ts'
import { digestOf } from '#platform/access/secret.ts'
import { settingsFrom } from '#platform/access/security-settings.ts'
import type { Database } from '#platform/database/pool.ts'
import { SESSION_COOKIE, secretIn } from './cookies.ts'
import { secondFactorDue } from './rules/second-factor.ts'
import { needsTouch, passwordDueBecause, patienceFor, sessionHolds } from './rules.ts'
import { findByToken, findSession, touchSession } from './store.ts'

/** Who a request comes from, by bearer token or session cookie; null when neither is valid. */
export function recogniser(db: Database, clock: () => Date) {
  return async (request: FastifyRequest): Promise<{ person: Person; sessionToken: string | null } | null> => {
    const bearer = /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? '')
    if (bearer) {
      const person = await findByToken(db, digestOf(bearer[1]!))
      return person && { person, sessionToken: null }
    }
    const secret = secretIn({ secure: request.protocol === 'https', cookies: request.cookies }, SESSION_COOKIE)
    if (!secret) return null
    const digest = digestOf(secret)
    const session = await findSession(db, digest)
    const now = clock()
    if (!session) return null
    const settings = settingsFrom(session.settings)
    if (!sessionHolds(session, now, patienceFor(settings, session.grants))) return null
    if (needsTouch(session, now)) await touchSession(db, digest, now)
    const { accountId, username, displayName, organisationId, grants, mustChange, passwordSetAt } = session
    const passwordDue = passwordDueBecause({ mustChange, setAt: passwordSetAt }, settings, now) !== null
    const due = secondFactorDue(settings, session, session.hasFactor || session.isFactorMet)
    const person = { accountId, username, displayName, organisationId, grants, passwordDue, secondFactorDue: due }
    return { person, sessionToken: secret }
  }
}
