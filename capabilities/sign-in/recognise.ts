import type { FastifyRequest } from 'fastify'
import type { Person } from '#platform/access/scope.ts'
import { digestOf } from '#platform/access/secret.ts'
import { settingsFrom } from '#platform/access/security-settings.ts'
import type { Database } from '#platform/database/pool.ts'
import { bearerOf } from '#platform/http/bearer.ts'
import { SESSION_COOKIE, secretIn } from './cookies.ts'
import { secondFactorDue } from './rules/second-factor.ts'
import { needsTouch, passwordDueBecause, patienceFor, sessionHolds } from './rules.ts'
import { findByToken, findSession, type KnownToken, touchSession } from './store.ts'

/** Who a request comes from, by bearer token or session cookie; null when neither is valid. */
export function recogniser(db: Database, clock: () => Date) {
  return async (
    request: FastifyRequest,
    { isPassive } = { isPassive: false },
  ): Promise<{ person: Person; sessionToken: string | null } | null> => {
    const token = bearerOf(request)
    if (token) {
      const owner = await findByToken(db, digestOf(token))
      return owner && { person: { ...personOf(owner, owner.hasFactor, clock()), byToken: true }, sessionToken: null }
    }
    const secret = secretIn({ secure: request.protocol === 'https', cookies: request.cookies }, SESSION_COOKIE)
    if (!secret) return null
    const digest = digestOf(secret)
    const session = await findSession(db, digest)
    const now = clock()
    if (!session) return null
    if (!sessionHolds(session, now, patienceFor(settingsFrom(session.settings), session.grants))) return null
    if (!isPassive && needsTouch(session, now)) await touchSession(db, digest, now)
    return { person: personOf(session, session.hasFactor || session.isFactorMet, now), sessionToken: secret }
  }
}

/** With what is due first, for a token as for a session: it would be the way around. */
function personOf(known: KnownToken, hasFactor: boolean, now: Date): Person {
  const { accountId, username, displayName, organisationId, grants, mustChange, passwordSetAt } = known
  const settings = settingsFrom(known.settings)
  const passwordDue = passwordDueBecause({ mustChange, setAt: passwordSetAt }, settings, now) !== null
  const due = secondFactorDue(settings, known, hasFactor)
  return { accountId, username, displayName, organisationId, grants, passwordDue, secondFactorDue: due }
}
