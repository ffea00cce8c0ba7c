import { attributeOf, decodeText, piecesOf } from './markup.ts'
import { parseNumberFormat } from './number-format.ts'
import { WorkbookRefusal } from './refusal.ts'
import type { Spending } from './spending.ts'
import { keepUsefulMerges } from './useful-merges.ts'
import { cellKey, emptySheet, type Sheet, type StoredValue, type Workbook } from './workbook.ts'

/** True for the XML that Excel 2002 and 2003 call "XML spreadsheet" and that exports of office systems still write under the name .xls. */
export function isSpreadsheetXml(text: string): boolean {
  return text.slice(0, 4096).includes('urn:schemas-microsoft-com:office:spreadsheet')
}

/** Reads an "XML spreadsheet 2003": values, formats, merges, formulas, hidden sheets, rows and columns. No entity is declared, no link followed. */
export function readSpreadsheetXml(text: string, spending: Spending): Workbook {
  if (/<!(DOCTYPE|ENTITY)/.test(text)) throw new WorkbookRefusal('workbook_unreadable')
  if (!/<\/(\w+:)?Workbook\s*>\s*$/.test(text.slice(-200))) throw new WorkbookRefusal('workbook_truncated')
  const reader = new XmlReader(spending)
  for (const piece of piecesOf(text, false)) {
    if (piece.kind === 'text') reader.text(piece.text)
    else if (piece.kind === 'close') reader.close(piece.name)
    else {
      reader.open(piece.name, piece.attributes)
      if (piece.isClosed) reader.close(piece.name)
    }
  }
  for (const sheet of reader.sheets) keepUsefulMerges(sheet, spending)
  if (reader.sheets.length === 0) throw new WorkbookRefusal('workbook_unreadable')
  return { format: 'xml', sheets: reader.sheets }
}

/** Formats that have a name instead of a code. */
const NAMED_FORMATS: Record<string, string> = {
  'General Date': 'yyyy/m/d h:mm',
  'Long Date': 'yyyy"年"m"月"d"日"',
  'Medium Date': 'd-mmm-yy',
  'Short Date': 'yyyy/m/d',
  'Long Time': 'h:mm:ss',
  'Medium Time': 'h:mm',
  'Short Time': 'h:mm',
  Percent: '0.00%',
  Standard: '#,##0.00',
  Fixed: '0.00',
  Scientific: '0.00E+00',
  General: '',
  'General Number': '',
}

class XmlReader {
  readonly sheets: Sheet[] = []
  private readonly spending: Spending
  private readonly formats = new Map<string, number>()
  private readonly codes = [parseNumberFormat('')]
  private style = ''
  private sheet: Sheet | null = null
  private row = -1
  private column = -1
  private cellStyle = ''
  private type = ''
  private data: string[] | null = null
  private visible: string | null = null
  private date1904 = false
  /** Cells under a merge to the right are left out of a row. */
  private mergedTo = -1

  constructor(spending: Spending) {
    this.spending = spending
  }

  open(name: string, attributes: string): void {
    const at = (key: string) => attributeOf(attributes, key)
    if (name === 'date1904') this.date1904 = true
    else if (name === 'style') this.style = at('id') ?? ''
    else if (name === 'numberformat') this.addFormat(at('format') ?? '')
    else if (name === 'worksheet') this.openSheet(at('name') ?? `Sheet${this.sheets.length + 1}`)
    else if (name === 'visible') this.visible = ''
    else if (!this.sheet) return
    else if (name === 'column') this.openColumn(at)
    else if (name === 'row') this.openRow(at)
    else if (name === 'cell') this.openCell(at)
    else if (name === 'data') {
      this.type = at('type') ?? 'String'
      this.data = []
    }
  }

  text(text: string): void {
    this.data?.push(text)
    if (this.visible !== null) this.visible += text
  }

  close(name: string): void {
    if (name === 'data' && this.data) this.storeData(decodeText(this.data.join('')))
    else if (name === 'visible' && this.sheet) {
      if (this.visible === 'SheetHidden') this.sheet.state = 'hidden'
      if (this.visible === 'SheetVeryHidden') this.sheet.state = 'veryHidden'
      this.visible = null
    } else if (name === 'worksheet') this.sheet = null
    else if (name === 'table') this.column = -1
  }

