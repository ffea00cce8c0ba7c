import { guardText } from './csv-guard.ts'
import type { WrittenValue } from './write-workbook.ts'

const CHUNK_LENGTH = 256 * 1024

/**
 * CSV as a stream of bytes: UTF-8 with mark (Excel needs it for Chinese), CRLF, quoted where needed. Text that a spreadsheet would run as a
 * formula is guarded by an apostrophe (`csv-guard.ts`), which our own reader takes away again; numbers are written as numbers.
 */
export async function* writeCsv(
  rows: Iterable<WrittenValue[]> | AsyncIterable<WrittenValue[]>,
): AsyncGenerator<Uint8Array> {
  let chunk = '\ufeff'
  for await (const row of rows) {
    for (let column = 0; column < row.length; column++) {
      const value = row[column]
      if (column > 0) chunk += ','
      if (typeof value === 'string') chunk += quoted(guardText(value))
      else if (value !== null && value !== undefined) chunk += String(value)
    }
    chunk += '\r\n'
    if (chunk.length > CHUNK_LENGTH) {
      yield Buffer.from(chunk, 'utf8')
      chunk = ''
    }
  }
  if (chunk !== '') yield Buffer.from(chunk, 'utf8')
}

function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
