import type { Sheet } from '#platform/excel/workbook.ts'
import type { LedgerAnswers } from './answers.ts'
import type { Column } from './columns.ts'
import type { CountyResolver } from './counties.ts'
import type { MergeIndex } from './merge-index.ts'
import type { Notices } from './notices.ts'
import type { Unit } from './units.ts'

/** What reading the rows of one sheet needs beside the rows. */
export interface RowContext {
  sheet: Sheet
  merges: MergeIndex
  columns: Column[]
  planYear: number | null
  counties: CountyResolver
  /** County of the sheet name or title, for rows without one of their own. */
  fallback: { county: string; from: 'title' | 'sheetName' } | null
  answers: LedgerAnswers
  notices: Notices
  isPlainText: boolean
  /** Rows (0-based) below a line that states another unit than the sheet's: bare numbers there are asked about. */
  isUnitOpen(row: number, unit: Unit): boolean
}
