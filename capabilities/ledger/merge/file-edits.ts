import type { Sheet, Workbook } from '#platform/excel/workbook.ts'
import { strictFold } from '../reading/text.ts'
import { type BaseHead, type BaseRow, isBaseLine, readBaseLines, readBlock } from './base-lines.ts'
import { Comparison, type Header } from './compare-file.ts'

/** What a person did to an exported workbook, cell by cell, against the base it carries. */
export type FileEdits = {
  head: BaseHead
  /** To be checked against the installation's key before anything here is believed. */
  digest: string
  signature: string
  blocks: Uint8Array[]
  rows: number
  /** All projects of the base. */
  ids: number[]
  sheet: string
  /** Other sheets with the same header: copies, which are not read. */
  otherSheets: string[]
  headerRow: number
  /** Columns of the base in its order: where they stand in the file now, or null when they were deleted or their heading was changed. */
  columns: { key: string; heading: string; letters: string | null }[]
  /** Columns the file has besides, under their heading. */
  newColumns: { key: string; heading: string; letters: string }[]
  edited: EditedRow[]
  /** Ids of the base whose row is no longer in the file. */
  missing: number[]
  /** Rows of no project of the base: new ones, or such that came from elsewhere. */
  inserted: InsertedRow[]
  /** Rows that repeat a project of the base: copies that were not made into another project. */
  copies: { excelRow: number; id: number; name: string }[]
  present: number
}
export type EditedCell = {
  column: string
  base: string | null | undefined
  there: string | null
  cell: string
  raw: string
  problem?: string
}
export type EditedRow = { id: number; excelRow: number; name: string; cells: EditedCell[] }
export type InsertedRow = { excelRow: number; name: string; cells: EditedCell[] }
export type EditsFound = { edits: FileEdits } | { fault: 'damaged' | 'headless' | 'altered' } | null

/** Text in the first cells of a sheet that no ledger has: the hidden base. */
export function isBaseSheet({ rows }: Sheet): boolean {
  return rows.slice(0, 3).some((row) => row.some((value) => typeof value === 'string' && isBaseLine(value)))
}

/** Rows shown as samples of what the columns hold. */
const SAMPLES = 3

/** The sheet with its head, its first rows and the rows that were added: what is left for a reader without base to tell. */
export function addedRowsOf(sheet: Sheet, edits: Pick<FileEdits, 'sheet' | 'headerRow' | 'inserted'>): Sheet {
  if (sheet.name !== edits.sheet) return sheet
  const added = new Set(edits.inserted.map(({ excelRow }) => excelRow))
  const isKept = (row: number) => row < edits.headerRow + SAMPLES || added.has(row + 1)
  const last = Math.max(edits.headerRow + SAMPLES, edits.inserted.at(-1)?.excelRow ?? 0)
  return { ...sheet, rows: sheet.rows.slice(0, last).map((row, at) => (isKept(at) ? row : [])) }
}

/** Finds the base of a workbook and what was done to it since; null when the workbook carries none. */
export function readFileEdits(workbook: Workbook): EditsFound {
  const hidden = workbook.sheets.find(isBaseSheet)
  if (!hidden) return null
  const lines = hidden.rows.flatMap((row) => row.find((value) => typeof value === 'string') ?? []) as string[]
  const base = readBaseLines(lines)
  if (!base) return { fault: 'damaged' }
  try {
    const found = findHeader(workbook.sheets, base.head)
    if (!found) return { fault: 'headless' }
    const rows = base.blocks.flatMap(boundedReader())
    const { others, ...header } = found
    return {
      edits: { ...base, ...new Comparison(header, base.head, rows).run(), rows: base.rows, otherSheets: others },
    }
  } catch {
    // whole, but of another content than left the house
    return { fault: 'altered' }
  }
}

/** A base of 100,000 projects with long texts unfolds to a tenth of this. */
const MOST_UNFOLDED = 512 * 1024 * 1024

/** Reads blocks as long as they stay within measure together. */
function boundedReader(): (block: Uint8Array) => BaseRow[] {
  let left = MOST_UNFOLDED
  return (block) => {
    const { rows, length } = readBlock(block)
    left -= length
    if (left < 0) throw new Error('a base beyond measure')
    return rows
  }
}

const HEADER_WITHIN = 30

/** The header is the row that holds most of the base's headings, wherever rows and columns went and whatever the sheet is called now. */
function findHeader(sheets: readonly Sheet[], { columns }: BaseHead): (Header & { others: string[] }) | null {
  const wanted = [...new Set(columns.map(({ heading }) => strictFold(heading)))]
  const headers = sheets
    .filter((sheet) => !isBaseSheet(sheet))
    .flatMap((sheet) => bestRow(sheet, wanted) ?? [])
    .sort((a, b) => b.score - a.score)
  const [best, ...rest] = headers
  if (!best) return null
  const others = rest.filter(({ score }) => score >= best.score * 0.8).map(({ sheet }) => sheet.name)
  return { sheet: best.sheet, row: best.row, columnOf: best.columnOf, others }
}

function bestRow(sheet: Sheet, wanted: readonly string[]): (Header & { score: number }) | null {
  let best: (Header & { score: number }) | null = null
  for (let row = 0; row < Math.min(sheet.rows.length, HEADER_WITHIN); row++) {
    const columnOf = new Map<string, number>()
    sheet.rows[row]!.forEach((value, column) => {
      const folded = typeof value === 'string' ? strictFold(value) : ''
      if (folded !== '' && !columnOf.has(folded)) columnOf.set(folded, column)
    })
    const score = wanted.filter((heading) => columnOf.has(heading)).length
    if (score >= Math.min(2, wanted.length) && score > (best?.score ?? 0)) best = { sheet, row, columnOf, score }
  }
  return best
}
