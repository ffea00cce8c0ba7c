import type { ReportRow } from '../../contract.ts'

/** Reports ticked to be submitted together, by id. */
export type Ticks = ReadonlySet<number>
type Row = Pick<ReportRow, 'id' | 'mayWrite'>

/** Whether there is something to tick and all of it is. */
export function allTicked(ticks: Ticks, rows: readonly Row[]): boolean {
  const open = rows.filter((row) => row.mayWrite)
  return open.length > 0 && open.every((row) => ticks.has(row.id))
}

/** Ticks all of the rows that can be written, or takes the ticks away when all of them have one. */
export function toggleTicks(ticks: Ticks, rows: readonly Row[]): Ticks {
  const next = new Set(ticks)
  const isOff = allTicked(ticks, rows)
  for (const { id, mayWrite } of rows) {
    if (!mayWrite) continue
    if (isOff) next.delete(id)
    else next.add(id)
  }
  return next
}
