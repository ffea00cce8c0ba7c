import { cellAddress, columnLetters, type Merge, mergeAddress } from './workbook.ts'
import {
  type ColumnKind,
  contentTypes,
  FIRST_FORMAT,
  headerStyle,
  PACKAGE_RELATIONS,
  stylesXml,
  workbookRelations,
  workbookXml,
} from './write-parts.ts'
import { escapeCellText } from './xml-text.ts'
import { ZipWriter } from './zip-writer.ts'

/** A value to write. Text stays text whatever it looks like; in a number column decimal strings are numbers, in a date column ISO dates are dates. */
export type WrittenValue = string | number | boolean | null | undefined

export interface WrittenColumn {
  /** What the column holds; `auto` writes by JavaScript type. Values that do not fit (a month in a date column) are written as text. */
  kind: ColumnKind
  /** Width in characters; Chinese ones count two. */
  width?: number
  /** Number format, e.g. `#,##0.00`, `yyyy"年"m"月"`. */
  format?: string
  hidden?: boolean
}

export interface WrittenSheet {
  name: string
  columns: WrittenColumn[]
  /** Title and heading rows above the data: text, bold and wrapped; the last `headingRows` of them are the header. */
  headerRows: WrittenValue[][]
  rows: Iterable<WrittenValue[]> | AsyncIterable<WrittenValue[]>
  /** 0-based, ends inclusive; usually over header rows. */
  merges?: Merge[]
  freeze?: { rows: number; columns: number }
  /** Filter arrows on the last header row. */
  filter?: boolean
}

/**
 * An .xlsx as a stream of bytes; rows are taken as they are needed and not kept. Deterministic: the same data gives the same bytes.
 * Text that looks like a formula is a text cell with a text format: it is shown, never run, also after the user has edited beside it.
 */
export async function* writeWorkbook(sheets: WrittenSheet[]): AsyncGenerator<Uint8Array> {
  const named = nameSheets(sheets)
  const zip = new ZipWriter()
  const formats = [...new Set(named.flatMap(({ columns }) => columns.flatMap(({ format }) => format ?? [])))]
  yield* zip.entry('[Content_Types].xml', [contentTypes(named.length)])
  yield* zip.entry('_rels/.rels', [PACKAGE_RELATIONS])
  yield* zip.entry('xl/_rels/workbook.xml.rels', [workbookRelations(named.length)])
  yield* zip.entry('xl/styles.xml', [stylesXml(formats)])
  for (const [index, sheet] of named.entries()) {
    yield* zip.entry(`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet, formats))
  }
  // Last, because the filters' ranges end with the last row.
  yield* zip.entry('xl/workbook.xml', [
    workbookXml(named.map((sheet) => ({ name: sheet.name, filterRange: filterRange(sheet) }))),
  ])
  yield zip.end()
}

/** The whole workbook at once, for small ones. */
export async function workbookBytes(sheets: WrittenSheet[]): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of writeWorkbook(sheets)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

interface NamedSheet extends WrittenSheet {
  /** Rows written, known once all are. */
  rowCount: number
}

/** Excel's rules for sheet names: 31 characters, none of []:*?/\, no two alike. */
function nameSheets(sheets: WrittenSheet[]): NamedSheet[] {
  const taken = new Set<string>()
  return sheets.map((sheet) => {
    const base =
      sheet.name
        .replace(/[[\]:*?/\\\u0000-\u001f]/g, ' ')
        .replace(/^'|'$/g, '')
        .trim()
        .slice(0, 31) || '工作表'
    let name = base
    for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${base.slice(0, 27)}(${count})`
    taken.add(name.toLowerCase())
    return { ...sheet, name, rowCount: 0 }
  })
}

function filterRange({ filter, headerRows, columns, rowCount }: NamedSheet): string | null {
  if (!filter || headerRows.length === 0 || columns.length === 0) return null
  return `$A$${headerRows.length}:$${columnLetters(columns.length - 1)}$${Math.max(rowCount, headerRows.length)}`
}

const CHUNK_LENGTH = 256 * 1024

