import type { Round } from '#capabilities/dispatch/contract.ts'
import { monthOf } from '#kernel/period.ts'
import type { Rhythm } from '../draft.ts'

/** Rounds a template of a rhythm is offered for, as the server has it: every month, a quarter's last month, every week. */
export function fittingRounds<R extends Pick<Round, 'kind' | 'month'>>(rounds: readonly R[], rhythm: Rhythm): R[] {
  if (rhythm === 'week') return rounds.filter(({ kind }) => kind === 'week')
  return rounds.filter(({ kind, month }) => kind === 'month' && (rhythm === 'month' || monthOf(month) % 3 === 0))
}

/** What is shown before one chooses: the newest whose figures are final, else the newest. Rounds come newest first. */
export function firstShown<R extends Pick<Round, 'lockedAt'>>(rounds: readonly R[]): R | undefined {
  return rounds.find(({ lockedAt }) => lockedAt !== null) ?? rounds[0]
}
