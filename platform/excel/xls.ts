import { type BiffRecord, plainString, RECORD, recordsFrom, rkNumber, sharedStringsOf } from './biff-records.ts'
import { BUILT_IN_FORMATS, type NumberFormat, parseNumberFormat } from './number-format.ts'
import { WorkbookRefusal } from './refusal.ts'
import type { Spending } from './spending.ts'
import { keepUsefulMerges } from './useful-merges.ts'
import { cellKey, emptySheet, type Sheet, type StoredValue, type Workbook } from './workbook.ts'

/** Reads the workbook stream of an .xls (Excel 97–2003). Formulas give their last result; their text is not taken apart. */
export function readXlsWorkbook(stream: Buffer, spending: Spending): Workbook {
  try {
    const globals = readGlobals(stream)
    const sheets = globals.sheets.map((entry) => {
      spending.sheet()
      return new SheetRecords(entry, globals, spending).read(stream)
    })
    if (sheets.length === 0) throw new WorkbookRefusal('workbook_unreadable')
    return { format: 'xls', sheets }
  } catch (error) {
    // A length inside a record that leads out of it.
    if (error instanceof RangeError) throw new WorkbookRefusal('workbook_truncated')
    throw error
  }
}

interface SheetEntry {
  name: string
  state: Sheet['state']
  offset: number
}

interface Globals {
  sheets: SheetEntry[]
  strings: string[]
  formats: NumberFormat[]
  date1904: boolean
}

const STATES = ['visible', 'hidden', 'veryHidden'] as const
const BIFF8 = 0x0600

function readGlobals(stream: Buffer): Globals {
  const globals: Globals = { sheets: [], strings: [], formats: [], date1904: false }
  const codes = new Map<number, string>()
  const formatIds: number[] = []
  const stringBlocks: Buffer[] = []
  let last = 0
  for (const record of recordsFrom(stream, 0)) {
    const { type, data } = record
    if (record.offset === 0) expectBiff8(record)
    if (type === RECORD.end) break
    if (type === RECORD.filePass) throw new WorkbookRefusal('workbook_encrypted')
    if (type === RECORD.dateMode) globals.date1904 = data.readUInt16LE(0) === 1
    else if (type === RECORD.format) codes.set(data.readUInt16LE(0), plainString(data, 2, 2))
    else if (type === RECORD.cellFormat) formatIds.push(data.readUInt16LE(2))
    else if (type === RECORD.boundSheet) noteSheet(data, globals)
    else if (type === RECORD.sharedStrings || (type === RECORD.continued && last === RECORD.sharedStrings))
      stringBlocks.push(data)
    if (type !== RECORD.continued) last = type
  }
  if (stringBlocks.length > 0) globals.strings = sharedStringsOf(stringBlocks)
  globals.formats = formatIds.map((id) => parseNumberFormat(codes.get(id) ?? BUILT_IN_FORMATS[id] ?? ''))
  return globals
}

function expectBiff8({ type, data }: BiffRecord): void {
  if (type !== RECORD.begin) throw new WorkbookRefusal('workbook_unreadable')
  if (data.readUInt16LE(0) !== BIFF8) throw new WorkbookRefusal('workbook_old')
}

/** Only worksheets hold cells: type 0. */
function noteSheet(data: Buffer, globals: Globals): void {
  if (data.readUInt8(5) !== 0) return
  const state = STATES[data.readUInt8(4) & 3] ?? 'visible'
  globals.sheets.push({ name: plainString(data, 6, 1), state, offset: data.readUInt32LE(0) })
}

const ERROR_TEXT: Record<number, string> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
}

class SheetRecords {
  private readonly sheet: Sheet
  private readonly offset: number
  private readonly globals: Globals
  private readonly spending: Spending
  private depth = 0
  /** A formula whose text stands in the record after it. */
  private waiting: { row: number; column: number } | null = null

  constructor({ name, state, offset }: SheetEntry, globals: Globals, spending: Spending) {
    this.sheet = { ...emptySheet(name, state), numberFormats: globals.formats, date1904: globals.date1904 }
    this.offset = offset
    this.globals = globals
    this.spending = spending
  }

