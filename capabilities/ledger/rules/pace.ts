import Big from 'big.js'
import { sumWan, type Wan } from '#kernel/money.ts'
import { type Month, monthOf } from '#kernel/period.ts'
import type { Percent } from '#kernel/ratio.ts'

export type PaceBasis = 'plan' | 'calendar'

/**
 * 序时进度: the share of the annual plan that should be done by the end of `month`, in per cent.
 * The plan's own monthly curve where one exists, otherwise months elapsed / 12 (MISSION.md, "Pace").
 */
export function paceOf(month: Month, plannedByMonth: readonly (Wan | null)[], basis: PaceBasis = 'plan'): Percent {
  const year = sumWan(plannedByMonth)
  if (basis === 'plan' && new Big(year).gt(0)) {
    const due = sumWan(plannedByMonth.slice(0, monthOf(month)))
    return new Big(due).times(100).div(year).round(8, Big.roundHalfUp).toFixed()
  }
  return new Big(monthOf(month)).times(100).div(12).round(8, Big.roundHalfUp).toFixed()
}
