import { rowsOfLines } from '#platform/web/kit/grid/lines.ts'
import type { Rectangle } from '#platform/web/kit/grid/selection.ts'
import { figuresOf } from '#platform/web/kit/grid/selection-figures.ts'
import type { GridColumn, SelectionFigures } from '#platform/web/kit/grid/types.ts'
import type { GridRow } from '../../grid/contract.ts'
import type { RowWindow } from './row-window.ts'

/** Cells that are added up at most while the selection is drawn. */
const MOST_ADDED = 200_000

type Asked = {
  rows: RowWindow
  columns: readonly GridColumn<GridRow>[]
  lines: Int32Array
  at: Rectangle
  /** Sums of all rows by column. */
  sums: Readonly<Record<string, string>>
}

/** What the selected cells amount to; the sum of a whole column is the server's, as not all its rows are here. Null sums: rows are missing. */
export function selectionFigures({ rows, columns, lines, at, sums }: Asked): SelectionFigures {
  const picked = columns.slice(at.left, at.right + 1)
  const adding = picked.filter(({ amount }) => amount !== undefined)
  const places = rowsOfLines(lines, at.top, at.bottom)
  const size = { cells: places.length * picked.length, rows: places.length }
  const none = { ...size, sum: null, average: null, count: 0 }
  if (adding.length === 0) return none
  const isWhole = places.length === rows.count && rows.count > 200
  if (isWhole && adding.length === 1) return { ...none, sum: sums[adding[0]!.key] ?? null }
  if (places.length * adding.length > MOST_ADDED) return none
  const amounts: (string | null)[] = []
  for (const place of places) {
    const row = rows.rowAt(place)
    if (!row) return none
    for (const column of adding) amounts.push(column.amount!(row))
  }
  return figuresOf(amounts, size)
}
