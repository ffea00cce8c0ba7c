import { BEGUN } from '#capabilities/ledger/public.ts'
import type { PlacedRow } from '#capabilities/race/public.ts'

type Dated = Pick<PlacedRow, 'planState' | 'stage' | 'plannedStart' | 'startDate'>

/** The state in the annual plan, and whether the ledger says so or the dates do. */
export interface PlanState {
  state: 'new' | 'continuing'
  isInferred: boolean
}

/**
 * 新开工 or 续建. Where the ledger leaves it open the definition decides: continuing is what was begun before 1 January. So every
 * project is one of the two and the bulletin's two counts make its total.
 */
export function planStateOf(row: Dated, year: number): PlanState {
  if (row.planState === 'new' || row.planState === 'continuing') return { state: row.planState, isInferred: false }
  const start = row.startDate ?? row.plannedStart
  const isNew = start === null ? !isBegun(row) : Number(start.slice(0, 4)) >= year
  return { state: isNew ? 'new' : 'continuing', isInferred: true }
}

/** A start is the first permanent excavation or pile; the stage says that it has happened. */
export function isBegun(row: Pick<Dated, 'stage'>): boolean {
  return row.stage !== null && BEGUN.has(row.stage)
}

/**
 * Due to have started by the cut-off. A planned month is due from its beginning, a bare year only in its December. What was begun
 * without a planned date counts as due: nothing says that it is early.
 */
export function isStartDue(row: Dated, cutoffOn: string): boolean {
  const planned = row.plannedStart ?? (isBegun(row) ? null : row.startDate)
  if (planned === null) return isBegun(row)
  const from = planned.length === 4 ? `${planned}-12` : planned
  return from <= cutoffOn.slice(0, from.length)
}
