import { cellAddress, columnLetters } from './workbook.ts'
import type { CellStyle, StyleBook } from './write-styles.ts'
import type { WrittenColumn, WrittenFormula, WrittenRow, WrittenSheet, WrittenValue } from './write-workbook.ts'
import { escapeCellText } from './xml-text.ts'

/** A title, a note or the heads of columns, by its place above the data. */
export function headerRowXml(
  values: WrittenValue[],
  row: number,
  { headerRows, columns, isReport }: WrittenSheet,
  styles: StyleBook,
): string {
  const style = styles.idOf(headerStyle(values, row, { headerRows, columns, isReport: isReport ?? false }))
  const cells = values.map((value, column) => {
    const at = cellAddress(row, column)
    if (value === null || value === undefined || value === '') return `<c r="${at}" s="${style}"/>`
    return `<c r="${at}" s="${style}" t="inlineStr"><is>${textXml(String(value))}</is></c>`
  })
  const isHead = isReport === true && row === headerRows.length - 1
  const lines = isHead
    ? Math.max(1, ...values.map((value, at) => linesOf(String(value ?? ''), columns[at]?.width ?? 12)))
    : 1
  return `<row r="${row + 1}"${isHead ? ` ht="${heightOf(lines) + 4}" customHeight="1"` : ''}>${cells.join('')}</row>`
}

type Head = { headerRows: WrittenValue[][]; columns: WrittenColumn[]; isReport: boolean }

function headerStyle(values: WrittenValue[], row: number, { headerRows, columns, isReport }: Head): CellStyle {
  const isAlone = columns.length > 1 && values.filter((value) => value != null && value !== '').length === 1
  const isTitle = row === 0 && headerRows.length > 1 && isAlone
  if (isReport && isTitle) return { format: '@', font: 'title', vertical: 'center' }
  if (isReport && isAlone && row < headerRows.length - 1) return { format: '@', font: 'note', vertical: 'center' }
  const placed = { align: 'center', vertical: 'center', wraps: true } as const
  if (isReport) return { format: '@', font: 'bold', fill: 'head', isRuled: true, ...placed }
  return { format: '@', font: isTitle ? 'title' : 'bold', ...placed }
}

type Styles = { text: number; number: number; precise: number; date: number; blank: number; decimals: number }

/** Nobody prints what is longer; empty cells would be a quarter of the file. */
const RULED_BLANKS = 20_000

/** Writes the rows of one sheet. */
export class RowWriter {
  private readonly columns: WrittenColumn[]
  private readonly letters: string[]
  private readonly isReport: boolean
  private readonly plain: Styles[]
  private readonly total: Styles[]

  constructor({ columns, isReport = false }: WrittenSheet, styles: StyleBook) {
    this.columns = columns
    this.isReport = isReport
    this.letters = columns.map((_, index) => columnLetters(index))
    this.plain = columns.map((column) => stylesOf(column, isReport ? RULED : {}, styles))
    this.total = columns.map((column) => stylesOf(column, isReport ? TOTAL : { font: 'bold' }, styles))
  }

  /** `row` is Excel's number. */
  write(given: WrittenValue[] | WrittenRow, row: number): string {
    const { values, kind, level } = Array.isArray(given) ? { values: given, kind: undefined, level: undefined } : given
    const styles = kind ? this.total : this.plain
    const count = Math.min(values.length, this.columns.length)
    let [cells, lines] = ['', 1]
    for (let column = 0; column < count; column++) {
      const value = values[column]
      cells += this.cell(value, column, row, styles[column]!)
      const { wraps, width } = this.columns[column]!
      if (wraps && typeof value === 'string') lines = Math.max(lines, linesOf(value, width ?? 12))
    }
    return `<row r="${row}"${lines > 1 ? ` ht="${heightOf(lines)}"` : ''}${level ? ` outlineLevel="${level}"` : ''}>${cells}</row>`
  }

