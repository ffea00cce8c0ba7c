import { addMonths, type Month, monthOf, monthText, yearOf } from '#kernel/period.ts'
import { floorTo, fromWan, type Yuan } from './amounts.ts'
import type { Draft } from './drafts.ts'
import { plannedMonths, planYear, shareBy, type YearPlan } from './plan-year.ts'
import { type Random, randomFor } from './random.ts'
import { runYear } from './run-year.ts'

type MonthFigures = {
  planned: Yuan | null
  /** null: not reported (yet) */
  reported: Yuan | null
  correction: Yuan
  /** running sum of reported and corrected amounts within the year; null where nothing is reported */
  ytd: Yuan | null
  physical: number | null
}

/** All figures of one project. */
export type History = {
  draft: Draft
  random: Random
  unit: Yuan
  plans: Map<number, YearPlan>
  /** completed to the end of the year before, by year */
  bases: Map<number, Yuan>
  months: Map<Month, MonthFigures>
  correction: CorrectionPlan | null
}

/** The one month of a project that was corrected after locking, and by which share of the cumulative of that month. */
export type CorrectionPlan = { month: Month; share: number }

export type Period = { firstRound: Month; anchor: Month; openMonth: Month }

export function periodOf(anchor: Month): Period {
  return { firstRound: addMonths(anchor, -17), anchor, openMonth: addMonths(anchor, 1) }
}

/** Histories up to the end of the year before the anchor's, and the plan for the anchor's year. */
export function beginHistories(
  seed: number,
  period: Period,
  drafts: Draft[],
  known: { swingOf: SwingOf; corrections: Map<number, CorrectionPlan> },
): History[] {
  const firstYear = yearOf(period.firstRound)
  return drafts.map((draft) => {
    const random = randomFor(seed, `figures ${draft.id}`)
    const history: History = {
      draft,
      random,
      unit: random.pick([fromWan(1), fromWan(1), fromWan(1), fromWan(0.1), fromWan(0.01)]),
      plans: new Map(),
      bases: new Map([[firstYear, baseAtStart(random, draft, firstYear)]]),
      months: new Map(),
      correction: known.corrections.get(draft.id) ?? null,
    }
    for (let year = firstYear; year < yearOf(period.anchor); year++) {
      const plan = issuePlan(history, year)
      if (plan) runPastYear(history, plan, known.swingOf(draft, year))
      else if (draft.plannedStart > monthText(year, 12) && draft.standing !== 'reserve') prepareYear(history, year)
      history.bases.set(year + 1, history.bases.get(year)! + (history.months.get(monthText(year, 12))?.ytd ?? 0))
    }
    issuePlan(history, yearOf(period.anchor))
    return history
  })
}

/** How far, in percentage points, the county of a project ran beside its plan in each month of a year. */
export type SwingOf = (draft: Draft, year: number) => readonly number[]

/** Most of a plan that may be done: 106 % of it, and never more than the project costs. */
export function mostReach({ draft, bases }: History, plan: YearPlan): number {
  const remaining = draft.total - bases.get(plan.year)!
  const finishes = draft.finish <= monthText(plan.year, 12)
  return Math.min(1.06, (finishes ? remaining : remaining * 0.97) / plan.amount)
}

/** Adds the months of one run of a year: reported amounts from the cumulated ones, then correction, running sum, physical progress. */
export function enterRun(history: History, plan: YearPlan, cumulated: Yuan[]): void {
  const planned = plannedMonths(plan)
  const base = history.bases.get(plan.year)!
  let corrected = 0
  for (let index = 0; index < 12; index++) {
    const month = monthText(plan.year, index + 1)
    const done = cumulated[index]
    const reported = done === undefined ? null : done - (cumulated[index - 1] ?? 0)
    const isCorrected = done !== undefined && history.correction?.month === month
    const correction = isCorrected ? floorTo(done * history.correction!.share, history.unit) : 0
    corrected += correction
    const ytd = done === undefined ? null : done + corrected
    const physical = ytd === null ? null : physicalProgress(history, month, base + ytd)
    history.months.set(month, { planned: plan.isIssued ? planned[index]! : null, reported, correction, ytd, physical })
  }
}

function issuePlan(history: History, year: number): YearPlan | null {
  const plan = planYear(history.random, history.draft, year, history.bases.get(year)!)
  if (plan) history.plans.set(year, plan)
  return plan
}

/** A year that is over: most projects met their plan within a few points, one in ten fell well short. */
function runPastYear(history: History, plan: YearPlan, swing: readonly number[]): void {
  const { draft, random, unit } = history
  const year = plan.year
  const isFinished = draft.standing === 'doneBefore' && yearOf(draft.finish) === year
  const wish = random.chance(0.1) ? random.between(0.72, 0.9) : 0.985 + random.bell() * 0.025
  const stopsAfter =
    draft.stoppedAfter && yearOf(draft.stoppedAfter) <= year ? monthWithin(draft.stoppedAfter, year) : 12
  const stopped = stopsAfter < 12 ? (plan.shares[stopsAfter - 1] ?? 0) * 0.9 : null
  const reach = stopped ?? (isFinished ? 1 : Math.min(mostReach(history, plan), wish))
  const firstMonth = draft.start && yearOf(draft.start) <= year ? Math.max(1, monthWithin(draft.start, year)) : 13
  enterRun(
    history,
    plan,
    runYear(random, { plan, last: 12, reach: firstMonth > 12 ? 0 : reach, firstMonth, stopsAfter, swing, unit }),
  )
}

/** A year of formalities: the project is dispatched and reports, without plan and without amounts. */
function prepareYear({ months }: History, year: number): void {
  for (let number = 1; number <= 12; number++) {
    months.set(monthText(year, number), { planned: null, reported: 0, correction: 0, ytd: 0, physical: 0 })
  }
}

/** Month of the year, 0 when it lies in an earlier one. */
export function monthWithin(month: Month, year: number): number {
  return yearOf(month) < year ? 0 : monthOf(month)
}

function baseAtStart(random: Random, draft: Draft, firstYear: number): Yuan {
  if (!draft.start || draft.start >= monthText(firstYear, 1)) return 0
  const share = shareBy(draft, monthText(firstYear - 1, 12))
  return floorTo(draft.total * share * random.between(0.9, 0.97), fromWan(1))
}

/** Per cent of the whole works: follows the money, never falls when money is corrected, 100 only when finished. */
function physicalProgress({ draft, months }: History, month: Month, sinceStart: Yuan): number {
  const before = months.get(addMonths(month, -1))?.physical ?? 0
  const isFinished = (draft.standing === 'done' || draft.standing === 'doneBefore') && month >= draft.finish
  if (isFinished) return 100
  return Math.max(before, Math.min(99, Math.floor((sinceStart / draft.total) * 100)))
}
