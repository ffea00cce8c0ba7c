import type { Round } from '#capabilities/dispatch/contract.ts'
import { fits } from '../../../rules/fits.ts'
import type { Rhythm } from '../draft.ts'

/** Rounds a template of a rhythm is offered for. */
export function fittingRounds<R extends Pick<Round, 'kind' | 'month'>>(rounds: readonly R[], rhythm: Rhythm): R[] {
  return rounds.filter((round) => fits(rhythm, round))
}

/** What is shown before one chooses: the newest whose figures are final, else the newest. Rounds come newest first. */
export function firstShown<R extends Pick<Round, 'lockedAt'>>(rounds: readonly R[]): R | undefined {
  return rounds.find(({ lockedAt }) => lockedAt !== null) ?? rounds[0]
}
