import { readOds } from 'hucre/ods'
import { type Cell, type CellValue, readXls, readXlsb, type Sheet as SourceSheet } from 'hucre/xlsx'
import { parseNumberFormat } from './number-format.ts'
import { WorkbookRefusal } from './refusal.ts'
import { cellKey, emptySheet, type Sheet, type StoredValue, type Workbook } from './workbook.ts'
import type { SheetLimits } from './xlsx-sheet.ts'

/** Reads .xls, .xlsb and .ods through the library; their number formats are known only as date or not date. */
export async function readLegacy(bytes: Buffer, format: 'xls' | 'xlsb' | 'ods', limits: SheetLimits): Promise<Workbook> {
  const read = { xls: readXls, xlsb: readXlsb, ods: readOds }[format]
  let source: { sheets: SourceSheet[] }
  try {
    source = await read(bytes, { readStyles: true })
  } catch {
    throw new WorkbookRefusal('workbook_unreadable')
  }
  if (source.sheets.length === 0) throw new WorkbookRefusal('workbook_unreadable')
  return { format, sheets: source.sheets.map((sheet) => convertSheet(sheet, limits)) }
}

const DATE_FORMAT = 1
const EPOCH = Date.UTC(1899, 11, 30)

function convertSheet(source: SourceSheet, limits: SheetLimits): Sheet {
  if (source.rows.length > limits.maxRows) throw new WorkbookRefusal('workbook_too_large')
  const sheet = emptySheet(source.name, source.veryHidden ? 'veryHidden' : source.hidden ? 'hidden' : 'visible')
  sheet.numberFormats.push(parseNumberFormat('yyyy-mm-dd'))
  source.rows.forEach((row, index) => {
    if (row.length > limits.maxColumns && row.slice(limits.maxColumns).some((value) => value !== null && value !== '')) {
      throw new WorkbookRefusal('workbook_too_large')
    }
    convertRow(sheet, row.slice(0, limits.maxColumns), index)
  })
  for (const merge of source.merges ?? []) {
    sheet.merges.push({ top: merge.startRow, left: merge.startCol, bottom: merge.endRow, right: merge.endCol })
  }
  for (const [index, definition] of source.rowDefs ?? []) if (definition.hidden) sheet.hiddenRows.add(index)
  source.columns?.forEach((column, index) => {
    if (column?.hidden) sheet.hiddenColumns.add(index)
  })
  for (const [at, cell] of source.cells ?? []) noteDetails(sheet, at, cell)
  return sheet
}

function convertRow(sheet: Sheet, row: CellValue[], index: number): void {
  let ids: Uint16Array | null = null
  const values = row.map((value, column): StoredValue => {
    if (!(value instanceof Date)) return value === '' ? null : value
    ids ??= new Uint16Array(row.length)
    ids[column] = DATE_FORMAT
    return (value.getTime() - EPOCH) / 86_400_000
  })
  sheet.rows[index] = values
  sheet.formatIds[index] = ids
}

function noteDetails(sheet: Sheet, at: string, cell: Cell): void {
  const [row, column] = at.split(',').map(Number) as [number, number]
  if (cell.formula !== undefined) sheet.formulas.set(cellKey(row, column), { text: cell.formula, missing: cell.value === null })
  if (cell.type === 'error') sheet.errors.add(cellKey(row, column))
}
