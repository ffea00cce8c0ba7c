import { SEPARATE_ROLES } from '#platform/access/permissions.ts'
import type { Grant } from '#platform/access/scope.ts'
import type { SecuritySettings } from '#platform/access/security-settings.ts'

/** Who may sign in, and how long it lasts. Times in milliseconds. */
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** A session's last use is written at most this often. */
export const SESSION_TOUCH = MINUTE
/** Of more sessions the oldest ends. */
export const SESSIONS_AT_MOST = 20
/** How long a browser, or an address somebody signed in from, counts as known without being used. */
export const TRUST_LASTS = 90 * DAY
/** Wrong passwords for one name from all strangers together, as a multiple of what one client is allowed. */
export const STRANGERS_FACTOR = 5

export type SessionRow = {
  createdAt: string
  lastSeenAt: string
  expiresAt: string
  revokedAt: string | null
  disabledAt: string | null
}

/** How long a session of a person lasts, by the settings in force now: a stricter setting ends what it no longer allows. */
export type Patience = { idle: number; absolute: number }

export function patienceFor(settings: SecuritySettings, grants: readonly Pick<Grant, 'role'>[]): Patience {
  const isAdministrator = grants.some(({ role }) => SEPARATE_ROLES.includes(role))
  const minutes = isAdministrator ? settings.administratorIdleMinutes : settings.idleMinutes
  return { idle: minutes * MINUTE, absolute: settings.absoluteHours * HOUR }
}

/** Whether a session is still good at `now`. */
export function sessionHolds(session: SessionRow, now: Date, { idle, absolute }: Patience): boolean {
  if (session.revokedAt || session.disabledAt) return false
  if (new Date(session.expiresAt) <= now) return false
  if (now.getTime() - new Date(session.createdAt).getTime() >= absolute) return false
  return now.getTime() - new Date(session.lastSeenAt).getTime() < idle
}

export function needsTouch(session: SessionRow, now: Date): boolean {
  return now.getTime() - new Date(session.lastSeenAt).getTime() > SESSION_TOUCH
}

/** When a password has to be changed for its age, or null where age does not matter. */
export function passwordDueAt(setAt: string | null, { passwordMaximumDays }: SecuritySettings): Date | null {
  if (!setAt || passwordMaximumDays === 0) return null
  return new Date(new Date(setAt).getTime() + passwordMaximumDays * DAY)
}

/** Why the password has to be changed before anything else: somebody else set it, or it is too old. */
export function passwordDueBecause(
  password: { mustChange: boolean; setAt: string | null },
  settings: SecuritySettings,
  now: Date,
): 'given' | 'age' | null {
  if (password.mustChange) return 'given'
  const dueAt = passwordDueAt(password.setAt, settings)
  return dueAt && dueAt <= now ? 'age' : null
}
