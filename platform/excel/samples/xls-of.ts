import type { Merge, StoredValue } from '../workbook.ts'

/** What a test puts into an .xls: cells by row; a number may carry a format, a formula its last result. */
export interface XlsSheet {
  name: string
  rows: XlsCell[][]
  merges?: Merge[]
  state?: 0 | 1 | 2
}
export type XlsCell = StoredValue | { value: number; format: string } | { formula: number | string }

/** An Excel 97–2003 workbook written record by record (MS-XLS), in its compound file: what the reader is tested with. */
export function xlsOf(sheets: XlsSheet[], options: { date1904?: boolean; filePass?: boolean } = {}): Buffer {
  return compoundOf({ Workbook: biffOf(sheets, options) })
}

/** The workbook stream alone. */
export function biffOf(sheets: XlsSheet[], { date1904 = false, filePass = false } = {}): Buffer {
  const strings = new Map<string, number>()
  const formats = new Map<string, number>()
  const bodies = sheets.map((sheet) => sheetRecords(sheet, strings, formats))
  const globals = (offsets: number[]) =>
    Buffer.concat([
      record(0x0809, u16(0x0600, 5, 0, 0, 0, 0, 0, 0)),
      ...(filePass ? [record(0x2f, u16(1, 1, 1))] : []),
      record(0x22, u16(date1904 ? 1 : 0)),
      ...[...formats].map(([code, index]) => record(0x041e, Buffer.concat([u16(164 + index), wide(code)]))),
      ...[0, ...[...formats.values()].map((index) => 164 + index)].map((id) =>
        record(0xe0, Buffer.concat([u16(0, id), Buffer.alloc(16)])),
      ),
      ...sheets.map((sheet, index) => boundSheet(sheet, offsets[index] ?? 0)),
      ...sharedStrings([...strings.keys()]),
      record(0x0a, Buffer.alloc(0)),
    ])
  const length = globals(sheets.map(() => 0)).length
  const offsets = bodies.map((_, index) => length + bodies.slice(0, index).reduce((sum, body) => sum + body.length, 0))
  return Buffer.concat([globals(offsets), ...bodies])
}

/** A compound file (MS-CFB) of big streams, one behind the other. */
export function compoundOf(streams: Record<string, Buffer>): Buffer {
  const names = Object.keys(streams)
  const sizes = names.map((name) => Math.max(4096, (streams[name] as Buffer).length))
  const counts = [Math.ceil((names.length + 1) / 4), ...sizes.map((size) => Math.ceil(size / 512))]
  const used = counts.reduce((sum, count) => sum + count, 0)
  const tables = Math.ceil((used + Math.ceil(used / 127)) / 128) || 1
  const table = Buffer.alloc(tables * 512, 0xff)
  let sector = tables
  const starts = counts.map((count) => {
    const start = sector
    for (let i = 0; i < count; i++) table.writeUInt32LE(i === count - 1 ? 0xfffffffe : sector + 1, sector++ * 4)
    return start
  })
  for (let i = 0; i < tables; i++) table.writeUInt32LE(0xfffffffd, i * 4)
  const padded = names.map((name, i) => Buffer.concat([streams[name] as Buffer], (counts[i + 1] as number) * 512))
  return Buffer.concat([
    header(tables, starts[0] as number),
    table,
    directory(names, sizes, starts, counts[0] as number),
    ...padded,
  ])
}

function header(tables: number, directoryStart: number): Buffer {
  const head = Buffer.alloc(512, 0xff)
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(head)
  head.fill(0, 8, 76)
  u16(0x3e, 3, 0xfffe, 9, 6).copy(head, 24)
  head.writeUInt32LE(tables, 44)
  head.writeUInt32LE(directoryStart, 48)
  head.writeUInt32LE(4096, 56)
  head.writeUInt32LE(0xfffffffe, 60)
  head.writeUInt32LE(0xfffffffe, 68)
  for (let i = 0; i < Math.min(tables, 109); i++) head.writeUInt32LE(i, 76 + i * 4)
  return head
}

