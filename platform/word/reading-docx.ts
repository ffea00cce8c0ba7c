import { inflateRawSync } from 'node:zlib'
import type { Sources } from './citations.ts'
import type { OfficialDocument } from './document-model.ts'
import { buildOfficialDocument } from './official-document.ts'

/** For tests: the parts of a .docx by name, read from the zip's central directory, so that a broken directory shows. */
export function docxParts(file: Uint8Array): Map<string, string> {
  const bytes = Buffer.from(file)
  const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  if (end < 0) throw new Error('no end of central directory')
  const parts = new Map<string, string>()
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) throw new Error('broken central directory')
    const nameLength = bytes.readUInt16LE(at + 28)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    parts.set(name, partText(bytes, at))
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return parts
}

/** For tests: throws unless every element is closed in order, nothing stands outside a tag unescaped and no character is forbidden. */
export function assertWellFormed(xml: string): void {
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(xml)) throw new Error('forbidden character')
  const open: string[] = []
  const body = xml.replace(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->/gu, '')
  for (const [tag, closing, name, empty] of body.matchAll(
    /<(\/?)([\w:.-]+)(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(\/?)>/gu,
  )) {
    if (closing && open.pop() !== name) throw new Error(`unexpected ${tag}`)
    if (!closing && !empty) open.push(name ?? '')
  }
  if (open.length > 0) throw new Error(`not closed: ${open.join(' ')}`)
  const rest = body.replace(/<\/?[\w:.-]+(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*\/?>/gu, '')
  if (/[<>]|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(rest)) throw new Error('markup outside a tag')
}

/** For tests: the parts of a document's file. */
export async function partsOf(document: OfficialDocument, sources?: Sources): Promise<Map<string, string>> {
  return docxParts(await buildOfficialDocument(document, { sources }))
}

/** For tests: `word/document.xml`. */
export async function bodyOf(document: OfficialDocument, sources?: Sources): Promise<string> {
  return (await partsOf(document, sources)).get('word/document.xml') ?? ''
}

export function twips(millimetres: number): number {
  return Math.round((millimetres / 25.4) * 1440)
}

/** For tests: attributes of the first such element. */
export function attributesOf(xml: string, element: string): Record<string, string> {
  const tag = new RegExp(`<${element}\\s([^>]*)>`).exec(xml)?.[1] ?? ''
  return Object.fromEntries([...tag.matchAll(/([\w:]+)="([^"]*)"/g)].map((match) => [match[1], match[2]]))
}

/** For tests: the innermost paragraph with exactly this text. */
export function paragraphWith(xml: string, text: string): string {
  const paragraphs = xml.match(/<w:p>(?:(?!<w:p>)[\s\S])*?<\/w:p>/gu) ?? []
  const found = paragraphs.find((paragraph) => textOf(paragraph) === text)
  if (!found) throw new Error(`no paragraph ${text}`)
  return found
}

/** For tests: the text of all runs, tabs left out. */
export function textOf(xml: string): string {
  const text = [...xml.matchAll(/<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>/gu)].map((match) => match[1]).join('')
  const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
  return text.replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => entities[name] ?? '')
}

function partText(bytes: Buffer, entry: number): string {
  const local = bytes.readUInt32LE(entry + 42)
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
  const content = bytes.subarray(start, start + bytes.readUInt32LE(entry + 20))
  return (bytes.readUInt16LE(entry + 10) === 0 ? content : inflateRawSync(content)).toString('utf8')
}
