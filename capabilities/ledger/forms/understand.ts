import { cellAt, columnLetters, type Sheet, type Workbook } from '#platform/excel/workbook.ts'
import type { ColumnReading, LedgerReading, SheetReading } from '../reading/shape.ts'
import { type ColumnContent, isContent, type Unit } from './contents.ts'

/** How one sheet of a blank form is filled. Rows are Excel's, columns letters. */
export type FormSheet = {
  sheet: string
  isFilled: boolean
  firstRow: number
  blankRows: number
  /** A row whose amounts are the sums of the table, where the form has one without formulas. */
  totalRow: number | null
  columns: FormColumn[]
  /** Words above and below the table that change with each filling. */
  words: { cell: string; found: string; template: string }[]
}
export type FormColumn = Omit<ColumnContent, 'content'> & {
  col: string
  heading: string
  content: string | null
  /** The form computes this column itself. */
  hasFormula: boolean
}

/** Rows after the heading are looked at as far as this. */
const MOST_BLANK_ROWS = 5_000

/** Rows a file draws, blank ones with borders included, by sheet: the reader keeps only those in which something stands. */
export type DrawnRows = ReadonlyMap<string, ReadonlySet<number>>

/** What a blank workbook asks for: sheets with a heading that names projects, what its columns hold, where its blank rows are. */
export function understandForm(workbook: Workbook, reading: LedgerReading, drawn: DrawnRows): FormSheet[] {
  return workbook.sheets.flatMap((sheet) => {
    const read = reading.sheets.find(({ name }) => name === sheet.name)
    if (!read?.headerRows || read.kind !== 'projects') return []
    return [understandSheet(sheet, read, drawn.get(sheet.name) ?? new Set())]
  })
}

function understandSheet(sheet: Sheet, read: SheetReading, drawn: ReadonlySet<number>): FormSheet {
  const headerEnd = read.headerRows!.at(-1)!
  const columns = read.columns ?? []
  const serial = columns.find(({ field }) => field === 'rowNumber')?.col ?? null
  const { firstRow, blankRows } = bodyOf(sheet, headerEnd, serial, drawn)
  const last = firstRow + blankRows - 1
  return {
    sheet: sheet.name,
    isFilled: read.state === 'visible',
    firstRow,
    blankRows,
    totalRow: totalRowOf(sheet, headerEnd, last),
    columns: columns.map((column) => ({
      col: column.col,
      heading: column.heading,
      ...contentOf(column),
      hasFormula: blankRows > 0 && hasFormula(sheet, firstRow, column.col),
    })),
    words: wordsAround(sheet, headerEnd, last),
  }
}

/** The first run of rows below the heading in which nothing stands but numbers of rows and formulas; a total may stand above it. */
function bodyOf(
  sheet: Sheet,
  headerEnd: number,
  serial: string | null,
  drawn: ReadonlySet<number>,
): { firstRow: number; blankRows: number } {
  const end = headerEnd + MOST_BLANK_ROWS
  let first = headerEnd
  while (first < end && !isBlankRow(sheet, first, serial) && /^(合|总|小)\s*计/.test(firstText(sheet, first))) first++
  let last = first
  while (last < end && isBlankRow(sheet, last, serial) && drawn.has(last + 1)) last++
  return { firstRow: first + 1, blankRows: last - first }
}

function isBlankRow(sheet: Sheet, row: number, serial: string | null): boolean {
  const width = sheet.rows[row]?.length ?? 0
  for (let column = 0; column < width; column++) {
    const cell = cellAt(sheet, row, column)
    if (cell.kind === 'blank' || cell.formula !== null) continue
    if (columnLetters(column) === serial && /^\d{1,4}$/.test(cell.text)) continue
    return false
  }
  return true
}

function firstText(sheet: Sheet, row: number): string {
  const width = sheet.rows[row]?.length ?? 0
  for (let column = 0; column < width; column++) {
    const { text } = cellAt(sheet, row, column)
    if (text.trim() !== '') return text.trim()
  }
  return ''
}

/** A 合计 row next to the body that has no formulas of its own. */
function totalRowOf(sheet: Sheet, headerEnd: number, last: number): number | null {
  for (const row of [headerEnd, last]) {
    if (!/^(合|总)\s*计/.test(firstText(sheet, row))) continue
    const hasOwn = (sheet.rows[row] ?? []).some((_, column) => cellAt(sheet, row, column).formula !== null)
    return hasOwn ? null : row + 1
  }
  return null
}

function hasFormula(sheet: Sheet, firstRow: number, col: string): boolean {
  const row = sheet.rows[firstRow - 1] ?? []
  return row.some((_, column) => columnLetters(column) === col && cellAt(sheet, firstRow - 1, column).formula !== null)
}

/** Fields of the reader that a form's column is filled with under another name. */
const CONTENT_OF: Record<string, string> = {
  rowNumber: 'serial',
  plannedStartDate: 'plannedStart',
  town: 'park',
}

function contentOf({
  field,
  heading,
  unit,
  year,
  period,
  extra,
}: ColumnReading): Omit<ColumnContent, 'content'> & { content: string | null } {
  const named = field && (CONTENT_OF[field] ?? field)
  const content = named && isContent(named) ? named : (contentOfHeading(heading) ?? (extra ? `extra.${extra}` : null))
  const month = period ? lastMonthOf(period, year ?? null) : null
  return { content, unit: unit && unit !== 'perCell' ? (unit as Unit) : null, year: year ?? null, month }
}

/** Columns that an import recomputes or leaves aside, and a form wants filled. */
function contentOfHeading(heading: string): string | null {
  if (/完成率|(完成|占).*[%％]|[%％].*完成/.test(heading)) return 'completionRate'
  if (/起止(年限|时间|年月)|建设(期限|周期)/.test(heading)) return 'constructionPeriod'
  return null
}

/** `2026-01..07` and `2026-07` end in July. */
function lastMonthOf(period: string, year: number | null): string | null {
  const [, own, last] = /^(\d{4})-(?:\d{2}\.\.)?(?:\d{4}-)?(\d{2})$/.exec(period) ?? []
  if (own === undefined || last === undefined) return null
  return `${year ?? own}-${last}`
}

const WORDS: [RegExp, (text: string) => string][] = [
  [/截[至止].*日/, (text) => text.replace(/截[至止].*日/, '截至{截止日}')],
  [/(填[报表]单位|填报部门|报送单位|编制单位)[:：].*$/, (text) => text.replace(/[:：].*$/, '：{单位}')],
  [/(填[报表]|报送|制表)(日期|时间)[:：].*$/, (text) => text.replace(/[:：].*$/, '：{日期}')],
]

/** Lines outside the table that name the unit or a date. */
function wordsAround(sheet: Sheet, headerEnd: number, last: number): FormSheet['words'] {
  const found: FormSheet['words'] = []
  sheet.rows.forEach((row, at) => {
    if (at >= headerEnd - 1 && at <= last - 1) return
    row.forEach((_, column) => {
      const { text } = cellAt(sheet, at, column)
      const rule = WORDS.find(([pattern]) => pattern.test(text))
      if (rule) found.push({ cell: `${columnLetters(column)}${at + 1}`, found: text, template: rule[1](text) })
    })
  })
  return found
}
