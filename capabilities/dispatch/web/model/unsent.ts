import type { ReportRow } from '../../contract.ts'
import { type FigureTexts, figuresOf } from './figure-texts.ts'
import { type GridState, unsavedRows } from './grid-state.ts'

/** What was written, and the row it was written on: should somebody else have changed it since, that is a conflict as always. */
type Left = { row: ReportRow; texts: FigureTexts }

/** In this window only, by person and report: the next to sign in here must not find what somebody else wrote. */
const unsent = new Map<string, Left>()

/** Keeps what could not be saved when a page was left: the session had ended, or there was no connection. */
export function keepUnsent(grid: GridState, accountId: number): void {
  for (const id of unsavedRows(grid)) {
    const texts = grid.texts[id]!
    if (figuresOf(texts) !== null) unsent.set(`${accountId}/${id}`, { row: grid.rows[id]!, texts })
  }
}

/** The grid with what this person left unsaved in it, which is then saved like anything else that is written. */
export function takeUnsent(grid: GridState, accountId: number): GridState {
  let next = grid
  for (const row of Object.values(grid.rows)) {
    const key = `${accountId}/${row.id}`
    const left = unsent.get(key)
    if (!left || !row.mayWrite) continue
    unsent.delete(key)
    next = { ...next, rows: { ...next.rows, [row.id]: left.row }, texts: { ...next.texts, [row.id]: left.texts } }
  }
  return next
}
