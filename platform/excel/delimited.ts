import { unguardText } from './csv-guard.ts'
import { WorkbookRefusal } from './refusal.ts'
import type { Spending } from './spending.ts'
import { emptySheet, type StoredValue, type Workbook } from './workbook.ts'

/** True when the bytes may be text: no NUL bytes (UTF-16 aside) and hardly any control characters. */
export function looksLikeText(bytes: Buffer): boolean {
  if (utf16Order(bytes) !== null) return true
  const head = bytes.subarray(0, 65_536)
  const isMarked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf
  let controls = 0
  for (const byte of head) {
    if (byte === 0) return false
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) controls++
  }
  return isMarked || controls * 100 <= head.length
}

/** UTF-8 (with or without mark), UTF-16 (with mark, or told by its line ends), else GB18030, which Chinese Excel writes for "CSV". */
export function decodeBytes(bytes: Buffer): string {
  return decoded(bytes).replaceAll('\u0000', '')
}

/**
 * Reads delimited text (comma, tab, semicolon or bar, found from the text) into one sheet. Every cell is text as written; a guard against
 * formulas put there by `writeCsv` is taken away.
 */
export function readDelimited(text: string, spending: Spending): Workbook {
  const sheet = emptySheet('文本')
  sheet.rows = parseDelimited(text, detectDelimiter(text), spending)
  sheet.formatIds = []
  return { format: 'csv', sheets: [sheet] }
}

/** No spreadsheet holds more in one cell: a longer one is a quote left open, or no table. */
const MAX_CELL_TEXT = 32_767

/** Rows of delimited text by the usual quoting rules (RFC 4180); words behind a closing quote stay, a quote never closed is a character. */
function parseDelimited(text: string, delimiter: string, spending: Spending): StoredValue[][] {
  const rows: StoredValue[][] = []
  let row: StoredValue[] = []
  let at = 0
  while (at < text.length) {
    const [raw, next] = readField(text, at, delimiter)
    if (raw.length > MAX_CELL_TEXT)
      throw new WorkbookRefusal('workbook_too_large', `第${rows.length + 1}行有一个单元格超过32767个字。`)
    spending.column(row.length)
    spending.cell()
    row.push(raw === '' ? null : unguardText(raw))
    at = next
    if (text.startsWith(delimiter, at)) {
      at += delimiter.length
      if (at < text.length) continue
      row.push(null)
    }
    spending.row()
    rows.push(row)
    row = []
    at += text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10 ? 2 : 1
  }
  if (row.length > 0) rows.push(row)
  return rows
}

/** The field at `at` and where it ends: at a delimiter, a line break or the end. */
function readField(text: string, at: number, delimiter: string): [raw: string, end: number] {
  const closing = text.charCodeAt(at) === 34 ? closingQuote(text, at + 1) : -1
  if (closing >= 0) {
    const end = plainEnd(text, closing + 1, delimiter)
    const [inside, behind] = [text.slice(at + 1, closing), text.slice(closing + 1, end).trimEnd()]
    // Words behind the closing quote of a cell of several lines: that quote opens another cell's words, and this one was never closed.
    const isMistaken = behind !== '' && (inside.includes('\n') || inside.includes(delimiter))
    if (!isMistaken) return [inside.replaceAll('""', '"') + behind, end]
  }
  const end = plainEnd(text, at, delimiter)
  return [text.slice(at, end), end]
}

function decoded(bytes: Buffer): string {
  const order = utf16Order(bytes)
  if (order !== null) return new TextDecoder(order).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** The separator that splits the first lines most evenly; a comma when none does. */
function detectDelimiter(text: string): string {
  const lines = firstLines(text, 20)
  let best = { delimiter: ',', score: 0 }
  for (const delimiter of ['\t', ',', ';', '|']) {
    const counts = lines.map((line) => line.split(delimiter).length - 1).filter((count) => count > 0)
    if (counts.length === 0) continue
    const typical = [...counts].sort((a, b) => a - b)[Math.floor(counts.length / 2)] as number
    const even = counts.filter((count) => count === typical).length
    const score = even * Math.min(typical, 30)
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

/** By its mark; without one by its line feeds and commas, which are one byte and a zero. */
function utf16Order(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (bytes.length < 8 || bytes.length % 2 === 1) return null
  const head = bytes.subarray(0, 4_096)
  let [low, high] = [0, 0]
  for (let at = 0; at + 1 < head.length; at += 2) {
    const [first, second] = [head[at] as number, head[at + 1] as number]
    if (first === 0 && second === 0) return null
    if (second === 0 && isSeparator(first)) low++
    else if (first === 0 && isSeparator(second)) high++
    else if (first === 0 ? second < 32 : second === 0 && first < 32) return null
  }
  if (low === 0 && high === 0) return null
  return low > high ? 'utf-16le' : 'utf-16be'
}

function isSeparator(byte: number): boolean {
  return byte === 9 || byte === 10 || byte === 13 || byte === 44 || byte === 59
}

/** Where the quote opened before `from` closes; -1 when it does not within a cell's length. */
function closingQuote(text: string, from: number): number {
  let at = from
  while (true) {
    const quote = text.indexOf('"', at)
    if (quote < 0 || quote - from > MAX_CELL_TEXT * 2) return -1
    if (text.charCodeAt(quote + 1) !== 34) return quote
    at = quote + 2
  }
}

function plainEnd(text: string, from: number, delimiter: string): number {
  const stop = delimiter.charCodeAt(0)
  let at = from
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === stop || code === 10 || code === 13) return at
    at++
  }
  return at
}

/** Logical lines with quoted parts blanked, so that separators inside quotes do not count. */
function firstLines(text: string, count: number): string[] {
  return text
    .slice(0, 65_536)
    .replace(/"(?:[^"]|"")*"/g, 'q')
    .split(/\r\n|\n|\r/)
    .slice(0, count)
}
