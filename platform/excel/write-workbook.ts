import type { Merge } from './workbook.ts'
import { contentTypes, PACKAGE_RELATIONS, workbookRelations, workbookXml } from './write-parts.ts'
import { filterRange, type SheetTally, sheetXml } from './write-sheet.ts'
import { StyleBook } from './write-styles.ts'
import { ZipWriter } from './zip-writer.ts'

/** What a column holds when writing: text, numbers, dates, or whatever the values are. */
export type ColumnKind = 'text' | 'number' | 'date' | 'auto'

/** A formula of our own with the value it has now, for readers that do not calculate. Never made from a user's text. */
export interface WrittenFormula {
  formula: string
  /** A decimal text or a number. */
  cached: string | number
}

/** A value to write. Text stays text whatever it looks like; in a number column decimal strings are numbers, in a date column ISO dates are dates. */
export type WrittenValue = string | number | boolean | null | undefined

/** A row that is no data: a total, set off from the rows above it. `level` folds rows below a group's subtotal. */
export interface WrittenRow {
  values: (WrittenValue | WrittenFormula)[]
  kind?: 'total' | 'subtotal'
  level?: 1
}

export interface WrittenColumn {
  /** What the column holds; `auto` writes by JavaScript type. Values that do not fit (a month in a date column) are written as text. */
  kind: ColumnKind
  /** Width in characters; Chinese ones count two. */
  width?: number
  /** Number format, e.g. `#,##0.00`, `yyyy"年"m"月"`. */
  format?: string
  /** The format of numbers with more decimals than `format` shows. */
  preciseFormat?: string
  hidden?: boolean
  wraps?: boolean
  /** What may be chosen in the column's cells; something else can be typed after a warning. */
  choices?: readonly string[]
}

export interface WrittenSheet {
  name: string
  columns: WrittenColumn[]
  /** Title and heading rows above the data: text, bold and wrapped; the last one is the header. */
  headerRows: WrittenValue[][]
  rows: Iterable<WrittenValue[] | WrittenRow> | AsyncIterable<WrittenValue[] | WrittenRow>
  /** 0-based, ends inclusive; usually over header rows. */
  merges?: Merge[]
  freeze?: { rows: number; columns: number }
  /** Filter arrows on the last header row, over the data without a total below it. */
  filter?: boolean
  /** `veryHidden` sheets are not offered for unhiding. */
  state?: 'visible' | 'hidden' | 'veryHidden'
  /** A printed table: title and note at the left, grey head, thin rules, cells from the top. */
  isReport?: boolean
  /** Landscape, as wide as the page, these rows (1-based) and the frozen columns on every page, pages numbered. */
  print?: { paper: 'A3' | 'A4'; repeatedRows: readonly [number, number] }
}

/**
 * An .xlsx as a stream of bytes; rows are taken as they are needed and not kept. Deterministic: the same data gives the same bytes.
 * Text that looks like a formula is a text cell with a text format: it is shown, never run, also after the user has edited beside it.
 */
export async function* writeWorkbook(sheets: WrittenSheet[]): AsyncGenerator<Uint8Array> {
  const named = nameSheets(sheets)
  const zip = new ZipWriter()
  const styles = new StyleBook()
  const tallies: SheetTally[] = []
  yield* zip.entry('[Content_Types].xml', [contentTypes(named.length)])
  yield* zip.entry('_rels/.rels', [PACKAGE_RELATIONS])
  yield* zip.entry('xl/_rels/workbook.xml.rels', [workbookRelations(named.length)])
  for (const [index, sheet] of named.entries()) {
    const tally: SheetTally = { lastDataRow: sheet.headerRows.length }
    tallies.push(tally)
    yield* zip.entry(`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet, styles, tally))
  }
  // Last, because styles are numbered as cells ask for them and the filters' ranges end with the last row.
  yield* zip.entry('xl/styles.xml', [styles.xml()])
  const listed = named.map((sheet, index) => ({
    name: sheet.name,
    state: sheet.state ?? 'visible',
    filterRange: filterRange(sheet, tallies[index]!),
    repeatedRows: sheet.print?.repeatedRows ?? null,
    repeatedColumns: sheet.freeze?.columns ?? 0,
  }))
  yield* zip.entry('xl/workbook.xml', [workbookXml(listed)])
  yield zip.end()
}

/** The whole workbook at once, for small ones. */
export async function workbookBytes(sheets: WrittenSheet[]): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of writeWorkbook(sheets)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Excel's rules for sheet names: 31 characters, none of []:*?/\, no two alike. */
function nameSheets(sheets: WrittenSheet[]): WrittenSheet[] {
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
    return { ...sheet, name }
  })
}
