import { decodeXml } from '../excel/xml.ts'
import { openZip } from '../excel/zip-entries.ts'
import type { DocumentKind } from './kind-of-file.ts'
import { decodePlainText } from './plain-text.ts'

const MOST_INFLATED = 40 * 1024 * 1024
const ENOUGH = 6_000

/** The parts of a package in which the top of the first page stands. */
const PARTS: Partial<Record<DocumentKind, RegExp>> = {
  docx: /^word\/(document|header\d*|footer\d*)\.xml$/,
  xlsx: /^xl\/(sharedstrings\.xml|worksheets\/sheet1\.xml)$/,
  pptx: /^ppt\/slides\/slide1\.xml$/,
  ofd: /\/pages\/page_0\/content\.xml$/,
}

/**
 * The text of the first page or so, line by line, as far as it can be read cheaply; null where it cannot (scans). PDF: `pdf-text.ts`. Old
 * binary files give the runs of Chinese text in them, in no order: enough to find a mark by.
 */
export function firstTextOf(bytes: Uint8Array, kind: DocumentKind): string | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (kind === 'text') return decodePlainText(buffer.subarray(0, ENOUGH * 3))
  if (kind === 'doc' || kind === 'xls' || kind === 'ppt') return wideRuns(buffer)
  const parts = PARTS[kind]
  return parts ? packageText(buffer, parts) : null
}

function packageText(buffer: Buffer, parts: RegExp): string {
  const zip = openZip(buffer, MOST_INFLATED)
  return zip.names
    .filter((name) => parts.test(name))
    .slice(0, 12)
    .map((name) => lines(zip.read(name)!.toString('utf8')))
    .join('\n')
}

/** Paragraphs, cells and shared strings each on a line of their own. */
function lines(xml: string): string {
  const texts: string[] = []
  let length = 0
  for (const [, end, text] of xml.matchAll(
    /<\/(?:\w+:)?(p|si|tr|TextObject)>|<(?:\w+:)?(?:t|TextCode)(?:\s[^>]*)?>([^<]*)</g,
  )) {
    if (length > ENOUGH) break
    texts.push(end ? '\n' : decodeXml(text ?? ''))
    length += text?.length ?? 1
  }
  return texts.join('')
}

/** Runs of UTF-16 Chinese text with marks between them, from anywhere in the file. */
function wideRuns(buffer: Buffer): string {
  const marks = /[\u2605\u2606\u3000-\u303f\u4e00-\u9fff\uff00-\uff5e0-9 ]{2,}/g
  const found: string[] = []
  for (const offset of [0, 1]) {
    const text = buffer.toString('utf16le', offset, Math.min(buffer.length, 4_000_000))
    for (const [run] of text.matchAll(marks)) {
      // a word alone may be a box of a form: here only what is written as a mark counts
      if (/[绝机秘]\s{0,4}密\s{0,2}[★☆]|密\s{0,4}级/.test(run)) found.push(run.trim())
    }
  }
  return found.join('\n')
}
