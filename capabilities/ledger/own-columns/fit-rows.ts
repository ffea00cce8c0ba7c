import type { Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { LedgerRow } from '../reading/shape.ts'
import { fitting } from './rules.ts'
import { listColumns, type StoredColumn } from './store.ts'

/**
 * Rows of a file with what stands in the offices' own columns in the form those keep it: 1,200 as 1200, √ as 是. What does not fit stays
 * as it was written, and so does a heading that two counties use in different ways.
 */
export async function fittingRows(db: Transaction, scope: Scope): Promise<(row: LedgerRow) => LedgerRow> {
  const columns = byHeading(await listColumns(db, scope))
  if (columns.size === 0) return (row) => row
  const fitted = (values: Record<string, string> | undefined) =>
    values &&
    Object.fromEntries(
      Object.entries(values).map(([heading, value]) => {
        const column = columns.get(heading)
        return [heading, (column && fitting(column, value)) ?? value]
      }),
    )
  return (row) => ({
    ...row,
    ...(row.extra ? { extra: fitted(row.extra)! } : {}),
    ...(row.approvals ? { approvals: fitted(row.approvals)! } : {}),
  })
}

/** Headings that mean one thing wherever they stand. */
export function byHeading(columns: readonly StoredColumn[]): Map<string, StoredColumn> {
  const meant = new Map<string, StoredColumn>()
  const disputed = new Set<string>()
  for (const column of columns) {
    const other = meant.get(column.heading)
    if (other && meaningOf(other) !== meaningOf(column)) disputed.add(column.heading)
    meant.set(column.heading, column)
  }
  for (const heading of disputed) meant.delete(heading)
  return meant
}

function meaningOf({ kind, choices, unit }: StoredColumn): string {
  return JSON.stringify([kind, choices, unit])
}
