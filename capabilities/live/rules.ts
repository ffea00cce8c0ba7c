import { addWan, subtractWan, sumWan } from '#kernel/money.ts'
import { dateInChina, monthText } from '#kernel/period.ts'
import type { Wall } from './contract.ts'

type Child = Wall['children'][number]
type Sums = Pick<Child, 'projects' | 'annualPlan' | 'completedYtd'>

/** An amount of one month, 万元. */
export interface MonthSum {
  month: string
  amount: string
}

/**
 * Twelve months. `planned` is what each month adds, `completed` is cumulative already. The actual curve ends with the as-of month: what
 * is not known yet is null, not zero.
 */
export function yearCurve(year: number, planned: readonly MonthSum[], completed: readonly MonthSum[]): Wall['curve'] {
  const amounts = new Map(completed.map(({ month, amount }) => [month, amount]))
  let plannedYtd = '0'
  return Array.from({ length: 12 }, (_, index) => {
    const month = monthText(year, index + 1)
    plannedYtd = addWan(plannedYtd, planned.find((entry) => entry.month === month)?.amount ?? '0')
    return { month, plannedYtd, completedYtd: amounts.get(month) ?? null }
  })
}

/** In the order of the published ranking; organisations outside it follow in the office's own order, which is the order given. */
export function inRankingOrder(children: readonly Child[], rankedIds: readonly number[]): Child[] {
  const position = (child: Child) => {
    const at = rankedIds.indexOf(child.orgId)
    return at < 0 ? rankedIds.length : at
  }
  return [...children].sort((a, b) => position(a) - position(b))
}

/** The remainder gets a name: totals minus the children. */
export function unplacedOf(totals: Sums, children: readonly Sums[]): Wall['unplaced'] {
  return {
    projects: totals.projects - children.reduce((sum, child) => sum + child.projects, 0),
    annualPlan: subtractWan(totals.annualPlan, sumWan(children.map((child) => child.annualPlan))),
    completedYtd: subtractWan(totals.completedYtd, sumWan(children.map((child) => child.completedYtd))),
  }
}

const DAY = 86_400_000

/** Midnight in China at the beginning of the day before `now`. */
export function yesterdayInChina(now: Date): Date {
  return startOfDayInChina(new Date(now.getTime() - DAY))
}

/** Midnight in China (UTC+8) of the day an instant falls on. */
export function startOfDayInChina(instant: Date): Date {
  return new Date(`${dateInChina(instant)}T00:00:00+08:00`)
}
