import { WorkbookRefusal } from './refusal.ts'
import type { Spending } from './spending.ts'
import { keepUsefulMerges } from './useful-merges.ts'
import { cellKey, columnIndex, type Merge, type Sheet, type StoredValue } from './workbook.ts'
import { textOfRuns } from './xlsx-parts.ts'
import { decodeCellText, decodeXml, tagsOf } from './xml.ts'

/** What the cells of a sheet refer to. */
export interface SheetSources {
  strings: string[]
  formatOfStyle: Uint16Array
  spending: Spending
}

/**
 * Fills `sheet` from the XML of a worksheet. One pass over the text without building a tree: a ledger of two million cells is read in
 * about a second. Empty styled cells cost nothing and do not count against the limits.
 */
export function readSheetXml(xml: string, sheet: Sheet, sources: SheetSources): void {
  const prefix = /<(\w+:)?worksheet[\s>]/.exec(xml.slice(0, 4096))?.[1] ?? ''
  const start = xml.indexOf(`<${prefix}sheetData`)
  const end = start < 0 ? -1 : xml.indexOf(`</${prefix}sheetData>`, start)
  if (end < 0 && start >= 0 && xml.charCodeAt(xml.indexOf('>', start) - 1) !== SLASH)
    throw new WorkbookRefusal('workbook_truncated')
  readFrame(xml.slice(0, start < 0 ? xml.length : start), sheet)
  if (end >= 0) new CellScanner(xml, prefix, sheet, sources).scan(xml.indexOf('>', start) + 1, end)
  readFrame(xml.slice(end < 0 ? Math.max(start, 0) : end), sheet)
  keepUsefulMerges(sheet, sources.spending)
}

function readFrame(xml: string, sheet: Sheet): void {
  for (const { name, attributes } of tagsOf(xml)) {
    if (name === 'mergeCell') {
      const merge = parseRange(attributes.ref ?? '')
      if (merge) sheet.merges.push(merge)
    } else if (name === 'col' && (attributes.hidden === '1' || attributes.hidden === 'true')) {
      const last = Math.min(Number(attributes.max), 1000)
      for (let column = Number(attributes.min); column <= last; column++) sheet.hiddenColumns.add(column - 1)
    }
  }
}

function parseRange(ref: string): Merge | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)$/.exec(ref)
  if (!match) return null
  return {
    top: Number(match[2]) - 1,
    left: columnIndex(match[1] as string),
    bottom: Number(match[4]) - 1,
    right: columnIndex(match[3] as string),
  }
}

const LT = 60
const GT = 62
const SLASH = 47

class CellScanner {
  private readonly xml: string
  private readonly prefix: string
  private readonly skip: number
  private readonly sheet: Sheet
  private readonly sources: SheetSources
  private row = -1
  private column = -1
  private style = 0
  private type = ''

  constructor(xml: string, prefix: string, sheet: Sheet, sources: SheetSources) {
    this.xml = xml
    this.prefix = prefix
    this.skip = 1 + prefix.length
    this.sheet = sheet
    this.sources = sources
  }

  scan(from: number, end: number): void {
    const { xml, skip } = this
    let at = xml.indexOf('<', from)
    while (at >= 0 && at < end) {
      const name = xml.charCodeAt(at + skip)
      if (name === 99) at = this.readCell(at + skip + 1)
      else if (name === 114) at = this.readRow(at)
      else at = xml.indexOf('>', at) + 1
      // something was never closed: it has swallowed what follows, or there is nothing left
      if (at <= 0 || at > end) throw new WorkbookRefusal('workbook_truncated')
      if (xml.charCodeAt(at) !== LT) at = xml.indexOf('<', at)
    }
  }

  private readRow(at: number): number {
    const close = this.xml.indexOf('>', at)
    const attributes = this.xml.slice(at, close)
    const from = attributes.indexOf(' r="')
    const number = from < 0 ? 0 : Number.parseInt(attributes.slice(from + 4, from + 12), 10)
    this.row = number > 0 ? number - 1 : this.row + 1
    this.column = -1
    if (attributes.includes('hidden="1"') || attributes.includes('hidden="true"')) this.sheet.hiddenRows.add(this.row)
    return close + 1
  }

