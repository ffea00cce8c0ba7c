import { firstTextOf } from '#platform/documents/first-text.ts'
import { kindOfFile, type NotTaken } from '#platform/documents/kind-of-file.ts'
import { secrecyMarkIn } from '../rules/secrecy.ts'
import type { Format } from '../vocabulary.ts'

/** What looking into a file found. `mark`: the grade of secrecy it carries. */
export type Inspected = {
  format: Format
  pages: number | null
  lookedAt: 'name' | 'text'
  notices: string[]
  mark: string | null
}
export type Inspection = Inspected | { refused: NotTaken }

/** Tells a file by its content and reads the top of its first page for marks of secrecy. Slow and exposed: for the worker. */
export async function inspect(bytes: Uint8Array, fileName: string): Promise<Inspection> {
  const found = kindOfFile(bytes)
  if ('refused' in found) return found
  const { kind, notices } = found
  if (kind === 'pdf') return await inspectPdf(bytes, notices)
  const text = firstTextOf(bytes, kind)
  const format: Format = kind === 'text' && /\.(csv|tsv)$/i.test(fileName) ? 'csv' : kind
  return { format, pages: null, lookedAt: text === null ? 'name' : 'text', notices, mark: secrecyMarkIn(text ?? '') }
}

async function inspectPdf(bytes: Uint8Array, notices: string[]): Promise<Inspection> {
  // three megabytes of library, which the server itself never needs; if it cannot be had, that is not the file's fault
  const { readPdfText } = await import('#platform/documents/pdf-text.ts')
  try {
    const { pages, firstText } = await readPdfText(bytes)
    const mark = secrecyMarkIn(firstText ?? '')
    return { format: 'pdf', pages, lookedAt: firstText === null ? 'name' : 'text', notices, mark }
  } catch (error) {
    return { refused: (error as Error).name === 'PasswordException' ? 'encrypted' : 'truncated' }
  }
}
