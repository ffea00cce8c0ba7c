/**
 * Names of the streams and storages of an OLE compound file ([MS-CFB]): what .doc, .xls and .ppt are told by, and macros found. Empty when
 * the directory cannot be followed. Bounded: at most 4,000 entries, and never a sector twice.
 */
export function compoundNames(bytes: Buffer): string[] {
  if (bytes.length < 512 || bytes.readUInt32LE(0) !== 0xe011cfd0) return []
  const shift = bytes.readUInt16LE(30)
  if (shift !== 9 && shift !== 12) return []
  const size = 1 << shift
  const next = nextSector(bytes, size)
  const names: string[] = []
  const seen = new Set<number>()
  for (let sector = bytes.readUInt32LE(48); sector < LAST_SECTOR && !seen.has(sector); sector = next(sector)) {
    seen.add(sector)
    const start = (sector + 1) * size
    if (start + size > bytes.length) break
    for (let at = start; at < start + size && names.length < MAX_ENTRIES; at += 128) {
      const length = bytes.readUInt16LE(at + 64)
      if (bytes[at + 66] !== 0 && length >= 4 && length <= 64)
        names.push(bytes.toString('utf16le', at, at + length - 2))
    }
  }
  return names
}

const LAST_SECTOR = 0xfffffff0
const MAX_ENTRIES = 4_000

/** The allocation table: its first 109 sectors stand in the header, which is enough for 6 MB of table and so for every real file. */
function nextSector(bytes: Buffer, size: number): (sector: number) => number {
  const perSector = size / 4
  return (sector) => {
    const table = Math.floor(sector / perSector)
    if (table >= 109) return LAST_SECTOR
    const at = (bytes.readUInt32LE(76 + table * 4) + 1) * size + (sector % perSector) * 4
    return at + 4 <= bytes.length ? bytes.readUInt32LE(at) : LAST_SECTOR
  }
}
