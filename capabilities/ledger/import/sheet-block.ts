import { cellAt, type Merge, type Sheet } from '#platform/excel/workbook.ts'

/** A stretch of a sheet as it is written, for showing. Row and column numbers are 0-based; `rows[0]` is row `from`. */
export type SheetBlock = {
  rowCount: number
  columnCount: number
  from: number
  rows: string[][]
  /** Merges that reach into the stretch. */
  merges: Merge[]
  hiddenRows: number[]
  hiddenColumns: number[]
}

/** More columns than this are not drawn; the reader looks at more. */
export const DRAWN_COLUMNS = 256
const CELLS_AT_ONCE = 60_000
const WINDOW = 200
const LONGEST_TEXT = 500
const MERGES_AT_ONCE = 5_000

/**
 * The stretch around row `wanted`: as many whole windows of 200 rows as hold at most 60,000 cells, so that the next windows need not open
 * the workbook again. Texts are cut at 500 characters.
 */
export function blockOf(sheet: Sheet, wanted: number): SheetBlock {
  const rowCount = usedRows(sheet)
  const columnCount = Math.min(usedColumns(sheet, rowCount), DRAWN_COLUMNS)
  const length = Math.max(1, Math.floor(CELLS_AT_ONCE / Math.max(columnCount, 1) / WINDOW)) * WINDOW
  const from = Math.floor(wanted / length) * length
  const to = Math.min(rowCount, from + length)
  const rows: string[][] = []
  for (let row = from; row < to; row++) rows.push(textsOf(sheet, row, columnCount))
  return {
    rowCount,
    columnCount,
    from,
    rows,
    merges: sheet.merges
      .filter(({ top, bottom, left }) => bottom >= from && top < to && left < columnCount)
      .slice(0, MERGES_AT_ONCE),
    hiddenRows: [...sheet.hiddenRows].filter((row) => row >= from && row < to),
    hiddenColumns: [...sheet.hiddenColumns].filter((column) => column < columnCount),
  }
}

function textsOf(sheet: Sheet, row: number, columnCount: number): string[] {
  const width = Math.min(sheet.rows[row]?.length ?? 0, columnCount)
  const texts: string[] = []
  for (let column = 0; column < width; column++) {
    const { text, isMissing } = cellAt(sheet, row, column)
    texts.push(isMissing ? '#无结果' : text.slice(0, LONGEST_TEXT))
  }
  while (texts.at(-1) === '') texts.pop()
  return texts
}

/** Formatted but empty rows and columns at the end are not the sheet's. */
function usedRows({ rows }: Sheet): number {
  let last = rows.length
  while (last > 0 && rows[last - 1]!.every((value) => value === null || value === '')) last--
  return last
}

function usedColumns({ rows, merges }: Sheet, rowCount: number): number {
  let width = 0
  for (const row of rows.slice(0, rowCount)) {
    let last = row.length
    while (last > width && (row[last - 1] === null || row[last - 1] === '')) last--
    width = Math.max(width, last)
  }
  const merged = merges.filter(({ top, left }) => top < rowCount && left < width).map(({ right }) => right + 1)
  return Math.max(width, ...merged.slice(0, 1_000))
}
