import { inflateRawSync } from 'node:zlib'
import { WorkbookRefusal } from './refusal.ts'

/** The entries of a zip, inflated on demand. What is inflated is counted: the directory's own sizes are not believed. */
export interface ZipEntries {
  /** In lower case: names are told apart without it. */
  names: string[]
  /** As the zip writes them, for writing it again. */
  writtenNames: string[]
  /** Bytes of an entry, or null when there is none of this name (case and slashes do not matter). */
  read(name: string): Buffer | null
}

interface Entry {
  name: string
  method: number
  isEncrypted: boolean
  compressedSize: number
  headerOffset: number
}

/** Opens a zip. Refuses with `workbook_truncated` when its directory is missing, `workbook_too_large` past `maxInflatedBytes`. */
export function openZip(bytes: Buffer, maxInflatedBytes: number): ZipEntries {
  const entries = readDirectory(bytes)
  let left = maxInflatedBytes
  return {
    names: [...entries.keys()],
    writtenNames: [...entries.values()].map(({ name }) => name),
    read(name) {
      const entry = entries.get(entryKey(name))
      if (!entry) return null
      if (entry.isEncrypted) throw new WorkbookRefusal('workbook_encrypted')
      const data = inflate(bytes, entry, left)
      left -= data.length
      return data
    },
  }
}

const END_RECORD = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_HEADER = 0x04034b50
/** As many as the directory's 16 bits can count. */
const MAX_ENTRIES = 65_535

function readDirectory(bytes: Buffer): Map<string, Entry> {
  const end = findEndRecord(bytes)
  const count = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  const entries = new Map<string, Entry>()
  for (let i = 0; i < Math.min(count, MAX_ENTRIES); i++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY_ENTRY)
      throw new WorkbookRefusal('workbook_truncated')
    const nameLength = bytes.readUInt16LE(at + 28)
    const extraLength = bytes.readUInt16LE(at + 30)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    entries.set(entryKey(name), {
      name,
      method: bytes.readUInt16LE(at + 10),
      isEncrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      compressedSize: compressedSizeAt(bytes, at, nameLength, extraLength),
      headerOffset: bytes.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + extraLength + bytes.readUInt16LE(at + 32)
  }
  return entries
}

function findEndRecord(bytes: Buffer): number {
  const lowest = Math.max(0, bytes.length - 65_557)
  for (let at = bytes.length - 22; at >= lowest; at--) {
    if (bytes.readUInt32LE(at) === END_RECORD) return at
  }
  throw new WorkbookRefusal('workbook_truncated')
}

/** Zip64 writers put 0xFFFFFFFF in the size and the true one in an extra field; it stands after the uncompressed size when that is there too. */
function compressedSizeAt(bytes: Buffer, at: number, nameLength: number, extraLength: number): number {
  const size = bytes.readUInt32LE(at + 20)
  if (size !== 0xffffffff) return size
  const hasUncompressed = bytes.readUInt32LE(at + 24) === 0xffffffff
  const start = at + 46 + nameLength
  for (let field = start; field + 4 <= start + extraLength; field += 4 + bytes.readUInt16LE(field + 2)) {
    if (bytes.readUInt16LE(field) === 1) return Number(bytes.readBigUInt64LE(field + 4 + (hasUncompressed ? 8 : 0)))
  }
  throw new WorkbookRefusal('workbook_truncated')
}

/** Big pieces: a sheet of a hundred megabytes is put together from a hundred of them and not from thousands. */
const INFLATED_CHUNK = 1_048_576

function inflate(bytes: Buffer, entry: Entry, left: number): Buffer {
  const at = entry.headerOffset
  if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== LOCAL_HEADER) throw new WorkbookRefusal('workbook_truncated')
  const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
  const end = start + entry.compressedSize
  if (end > bytes.length) throw new WorkbookRefusal('workbook_truncated')
  const data = bytes.subarray(start, end)
  if (left <= 0) throw new WorkbookRefusal('workbook_too_large')
  if (entry.method === 0) {
    if (data.length > left) throw new WorkbookRefusal('workbook_too_large')
    return data
  }
  if (entry.method !== 8) throw new WorkbookRefusal('workbook_unreadable')
  try {
    return inflateRawSync(data, { maxOutputLength: left, chunkSize: INFLATED_CHUNK })
  } catch (error) {
    const isTooLarge = error instanceof RangeError || (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
    throw new WorkbookRefusal(isTooLarge ? 'workbook_too_large' : 'workbook_truncated')
  }
}

function entryKey(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\//, '').toLowerCase()
}