  private cell(value: WrittenValue | WrittenFormula, column: number, row: number, style: Styles): string {
    const at = `${this.letters[column]}${row}`
    if (value === null || value === undefined || value === '')
      return this.isReport && row <= RULED_BLANKS ? `<c r="${at}" s="${style.blank}"/>` : ''
    if (typeof value === 'object')
      return `<c r="${at}" s="${numberStyle(String(value.cached), style)}"><f>${escapeCellText(value.formula)}</f><v>${value.cached}</v></c>`
    if (typeof value === 'boolean') return `<c r="${at}" t="b"><v>${value ? 1 : 0}</v></c>`
    const { kind } = this.columns[column]!
    if (kind === 'text') return textCell(at, style.text, String(value))
    if (typeof value === 'number')
      return Number.isFinite(value) ? `<c r="${at}" s="${numberStyle(String(value), style)}"><v>${value}</v></c>` : ''
    if (kind === 'number' && /^-?\d{1,15}(\.\d{1,10})?$/.test(value))
      return `<c r="${at}" s="${numberStyle(value, style)}"><v>${value}</v></c>`
    const serial = kind === 'date' ? dateSerial(value) : null
    return serial === null ? textCell(at, style.text, value) : `<c r="${at}" s="${style.date}"><v>${serial}</v></c>`
  }
}

/** Lines a wrapped text takes; Chinese characters are two wide, and the last place of a line may stay empty. */
function linesOf(text: string, width: number): number {
  if (text.length * 2 <= width && !text.includes('\n')) return 1
  let lines = 0
  for (const line of text.split('\n')) {
    let wide = 0
    for (let at = 0; at < line.length; at++) wide += line.charCodeAt(at) > 0x2e7f ? 2 : 1
    lines += Math.max(1, Math.ceil(wide / Math.max(width - 2, 2)))
  }
  return lines
}

/** In points, for 10 pt; not marked as set by hand, so that Excel fits it anew when the text is edited. 409 is the highest row. */
function heightOf(lines: number): number {
  return Math.min(409, lines * 13 + 6)
}

const RULED: CellStyle = { isRuled: true, vertical: 'center' }
const TOTAL: CellStyle = { ...RULED, font: 'bold', fill: 'total' }

/** Blank cells of dates and texts take what is typed as text, so that `2026-03` stays a month. */
function stylesOf({ kind, format, preciseFormat, wraps }: WrittenColumn, look: CellStyle, styles: StyleBook): Styles {
  const isReport = look.isRuled === true
  const placed = { ...(wraps ? { wraps } : {}), ...(isReport && kind === 'date' ? { align: 'center' as const } : {}) }
  const text = styles.idOf({ ...look, format: '@', isQuoted: true, ...placed })
  const numbered = (code: string | undefined): number =>
    styles.idOf({ ...look, ...(code ? { format: code } : {}), ...(isReport ? { align: 'right' } : {}) })
  const number = numbered(format)
  const date = styles.idOf({ ...look, format: kind === 'date' && format ? format : 'yyyy\\-mm\\-dd', ...placed })
  const typed = styles.idOf({ ...look, format: '@', ...placed })
  return {
    text,
    number: kind === 'date' ? date : number,
    precise: preciseFormat ? numbered(preciseFormat) : number,
    date,
    blank: kind === 'number' ? number : typed,
    decimals: preciseFormat ? (/\.([0#]+)/.exec(format ?? '')?.[1]?.length ?? 0) : 99,
  }
}

function numberStyle(written: string, { number, precise, decimals }: Styles): number {
  const point = written.indexOf('.')
  return point >= 0 && written.length - point - 1 > decimals ? precise : number
}

function textCell(at: string, style: number, value: string): string {
  return `<c r="${at}" s="${style}" t="inlineStr"><is>${textXml(value)}</is></c>`
}

function textXml(text: string): string {
  const escaped = escapeCellText(text)
  return /^\s|\s$|[\t\n]| {2}/.test(escaped) ? `<t xml:space="preserve">${escaped}</t>` : `<t>${escaped}</t>`
}

/** Excel serial of an ISO date; null when it is not a whole date. */
function dateSerial(iso: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso)
  if (!match) return null
  const time = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]))
  const serial = time / 86_400_000 + 25_569
  return serial > 60 && new Date(time).toISOString().startsWith(iso) ? serial : null
}
