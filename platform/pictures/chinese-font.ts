import { type FileHandle, open, readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Known sans-serif faces first: charts are drawn for them. Whatever else has Chinese characters will do. */
const PREFERRED = [
  /^NotoSans(CJK|SC|CJKsc)-Regular/i,
  /^SourceHanSans(CN|SC|HWSC)?-Regular/i,
  /^msyh\.tt[cf]$/i,
  /^simhei\.ttf$/i,
  /^wqy-(zenhei|microhei)/i,
  /^FZ(HTK|HTJW|XH1)|方正黑体/i,
  /^DroidSansFallback/i,
]
/** Fonts lie at most this many folders below their root. */
const DEPTH = 5
/** 县: in every font for simplified Chinese, and in none that is not. */
const PROBE = '县'.codePointAt(0)!

let found: Promise<string | null> | null = null

/**
 * Path of a font file with Chinese characters on this machine (Linux incl. 麒麟 and 统信, Windows, macOS), or null. Looked up once: a
 * font installed later is seen after a restart.
 */
export function findChineseFont(): Promise<string | null> {
  found ??= findIn(fontFolders())
  return found
}

/** Whether pictures made of charts can carry Chinese text on this machine; where not, only Word's own drawing of the chart shows it. */
export async function canDrawChinese(): Promise<boolean> {
  return (await findChineseFont()) !== null
}

/** The same for given folders, whose order counts less than the face's. */
export async function findIn(folders: readonly string[]): Promise<string | null> {
  const files = (await Promise.all(folders.map(async (folder) => await fontFiles(folder, DEPTH)))).flat()
  const rank = (path: string) => {
    const at = PREFERRED.findIndex((face) => face.test(path.replace(/^.*[\\/]/u, '')))
    return at < 0 ? PREFERRED.length : at
  }
  const ordered = files.map((path) => ({ path, rank: rank(path) })).sort((a, b) => a.rank - b.rank)
  for (const { path } of ordered) if (await hasGlyph(path, PROBE)) return path
  return null
}

function fontFolders(): string[] {
  const home = homedir()
  if (process.platform === 'win32') {
    const local = process.env.LOCALAPPDATA ?? join(home, 'AppData', 'Local')
    return [join(process.env.WINDIR ?? 'C:\\Windows', 'Fonts'), join(local, 'Microsoft', 'Windows', 'Fonts')]
  }
  if (process.platform === 'darwin') return ['/System/Library/Fonts', '/Library/Fonts', join(home, 'Library', 'Fonts')]
  return ['/usr/share/fonts', '/usr/local/share/fonts', join(home, '.local', 'share', 'fonts'), join(home, '.fonts')]
}

async function fontFiles(folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const sorted = entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  const nested = sorted.map(async (entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return depth > 0 ? await fontFiles(path, depth - 1) : []
    return /\.(ttf|otf|ttc|otc)$/i.test(entry.name) ? [path] : []
  })
  return (await Promise.all(nested)).flat()
}

/** Reads only the font's character map (ISO/IEC 14496-22, cmap formats 4 and 12); a file that is no font has no glyphs. */
async function hasGlyph(path: string, codePoint: number): Promise<boolean> {
  const file = await open(path).catch(() => null)
  if (!file) return false
  try {
    const map = await characterMap(file)
    return map !== null && subtables(map).some((table) => maps(table, codePoint))
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  } finally {
    await file.close()
  }
}

async function characterMap(file: FileHandle): Promise<Buffer | null> {
  const start = await bytesAt(file, 0, 16)
  // a collection: its first face
  const face = start.toString('latin1', 0, 4) === 'ttcf' ? start.readUInt32BE(12) : 0
  const count = (await bytesAt(file, face, 12)).readUInt16BE(4)
  const directory = await bytesAt(file, face + 12, count * 16)
  for (let at = 0; at < directory.length; at += 16) {
    if (directory.toString('latin1', at, at + 4) === 'cmap')
      return await bytesAt(file, directory.readUInt32BE(at + 8), directory.readUInt32BE(at + 12))
  }
  return null
}

function subtables(map: Buffer): Buffer[] {
  return Array.from({ length: map.readUInt16BE(2) }, (_, index) => map.subarray(map.readUInt32BE(8 + index * 8)))
}

function maps(table: Buffer, codePoint: number): boolean {
  const format = table.readUInt16BE(0)
  if (format === 4) {
    const segments = table.readUInt16BE(6) / 2
    return Array.from({ length: segments }, (_, index) => ({
      end: table.readUInt16BE(14 + index * 2),
      start: table.readUInt16BE(16 + (segments + index) * 2),
    })).some(({ start, end }) => start <= codePoint && codePoint <= end)
  }
  if (format !== 12) return false
  return Array.from({ length: table.readUInt32BE(12) }, (_, index) => 16 + index * 12).some(
    (at) => table.readUInt32BE(at) <= codePoint && codePoint <= table.readUInt32BE(at + 4),
  )
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(Math.min(length, 4_000_000))
  const { bytesRead } = await file.read(bytes, 0, bytes.length, position)
  return bytes.subarray(0, bytesRead)
}
