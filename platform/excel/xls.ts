import { type Cell, type CellValue, readXls, type Sheet as SourceSheet } from 'hucre/xlsx'
import { parseNumberFormat } from './number-format.ts'
import { WorkbookRefusal } from './refusal.ts'
import { cellKey, emptySheet, type Sheet, type StoredValue, type Workbook } from './workbook.ts'
import type { SheetLimits } from './xlsx-sheet.ts'

/** Reads an .xls (Excel 97–2003) through the library. Of number formats only date or not date is known; visibility is read here. */
export async function readXlsWorkbook(bytes: Buffer, limits: SheetLimits): Promise<Workbook> {
  const globals = readGlobals(bytes)
  if (globals.isEncrypted) throw new WorkbookRefusal('workbook_encrypted')
  let source: { sheets: SourceSheet[] }
  try {
    source = await readXls(bytes, { readStyles: true })
  } catch {
    throw new WorkbookRefusal('workbook_unreadable')
  }
  if (source.sheets.length === 0) throw new WorkbookRefusal('workbook_unreadable')
  const sheets = source.sheets.map((sheet) => ({
    ...convertSheet(sheet, limits),
    state: globals.states.get(sheet.name) ?? 'visible',
  }))
  return { format: 'xls', sheets }
}

const BIFF8_START = Buffer.from([0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00])
const RECORD = { filePass: 0x2f, boundSheet: 0x85, end: 0x0a }
const STATES = ['visible', 'hidden', 'veryHidden'] as const

/** The first records of the workbook stream, which the library does not pass on: is it encrypted, which sheets are hidden. */
function readGlobals(bytes: Buffer): { isEncrypted: boolean; states: Map<string, Sheet['state']> } {
  const states = new Map<string, Sheet['state']>()
  let at = bytes.indexOf(BIFF8_START)
  for (let i = 0; at >= 0 && i < 5_000 && at + 4 <= bytes.length; i++) {
    const type = bytes.readUInt16LE(at)
    const length = bytes.readUInt16LE(at + 2)
    if (type === RECORD.filePass) return { isEncrypted: true, states }
    if (type === RECORD.end) break
    if (type === RECORD.boundSheet && at + 4 + length <= bytes.length)
      readBoundSheet(bytes.subarray(at + 4, at + 4 + length), states)
    at += 4 + length
  }
  return { isEncrypted: false, states }
}

function readBoundSheet(record: Buffer, states: Map<string, Sheet['state']>): void {
  const isWide = (record[7] as number) & 1
  const name = isWide
    ? record.toString('utf16le', 8, 8 + (record[6] as number) * 2)
    : record.toString('latin1', 8, 8 + (record[6] as number))
  states.set(name, STATES[(record[4] as number) & 3] ?? 'visible')
}

const DATE_FORMAT = 1
const EPOCH = Date.UTC(1899, 11, 30)

function convertSheet(source: SourceSheet, limits: SheetLimits): Sheet {
  if (source.rows.length > limits.maxRows) throw new WorkbookRefusal('workbook_too_large')
  const sheet = emptySheet(source.name)
  sheet.numberFormats.push(parseNumberFormat('yyyy-mm-dd'))
  source.rows.forEach((row, index) => {
    if (
      row.length > limits.maxColumns &&
      row.slice(limits.maxColumns).some((value) => value !== null && value !== '')
    ) {
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
  if (cell.formula !== undefined)
    sheet.formulas.set(cellKey(row, column), { text: cell.formula, missing: cell.value === null })
  if (cell.type === 'error') sheet.errors.add(cellKey(row, column))
}
