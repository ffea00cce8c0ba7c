import { openWorkbook } from '#platform/excel/open-workbook.ts'
import { cellAt, type Sheet } from '#platform/excel/workbook.ts'
import { type WrittenSheet, type WrittenValue, workbookBytes } from '#platform/excel/write-workbook.ts'

// For tests: an exported workbook as a person hands it back.

export type Grid = WrittenValue[][]

/** The visible sheet as a grid that may be changed at will; the workbook is written anew around it, as another program would. */
export async function edited(
  bytes: Uint8Array,
  change: (grid: Grid, lines: string[]) => Grid | undefined,
  options: { sheetName?: string; hiddenName?: string; withoutBase?: boolean } = {},
): Promise<Uint8Array> {
  const [sheet, hidden] = (await openWorkbook(bytes)).sheets as [Sheet, Sheet]
  const grid = gridOf(sheet)
  const lines = hidden.rows.map((row) => String(row[0]))
  const next = change(grid, lines) ?? grid
  const width = Math.max(...next.map((row) => row.length))
  const dated = (column: number) => next.some((row) => /^\d{4}-\d{2}-\d{2}$/.test(String(row[column] ?? '')))
  const visible: WrittenSheet = {
    name: options.sheetName ?? sheet.name,
    columns: Array.from({ length: width }, (_, column) => ({ kind: dated(column) ? 'date' : 'auto' })),
    headerRows: [],
    rows: next,
  }
  const base: WrittenSheet = {
    name: options.hiddenName ?? hidden.name,
    state: 'hidden',
    columns: [{ kind: 'text' }],
    headerRows: [],
    rows: lines.map((line) => [line]),
  }
  return await workbookBytes(options.withoutBase ? [visible] : [visible, base])
}

export function gridOf(sheet: Sheet): Grid {
  const width = Math.max(...sheet.rows.map((row) => row.length))
  return sheet.rows.map((_, row) =>
    Array.from({ length: width }, (__, column) => {
      const cell = cellAt(sheet, row, column)
      if (cell.kind === 'blank') return null
      return cell.kind === 'number' || cell.kind === 'boolean' ? (cell.value as number) : cell.text
    }),
  )
}

/** Where a heading stands, and the row of a project. */
export function places(grid: Grid) {
  const head = grid.findIndex((row) => row.includes('系统编号'))
  const column = (heading: string) => grid[head]!.findIndex((value) => String(value).startsWith(heading))
  const row = (name: string) => grid.findIndex((cells) => cells[column('项目名称')] === name)
  return { head, column, row }
}

/** Writes a cell of a project. */
export function set(grid: Grid, name: string, heading: string, value: string | number | null): void {
  const { row, column } = places(grid)
  grid[row(name)]![column(heading)] = value
}
