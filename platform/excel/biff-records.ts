import { WorkbookRefusal } from './refusal.ts'

/** Record types of an Excel 97–2003 workbook stream (MS-XLS 2.3) that matter to a reader. */
export const RECORD = {
  formula: 0x0006,
  end: 0x000a,
  dateMode: 0x0022,
  filePass: 0x002f,
  continued: 0x003c,
  columnInfo: 0x007d,
  boundSheet: 0x0085,
  multipleRk: 0x00bd,
  richString: 0x00d6,
  cellFormat: 0x00e0,
  merges: 0x00e5,
  sharedStrings: 0x00fc,
  sharedString: 0x00fd,
  number: 0x0203,
  label: 0x0204,
  boolean: 0x0205,
  string: 0x0207,
  row: 0x0208,
  rk: 0x027e,
  format: 0x041e,
  begin: 0x0809,
} as const

export interface BiffRecord {
  type: number
  offset: number
  data: Buffer
}

/** Records from `offset` on, in order. A record that leads past the end is a file cut off. */
export function* recordsFrom(stream: Buffer, offset: number): Generator<BiffRecord> {
  let at = offset
  while (at + 4 <= stream.length) {
    const type = stream.readUInt16LE(at)
    const length = stream.readUInt16LE(at + 2)
    if (at + 4 + length > stream.length) throw new WorkbookRefusal('workbook_truncated')
    yield { type, offset: at, data: stream.subarray(at + 4, at + 4 + length) }
    at += 4 + length
  }
}

/** A string whose length takes `lengthBytes` (1 or 2) bytes, in one record, without formatting runs. */
export function plainString(data: Buffer, at: number, lengthBytes: 1 | 2): string {
  const count = lengthBytes === 1 ? data.readUInt8(at) : data.readUInt16LE(at)
  const flags = data.readUInt8(at + lengthBytes)
  const from = at + lengthBytes + 1
  return flags & 1 ? data.toString('utf16le', from, from + count * 2) : data.toString('latin1', from, from + count)
}

/** The shared strings of a record and its continuations. Text may be split between two of them; the second half has a width of its own. */
export function sharedStringsOf(blocks: Buffer[]): string[] {
  const reader = new BlockReader(blocks)
  reader.skip(4)
  const count = reader.number(4)
  const strings: string[] = []
  while (strings.length < count && !reader.isDone) strings.push(reader.string())
  return strings
}

/** An RK number (MS-XLS 2.5.217): 30 bits of an integer or of a double, perhaps in hundredths. */
export function rkNumber(rk: number): number {
  let value: number
  if (rk & 2) value = rk >> 2
  else {
    const buffer = Buffer.alloc(8)
    buffer.writeInt32LE(rk & ~3, 4)
    value = buffer.readDoubleLE(0)
  }
  return rk & 1 ? value / 100 : value
}

class BlockReader {
  private readonly blocks: Buffer[]
  private block = 0
  private at = 0

  constructor(blocks: Buffer[]) {
    this.blocks = blocks
  }

  get isDone(): boolean {
    this.advance()
    return this.block >= this.blocks.length
  }

  number(bytes: 1 | 2 | 4): number {
    this.advance()
    const data = this.blocks[this.block]
    if (!data || this.at + bytes > data.length) throw new WorkbookRefusal('workbook_truncated')
    const value = data.readUIntLE(this.at, bytes)
    this.at += bytes
    return value
  }

  skip(bytes: number): void {
    let left = bytes
    while (left > 0) {
      this.advance()
      const data = this.blocks[this.block]
      if (!data) throw new WorkbookRefusal('workbook_truncated')
      const step = Math.min(left, data.length - this.at)
      this.at += step
      left -= step
    }
  }

  string(): string {
    let left = this.number(2)
    let flags = this.number(1)
    const runs = flags & 8 ? this.number(2) : 0
    const extra = flags & 4 ? this.number(4) : 0
    let text = ''
    while (left > 0) {
      if (this.at >= (this.blocks[this.block]?.length ?? 0)) {
        this.advance()
        flags = this.number(1)
      }
      const data = this.blocks[this.block]
      if (!data) throw new WorkbookRefusal('workbook_truncated')
      const width = flags & 1 ? 2 : 1
      const count = Math.min(left, Math.floor((data.length - this.at) / width))
      if (count === 0) throw new WorkbookRefusal('workbook_truncated')
      text += data.toString(width === 2 ? 'utf16le' : 'latin1', this.at, this.at + count * width)
      this.at += count * width
      left -= count
    }
    this.skip(runs * 4 + extra)
    return text
  }

  private advance(): void {
    while (this.block < this.blocks.length && this.at >= (this.blocks[this.block] as Buffer).length) {
      this.block++
      this.at = 0
    }
  }
}