async function* sheetXml(sheet: NamedSheet, formats: string[]): AsyncGenerator<string> {
  yield sheetHead(sheet)
  let chunk = ''
  let row = 0
  for (const values of sheet.headerRows) chunk += headerRowXml(values, row++, sheet)
  const writers = sheet.columns.map((column, index) => cellWriter(column, columnLetters(index), formats))
  for await (const values of sheet.rows) {
    row++
    chunk += `<row r="${row}">`
    const count = Math.min(values.length, writers.length)
    for (let column = 0; column < count; column++) {
      const value = values[column]
      if (value !== null && value !== undefined && value !== '') chunk += (writers[column] as CellWriter)(value, row)
    }
    chunk += '</row>'
    if (chunk.length > CHUNK_LENGTH) {
      yield chunk
      chunk = ''
    }
  }
  sheet.rowCount = row
  yield `${chunk}${sheetTail(sheet)}`
}

type CellWriter = (value: string | number | boolean, row: number) => string

function cellWriter({ kind, format }: WrittenColumn, letters: string, formats: string[]): CellWriter {
  const style = format ? FIRST_FORMAT + formats.indexOf(format) : { auto: 0, text: 1, number: 0, date: 2 }[kind]
  const text = (value: string, row: number) =>
    `<c r="${letters}${row}" s="1" t="inlineStr"><is><t xml:space="preserve">${escapeCellText(value)}</t></is></c>`
  const number = (value: string | number, row: number) => `<c r="${letters}${row}" s="${style}"><v>${value}</v></c>`
  return (value, row) => {
    if (typeof value === 'boolean') return `<c r="${letters}${row}" t="b"><v>${value ? 1 : 0}</v></c>`
    if (kind === 'text') return text(String(value), row)
    if (typeof value === 'number') return Number.isFinite(value) ? number(value, row) : ''
    if (kind === 'number' && /^-?\d{1,15}(\.\d{1,10})?$/.test(value)) return number(value, row)
    const serial = kind === 'date' ? dateSerial(value) : null
    return serial === null ? text(value, row) : number(serial, row)
  }
}

/** Excel serial of an ISO date; null when it is not a whole date. */
function dateSerial(iso: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso)
  if (!match) return null
  const time = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]))
  const serial = time / 86_400_000 + 25_569
  return serial > 60 && new Date(time).toISOString().startsWith(iso) ? serial : null
}

function sheetHead({ columns, freeze }: NamedSheet): string {
  const pane = freeze && (freeze.rows > 0 || freeze.columns > 0) ? paneXml(freeze) : ''
  const widths = columns
    .map(
      ({ width, hidden }, index) =>
        `<col min="${index + 1}" max="${index + 1}" width="${width ?? 12}" customWidth="1"${hidden ? ' hidden="1"' : ''}/>`,
    )
    .join('')
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>${widths ? `<cols>${widths}</cols>` : ''}<sheetData>`
}

function paneXml({ rows, columns }: { rows: number; columns: number }): string {
  const pane = rows > 0 && columns > 0 ? 'bottomRight' : rows > 0 ? 'bottomLeft' : 'topRight'
  const split = `${columns > 0 ? ` xSplit="${columns}"` : ''}${rows > 0 ? ` ySplit="${rows}"` : ''}`
  return `<pane${split} topLeftCell="${cellAddress(rows, columns)}" activePane="${pane}" state="frozen"/><selection pane="${pane}"/>`
}

function headerRowXml(values: WrittenValue[], row: number, { headerRows, columns }: NamedSheet): string {
  const style = headerStyle(
    row === 0 &&
      headerRows.length > 1 &&
      columns.length > 1 &&
      values.filter((value) => value != null && value !== '').length === 1,
  )
  const cells = values.map((value, column) => {
    const at = cellAddress(row, column)
    if (value === null || value === undefined || value === '') return `<c r="${at}" s="${style}"/>`
    return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeCellText(String(value))}</t></is></c>`
  })
  return `<row r="${row + 1}">${cells.join('')}</row>`
}

function sheetTail(sheet: NamedSheet): string {
  const { merges = [] } = sheet
  const range = filterRange(sheet)
  const filter = range ? `<autoFilter ref="${range.replaceAll('$', '')}"/>` : ''
  const merged =
    merges.length > 0
      ? `<mergeCells count="${merges.length}">${merges.map((merge) => `<mergeCell ref="${mergeAddress(merge)}"/>`).join('')}</mergeCells>`
      : ''
  return `</sheetData>${filter}${merged}</worksheet>`
}
