import type { Wan } from '#kernel/money.ts'
import { addMonths, type Month, monthOf, yearOf } from '#kernel/period.ts'
import type { Percent } from '#kernel/ratio.ts'
import type { Light } from '../vocabulary.ts'
import { judge, type LightRules, type Reason } from './light.ts'

/** A month of a project as standing needs it. */
export type MonthFacts = {
  month: Month
  planned: Wan | null
  current: Wan | null
  ytd: Wan | null
  light: Light | null
}
export type ProjectFacts = {
  stage: string | null
  plannedStart: string | null
  startDate: string | null
  completedToLastYearEnd: Wan | null
  /** Annual plan in force by year: the adjusted one where there is one. */
  plans: Record<number, Wan>
  months: readonly MonthFacts[]
}

/** What lists and roll-ups read of a project. */
export type Standing = {
  standingMonth: Month | null
  annualPlan: Wan | null
  completedCurrent: Wan | null
  completedYtd: Wan | null
  completionRate: Percent | null
  pace: Percent | null
  light: Light
  reason: Reason
}

/**
 * Where a project stands as of the region's month, or of its own last locked month when that is later (a round of some projects). Its figures are the latest of that year up to that month; pace is the as-of
 * month's, so that not reporting earns nothing. A project without plan or figure in that year stands at its own latest month
 * (an imported ledger of another year keeps its figures and says of when they are).
 */
export function standingOf(facts: ProjectFacts, asOf: Month | null, rules: LightRules): Standing {
  const at = evaluatedMonth(facts, asOf)
  if (!at) {
    const judged = judge({ ...lightFacts(facts, '2000-01'), completedYtd: null, annualPlan: null }, rules)
    return { standingMonth: null, annualPlan: null, completedCurrent: null, completedYtd: null, ...spread(judged) }
  }
  const known = latestFigure(facts.months, at)
  const annualPlan = facts.plans[yearOf(at)] ?? null
  const judged = judge({ ...lightFacts(facts, at), annualPlan, completedYtd: known?.ytd ?? null }, rules)
  return {
    standingMonth: known?.month ?? at,
    annualPlan,
    completedCurrent: known?.month === at ? known.current : null,
    completedYtd: known?.ytd ?? null,
    ...spread(judged),
  }
}

/** Twelve entries of the year's monthly plan. */
export function plannedByMonth(months: readonly MonthFacts[], year: number): (Wan | null)[] {
  const planned: (Wan | null)[] = Array(12).fill(null)
  for (const entry of months) if (yearOf(entry.month) === year) planned[monthOf(entry.month) - 1] = entry.planned
  return planned
}

function evaluatedMonth(facts: ProjectFacts, regionAsOf: Month | null): Month | null {
  const asOf = laterOf(regionAsOf, lastLocked(facts.months))
  const figures = facts.months.filter((entry) => entry.ytd !== null).map((entry) => entry.month)
  if (asOf) {
    const stands =
      facts.plans[yearOf(asOf)] !== undefined ||
      figures.some((month) => yearOf(month) === yearOf(asOf) && month <= asOf)
    if (stands) return asOf
  }
  const latest = figures.sort().at(-1)
  if (latest) return latest
  const planYears = Object.keys(facts.plans).map(Number)
  if (planYears.length === 0) return asOf
  const year = Math.max(...planYears)
  return asOf && yearOf(asOf) < year ? asOf : `${year}-12`
}

/** The last month whose round was locked: only then a month keeps its light. */
function lastLocked(months: readonly MonthFacts[]): Month | null {
  return (
    months
      .filter(({ light }) => light !== null)
      .map(({ month }) => month)
      .sort()
      .at(-1) ?? null
  )
}

function laterOf(a: Month | null, b: Month | null): Month | null {
  if (a === null || b === null) return a ?? b
  return a > b ? a : b
}

function latestFigure(months: readonly MonthFacts[], at: Month): MonthFacts | null {
  const eligible = months.filter(
    (entry) => entry.ytd !== null && yearOf(entry.month) === yearOf(at) && entry.month <= at,
  )
  return eligible.sort((a, b) => (a.month < b.month ? 1 : -1))[0] ?? null
}

function lightFacts(facts: ProjectFacts, at: Month) {
  const before = facts.months.find((entry) => entry.month === addMonths(at, -1))?.light
  return {
    month: at,
    plannedByMonth: plannedByMonth(facts.months, yearOf(at)),
    stage: facts.stage,
    plannedStart: facts.plannedStart,
    startDate: facts.startDate,
    previousLights: before ? [before] : [],
  }
}

function spread({ completionRate, pace, light, reason }: ReturnType<typeof judge>) {
  return { completionRate, pace, light, reason }
}
