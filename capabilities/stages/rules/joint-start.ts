import { compareWan } from '#kernel/money.ts'
import { addDays, type Day } from './days.ts'
import { type Entry, provenStart, reachedBy } from './line.ts'

/** How long after an event one looks whether its projects are truly being built. */
export const FOLLOW_UP_DAYS = [30, 60, 90] as const

/** `unproven`: the ledger says it started, no recorded start with a document or a witness proves it. */
export type StartState = 'started' | 'unproven' | 'notStarted'

/** Whether a project had truly started by a day: first permanent excavation or pile, recorded and proven. */
export function startStateOn(line: readonly Entry[], on: Day): StartState {
  const proven = provenStart(line)
  if (proven && proven.reachedBy <= on) return 'started'
  const said = reachedBy(line, 'started')
  return said !== null && said <= on ? 'unproven' : 'notStarted'
}

export function followUpDay(heldOn: Day, afterDays: number): Day {
  return addDays(heldOn, afterDays)
}

export type EventSize = { id: number; heldOn: Day; projects: number; totalInvestment: string }
export type Standing = { earlier: number; isHighest: { projects: boolean; totalInvestment: boolean } }

/**
 * An event among the recorded ones before it. 历史最高 is said only where there are earlier ones and it exceeds each of them: an equal
 * one is not exceeded, and an event without projects is the highest of nothing.
 */
export function compareWithEarlier(event: EventSize, all: readonly EventSize[]): Standing {
  const before = all.filter(
    ({ id, heldOn }) => id !== event.id && (heldOn < event.heldOn || (heldOn === event.heldOn && id < event.id)),
  )
  const exceeds = (isMore: (other: EventSize) => boolean) =>
    before.length > 0 && event.projects > 0 && before.every(isMore)
  return {
    earlier: before.length,
    isHighest: {
      projects: exceeds((other) => event.projects > other.projects),
      totalInvestment: exceeds((other) => compareWan(event.totalInvestment, other.totalInvestment) > 0),
    },
  }
}

/** Codes a project lacks of those required: not done, or not yet on that day. */
export function missingOf(
  required: readonly string[],
  done: readonly { code: string; doneOn: Day | null }[],
  on: Day,
): string[] {
  const inHand = new Set(done.filter(({ doneOn }) => doneOn !== null && doneOn <= on).map(({ code }) => code))
  return required.filter((code) => !inHand.has(code))
}
