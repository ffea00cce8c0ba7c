import { unguardText } from './csv-guard.ts'
import { WorkbookRefusal } from './refusal.ts'
import { emptySheet, type StoredValue, type Workbook } from './workbook.ts'
import type { SheetLimits } from './xlsx-sheet.ts'

/** True when the bytes may be text: no NUL bytes (UTF-16 with its mark aside) and hardly any control characters. */
export function looksLikeText(bytes: Buffer): boolean {
  if (isUtf16(bytes)) return true
  const head = bytes.subarray(0, 65_536)
  const isMarked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf
  let controls = 0
  for (const byte of head) {
    if (byte === 0) return false
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) controls++
  }
  return isMarked || controls * 100 <= head.length
}

/**
 * Reads delimited text (comma, tab, semicolon or bar, found from the text) into one sheet. Every cell is text as written; a guard against
 * formulas put there by `writeCsv` is taken away. Web pages and XML that pass for spreadsheets are refused.
 */
export function readDelimited(bytes: Buffer, limits: SheetLimits): Workbook {
  const text = decodeText(bytes)
  if (/^\s*(<!doctype|<html|<table|<\?xml|<head|<meta|%PDF|\{\\rtf)/i.test(text.slice(0, 512))) {
    throw new WorkbookRefusal('workbook_unreadable')
  }
  const sheet = emptySheet('文本')
  sheet.rows = parseDelimited(text, detectDelimiter(text), limits)
  sheet.formatIds = []
  return { format: 'csv', sheets: [sheet] }
}

/** Rows of delimited text by the usual quoting rules (RFC 4180). Blank cells are null; line breaks inside quotes stay. */
function parseDelimited(text: string, delimiter: string, limits: SheetLimits): StoredValue[][] {
  const rows: StoredValue[][] = []
  let row: StoredValue[] = []
  let at = 0
  let cells = 0
  while (at < text.length) {
    const isQuoted = text.charCodeAt(at) === 34
    const end = isQuoted ? closingQuote(text, at + 1) : plainEnd(text, at, delimiter)
    const raw = isQuoted ? text.slice(at + 1, end).replaceAll('""', '"') : text.slice(at, end)
    row.push(raw === '' ? null : unguardText(raw))
    at = isQuoted ? plainEnd(text, Math.min(end + 1, text.length), delimiter) : end
    if (text.startsWith(delimiter, at)) {
      at += delimiter.length
      if (at < text.length) continue
      row.push(null)
    }
    cells += row.length
    if (row.length > limits.maxColumns || rows.length >= limits.maxRows || cells > limits.maxCells) {
      throw new WorkbookRefusal('workbook_too_large')
    }
    rows.push(row)
    row = []
    at += text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10 ? 2 : 1
    if (text.charCodeAt(at - 1) !== 10 && text.charCodeAt(at - 1) !== 13) at = Math.max(at, text.length)
  }
  if (row.length > 0) rows.push(row)
  return rows
}

/** UTF-8 (with or without mark), UTF-16 with mark, else GB18030, which Chinese Excel writes for "CSV". */
function decodeText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
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

function isUtf16(bytes: Buffer): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
}

function closingQuote(text: string, from: number): number {
  let at = from
  while (true) {
    const quote = text.indexOf('"', at)
    if (quote < 0) return text.length
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
