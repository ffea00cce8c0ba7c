import { useQuery } from '@tanstack/react-query'
import type { Rollup } from '../../contract.ts'
import { ledger } from '../api.ts'
import { rollupFor } from '../list/filter.ts'
import type { GridOrder } from './use-grid-order.ts'
import type { GridState } from './view-state.ts'

export type HeadlineSums = Pick<
  Rollup,
  'projects' | 'totalInvestment' | 'annualPlan' | 'completedYtd' | 'completionRate'
> &
  Partial<Pick<Rollup, 'pace' | 'lights'>>

/** What the filtered projects amount to: with pace and lights where a roll-up holds them, else the sums of the grid itself. */
export function useHeadline({ filter }: GridState, order: GridOrder | null): HeadlineSums | null {
  const asked = rollupFor(filter)
  const { by = 'light', org, key } = asked ?? {}
  const { data } = useQuery({ ...ledger.readRollups.query({ query: { by, org } }), enabled: asked !== null })
  const rolled =
    asked === null || !data ? null : key === undefined ? data.total : data.items.find((item) => item.key === key)
  if (rolled) return rolled
  if (!order) return null
  const { sums, total, completionRate } = order
  return {
    projects: total,
    totalInvestment: sums.totalInvestment ?? '0',
    annualPlan: sums.annualPlan ?? '0',
    completedYtd: sums.completedYtd ?? '0',
    completionRate,
  }
}
