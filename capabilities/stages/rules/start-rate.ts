import { addDays, type Day, finalDayOf, type PartialDate } from './days.ts'

/** What of a project decides whether a year's start rate counts it. */
export type StartFacts = {
  plannedStart: PartialDate | null
  /** In the year's plan as newly started. */
  isNew: boolean
  isWithdrawn: boolean
  /** By when it had started, by the stage line; null: it has not. */
  startedOn: Day | null
  /** The start has a date; otherwise it had started by then, perhaps years before. */
  isStartDated: boolean
}

/** How a project comes into the denominator. `carried`: planned for an earlier year and not started before this one. */
export type Basis = 'planned' | 'carried' | 'undated'

/**
 * Whether a project was to start in a year, and by when. Planned in the year; or planned earlier and still not started when the year
 * began (an old project that was merely entered late has no known start and is not taken for carried over); or new in the annual plan
 * without a planned date, which is due when the year ends. Withdrawn projects are not counted.
 */
export function dueInYear(facts: StartFacts, year: number): { basis: Basis; dueOn: Day } | null {
  if (facts.isWithdrawn) return null
  const { plannedStart, startedOn } = facts
  const newYear = `${year}-01-01`
  if (!plannedStart)
    return facts.isNew && !startedBefore(startedOn, newYear) ? { basis: 'undated', dueOn: `${year}-12-31` } : null
  const dueOn = finalDayOf(plannedStart)
  if (plannedStart.slice(0, 4) === String(year)) return { basis: 'planned', dueOn }
  const hasStartedSometime = startedOn !== null && !facts.isStartDated
  if (dueOn >= newYear || hasStartedSometime || startedBefore(startedOn, newYear)) return null
  return { basis: 'carried', dueOn }
}

function startedBefore(startedOn: Day | null, day: Day): boolean {
  return startedOn !== null && startedOn <= addDays(day, -1)
}
