import Big from 'big.js'
import type { Wan } from '#kernel/money.ts'
import { monthText } from '#kernel/period.ts'
import type { ProjectMonth } from '../../contract.ts'

export type Curve = {
  year: number
  /** Cumulative at the end of January … December; all null where there is no plan. */
  plan: (Wan | null)[]
  /** `monthly`: the months' own plan; `even`: the annual plan in twelve equal parts, as pace counts without one. */
  planKind: 'monthly' | 'even' | null
  /** Completed since January, as reported and corrected; null for months without a figure. */
  actual: (Wan | null)[]
}

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1)

/** The two curves of one year, in 万元. */
export function curveOf(months: readonly ProjectMonth[], annualPlan: Wan | null, year: number): Curve {
  const byMonth = new Map(months.map((entry) => [entry.month, entry]))
  const entries = MONTHS.map((month) => byMonth.get(monthText(year, month)))
  const hasMonths = entries.some((entry) => (entry?.plannedCurrent ?? null) !== null)
  const hasPlan = annualPlan !== null && new Big(annualPlan).gt(0)
  const planKind = hasMonths ? 'monthly' : hasPlan ? 'even' : null
  return { year, plan: planned(), planKind, actual: entries.map((entry) => entry?.completedYtd ?? null) }

  function planned(): (Wan | null)[] {
    if (planKind === null) return MONTHS.map(() => null)
    if (planKind === 'even') return MONTHS.map((month) => new Big(annualPlan!).times(month).div(12).round(4).toFixed())
    let sum = new Big(0)
    return entries.map((entry) => {
      sum = sum.plus(entry?.plannedCurrent ?? 0)
      return sum.toFixed()
    })
  }
}

/** The year's plan in force, in 万元. */
export function planOf(
  { annualPlans }: { annualPlans: readonly { year: number; initialAmount: Wan; adjustedAmount: Wan | null }[] },
  year: number,
): Wan | null {
  const plan = annualPlans.find((entry) => entry.year === year)
  return plan ? (plan.adjustedAmount ?? plan.initialAmount) : null
}

/** Years with a plan or a figure, earliest first. */
export function yearsOf(months: readonly ProjectMonth[], annualPlans: readonly { year: number }[]): number[] {
  const years = [...months.map(({ month }) => Number(month.slice(0, 4))), ...annualPlans.map(({ year }) => year)]
  return [...new Set(years)].sort((a, b) => a - b)
}

/** Round steps of an axis from zero that holds `max`: at most five of them. Negative cumulatives start below zero. */
export function axisOf(min: number, max: number): number[] {
  const span = Math.max(max, 0) - Math.min(min, 0)
  if (span <= 0) return [0, 1]
  const rough = span / 4
  const size = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * size).find((candidate) => candidate >= rough * 0.999)!
  const first = Math.floor(Math.min(min, 0) / step)
  const last = Math.ceil((Math.max(max, 0) / step) * 0.9999)
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)))
}

/** Straight pieces through the known points; a month without a figure is bridged, not drawn as zero. */
export function pathOf(points: readonly ({ x: number; y: number } | null)[]): string {
  return points
    .filter((point) => point !== null)
    .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join('')
}
