import { cellAt } from '#platform/excel/workbook.ts'
import { scalarKey, ytdPeriod } from './amount-keys.ts'
import { sheetPattern } from './answers.ts'
import type { Column } from './columns.ts'
import type { SheetContext } from './context.ts'
import { readGroups } from './groups.ts'
import { skipHeader } from './issue-sheet.ts'
import { type Line, readLines } from './lines.ts'
import { monthsIn } from './money-headings.ts'
import type { PreparedSheet } from './prepare-sheet.ts'
import { RowReader } from './rows.ts'
import type { LedgerReading, LedgerRow, SkipReason } from './shape.ts'
import { statedCount } from './stated.ts'
import { strictFold, tidy } from './text.ts'
import { checkGroups } from './totals.ts'
import { type Unit, unitLine } from './units.ts'

/** Reads a sheet of projects: rows, groups, and what is to be said about its columns. */
export function readProjectSheet(reading: LedgerReading, prepared: PreparedSheet, context: SheetContext): void {
  const { sheet, merges, header, head } = prepared
  if (!header || !head) return
  const { notices, counties } = context
  const columns = prepared.describe(context)
  skipHeader(reading, prepared)
  const countyColumn = columns.find(({ field }) => field === 'county')
  if (countyColumn) counties.learnFrom(distinctTexts(prepared, countyColumn))
  const fallback = countyOfSheet(prepared, context)
  if (!countyColumn && fallback?.from === 'title') noteCounty(reading, prepared, fallback)
  askYear(columns, prepared, context)
  askPeriod(columns, prepared, context)
  const lines = readLines({ sheet, header, merges, columns, corrections: prepared.corrections })
  askSecondTable(lines, prepared, context)
  const reader = new RowReader({
    sheet,
    merges,
    columns,
    planYear: context.times.planYear,
    counties,
    fallback,
    answers: context.answers,
    notices,
    isPlainText: context.isPlainText,
    isUnitOpen: otherUnits(lines, prepared),
  })
  const rows = new Map<number, LedgerRow>()
  for (const line of lines) takeLine(reading, line, { prepared, columns, reader, rows, notices })
  reader.finish([...rows.values()])
  reading.rows.push(...rows.values())
  if (prepared.reading.unit === null && columns.some(({ reading: column }) => column.unit === 'perCell'))
    prepared.reading.unit = 'perCell'
  reading.groups.push(...checkGroups(readGroups(lines), { sheet, columns, rows, notices }))
  finishSheet(reading, prepared, { columns, lines, rows: [...rows.values()] }, context)
}

/**
 * A line in the middle of the table may state another unit (a second part in 亿元). From there on a bare number whose unit differs from what
 * the line states is open, up to the next such line.
 */
function otherUnits(lines: Line[], { sheet }: PreparedSheet): (row: number, unit: Unit) => boolean {
  const stated: { row: number; unit: Unit | 'several' }[] = []
  for (const { row, kind } of lines) {
    if (kind === 'project' || kind === 'blank' || kind === 'total' || kind === 'subtotal') continue
    for (const value of sheet.rows[row] ?? []) {
      const unit = typeof value === 'string' ? unitLine(value) : null
      if (unit) stated.push({ row, unit })
    }
  }
  if (stated.length === 0) return () => false
  return (row, unit) => {
    const above = stated.findLast((line) => line.row < row)
    return above !== undefined && above.unit !== unit
  }
}

interface LineTarget {
  prepared: PreparedSheet
  columns: Column[]
  reader: RowReader
  rows: Map<number, LedgerRow>
  notices: SheetContext['notices']
}

const SKIPPED: Partial<Record<Line['kind'], SkipReason>> = {
  section: 'section',
  subtotal: 'subtotal',
  total: 'total',
  ofWhich: 'ofWhich',
  note: 'note',
  blank: 'blank',
  header: 'header',
  continued: 'ofWhich',
  otherTable: 'note',
}

