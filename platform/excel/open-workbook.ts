import { openCompound } from './compound.ts'
import { decodeBytes, looksLikeText, readDelimited } from './delimited.ts'
import { readHtmlTables } from './html-table.ts'
import { WorkbookRefusal } from './refusal.ts'
import { type SheetLimits, Spending } from './spending.ts'
import { isSpreadsheetXml, readSpreadsheetXml } from './spreadsheet-xml.ts'
import { emptySheet, type Workbook } from './workbook.ts'
import { readXlsWorkbook } from './xls.ts'
import { readRelations, readSharedStrings, readStyles, readWorkbookPart } from './xlsx-parts.ts'
import { readSheetXml } from './xlsx-sheet.ts'
import { xmlText } from './xml.ts'
import { openZip, type ZipEntries } from './zip-entries.ts'

export interface WorkbookLimits extends SheetLimits {
  maxFileBytes: number
  maxInflatedBytes: number
}

export const WORKBOOK_LIMITS: WorkbookLimits = {
  maxFileBytes: 60_000_000,
  maxInflatedBytes: 200_000_000,
  maxRows: 200_000,
  maxColumns: 1_000,
  maxCells: 15_000_000,
}

/**
 * Reads a workbook from its bytes, whatever the file is called: .xlsx and .xlsm (macros are not looked at), .xls, delimited text in
 * UTF-8, UTF-16 or GB18030, and the web pages and "XML spreadsheets 2003" that office systems send under the name .xls. Nothing is calculated, fetched or followed. Throws `WorkbookRefusal` for everything that cannot be read
 * completely (.xlsb and .ods too: hidden sheets and strings of theirs are not read reliably). Slow for big files: `run-in-worker.ts`.
 */
export async function openWorkbook(bytes: Uint8Array, limits: Partial<WorkbookLimits> = {}): Promise<Workbook> {
  const all = { ...WORKBOOK_LIMITS, ...limits }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer.length === 0) throw new WorkbookRefusal('workbook_empty')
  if (buffer.length > all.maxFileBytes) throw new WorkbookRefusal('workbook_too_large')
  const spending = new Spending(all)
  if (startsWith(buffer, [0x50, 0x4b])) return readXlsx(openZip(buffer, all.maxInflatedBytes), spending)
  if (startsWith(buffer, [0xd0, 0xcf, 0x11, 0xe0])) return readCompound(buffer, spending)
  if (startsWith(buffer, [0x09, 0x00]) || startsWith(buffer, [0x09, 0x02]) || startsWith(buffer, [0x09, 0x04]))
    throw new WorkbookRefusal('workbook_old')
  if (OTHER_ARCHIVES.some((signature) => startsWith(buffer, signature))) throw new WorkbookRefusal('workbook_archive')
  if (looksLikeText(buffer)) return readText(decodeBytes(buffer), spending)
  if (isOfficeEncrypted(buffer)) throw new WorkbookRefusal('workbook_protected')
  throw new WorkbookRefusal('workbook_unreadable')
}

/** RAR, 7-Zip, gzip. */
const OTHER_ARCHIVES = [
  [0x52, 0x61, 0x72, 0x21],
  [0x37, 0x7a, 0xbc, 0xaf],
  [0x1f, 0x8b],
]

/** The document encryption that offices put on every file of their computers (亿赛通, 绿盾 and their like) has marks of its own. */
function isOfficeEncrypted(buffer: Buffer): boolean {
  return startsWith(buffer, [0x62, 0x14, 0x23, 0x65]) || /E-SafeNet|%TSD-Header/.test(buffer.toString('latin1', 0, 512))
}

/** Text is delimited rows, unless it is markup. */
function readText(text: string, spending: Spending): Workbook {
  const head = text.slice(0, 4096)
  if (isSpreadsheetXml(text)) return readSpreadsheetXml(text, spending)
  if (/^\s*MIME-Version:/i.test(head)) throw new WorkbookRefusal('workbook_webpage')
  if (/^\s*(<!--[\s\S]{0,500}?-->\s*)*<(!doctype html|html|table|head|meta|body|div|style)/i.test(head))
    return readHtmlTables(text, spending)
  if (/^\s*(<\?xml|<!doctype|%PDF|\{\\rtf|\{\s*")/i.test(head)) throw new WorkbookRefusal('workbook_unreadable')
  return readDelimited(text, spending)
}

function readXlsx(zip: ZipEntries, spending: Spending): Workbook {
  const workbookPath = mainPart(zip)
  const part = workbookPath.endsWith('.bin') ? null : zip.read(workbookPath)
  if (!part) throw new WorkbookRefusal(isArchive(zip.names) ? 'workbook_archive' : 'workbook_unreadable')
  const folder = workbookPath.includes('/') ? workbookPath.slice(0, workbookPath.lastIndexOf('/')) : ''
  const { sheets: entries, date1904 } = readWorkbookPart(xmlText(part))
  const relationsPart = zip.read(`${folder}/_rels/${workbookPath.slice(folder ? folder.length + 1 : 0)}.rels`)
  const relations = relationsPart ? readRelations(xmlText(relationsPart), folder) : new Map<string, never>()
  const styles = readPart(zip, relations, 'styles', readStyles) ?? { formats: [], formatOfStyle: new Uint16Array() }
  const strings = readPart(zip, relations, 'sharedStrings', readSharedStrings) ?? []
  const sheets = entries.flatMap((entry) => {
    const relation = relations.get(entry.relation)
    // Chart sheets and dialogue sheets hold no cells.
    if (relation?.type !== 'worksheet') return []
    const data = zip.read(relation.target)
    if (!data) throw new WorkbookRefusal('workbook_truncated')
    const sheet = { ...emptySheet(entry.name, entry.state), date1904, numberFormats: styles.formats }
    spending.sheet()
    readSheetXml(xmlText(data), sheet, { strings, formatOfStyle: styles.formatOfStyle, spending })
    return [sheet]
  })
  if (sheets.length === 0) throw new WorkbookRefusal('workbook_unreadable')
  return { format: 'xlsx', sheets }
}

function isArchive(names: string[]): boolean {
  return names.some((name) => /\.(xlsx?|xlsm|et|csv|zip|rar|docx?)$/i.test(name))
}

function mainPart(zip: ZipEntries): string {
  const rootRelations = zip.read('_rels/.rels')
  if (rootRelations) {
    for (const { type, target } of readRelations(xmlText(rootRelations), '').values()) {
      if (type === 'officeDocument') return target
    }
  }
  return 'xl/workbook.xml'
}

function readPart<T>(
  zip: ZipEntries,
  relations: Map<string, { type: string; target: string }>,
  type: string,
  read: (xml: string) => T,
): T | null {
  const target = [...relations.values()].find((relation) => relation.type === type)?.target
  const data = target ? zip.read(target) : null
  return data ? read(xmlText(data)) : null
}

/** An OLE container: an .xls workbook, or the envelope Office puts around a password-protected .xlsx. */
function readCompound(buffer: Buffer, spending: Spending): Workbook {
  if (buffer.includes(Buffer.from('EncryptedPackage', 'utf16le'))) throw new WorkbookRefusal('workbook_encrypted')
  const compound = openCompound(buffer)
  const stream = compound.read('Workbook')
  if (stream) return readXlsWorkbook(stream, spending)
  throw new WorkbookRefusal(compound.names.includes('Book') ? 'workbook_old' : 'workbook_unreadable')
}

function startsWith(buffer: Buffer, signature: number[]): boolean {
  return signature.every((byte, index) => buffer[index] === byte)
}
