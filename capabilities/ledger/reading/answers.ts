import type { Stage } from '../vocabulary.ts'
import type { Field } from './fields.ts'
import type { Unit } from './units.ts'

/** What a user corrected or settled. Everything is optional; `sheets` is by sheet name, where `#` stands for any number (`#月` fits 3月 and 4月). */
export interface LedgerAnswers {
  /** Question key → chosen value. */
  choices?: Record<string, string>
  sheets?: Record<string, SheetAnswers>
  /** Words of a stage column (as written) → stage, or null for "none". */
  stages?: Record<string, Stage | null>
  /** Words of a county column → full name, or null for "none". */
  counties?: Record<string, string | null>
  asOf?: string
  planYear?: number
}

export interface SheetAnswers {
  import?: boolean
  /** Excel row numbers. */
  headerRows?: number[]
  /** Column letters → field, or null to leave the column out. */
  fields?: Record<string, Field | null>
  /** Unit of the whole sheet, or of columns by letter. */
  unit?: Unit
  units?: Record<string, Unit>
  /** Period of a column of amounts: `2024`, `2024-03`, `2024-01..07`. */
  periods?: Record<string, string>
  /** First row of the projects, Excel's number: what stands between it and the header is no project. */
  firstRow?: number
  /** What a row is, by Excel row number, and by the words it says (strictly folded). */
  rows?: Record<string, RowRole>
  lines?: Record<string, RowRole>
}

export type RowRole = 'project' | 'total' | 'note'

export function sheetAnswers(answers: LedgerAnswers, name: string): SheetAnswers {
  return answers.sheets?.[name] ?? answers.sheets?.[sheetPattern(name)] ?? {}
}

/** A sheet name with its numbers taken out, so that 3月 and 4月 are the same sheet of two months. */
export function sheetPattern(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, '').replace(/\d+/g, '#')
}

/** A heading with its numbers and the words for a period taken out: 1-7月, 1—10月, 上半年 and 前三季度 are the same column of other months. */
export function headingPattern(heading: string): string {
  return heading
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/上半年|前三季度|[一1]季度|(?<=年)全年/g, '1-1月')
    .replace(/(\d+)月?[-—–~～至到](\d+)月/g, '$1-$2月')
    .replace(/\d+/g, '#')
}

export function questionKey(code: string, ...parts: (string | null)[]): string {
  return [code, ...parts.map((part) => (part ?? '').replaceAll('|', '/'))].join('|')
}
