const FIRST_WAIT = 15_000
const DAY = 86_400_000

/** After the eighth failure, 23 hours after the first try, a message is given up; it can be sent again by hand. */
export const MAX_ATTEMPTS = 8
/** So many failures on end, over at least an hour, and the push is paused until somebody has looked at it. */
export const FAILURES_TO_PAUSE = 20
export const FAILING_TO_PAUSE = 3_600_000

/**
 * How long to wait after the n-th failed try, in milliseconds: 15 s, 1, 4, 16 min, 1, 4, 17 h, at most a day; up to a fifth earlier or
 * later (`chance` from 0 to 1), so that what failed together does not come back together. Null: give up.
 */
export function waitAfter(attempts: number, chance: number): number | null {
  if (attempts >= MAX_ATTEMPTS) return null
  return Math.round(Math.min(FIRST_WAIT * 4 ** (attempts - 1), DAY) * (0.8 + 0.4 * chance))
}

/** Whether a push that has failed `failures` times on end since `since` is paused. */
export function isToPause(failures: number, since: Date, now: Date): boolean {
  return failures >= FAILURES_TO_PAUSE && now.getTime() - since.getTime() >= FAILING_TO_PAUSE
}
