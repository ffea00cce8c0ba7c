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

/** Limits on attempts exempt the machine itself: who is on it already holds the database. A proxy passes on the true address. */
export function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}
