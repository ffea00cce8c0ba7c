import { type Percent, percentOf } from '#kernel/ratio.ts'
import { addDays, addMonthsToDay, type Day, daysBetween } from './days.ts'

/** What of a member decides a rate: when it is due to move on (null: not at all), and when it did (null: not yet). */
export type Due = { dueOn: Day | null; movedOn: Day | null }

/**
 * A rate with both its denominators (MISSION.md, "Start rate"): of all, and of those due. `overdue` = due − moved among the due, never
 * due − moved: those who moved before they were due do not make up for those who did not.
 */
export type Conversion = {
  all: number
  due: number
  moved: number
  /** Moved, although not due yet. */
  early: number
  movedOfDue: number
  overdue: number
  /** Per cent, exact; null without a denominator. */
  rateOfAll: Percent | null
  rateOfDue: Percent | null
}

/** Counts as of a day: what happened after it is not known yet. Due is what falls due on that day or before. */
export function conversionOf(members: readonly Due[], asOf: Day): Conversion {
  const isDue = ({ dueOn }: Due) => dueOn !== null && dueOn <= asOf
  const hasMoved = ({ movedOn }: Due) => movedOn !== null && movedOn <= asOf
  const due = members.filter(isDue)
  const moved = members.filter(hasMoved).length
  const movedOfDue = due.filter(hasMoved).length
  return {
    all: members.length,
    due: due.length,
    moved,
    early: moved - movedOfDue,
    movedOfDue,
    overdue: due.length - movedOfDue,
    rateOfAll: percentOf(String(moved), String(members.length)),
    rateOfDue: percentOf(String(movedOfDue), String(due.length)),
  }
}

/** `noRule`: nothing says by when it has to move on. */
export type Standing = 'moved' | 'overdue' | 'dueSoon' | 'notDue' | 'noRule'

/** Where one member stands as of a day, and by how many days: late when overdue (0: due today), left when due soon or not yet due. */
export function standingOf(
  { dueOn, movedOn }: Due,
  asOf: Day,
  warnDays: number,
): { standing: Standing; days: number | null } {
  if (movedOn !== null && movedOn <= asOf) return { standing: 'moved', days: null }
  if (dueOn === null) return { standing: 'noRule', days: null }
  if (dueOn <= asOf) return { standing: 'overdue', days: daysBetween(dueOn, asOf) }
  const left = daysBetween(asOf, dueOn)
  return { standing: left <= warnDays ? 'dueSoon' : 'notDue', days: left }
}

export type Deadline = { within: number | null; unit: 'days' | 'months' }

/** By when it has to move on: so many days or months after it joined. */
export function dueOn(joinedOn: Day, { within, unit }: Deadline): Day | null {
  if (within === null) return null
  return unit === 'days' ? addDays(joinedOn, within) : addMonthsToDay(joinedOn, within)
}
