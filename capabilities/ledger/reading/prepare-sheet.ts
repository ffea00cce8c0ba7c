import type { Sheet } from '#platform/excel/workbook.ts'
import type { SheetAnswers } from './answers.ts'
import { type Column, readColumns } from './columns.ts'
import type { SheetContext } from './context.ts'
import type { Field } from './fields.ts'
import { findHeader, type Header } from './layout.ts'
import { MergeIndex } from './merge-index.ts'
import type { SheetReading } from './shape.ts'
import { readHead, type SheetHead } from './sheet-head.ts'
import { strictFold } from './text.ts'
import type { Unit } from './units.ts'

/** A sheet whose header has been found and whose kind is known, before its rows are read. */
export interface PreparedSheet {
  sheet: Sheet
  merges: MergeIndex
  header: Header | null
  head: SheetHead | null
  corrections: SheetAnswers
  isImported: boolean
  headingYears: number[]
  reading: SheetReading
  /** Reads the columns into `reading`; called once the ledger's year and date are known. */
  describe(context: SheetContext): Column[]
}

export function prepareSheet(sheet: Sheet, corrections: SheetAnswers): PreparedSheet {
  const merges = new MergeIndex(sheet.merges)
  const header = findHeader(sheet, merges, overrideOf(corrections))
  const head = header ? readHead(sheet, header.top) : null
  const kind = kindOf(sheet, header, head)
  const isData = kind === 'projects' || kind === 'issues'
  const isImported = corrections.import ?? (sheet.state === 'visible' && isData)
  const reading: SheetReading = { name: sheet.name, state: sheet.state, kind, import: isImported && isData }
  const reason = reasonOf(sheet, kind, isImported)
  if (reason) reading.reason = reason
  const prepared: PreparedSheet = {
    sheet,
    merges,
    header,
    head,
    corrections,
    isImported: isImported && isData,
    headingYears: yearsOf(header),
    reading,
    describe: (context) => describe(prepared, context),
  }
  return prepared
}

function overrideOf({ headerRows }: SheetAnswers): { top: number; bottom: number } | undefined {
  if (!headerRows || headerRows.length === 0) return undefined
  return { top: Math.min(...headerRows) - 1, bottom: Math.max(...headerRows) - 1 }
}

function kindOf(sheet: Sheet, header: Header | null, head: SheetHead | null): SheetReading['kind'] {
  const fields = new Set<Field | null>(header?.columns.map(({ meaning }) => meaning.field))
  if (!header || fields.size < 2) return isDictionary(sheet) ? 'dictionary' : 'other'
  const isProblemList = /问题|困难|诉求|堵点|难题/.test(strictFold(`${sheet.name}${head?.title ?? ''}`))
  const issueFields = ['issueCategory', 'issueMeasure', 'issueStatus', 'issueSubject'] as const
  const issueSigns = issueFields.filter((field) => fields.has(field)).length
  const hasMoney = fields.has('totalInvestment') || fields.has('annualPlan') || fields.has('completedYtd')
  if (fields.has('problems') && !hasMoney && (issueSigns > 0 || isProblemList)) return 'issues'
  if (fields.has('name')) return 'projects'
  return 'summary'
}

/** A list of words for drop-downs: one or two narrow columns of short texts. */
function isDictionary(sheet: Sheet): boolean {
  return (
    sheet.rows.length > 0 &&
    sheet.rows.every((row) => row.length <= 3 && row.every((value) => value === null || String(value).length <= 20))
  )
}

function reasonOf(sheet: Sheet, kind: SheetReading['kind'], isImported: boolean): string | null {
  if (kind === 'issues' && isImported) return '问题清单：各行作为问题，不作为项目'
  if (isImported && kind === 'projects') return null
  if (kind === 'dictionary') return '下拉选项，不是项目'
  if (kind === 'summary') return '没有“项目名称”列，是汇总表'
  if (kind === 'other') return '没有找到表头'
  return sheet.state === 'visible' ? '已选择不导入' : '隐藏的工作表，读取会造成重复'
}

function yearsOf(header: Header | null): number[] {
  return (header?.columns ?? []).flatMap(({ meaning }) => {
    const counts = meaning.field === 'annualPlan' || meaning.field === 'completedYtd' || meaning.field === 'monthlyPlan'
    return counts && meaning.year !== null ? [meaning.year] : []
  })
}

function describe(prepared: PreparedSheet, { times, answers, notices }: SheetContext): Column[] {
  const { sheet, header, head, corrections, reading } = prepared
  if (!header || !head) return []
  if (head.titleRow !== null) reading.titleRow = head.titleRow
  reading.headerRows = range(header.top + 1, header.bottom + 1)
  const stated = head.unit === 'several' ? null : head.unit
  if (head.unit === 'several')
    notices.warn({ code: 'unit-conflict', sheet: sheet.name, cell: head.unitCell ?? undefined })
  const sheetUnit = corrections.unit ?? stated
  const columns = readColumns({
    sheet,
    header,
    sheetUnit,
    planYear: times.planYear,
    asOf: times.asOf,
    answers,
    corrections,
    notices,
  })
  reading.columns = columns.map((column) => column.reading)
  if (reading.kind === 'projects') {
    reading.unit = sheetUnit ?? commonUnit(columns)
    if (head.unitCell && sheetUnit) reading.unitCell = head.unitCell
  }
  return columns
}

/** Without a unit line: the unit all amount headings share. */
function commonUnit(columns: Column[]): Unit | null {
  const units = new Set(
    columns.flatMap(({ reading }) =>
      reading.field && reading.unit && reading.unit !== 'perCell' ? [reading.unit] : [],
    ),
  )
  return units.size === 1 ? ([...units][0] as Unit) : null
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}
