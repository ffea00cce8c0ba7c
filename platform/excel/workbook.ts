import { GENERAL, type NumberFormat, type Scaled } from './number-format.ts'

/** A stored cell value. Dates are numbers (Excel serials) whose format is a date; `cellAt` gives them as ISO text. */
export type StoredValue = string | number | boolean | null

/** A rectangle of merged cells, 0-based, ends inclusive. */
export interface Merge {
  top: number
  left: number
  bottom: number
  right: number
}

/** A sheet, kept compact: `rows[r][c]`, both 0-based; rows may be shorter than others and cells missing. */
export interface Sheet {
  name: string
  state: 'visible' | 'hidden' | 'veryHidden'
  rows: StoredValue[][]
  /** Index into `numberFormats` of each cell; null where a row has none but General. */
  formatIds: (Uint16Array | null)[]
  numberFormats: NumberFormat[]
  merges: Merge[]
  hiddenRows: Set<number>
  hiddenColumns: Set<number>
  /** By `cellKey`. `missing`: the file holds the formula but no result. */
  formulas: Map<number, { text: string; missing: boolean }>
  errors: Set<number>
  date1904: boolean
}

export interface Workbook {
  /** What the content is, whatever the file was called. */
  format: 'xlsx' | 'xls' | 'csv' | 'html' | 'xml'
  sheets: Sheet[]
}

/** A cell as a reader sees it. */
export interface Cell {
  kind: 'blank' | 'text' | 'number' | 'boolean' | 'date' | 'error'
  value: StoredValue
  /** As shown: numbers without float noise and with the literal of their format (`25亿元`), percentages as `88.6%`, dates as ISO. */
  text: string
  /** For dates: how exact the cell shows them. */
  precision?: 'year' | 'month' | 'day'
  /** The literal the number format puts behind the number (亿元), or null. */
  suffix: string | null
  /** Where the format shows the number divided: by what, and the literal behind it. */
  scaled: Scaled | null
  /** The format shows foreign money. */
  isForeign: boolean
  isPercent: boolean
  formula: string | null
  /** True when the cell has a formula whose result is not in the file. */
  isMissing: boolean
}

export function emptySheet(name: string, state: Sheet['state'] = 'visible'): Sheet {
  return {
    name,
    state,
    rows: [],
    formatIds: [],
    numberFormats: [GENERAL],
    merges: [],
    hiddenRows: new Set(),
    hiddenColumns: new Set(),
    formulas: new Map(),
    errors: new Set(),
    date1904: false,
  }
}

const MAX_COLUMN_COUNT = 16_384

export function cellKey(row: number, column: number): number {
  return row * MAX_COLUMN_COUNT + column
}

/** The cell at 0-based row and column; a blank one where nothing is stored. */
export function cellAt(sheet: Sheet, row: number, column: number): Cell {
  const value = sheet.rows[row]?.[column] ?? null
  const formula = sheet.formulas.size > 0 ? sheet.formulas.get(cellKey(row, column)) : undefined
  const cell: Cell = {
    kind: 'blank',
    value,
    text: '',
    suffix: null,
    scaled: null,
    isForeign: false,
    isPercent: false,
    formula: formula ? formula.text : null,
    isMissing: formula?.missing ?? false,
  }
  if (value === null || value === '') return cell
  if (typeof value === 'string') {
    cell.kind = sheet.errors.size > 0 && sheet.errors.has(cellKey(row, column)) ? 'error' : 'text'
    cell.text = value
  } else if (typeof value === 'boolean') {
    cell.kind = 'boolean'
    cell.text = value ? 'TRUE' : 'FALSE'
  } else {
    describeNumber(cell, value, formatOf(sheet, row, column), sheet.date1904)
  }
  return cell
}

/** True when nothing is shown in the cell and no formula waits for a result. */
export function isBlankAt(sheet: Sheet, row: number, column: number): boolean {
  const value = sheet.rows[row]?.[column] ?? null
  if (value !== null && value !== '') return false
  return !(sheet.formulas.size > 0 && sheet.formulas.get(cellKey(row, column))?.missing)
}

/** A, B, … Z, AA, … of a 0-based column. */
export function columnLetters(column: number): string {
  let letters = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return letters
}

/** 0-based column of `A`, `AB`; -1 when it is no column name. */
export function columnIndex(letters: string): number {
  if (!/^[A-Z]{1,3}$/.test(letters)) return -1
  let index = 0
  for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 64
  return index - 1
}

/** `E10` of 0-based row 9 and column 4. */
export function cellAddress(row: number, column: number): string {
  return `${columnLetters(column)}${row + 1}`
}

export function mergeAddress(merge: Merge): string {
  return `${cellAddress(merge.top, merge.left)}:${cellAddress(merge.bottom, merge.right)}`
}

/** A number without float noise: 15 significant digits, plain notation. */
export function plainNumber(value: number): string {
  const written = String(value)
  // Up to 15 digits there is no noise to remove: the usual case, and rounding is slow.
  if (written.length <= 15 && !written.includes('e')) return written
  if (!Number.isFinite(value)) return written
  const rounded = Number(value.toPrecision(15))
  const text = String(rounded)
  return text.includes('e') ? BigInt(Math.trunc(rounded)).toString() : text
}

/** ISO date of an Excel serial, with a time when it has one. */
export function serialToIso(serial: number, date1904 = false): string {
  const days = date1904 ? serial + 1462 : serial
  const date = new Date(Math.round((days - 25_569) * 86_400) * 1000)
  if (Number.isNaN(date.getTime())) return ''
  const iso = date.toISOString()
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19)
}

const knownDays = new Map<number, string>()

/** Ledgers repeat few days many times; making ISO text is slow. */
function knownIso(serial: number, date1904: boolean): string {
  if (date1904) return serialToIso(serial, true)
  const known = knownDays.get(serial)
  if (known !== undefined) return known
  const iso = serialToIso(serial)
  if (knownDays.size < 20_000) knownDays.set(serial, iso)
  return iso
}

function formatOf(sheet: Sheet, row: number, column: number): NumberFormat {
  const id = sheet.formatIds[row]?.[column] ?? 0
  return sheet.numberFormats[id] ?? GENERAL
}

function describeNumber(cell: Cell, value: number, format: NumberFormat, date1904: boolean): void {
  if (format.kind === 'date' && value >= 1 && value < 2_958_466) {
    cell.kind = 'date'
    cell.text = knownIso(value, date1904)
    cell.precision = format.precision
    return
  }
  cell.kind = 'number'
  cell.isPercent = format.kind === 'percent'
  cell.suffix = format.suffix
  cell.scaled = format.scaled
  cell.isForeign = format.isForeign
  cell.text = cell.isPercent
    ? `${(value * 100).toFixed(format.percentDecimals)}%`
    : `${plainNumber(value)}${format.suffix ?? ''}`
}
