import { decodeXml } from './xml.ts'

/** A piece of HTML or XML text: an opening or closing tag (local name, lower case), or the text between two tags as written. */
export type MarkupPiece =
  | { kind: 'open'; name: string; attributes: string; isClosed: boolean }
  | { kind: 'close'; name: string }
  | { kind: 'text'; text: string }

/** Pieces in order, in one pass. Comments and declarations are left out, of web pages scripts and styles; what is broken is text, never an error. */
export function* piecesOf(markup: string, isWebPage: boolean): Generator<MarkupPiece> {
  let at = 0
  while (at < markup.length) {
    const tag = markup.indexOf('<', at)
    if (tag < 0 || tag > at) yield { kind: 'text', text: markup.slice(at, tag < 0 ? markup.length : tag) }
    if (tag < 0) return
    const skipped = endOfSkipped(markup, tag)
    if (skipped.text !== null) yield { kind: 'text', text: skipped.text }
    if (skipped.end > tag) {
      at = skipped.end
      continue
    }
    if (!TAG_START.test(markup.slice(tag + 1, tag + 3))) {
      yield { kind: 'text', text: '&lt;' }
      at = tag + 1
      continue
    }
    const end = endOfTag(markup, tag + 1)
    if (end < 0) return
    const piece = tagPiece(markup.slice(tag + 1, end))
    if (piece) yield piece
    at = end + 1
    if (isWebPage && piece?.kind === 'open' && (piece.name === 'script' || piece.name === 'style') && !piece.isClosed)
      at = endOfRaw(markup, at, piece.name)
  }
}

/** A `<` before anything else is a sign of comparison. */
const TAG_START = /^\/?[A-Za-z_]/

/** One attribute by local name (`rowspan`, `ss:Index` as `Index`), decoded; null when it is not there. Without regard to case. */
export function attributeOf(attributes: string, name: string): string | null {
  if (attributes === '') return null
  for (const match of attributes.matchAll(ATTRIBUTE)) {
    if (match[1]?.toLowerCase() === name) return decodeText(match[2] ?? match[3] ?? match[4] ?? '')
  }
  return null
}

const ATTRIBUTE = /(?:[\w-]+:)?([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g

/** Text with entities resolved, those of web pages too. */
export function decodeText(text: string): string {
  if (!text.includes('&')) return text
  return decodeXml(
    text.replace(
      /&(nbsp|ensp|emsp|thinsp|middot|ldquo|rdquo|mdash|ndash|hellip);/g,
      (_, name) => NAMED[name as string] as string,
    ),
  )
}

const NAMED: Record<string, string> = {
  nbsp: ' ',
  ensp: ' ',
  emsp: '　',
  thinsp: ' ',
  middot: '·',
  ldquo: '“',
  rdquo: '”',
  mdash: '—',
  ndash: '–',
  hellip: '…',
}

/** Comments, declarations and processing instructions end at `end`; a CDATA section is text. */
function endOfSkipped(markup: string, at: number): { end: number; text: string | null } {
  const second = markup.charCodeAt(at + 1)
  if (second !== 33 && second !== 63) return { end: at, text: null }
  if (markup.startsWith('<![CDATA[', at)) {
    const end = markup.indexOf(']]>', at)
    const until = end < 0 ? markup.length : end
    return { end: until + 3, text: markup.slice(at + 9, until).replaceAll('&', '&amp;') }
  }
  const closing = markup.startsWith('<!--', at) ? '-->' : '>'
  const end = markup.indexOf(closing, at + 2)
  return { end: end < 0 ? markup.length : end + closing.length, text: null }
}

/** The `>` that ends a tag; one inside quotes does not. A quote never closed ends with the tag. */
function endOfTag(markup: string, from: number): number {
  const end = markup.indexOf('>', from)
  if (end < 0) return -1
  let at = from
  let last = end
  while (at < last) {
    const code = markup.charCodeAt(at)
    if (code !== 34 && code !== 39) {
      at++
      continue
    }
    const quote = markup.indexOf(code === 34 ? '"' : "'", at + 1)
    if (quote < 0 || quote - at > MAX_ATTRIBUTE) return end
    at = quote + 1
    if (at > last) last = markup.indexOf('>', at)
    if (last < 0) return end
  }
  return last
}

const MAX_ATTRIBUTE = 32_767

function tagPiece(inner: string): MarkupPiece | null {
  const match = /^(\/?)(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)/.exec(inner)
  if (!match) return null
  const name = (match[2] as string).toLowerCase()
  if (match[1] === '/') return { kind: 'close', name }
  const isClosed = inner.endsWith('/')
  return { kind: 'open', name, attributes: inner.slice(match[0].length, isClosed ? -1 : undefined), isClosed }
}

function endOfRaw(markup: string, from: number, name: string): number {
  const end = markup.slice(from, from + 5_000_000).search(new RegExp(`</${name}`, 'i'))
  return end < 0 ? markup.length : from + end
}
