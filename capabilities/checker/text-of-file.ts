import { invalid } from '#kernel/problem.ts'
import { decodePlainText } from '#platform/documents/plain-text.ts'
import { type DocxBlock, type DocxParagraph, readDocx } from '#platform/documents/read-docx.ts'

/** What is read of a text at most; a bulletin of fifty pages is a tenth of it. */
const MOST_CHARACTERS = 400_000

/** The text of a `.docx` (one line for a paragraph or a row of a table) or of a plain text in UTF-8, UTF-16 or GB18030. For a worker or the command line. */
export function textOfFile(bytes: Uint8Array): string {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
  const text = isZip ? wordText(bytes) : plainText(bytes)
  if (text.trim() === '') throw invalid('text_empty', '这个文件里没有文字。请粘贴正文，或换用 .docx、.txt 文件。')
  if (text.length > MOST_CHARACTERS) throw invalid('text_too_long', '文字超过40万字，请分开核对。')
  return text
}

function plainText(bytes: Uint8Array): string {
  // a picture or an old Word file is no text, whatever its name says
  if (bytes.subarray(0, 4096).includes(0) && bytes[0] !== 0xff && bytes[0] !== 0xfe) throw notText()
  return decodePlainText(bytes)
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
}

function wordText(bytes: Uint8Array): string {
  let blocks: DocxBlock[]
  try {
    blocks = readDocx(bytes).blocks
  } catch {
    throw notText()
  }
  return blocks.flatMap(linesOf).join('\n')
}

function linesOf(block: DocxBlock): string[] {
  if (block.type === 'paragraph') return [lineOf(block)]
  if (block.type === 'picture') return []
  return block.rows.map((row) => row.map(({ paragraphs }) => paragraphs.map(lineOf).join(' ')).join('　'))
}

function lineOf({ runs }: DocxParagraph): string {
  return runs.map(({ text }) => text).join('')
}

function notText() {
  return invalid('text_unreadable', '读不出文字。请用 .docx 或 .txt 文件；旧的 .doc 请先另存为 .docx。')
}