function directory(names: string[], sizes: number[], starts: number[], sectors: number): Buffer {
  const entries = Buffer.alloc(sectors * 512)
  const put = (index: number, name: string, type: number, start: number, size: number) => {
    const at = index * 128
    entries.write(name, at, 'utf16le')
    entries.writeUInt16LE((name.length + 1) * 2, at + 64)
    entries[at + 66] = type
    entries.fill(0xff, at + 68, at + 80)
    entries.writeUInt32LE(start, at + 116)
    entries.writeUInt32LE(size, at + 120)
  }
  put(0, 'Root Entry', 5, 0xfffffffe, 0)
  for (const [index, name] of names.entries())
    put(index + 1, name, 2, starts[index + 1] as number, sizes[index] as number)
  return entries
}

function sheetRecords(
  { rows, merges = [] }: XlsSheet,
  strings: Map<string, number>,
  formats: Map<string, number>,
): Buffer {
  const cells = rows.flatMap((row, r) => row.flatMap((cell, c) => cellRecords(r, c, cell, strings, formats)))
  const merged = merges.map(({ top, bottom, left, right }) => record(0xe5, u16(1, top, bottom, left, right)))
  return Buffer.concat([
    record(0x0809, u16(0x0600, 0x10, 0, 0, 0, 0, 0, 0)),
    ...cells,
    ...merged,
    record(0x0a, Buffer.alloc(0)),
  ])
}

function cellRecords(
  r: number,
  c: number,
  cell: XlsCell,
  strings: Map<string, number>,
  formats: Map<string, number>,
): Buffer[] {
  const at = (format: number) => u16(r, c, format)
  if (cell === null) return []
  if (typeof cell === 'boolean') return [record(0x0205, Buffer.concat([at(0), Buffer.from([cell ? 1 : 0, 0])]))]
  if (typeof cell === 'number') return [record(0x0203, Buffer.concat([at(0), double(cell)]))]
  if (typeof cell === 'string') return [record(0x00fd, Buffer.concat([at(0), u32(indexOf(strings, cell))]))]
  if ('format' in cell)
    return [record(0x0203, Buffer.concat([at(1 + indexOf(formats, cell.format)), double(cell.value)]))]
  const tail = Buffer.alloc(8)
  if (typeof cell.formula === 'number') return [record(0x06, Buffer.concat([at(0), double(cell.formula), tail]))]
  const marker = Buffer.from([0, 0, 0, 0, 0, 0, 0xff, 0xff])
  return [record(0x06, Buffer.concat([at(0), marker, tail])), record(0x0207, wide(cell.formula))]
}

/** The texts, cut into continuations in the middle of a text, as Excel does after 8,224 bytes. */
function sharedStrings(texts: string[]): Buffer[] {
  if (texts.length === 0) return []
  const blocks: Buffer[] = []
  let block = Buffer.concat([u32(texts.length), u32(texts.length)])
  for (const text of texts) {
    block = Buffer.concat([block, u16(text.length), Buffer.from([1])])
    for (const char of Buffer.from(text, 'utf16le').swap16().toString('hex').match(/.{4}/g) ?? []) {
      if (block.length + 2 > 8_224) {
        blocks.push(block)
        block = Buffer.from([1])
      }
      block = Buffer.concat([block, u16(Number.parseInt(char, 16))])
    }
    if (block.length > 8_100) {
      blocks.push(block)
      block = Buffer.alloc(0)
    }
  }
  return [...blocks, block].map((data, index) => record(index === 0 ? 0xfc : 0x3c, data))
}

function boundSheet({ name, state = 0 }: XlsSheet, offset: number): Buffer {
  return record(
    0x85,
    Buffer.concat([u32(offset), Buffer.from([state, 0, name.length, 1]), Buffer.from(name, 'utf16le')]),
  )
}

function indexOf(known: Map<string, number>, key: string): number {
  const index = known.get(key) ?? known.size
  known.set(key, index)
  return index
}

function record(type: number, data: Buffer): Buffer {
  return Buffer.concat([u16(type, data.length), data])
}

function wide(text: string): Buffer {
  return Buffer.concat([u16(text.length), Buffer.from([1]), Buffer.from(text, 'utf16le')])
}

function u16(...values: number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 2)
  for (const [index, value] of values.entries()) buffer.writeUInt16LE(value, index * 2)
  return buffer
}

function u32(value: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt32LE(value)
  return buffer
}

function double(value: number): Buffer {
  const buffer = Buffer.alloc(8)
  buffer.writeDoubleLE(value)
  return buffer
}
