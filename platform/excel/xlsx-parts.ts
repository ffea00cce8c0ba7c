import { BUILT_IN_FORMATS, GENERAL, type NumberFormat, parseNumberFormat } from './number-format.ts'
import { WorkbookRefusal } from './refusal.ts'
import type { Sheet } from './workbook.ts'
import { decodeCellText, tagsOf } from './xml.ts'

/** A sheet as the workbook part lists it. */
export interface SheetEntry {
  name: string
  state: Sheet['state']
  relation: string
}

/** Sheets in tab order and the date system. */
export function readWorkbookPart(xml: string): { sheets: SheetEntry[]; date1904: boolean } {
  const sheets: SheetEntry[] = []
  let date1904 = false
  for (const { name, attributes } of tagsOf(xml)) {
    if (name === 'workbookPr') date1904 = attributes.date1904 === '1' || attributes.date1904 === 'true'
    if (name !== 'sheet') continue
    const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1]
    if (!attributes.name || !relation) continue
    const state = attributes.state === 'hidden' || attributes.state === 'veryHidden' ? attributes.state : 'visible'
    sheets.push({ name: attributes.name, state, relation })
  }
  return { sheets, date1904 }
}

/** Target paths by relation id, resolved against the folder of the part. Relations to other files or addresses are left out. */
export function readRelations(xml: string, folder: string): Map<string, { type: string; target: string }> {
  const relations = new Map<string, { type: string; target: string }>()
  for (const { name, attributes } of tagsOf(xml)) {
    if (name !== 'Relationship' || attributes.TargetMode === 'External') continue
    const { Id: id, Type: type, Target: target } = attributes
    if (id && target)
      relations.set(id, { type: (type ?? '').split('/').pop() ?? '', target: resolvePath(folder, target) })
  }
  return relations
}

/** Different texts of a workbook: 200 MB of XML hold no more of the length a ledger's have. */
const MAX_STRINGS = 3_000_000

/** Shared strings in order; phonetic guides (拼音) are not part of the text. */
export function readSharedStrings(xml: string): string[] {
  const strings: string[] = []
  const prefix = /<(\w+:)?sst[\s>]/.exec(xml)?.[1] ?? ''
  const [open, close] = [`<${prefix}si`, `</${prefix}si>`]
  let at = xml.indexOf(open)
  while (at >= 0) {
    const tagEnd = xml.indexOf('>', at)
    if (tagEnd < 0) break
    if (xml[tagEnd - 1] === '/') {
      if (strings.push('') > MAX_STRINGS) throw new WorkbookRefusal('workbook_too_large')
      at = xml.indexOf(open, tagEnd)
      continue
    }
    const end = xml.indexOf(close, tagEnd)
    if (end < 0) break
    if (strings.length >= MAX_STRINGS) throw new WorkbookRefusal('workbook_too_large')
    strings.push(textOfRuns(xml.slice(tagEnd + 1, end), prefix))
    at = xml.indexOf(open, end)
  }
  return strings
}

/** The text of `<t>` elements in a string item or inline string. */
export function textOfRuns(xml: string, prefix: string): string {
  const body = xml.includes(`<${prefix}rPh`)
    ? xml.replace(new RegExp(`<${prefix}rPh[\\s>][\\s\\S]*?</${prefix}rPh>`, 'g'), '')
    : xml
  const [open, close] = [`<${prefix}t`, `</${prefix}t>`]
  let text = ''
  let at = body.indexOf(open)
  while (at >= 0) {
    const tagEnd = body.indexOf('>', at)
    if (tagEnd < 0) break
    const after = body.charCodeAt(at + open.length)
    const isText = after === 62 || after === 32
    const end = body[tagEnd - 1] === '/' ? -1 : body.indexOf(close, tagEnd)
    if (isText && end >= 0) text += body.slice(tagEnd + 1, end)
    at = body.indexOf(open, tagEnd)
  }
  return decodeCellText(text)
}

/** Number formats and, for each cell style, the index of its format (0 = General). */
export function readStyles(xml: string): { formats: NumberFormat[]; formatOfStyle: Uint16Array } {
  const codes = new Map<number, string>()
  const styleFormats: number[] = []
  let isInCellStyles = false
  for (const { name, attributes } of tagsOf(xml)) {
    if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
    else if (name === 'cellXfs') isInCellStyles = true
    else if (name === 'cellStyles' || name === 'dxfs') isInCellStyles = false
    else if (name === 'xf' && isInCellStyles) styleFormats.push(Number(attributes.numFmtId ?? 0))
  }
  const formats: NumberFormat[] = [GENERAL]
  const indexOfId = new Map<number, number>()
  const formatOfStyle = Uint16Array.from(styleFormats, (id) => {
    const known = indexOfId.get(id)
    if (known !== undefined) return known
    const format = parseNumberFormat(codes.get(id) ?? BUILT_IN_FORMATS[id] ?? '')
    const index = format === GENERAL ? 0 : formats.push(format) - 1
    indexOfId.set(id, index)
    return index
  })
  return { formats, formatOfStyle }
}

function resolvePath(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  const parts = folder.split('/').filter(Boolean)
  for (const part of target.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}
