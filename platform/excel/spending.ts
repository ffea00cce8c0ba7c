import { WorkbookRefusal } from './refusal.ts'

/** What a workbook may hold. Rows, columns and cells are of one sheet; all sheets together hold three times as much at most. */
export interface SheetLimits {
  maxRows: number
  maxColumns: number
  maxCells: number
}

/** Rows of merged cells, each merge counted once for every row it covers: what an index of them costs. */
const MAX_MERGED_ROWS = 2_000_000
const SHEETS_TOGETHER = 3
const MAX_SHEETS = 500

/**
 * Counts what reading a workbook has kept so far and refuses (`workbook_too_large`) before it is more than memory was planned for. A small
 * file can say "row 1048576" or "merge a million rows" ten thousand times: what counts is what would be kept, not what is written.
 */
export class Spending {
  private readonly limits: SheetLimits
  private rows = 0
  private cells = 0
  private allRows = 0
  private allCells = 0
  private mergedRows = 0
  private sheets = 0

  constructor(limits: SheetLimits) {
    this.limits = limits
  }

  sheet(): void {
    this.rows = 0
    this.cells = 0
    if (++this.sheets > MAX_SHEETS) throw new WorkbookRefusal('workbook_too_large')
  }

  /** One more row kept, blank or not. */
  row(): void {
    const { maxRows } = this.limits
    if (++this.rows > maxRows || ++this.allRows > maxRows * SHEETS_TOGETHER)
      throw new WorkbookRefusal('workbook_too_large')
  }

  /** A 0-based column that holds something. */
  column(column: number): void {
    if (column >= this.limits.maxColumns) throw new WorkbookRefusal('workbook_too_large')
  }

  /** One more place in a row, blank or not. */
  cell(): void {
    const { maxCells } = this.limits
    if (++this.cells > maxCells || ++this.allCells > maxCells * SHEETS_TOGETHER)
      throw new WorkbookRefusal('workbook_too_large')
  }

  /** A merge over so many rows. */
  merge(rows: number): void {
    this.mergedRows += rows
    if (this.mergedRows > MAX_MERGED_ROWS) throw new WorkbookRefusal('workbook_too_large')
  }
}
