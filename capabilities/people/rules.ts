/** Who may sign in, and how long it lasts. Times in milliseconds. */
export const SESSION_LASTS = 12 * 3_600_000
export const SESSION_IDLE = 4 * 3_600_000
/** A session's last use is written at most this often. */
export const SESSION_TOUCH = 60_000
export const FAILURES_ALLOWED = 10
export const FAILURE_WINDOW = 15 * 60_000

export type SessionRow = {
  createdAt: string
  lastSeenAt: string
  expiresAt: string
  revokedAt: string | null
  disabledAt: string | null
}

/** Whether a session is still good at `now`. */
export function sessionHolds(session: SessionRow, now: Date): boolean {
  if (session.revokedAt || session.disabledAt) return false
  if (new Date(session.expiresAt) <= now) return false
  return now.getTime() - new Date(session.lastSeenAt).getTime() < SESSION_IDLE
}

export function needsTouch(session: SessionRow, now: Date): boolean {
  return now.getTime() - new Date(session.lastSeenAt).getTime() > SESSION_TOUCH
}

/** User names are compared without case and width, so that Ｏffice and office are one person. */
export function foldUsername(username: string): string {
  return username.normalize('NFKC').trim().toLowerCase()
}

/** The ltree label of a new organisation: ASCII and unique by its id. */
export function organisationLabel(id: number): string {
  return `o${id}`
}

/** Limits on attempts exempt the machine itself: who is on it already holds the database. A proxy passes on the true address. */
export function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}

/** What may stand below what: counties and zones below the city, towns and parks below those, departments below any of them. */
const BELOW: Record<string, readonly string[]> = {
  city: ['county', 'zone', 'department', 'park', 'town'],
  county: ['town', 'park', 'department'],
  zone: ['town', 'park', 'department'],
}

export function mayStandBelow(parentKind: string, kind: string): boolean {
  return BELOW[parentKind]?.includes(kind) ?? false
}
