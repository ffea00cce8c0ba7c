import { WorkbookRefusal } from './refusal.ts'

/** The streams of an OLE compound file (MS-CFB): what .xls and password-protected workbooks are packed in. */
export interface CompoundFile {
  names: string[]
  /** The bytes of a stream, or null when there is none of this name. */
  read(name: string): Buffer | null
}

interface Entry {
  name: string
  start: number
  size: number
}

const END_OF_CHAIN = 0xfffffffe
const HEADER_SECTORS = 109

/** Opens a compound file. Refuses with `workbook_truncated` where a chain of sectors leads outside the file or in a circle. */
export function openCompound(bytes: Buffer): CompoundFile {
  if (bytes.length < 512) throw new WorkbookRefusal('workbook_truncated')
  const shift = bytes.readUInt16LE(30)
  if (shift !== 9 && shift !== 12) throw new WorkbookRefusal('workbook_unreadable')
  const sectors = new Sectors(bytes, shift)
  const directory = sectors.chain(bytes.readUInt32LE(48))
  const entries = readEntries(directory)
  const root = entries[0]
  const cutoff = bytes.readUInt32LE(56)
  return {
    names: entries.map(({ name }) => name),
    read(name) {
      const entry = entries.find((other) => other.name === name)
      if (!entry) return null
      const data =
        entry.size >= cutoff || !root
          ? sectors.chain(entry.start)
          : sectors.smallChain(entry.start, bytes.readUInt32LE(60), root.start)
      if (data.length < entry.size) throw new WorkbookRefusal('workbook_truncated')
      return data.subarray(0, entry.size)
    },
  }
}

class Sectors {
  private readonly bytes: Buffer
  private readonly size: number
  private readonly next: Buffer

  constructor(bytes: Buffer, shift: number) {
    this.bytes = bytes
    this.size = 1 << shift
    this.next = this.readTable()
  }

  /** The sectors from `start` on, one behind the other. */
  chain(start: number): Buffer {
    return Buffer.concat(this.follow(start, this.next).map((sector) => this.at(sector)))
  }

  /** Streams below the cutoff lie in sectors of 64 bytes within the root's own stream. */
  smallChain(start: number, tableStart: number, rootStart: number): Buffer {
    const container = this.chain(rootStart)
    const pieces = this.follow(start, this.chain(tableStart)).map((sector) => {
      const piece = container.subarray(sector * 64, sector * 64 + 64)
      if (piece.length === 0) throw new WorkbookRefusal('workbook_truncated')
      return piece
    })
    return Buffer.concat(pieces)
  }

  private follow(start: number, next: Buffer): number[] {
    const found: number[] = []
    for (let sector = start; sector < END_OF_CHAIN; sector = next.readUInt32LE(sector * 4)) {
      if (sector * 4 + 4 > next.length || found.length * 4 > next.length)
        throw new WorkbookRefusal('workbook_truncated')
      found.push(sector)
    }
    return found
  }

  private at(sector: number): Buffer {
    const from = (sector + 1) * this.size
    if (from >= this.bytes.length) throw new WorkbookRefusal('workbook_truncated')
    return this.bytes.subarray(from, from + this.size)
  }

  /** The table of which sector follows which; its own sectors are named in the header and, for big files, in a list behind it. */
  private readTable(): Buffer {
    const { bytes, size } = this
    const named: number[] = []
    for (let i = 0; i < HEADER_SECTORS; i++) named.push(bytes.readUInt32LE(76 + i * 4))
    const most = Math.ceil(bytes.length / size)
    for (let more = bytes.readUInt32LE(68), i = 0; more < END_OF_CHAIN && i <= most; i++) {
      const list = this.at(more)
      if (list.length < size) throw new WorkbookRefusal('workbook_truncated')
      for (let at = 0; at + 4 < size; at += 4) named.push(list.readUInt32LE(at))
      more = list.readUInt32LE(size - 4)
    }
    const used = named.filter((sector) => sector < END_OF_CHAIN - 2)
    if (used.length > most) throw new WorkbookRefusal('workbook_truncated')
    return Buffer.concat(used.map((sector) => this.at(sector)))
  }
}

function readEntries(directory: Buffer): Entry[] {
  const entries: Entry[] = []
  for (let at = 0; at + 128 <= directory.length; at += 128) {
    const length = directory.readUInt16LE(at + 64)
    if (directory[at + 66] === 0 || length < 2 || length > 64) continue
    entries.push({
      name: directory.toString('utf16le', at, at + length - 2),
      start: directory.readUInt32LE(at + 116),
      size: directory.readUInt32LE(at + 120),
    })
  }
  return entries
}
