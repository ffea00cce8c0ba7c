import { looksLikeText, readDelimited } from './delimited.ts'
import { WorkbookRefusal } from './refusal.ts'
import { emptySheet, type Workbook } from './workbook.ts'
import { readXlsWorkbook } from './xls.ts'
import { readRelations, readSharedStrings, readStyles, readWorkbookPart } from './xlsx-parts.ts'
import { readSheetXml, type SheetLimits } from './xlsx-sheet.ts'
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
  maxCells: 10_000_000,
}

/**
 * Reads a workbook from its bytes, whatever the file is called: .xlsx and .xlsm (macros are not looked at), .xls, or comma- or tab-separated
 * text in UTF-8, UTF-16 or GB18030. Nothing is calculated, fetched or followed. Throws `WorkbookRefusal` for everything that cannot be read
 * completely (.xlsb and .ods too: hidden sheets and strings of theirs are not read reliably). Slow for big files: `run-in-worker.ts`.
 */
export async function openWorkbook(bytes: Uint8Array, limits: Partial<WorkbookLimits> = {}): Promise<Workbook> {
  const all = { ...WORKBOOK_LIMITS, ...limits }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer.length === 0) throw new WorkbookRefusal('workbook_empty')
  if (buffer.length > all.maxFileBytes) throw new WorkbookRefusal('workbook_too_large')
  if (startsWith(buffer, [0x50, 0x4b])) return readXlsx(openZip(buffer, all.maxInflatedBytes), all)
  if (startsWith(buffer, [0xd0, 0xcf, 0x11, 0xe0])) return readCompound(buffer, all)
  if (looksLikeText(buffer)) return readDelimited(buffer, all)
  throw new WorkbookRefusal('workbook_unreadable')
}

function readXlsx(zip: ZipEntries, limits: WorkbookLimits): Workbook {
  const workbookPath = mainPart(zip)
  const part = workbookPath.endsWith('.bin') ? null : zip.read(workbookPath)
  if (!part) throw new WorkbookRefusal('workbook_unreadable')
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
    readSheetXml(xmlText(data), sheet, { strings, formatOfStyle: styles.formatOfStyle, limits })
    return [sheet]
  })
  if (sheets.length === 0) throw new WorkbookRefusal('workbook_unreadable')
  return { format: 'xlsx', sheets }
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
function readCompound(buffer: Buffer, limits: WorkbookLimits): Promise<Workbook> {
  if (buffer.includes(Buffer.from('EncryptedPackage', 'utf16le'))) throw new WorkbookRefusal('workbook_encrypted')
  return readXlsWorkbook(buffer, limits)
}

function startsWith(buffer: Buffer, signature: number[]): boolean {
  return signature.every((byte, index) => buffer[index] === byte)
}
