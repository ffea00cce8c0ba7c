import { type Month, monthsBetween, monthText, yearOf } from '#kernel/period.ts'
import { floorTo, fromWan, type Yuan } from './amounts.ts'
import type { Draft } from './drafts.ts'
import type { Random } from './random.ts'

/** A project's plan for one year. `shares[i]`: the share of it that should be done by the end of month i + 1. */
export type YearPlan = {
  year: number
  /** effective amount; the monthly curve adds up to it in December */
  amount: Yuan
  initial: Yuan
  adjustedReason: string | null
  shares: number[]
  /** false for a project whose park has issued no plan: the curve only says how fast it really builds */
  isIssued: boolean
}

/** Building slows in the cold months and around the Spring Festival and is strongest in early summer and autumn. */
const SEASON = [2, 3, 7, 9, 11, 12, 9, 9, 11, 11, 9, 7]

/** The plan of one year, or null where the project is not on that year's list. `base`: completed to the end of the year before. */
export function planYear(random: Random, draft: Draft, year: number, base: Yuan): YearPlan | null {
  const december = monthText(year, 12)
  const lastYearOfPlan = draft.standing === 'doneBefore' ? yearOf(draft.finish) : 9999
  if (draft.plannedStart > december || year > lastYearOfPlan || draft.standing === 'reserve') return null
  const remaining = draft.total - base
  const amount =
    draft.finish <= december
      ? remaining
      : floorAmount(shareBy(draft, december) * draft.total - base, draft.total, remaining)
  return {
    year,
    amount,
    initial: amount,
    adjustedReason: null,
    shares: curve(random, draft, year),
    isIssued: draft.standing !== 'noPlan',
  }
}

/** Share of the whole that the schedule has done by the end of a month: slow at first, fastest in the middle. */
export function shareBy({ plannedStart, finish }: Draft, month: Month): number {
  const elapsed = (monthsBetween(plannedStart, month) + 1) / (monthsBetween(plannedStart, finish) + 1)
  const part = Math.min(1, Math.max(0, elapsed))
  return 0.5 * part + 0.5 * part * part * (3 - 2 * part)
}

/** What is planned for each month so that the twelve add up to the plan exactly; whole 万元. */
export function plannedMonths({ amount, shares }: YearPlan): Yuan[] {
  const cumulated = shares.map((share, index) => (index === 11 ? amount : floorTo(share * amount, fromWan(1))))
  return cumulated.map((value, index) => value - (cumulated[index - 1] ?? 0))
}

function curve(random: Random, draft: Draft, year: number): number[] {
  const weights = SEASON.map((weight, index) => {
    const month = monthText(year, index + 1)
    if (month < draft.plannedStart || month > draft.finish) return 0
    const age = monthsBetween(draft.plannedStart, month)
    const ramp = age === 0 ? 0.4 : age === 1 ? 0.7 : 1
    // who has just missed the start had planned a slow one: it is behind by the start, not yet by the money
    const slow = draft.standing === 'lateShort' && age < 2 ? 0.2 : 1
    return weight * random.between(0.75, 1.25) * ramp * slow
  })
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  let done = 0
  return weights.map((weight) => {
    done += weight / whole
    return Math.min(1, done)
  })
}

/** Round figures, as plans are issued; never more than what is left to build, never nothing. */
function floorAmount(wish: number, total: Yuan, remaining: Yuan): Yuan {
  const amount = Math.min(Math.max(wish, total * 0.12), remaining * 0.92)
  const unit = amount > fromWan(10_000) ? fromWan(100) : amount > fromWan(1000) ? fromWan(10) : fromWan(1)
  return Math.max(fromWan(1), floorTo(amount, unit))
}