  read(stream: Buffer): Sheet {
    for (const record of recordsFrom(stream, this.offset)) {
      if (record.offset === this.offset && record.type !== RECORD.begin) throw new WorkbookRefusal('workbook_truncated')
      // a chart within the sheet is a stream of its own
      if (record.type === RECORD.begin) this.depth++
      else if (record.type === RECORD.end && --this.depth === 0) {
        keepUsefulMerges(this.sheet, this.spending)
        return this.sheet
      } else if (this.depth === 1) this.take(record)
    }
    throw new WorkbookRefusal('workbook_truncated')
  }

  private take({ type, data }: BiffRecord): void {
    switch (type) {
      case RECORD.number:
        this.storeAt(data, data.readDoubleLE(6))
        return
      case RECORD.rk:
        this.storeAt(data, rkNumber(data.readInt32LE(6)))
        return
      case RECORD.multipleRk:
        this.storeMany(data)
        return
      case RECORD.sharedString:
        this.storeAt(data, this.shared(data.readUInt32LE(6)))
        return
      case RECORD.label:
      case RECORD.richString:
        this.storeAt(data, plainString(data, 6, 2))
        return
      case RECORD.boolean:
        this.storeBoolean(data)
        return
      case RECORD.formula:
        this.storeFormula(data)
        return
      case RECORD.string:
        if (this.waiting) this.store(this.waiting.row, this.waiting.column, plainString(data, 0, 2), 0)
        this.waiting = null
        return
      case RECORD.merges:
        this.noteMerges(data)
        return
      case RECORD.row:
        if (data.readUInt16LE(12) & 0x20) this.sheet.hiddenRows.add(data.readUInt16LE(0))
        return
      case RECORD.columnInfo:
        this.noteColumns(data)
        return
      default:
    }
  }

  private shared(index: number): string {
    const text = this.globals.strings[index]
    if (text === undefined) throw new WorkbookRefusal('workbook_truncated')
    return text
  }

  private storeMany(data: Buffer): void {
    const [row, first] = [data.readUInt16LE(0), data.readUInt16LE(2)]
    for (let index = 0; 4 + index * 6 + 6 <= data.length - 2; index++) {
      const at = 4 + index * 6
      this.store(row, first + index, rkNumber(data.readInt32LE(at + 2)), data.readUInt16LE(at))
    }
  }

  private storeBoolean(data: Buffer): void {
    const isError = data.readUInt8(7) === 1
    const value = data.readUInt8(6)
    this.storeAt(data, isError ? (ERROR_TEXT[value] ?? '#ERR!') : value !== 0)
    if (isError) this.sheet.errors.add(cellKey(data.readUInt16LE(0), data.readUInt16LE(2)))
  }

  private storeFormula(data: Buffer): void {
    const [row, column] = [data.readUInt16LE(0), data.readUInt16LE(2)]
    this.sheet.formulas.set(cellKey(row, column), { text: '', missing: false })
    if (data.readUInt16LE(12) !== 0xffff) {
      this.storeAt(data, data.readDoubleLE(6))
      return
    }
    const kind = data.readUInt8(6)
    if (kind === 0) this.waiting = { row, column }
    else if (kind === 1) this.storeAt(data, data.readUInt8(8) !== 0)
    else if (kind === 2) {
      this.storeAt(data, ERROR_TEXT[data.readUInt8(8)] ?? '#ERR!')
      this.sheet.errors.add(cellKey(row, column))
    }
  }

  private storeAt(data: Buffer, value: StoredValue): void {
    this.store(data.readUInt16LE(0), data.readUInt16LE(2), value, data.readUInt16LE(4))
  }

  private store(row: number, column: number, value: StoredValue, format: number): void {
    const { sheet, spending } = this
    if (value === '' || value === null) return
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
    cells[column] = typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
    if (typeof value !== 'number' || format === 0) return
    const ids = sheet.formatIds[row] ?? new Uint16Array(256)
    ids[column] = format
    sheet.formatIds[row] = ids
  }

  private noteMerges(data: Buffer): void {
    const count = data.readUInt16LE(0)
    for (let index = 0; index < count; index++) {
      const at = 2 + index * 8
      const [top, bottom] = [data.readUInt16LE(at), data.readUInt16LE(at + 2)]
      this.sheet.merges.push({ top, bottom, left: data.readUInt16LE(at + 4), right: data.readUInt16LE(at + 6) })
    }
  }

  private noteColumns(data: Buffer): void {
    if ((data.readUInt16LE(8) & 1) === 0) return
    const last = Math.min(data.readUInt16LE(2), 255)
    for (let column = data.readUInt16LE(0); column <= last; column++) this.sheet.hiddenColumns.add(column)
  }
}