  /** Reads one `<c …>…</c>`; returns where to go on. */
  private readCell(from: number): number {
    const { xml } = this
    this.type = ''
    this.style = 0
    const column = this.column + 1
    this.column = column
    let at = from
    for (let code = xml.charCodeAt(at); code !== GT; code = xml.charCodeAt(at)) {
      if (code === SLASH && xml.charCodeAt(at + 1) === GT) return at + 2
      if (code <= 32) {
        at++
        continue
      }
      const equals = xml.indexOf('=', at)
      const valueEnd = xml.indexOf(xml[equals + 1] as string, equals + 2)
      if (equals < 0 || valueEnd < 0) throw new WorkbookRefusal('workbook_truncated')
      if (equals === at + 1) this.takeAttribute(code, equals + 2, valueEnd)
      at = valueEnd + 1
    }
    return this.readContent(at + 1)
  }

  private takeAttribute(name: number, start: number, end: number): void {
    const { xml } = this
    if (name === 115) this.style = Number(xml.slice(start, end))
    else if (name === 116) this.type = xml.slice(start, end)
    else if (name === 114) {
      let column = 0
      let at = start
      for (let code = xml.charCodeAt(at); code >= 65 && code <= 90; code = xml.charCodeAt(++at))
        column = column * 26 + code - 64
      if (column > 0) this.column = column - 1
    }
  }

  private readContent(from: number): number {
    const { xml, skip } = this
    let value: string | null = null
    let formula: string | null = null
    let at = from
    while (true) {
      at = xml.indexOf('<', at)
      if (at < 0) throw new WorkbookRefusal('workbook_truncated')
      if (xml.charCodeAt(at + 1) === SLASH) break
      const name = xml.charCodeAt(at + skip)
      const open = xml.indexOf('>', at)
      if (open < 0) throw new WorkbookRefusal('workbook_truncated')
      const isClosed = xml.charCodeAt(open - 1) === SLASH
      if (name === 105 && !isClosed) {
        const end = xml.indexOf(`</${this.prefix}is>`, open)
        if (end < 0) throw new WorkbookRefusal('workbook_truncated')
        value = textOfRuns(xml.slice(open + 1, end), this.prefix)
        at = end + skip + 3
        continue
      }
      const end = isClosed ? open : xml.indexOf('<', open)
      if (end < 0) throw new WorkbookRefusal('workbook_truncated')
      const text = isClosed ? '' : xml.slice(open + 1, end)
      if (name === 118) value = text
      else if (name === 102) formula = text
      at = isClosed ? open + 1 : xml.indexOf('>', end) + 1
    }
    this.store(value, formula)
    return xml.indexOf('>', at) + 1
  }

  private store(raw: string | null, formula: string | null): void {
    const value = raw === null || (raw === '' && this.type !== 'str') ? null : this.valueOf(raw)
    if (value === null && formula === null) return
    const { row, column, sheet } = this
    const { spending } = this.sources
    if (row < 0) throw new WorkbookRefusal('workbook_truncated')
    spending.column(column)
    while (sheet.rows.length <= row) {
      spending.row()
      sheet.rows.push([])
      sheet.formatIds.push(null)
    }
    const cells = sheet.rows[row] as StoredValue[]
    while (cells.length <= column) {
      spending.cell()
      cells.push(null)
    }
    cells[column] = value === '' ? null : value
    if (formula !== null) {
      const missing = raw === null || (raw === '' && this.type !== 'str')
      sheet.formulas.set(cellKey(row, column), { text: decodeXml(formula), missing })
    }
    if (this.type === 'e') sheet.errors.add(cellKey(row, column))
    if (typeof value === 'number') this.storeFormat()
  }

  private storeFormat(): void {
    const id = this.sources.formatOfStyle[this.style] ?? 0
    if (id === 0) return
    const { row, column, sheet } = this
    let ids = sheet.formatIds[row] ?? null
    if (!ids || ids.length <= column) {
      const wider = new Uint16Array(Math.max(column + 8, (ids?.length ?? 0) * 2))
      if (ids) wider.set(ids)
      sheet.formatIds[row] = wider
      ids = wider
    }
    ids[column] = id
  }

  private valueOf(raw: string): StoredValue {
    switch (this.type) {
      case 's':
        return this.sharedString(Number(raw))
      case 'b':
        return raw === '1' || raw === 'true'
      case 'str':
      case 'e':
      case 'd':
        return decodeCellText(raw)
      case 'inlineStr':
        return raw
      default: {
        const number = Number(raw)
        return raw.trim() === '' || !Number.isFinite(number) ? decodeCellText(raw) : number
      }
    }
  }

  /** A text that is not where the cell says it is would be lost without a word. */
  private sharedString(index: number): string {
    const text = this.sources.strings[index]
    if (text === undefined) throw new WorkbookRefusal('workbook_truncated')
    return text
  }
}
