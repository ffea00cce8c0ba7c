import { promisify } from 'node:util'
import { constants, crc32, deflateRaw } from 'node:zlib'

const deflate = promisify(deflateRaw)

/** Writes a zip piece by piece: entries are streamed, sizes follow in data descriptors, nothing but the directory is kept. */
export class ZipWriter {
  private readonly directory: Buffer[] = []
  private offset = 0

  /** The bytes of one entry, from chunks of text or bytes. */
  async *entry(
    name: string,
    chunks: AsyncIterable<string | Buffer> | Iterable<string | Buffer>,
  ): AsyncGenerator<Buffer> {
    const header = localHeader(name)
    const start = this.offset
    let checksum = 0
    let size = 0
    let compressedSize = 0
    yield this.counted(header)
    // the piece that another core is packing while the next one is made here
    let packing: Promise<Buffer> | null = null
    for await (const chunk of chunks) {
      const data = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk
      checksum = crc32(data, checksum)
      size += data.length
      const before = packing
      packing = packed(data)
      if (!before) continue
      const piece = await before
      compressedSize += piece.length
      yield this.counted(piece)
    }
    if (packing) {
      const piece = await packing
      compressedSize += piece.length
      yield this.counted(piece)
    }
    compressedSize += LAST_BLOCK.length
    yield this.counted(LAST_BLOCK)
    yield this.counted(dataDescriptor(checksum, compressedSize, size))
    this.directory.push(directoryEntry(name, { checksum, compressedSize, size, start }))
  }

  /** The directory; call once, last. */
  end(): Buffer {
    const entries = Buffer.concat(this.directory)
    const end = Buffer.alloc(22)
    end.writeUInt32LE(0x06054b50, 0)
    end.writeUInt16LE(this.directory.length, 8)
    end.writeUInt16LE(this.directory.length, 10)
    end.writeUInt32LE(entries.length, 12)
    end.writeUInt32LE(this.offset, 16)
    return Buffer.concat([entries, end])
  }

  private counted(bytes: Buffer): Buffer {
    this.offset += bytes.length
    return bytes
  }
}

/** Each piece is flushed, so that pieces can be compressed one after another without keeping a stream open. */
function packed(data: Buffer): Promise<Buffer> {
  const packing = deflate(data, { level: 3, finishFlush: constants.Z_SYNC_FLUSH })
  // whoever stops reading in the middle waits for it no more
  packing.catch(() => undefined)
  return packing
}

/** An empty final deflate block. */
const LAST_BLOCK = Buffer.from([0x03, 0x00])
/** Bit 3: sizes follow the data; bit 11: names are UTF-8. */
const FLAGS = 0x0808
/** 1980-01-01, the earliest date a zip knows: the same data gives the same file. */
const DOS_DATE = 0x0021

function localHeader(name: string): Buffer {
  const bytes = Buffer.from(name, 'utf8')
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(20, 4)
  header.writeUInt16LE(FLAGS, 6)
  header.writeUInt16LE(8, 8)
  header.writeUInt16LE(DOS_DATE, 12)
  header.writeUInt16LE(bytes.length, 26)
  return Buffer.concat([header, bytes])
}

function dataDescriptor(checksum: number, compressedSize: number, size: number): Buffer {
  const descriptor = Buffer.alloc(16)
  descriptor.writeUInt32LE(0x08074b50, 0)
  descriptor.writeUInt32LE(checksum, 4)
  descriptor.writeUInt32LE(compressedSize, 8)
  descriptor.writeUInt32LE(size, 12)
  return descriptor
}

interface Written {
  checksum: number
  compressedSize: number
  size: number
  start: number
}

function directoryEntry(name: string, { checksum, compressedSize, size, start }: Written): Buffer {
  const bytes = Buffer.from(name, 'utf8')
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(20, 4)
  entry.writeUInt16LE(20, 6)
  entry.writeUInt16LE(FLAGS, 8)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt16LE(DOS_DATE, 14)
  entry.writeUInt32LE(checksum, 16)
  entry.writeUInt32LE(compressedSize, 20)
  entry.writeUInt32LE(size, 24)
  entry.writeUInt16LE(bytes.length, 28)
  entry.writeUInt32LE(start, 42)
  return Buffer.concat([entry, bytes])
}