  private addFormat(format: string): void {
    const parsed = parseNumberFormat(NAMED_FORMATS[format] ?? format)
    this.formats.set(this.style, this.codes.push(parsed) - 1)
  }

  private openSheet(name: string): void {
    this.spending.sheet()
    this.sheet = { ...emptySheet(name), numberFormats: this.codes, date1904: this.date1904 }
    this.sheets.push(this.sheet)
    this.row = -1
    this.column = -1
  }

  private openColumn(at: (key: string) => string | null): void {
    const first = numberOf(at('index')) ?? this.column + 2
    const last = first + (numberOf(at('span')) ?? 0)
    this.column = last - 1
    if (at('hidden') !== '1') return
    for (let column = first; column <= Math.min(last, 1_000); column++) this.sheet?.hiddenColumns.add(column - 1)
  }

  private openRow(at: (key: string) => string | null): void {
    const { sheet, spending } = this
    if (!sheet) return
    const index = numberOf(at('index'))
    this.row = index === null ? this.row + 1 : index - 1
    this.column = -1
    this.mergedTo = -1
    if (at('hidden') === '1') sheet.hiddenRows.add(this.row)
    while (sheet.rows.length <= this.row) {
      spending.row()
      sheet.rows.push([])
      sheet.formatIds.push(null)
    }
  }

  private openCell(at: (key: string) => string | null): void {
    const { sheet } = this
    if (!sheet || this.row < 0) return
    const index = numberOf(at('index'))
    this.column = index === null ? Math.max(this.column, this.mergedTo) + 1 : index - 1
    this.mergedTo = -1
    this.cellStyle = at('styleid') ?? ''
    const formula = at('formula')
    if (formula !== null)
      sheet.formulas.set(cellKey(this.row, this.column), { text: formula.replace(/^=/, ''), missing: true })
    const right = this.column + (numberOf(at('mergeacross')) ?? 0)
    const bottom = this.row + (numberOf(at('mergedown')) ?? 0)
    if (right > this.column || bottom > this.row) {
      sheet.merges.push({ top: this.row, left: this.column, bottom, right })
      this.mergedTo = right
    }
  }

  private storeData(text: string): void {
    const { sheet, spending, row, column, type } = this
    this.data = null
    if (!sheet || row < 0 || column < 0) return
    const value = typedValue(text, type, sheet.date1904)
    spending.column(column)
    const cells = sheet.rows[row] as StoredValue[]
    while (cells.length <= column) {
      spending.cell()
      cells.push(null)
    }
    cells[column] = value
    const formula = sheet.formulas.get(cellKey(row, column))
    if (formula) formula.missing = false
    if (type === 'Error') sheet.errors.add(cellKey(row, column))
    if (typeof value === 'number') this.storeFormat(sheet)
  }

  private storeFormat(sheet: Sheet): void {
    const id =
      this.formats.get(this.cellStyle) ??
      this.formats.get('Default') ??
      (this.type === 'DateTime' ? this.dayFormat() : 0)
    if (id === 0) return
    const { row, column } = this
    let ids = sheet.formatIds[row] ?? null
    if (!ids || ids.length <= column) {
      const wider = new Uint16Array(column + 16)
      if (ids) wider.set(ids)
      sheet.formatIds[row] = wider
      ids = wider
    }
    ids[column] = id
  }

  private dayFormat(): number {
    const known = this.formats.get('#day')
    if (known !== undefined) return known
    const id = this.codes.push(parseNumberFormat('yyyy-mm-dd')) - 1
    this.formats.set('#day', id)
    return id
  }
}

function typedValue(text: string, type: string, date1904: boolean): StoredValue {
  if (text === '') return null
  if (type === 'Boolean') return text === '1'
  if (type === 'Number') return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text
  if (type === 'DateTime') {
    const time = Date.parse(/Z|[+-]\d\d:\d\d$/.test(text) ? text : `${text}Z`)
    return Number.isNaN(time) ? text : time / 86_400_000 + 25_569 - (date1904 ? 1_462 : 0)
  }
  return text
}

function numberOf(text: string | null): number | null {
  const number = Number(text)
  return text !== null && Number.isInteger(number) && number >= 0 && number <= 1_048_576 ? number : null
}
