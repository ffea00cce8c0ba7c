import { WorkbookRefusal } from './refusal.ts'

/** The text of an XML part. A part that declares entities is refused: no workbook needs them, and they are how bombs are built. */
export function xmlText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return withoutDoctype(bytes.toString('utf16le', 2))
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return withoutDoctype(new TextDecoder('utf-16be').decode(bytes))
  // entities can be declared nowhere else; the bytes are searched faster than the text
  if (bytes.includes('<!DOCTYPE')) throw new WorkbookRefusal('workbook_unreadable')
  return bytes.toString('utf8', bytes[0] === 0xef && bytes[1] === 0xbb ? 3 : 0)
}

function withoutDoctype(text: string): string {
  if (text.includes('<!DOCTYPE')) throw new WorkbookRefusal('workbook_unreadable')
  return text
}

export interface Tag {
  /** Local name, without a namespace prefix. */
  name: string
  attributes: Record<string, string>
  /** Where the tag starts and where its content starts. */
  start: number
  end: number
}

const TAG = /<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>/g
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/** Opening tags of a small part, in order, with decoded attributes. Prefixes of attributes are dropped except `r:`. */
export function* tagsOf(xml: string): Generator<Tag> {
  for (const match of xml.matchAll(TAG)) {
    const attributes: Record<string, string> = {}
    for (const attribute of (match[3] ?? '').matchAll(ATTRIBUTE)) {
      attributes[attribute[1] as string] = decodeXml(attribute[2] ?? attribute[3] ?? '')
    }
    yield { name: match[2] as string, attributes, start: match.index, end: match.index + match[0].length }
  }
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Resolves the five named entities and character references; anything else stays as written. */
export function decodeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/g, (whole, hex, decimal, name) => {
    if (name) return NAMED[name as string] as string
    const point = hex ? Number.parseInt(hex as string, 16) : Number(decimal)
    if (point > 0x10ffff) return whole
    return point === 0 || (point >= 0xd800 && point <= 0xdfff) ? '\ufffd' : String.fromCodePoint(point)
  })
}

/** Cell text: XML entities, then the `_x000D_` escapes workbooks use for characters XML cannot hold. NUL and halves of pairs go: no database takes them. */
export function decodeCellText(text: string): string {
  const plain = decodeXml(text)
  if (!plain.includes('_x')) return plain
  return plain
    .replace(/_x([0-9a-fA-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll('\u0000', '')
    .toWellFormed()
}