function takeLine(reading: LedgerReading, line: Line, { prepared, columns, reader, rows, notices }: LineTarget): void {
  const place = { sheet: prepared.sheet.name, excelRow: line.row + 1 }
  if (line.kind === 'project') {
    rows.set(line.row, reader.read(line.row))
    return
  }
  if (line.kind === 'continued') notices.warn({ code: 'rows-merged', ...place })
  const reason = SKIPPED[line.kind]
  if (reason) {
    const count = line.kind === 'ofWhich' ? statedCount(line.text) : null
    reading.skip.push({ ...place, reason, text: line.text, ...(count !== null && { statedCount: count }) })
    return
  }
  const nameColumn = columns.find(({ field }) => field === 'name')
  const ownerColumn = columns.find(({ field }) => field === 'owner')
  const owner = ownerColumn ? tidy(cellAt(prepared.sheet, line.row, ownerColumn.index).text) : ''
  reading.rejected.push({
    ...place,
    column: nameColumn?.letters ?? 'A',
    code: 'name-missing',
    text: line.text,
    ...(owner !== '' && { owner }),
  })
}

function countyOfSheet(
  { sheet, head }: PreparedSheet,
  { counties }: SheetContext,
): { county: string; text: string; from: 'title' | 'sheetName' } | null {
  const ofName = counties.ofSheetName(sheet.name)
  if (ofName) return { ...ofName, from: 'sheetName' }
  const ofTitle = head?.title ? counties.ofTitle(head.title) : null
  return ofTitle ? { ...ofTitle, from: 'title' } : null
}

function noteCounty(
  reading: LedgerReading,
  { head }: PreparedSheet,
  { county, text }: { county: string; text: string },
): void {
  if (reading.county !== undefined && reading.county !== county) return
  reading.county = county
  reading.countyText = text
  if (head?.titleCell) reading.countyFrom = head.titleCell
}

function distinctTexts({ sheet, header }: PreparedSheet, column: Column): Set<string> {
  const texts = new Set<string>()
  for (let row = (header?.bottom ?? 0) + 1; row < sheet.rows.length && texts.size < 500; row++) {
    const value = sheet.rows[row]?.[column.index]
    if (typeof value === 'string') texts.add(value)
  }
  return texts
}

/** Rows of a table with columns of its own are not read by the headings of this one: that is said before anything is written. */
function askSecondTable(lines: Line[], { sheet }: PreparedSheet, { notices }: SheetContext): void {
  const first = lines.find(({ kind }) => kind === 'otherTable')
  if (!first) return
  notices.warn({ code: 'second-table', sheet: sheet.name, excelRow: first.row + 1 })
  notices.ask({
    code: 'second-table',
    keyParts: [sheetPattern(sheet.name)],
    sheet: sheet.name,
    place: `A${first.row + 1}`,
    text: `“${sheet.name}”第${first.row + 1}行起是另一张表，列与上面不同。请把它移到单独的工作表后重新上传，或只导入上面的表。`,
    choices: [{ value: 'ignore', label: '只导入上面的表' }],
  })
}

/** A plan of 本年 in a file without a year belongs to no year: asked before anything is written. */
function askYear(columns: Column[], { sheet, header }: PreparedSheet, { notices }: SheetContext): void {
  const column = columns.find(({ field, year }) => (field === 'annualPlan' || field === 'monthlyPlan') && year === null)
  if (!column) return
  notices.ask({
    code: 'year-missing',
    keyParts: [sheetPattern(sheet.name)],
    sheet: sheet.name,
    place: `${column.letters}${(header?.bottom ?? 0) + 1}`,
    text: `“${column.heading}”是哪一年的？表中没有写明，请填写年份（例如 2024）。`,
  })
}

/** 年初至今 without a date of the ledger has no period: asked before anything is written. */
function askPeriod(columns: Column[], { sheet, header }: PreparedSheet, { notices }: SheetContext): void {
  for (const column of columns) {
    const needs = column.field === 'completedYtd' || column.field === 'completedCurrent'
    if (!needs || (column.year !== null && column.months !== null)) continue
    const answer = notices.ask({
      code: 'period-missing',
      keyParts: [],
      sheet: sheet.name,
      place: `${column.letters}${(header?.bottom ?? 0) + 1}`,
      text: `“${column.heading}”截至哪个月？表中没有写明，请填写（例如 2024-07）。`,
    })
    const month = /^(\d{4})-(\d{2})$/.exec(answer ?? '')
    if (!month) continue
    column.year = Number(month[1])
    const to = Number(month[2])
    column.months = { from: column.field === 'completedYtd' ? 1 : to, to }
    column.reading.year = column.year
  }
}

