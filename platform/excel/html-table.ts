import { attributeOf, decodeText, type MarkupPiece, piecesOf } from './markup.ts'
import { WorkbookRefusal } from './refusal.ts'
import type { Spending } from './spending.ts'
import { keepUsefulMerges } from './useful-merges.ts'
import { emptySheet, type Sheet, type StoredValue, type Workbook } from './workbook.ts'

/**
 * Reads the tables of a web page, which many office systems send as "Excel": all top-level tables one below the other in one sheet, since
 * title and unit lines often stand in a table of their own. Cells are text as shown; `rowspan` and `colspan` become merges; a table inside
 * a cell is that cell's text. Nothing is run or fetched. Refuses a page without a table.
 */
export function readHtmlTables(text: string, spending: Spending): Workbook {
  const sheet = emptySheet(sheetNameIn(text))
  const reader = new TableReader(sheet, spending)
  for (const piece of piecesOf(text, true)) reader.take(piece)
  reader.end()
  if (sheet.rows.length === 0) throw new WorkbookRefusal('workbook_webpage')
  keepUsefulMerges(sheet, spending)
  sheet.formatIds = sheet.rows.map(() => null)
  return { format: 'html', sheets: [sheet] }
}

/** Excel and its imitators name the sheet in a comment for Excel. */
function sheetNameIn(text: string): string {
  const name = /<x:Name>([^<]{1,60})<\/x:Name>/.exec(text.slice(0, 20_000))?.[1]
  return name ? decodeText(name).trim() : '网页表格'
}

const MAX_SPAN = 1_000

class TableReader {
  private readonly sheet: Sheet
  private readonly spending: Spending
  /** Columns of the present row taken by a cell above, with the rows they still take. */
  private held: number[] = []
  private depth = 0
  private row: StoredValue[] | null = null
  private column = 0
  private attributes = ''
  private words: string[] | null = null

  constructor(sheet: Sheet, spending: Spending) {
    this.sheet = sheet
    this.spending = spending
  }

  take(piece: MarkupPiece): void {
    if (piece.kind === 'text') {
      this.words?.push(piece.text.replace(/[\s\u00a0]+/g, ' '))
    } else if (piece.name === 'table') this.takeTable(piece)
    else if (this.depth > 1) this.takeBreak(piece.name)
    else if (piece.name === 'tr') this.takeRow(piece)
    else if (piece.name === 'td' || piece.name === 'th') this.takeCell(piece)
    else this.takeBreak(piece.name)
  }

  end(): void {
    this.endRow()
    this.held = []
  }

  private takeTable(piece: MarkupPiece): void {
    if (piece.kind === 'open') this.depth++
    else if (piece.kind === 'close') this.depth = Math.max(0, this.depth - 1)
    if (this.depth === 0) this.end()
  }

  private takeBreak(name: string): void {
    if (name === 'br' || name === 'p' || name === 'div' || name === 'li' || name === 'tr') this.words?.push('\n')
  }

  private takeRow(piece: MarkupPiece): void {
    this.endRow()
    if (piece.kind !== 'open' || this.depth === 0) return
    this.spending.row()
    this.row = []
    this.column = 0
    if (/display\s*:\s*none/i.test(piece.attributes)) this.sheet.hiddenRows.add(this.sheet.rows.length)
    this.sheet.rows.push(this.row)
  }

  private takeCell(piece: MarkupPiece): void {
    this.endCell()
    if (piece.kind !== 'open' || !this.row) return
    while ((this.held[this.column] ?? 0) > 0) this.column++
    this.attributes = piece.attributes
    this.words = []
    if (piece.isClosed) this.endCell()
  }

  private endCell(): void {
    const { row, words, attributes, column } = this
    this.words = null
    if (!words || !row) return
    const across = spanOf(attributes, 'colspan')
    const down = spanOf(attributes, 'rowspan')
    this.spending.column(column + across - 1)
    for (let at = row.length; at < column + across; at++) this.spending.cell()
    while (row.length < column + across) row.push(null)
    row[column] = shownValue(words, attributes)
    const top = this.sheet.rows.length - 1
    if (across > 1 || down > 1) {
      this.sheet.merges.push({ top, left: column, bottom: top + down - 1, right: column + across - 1 })
    }
    for (let at = column; at < column + across; at++) this.held[at] = down
    this.column = column + across
  }

  private endRow(): void {
    this.endCell()
    if (this.row) this.held = this.held.map((rows) => Math.max(0, rows - 1))
    this.row = null
  }
}

function spanOf(attributes: string, name: string): number {
  const span = Number(attributeOf(attributes, name) ?? 1)
  return Number.isInteger(span) && span >= 1 ? Math.min(span, MAX_SPAN) : 1
}

/** The words shown; where they are a number, the exact one Excel keeps beside it (`x:num`). */
function shownValue(words: string[], attributes: string): StoredValue {
  const text = decodeText(words.join(''))
    .replace(/ *\n */g, '\n')
    .replace(/[ \u00a0]+/g, ' ')
    .trim()
  if (text === '') return null
  const exact = attributeOf(attributes, 'num')
  const isNumber = /^-?[\d,]+(\.\d+)?$/.test(text)
  return exact !== null && exact !== '' && isNumber && Number.isFinite(Number(exact)) ? Number(exact) : text
}