interface Finished {
  columns: Column[]
  lines: Line[]
  rows: LedgerRow[]
}

function finishSheet(
  reading: LedgerReading,
  prepared: PreparedSheet,
  { columns, lines, rows }: Finished,
  context: SheetContext,
): void {
  const { header } = prepared
  const last = lines.findLast(({ kind }) => kind !== 'blank' && kind !== 'note')
  prepared.reading.firstDataRow = (header?.bottom ?? 0) + 2
  prepared.reading.lastDataRow = (last?.row ?? header?.bottom ?? 0) + 1
  const ytd = columns.find(
    (column) => scalarKey(column, columns) === 'completedYtdWan' && column.year !== null && column.months !== null,
  )
  if (ytd) reading.completedPeriod ??= ytdPeriod(ytd.year as number, ytd.months as { from: number; to: number })
  noteColumns(prepared, columns, lines, context)
  noteRows(prepared, columns, rows, context)
  if (ytd) notePeriods(prepared, columns, lines, ytd, context)
}

function noteColumns({ sheet }: PreparedSheet, columns: Column[], lines: Line[], { notices }: SheetContext): void {
  for (const column of columns) {
    if (column.field === null && !isAsked(column, notices)) {
      notices.warn({ code: 'unmapped-column', sheet: sheet.name, column: column.letters, heading: column.heading })
    }
  }
  const dataRows = lines.filter(({ kind }) => kind === 'project' || kind === 'rejected')
  const empty = columns.filter(
    ({ field, index }) =>
      field !== null && dataRows.length > 0 && dataRows.every(({ row }) => (sheet.rows[row]?.[index] ?? null) === null),
  )
  if (empty.length > 0)
    notices.warn({ code: 'empty-column', sheet: sheet.name, columns: empty.map(({ letters }) => letters) })
}

function isAsked({ heading }: Column, notices: SheetContext['notices']): boolean {
  return notices.questions.some(
    ({ code, text }) => /^(completed|register)-ambiguous$/.test(code) && text.includes(`“${heading}”`),
  )
}

function noteRows({ sheet }: PreparedSheet, columns: Column[], rows: LedgerRow[], { notices }: SheetContext): void {
  const without = rows.filter((row) => row.totalInvestmentWan === null)
  if (without.length > 0 && columns.some(({ field }) => field === 'totalInvestment')) {
    notices.warn({ code: 'row-without-amount', sheet: sheet.name, count: without.length })
  }
  const hidden = rows.filter((row) => sheet.hiddenRows.has(row.excelRow - 1))
  if (hidden.length > 0) notices.warn({ code: 'hidden-rows', sheet: sheet.name, count: hidden.length })
  for (const row of rows) {
    const { totalInvestmentWan: total, annualPlanWan: plan, completedToLastYearEndWan: done } = row
    if (total === null || plan === undefined || done === undefined || plan <= total - done) continue
    notices.warn({ code: 'plan-exceeds-rest', sheet: sheet.name, excelRow: row.excelRow, plan, rest: total - done })
  }
}

/** A remark that names other months than the heading (`完成数为上半年数` under 1-7月) puts the figure in doubt. */
function notePeriods(
  { sheet }: PreparedSheet,
  columns: Column[],
  lines: Line[],
  ytd: Column,
  { notices }: SheetContext,
): void {
  const remark = columns.find(({ field }) => field === 'remark')
  if (!remark || !ytd.months) return
  for (const { row, kind } of lines) {
    if (kind === 'blank' || cellAt(sheet, row, ytd.index).kind === 'blank') continue
    const text = strictFold(cellAt(sheet, row, remark.index).text)
    const months = /完成|数/.test(text) ? monthsIn(text) : null
    if (!months || months.to === ytd.months.to) continue
    notices.warn({
      code: 'period-differs',
      sheet: sheet.name,
      excelRow: row + 1,
      column: ytd.letters,
      stated: text,
      heading: ytd.heading,
    })
  }
}
