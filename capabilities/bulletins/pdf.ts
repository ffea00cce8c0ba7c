import { createHash } from 'node:crypto'
import { officeToPdf } from '#platform/documents/office-to-pdf.ts'

/** The last ones made: a published document is downloaded by everyone it concerns, and its Word file is always the same bytes. */
const made = new Map<string, Promise<Uint8Array | null>>()
const KEPT = 16

/** A Word file as PDF, by LibreOffice where it is installed; null where it is not or cannot. What was just made is not made again. */
export function pdfOf(word: Uint8Array): Promise<Uint8Array | null> {
  const key = createHash('sha256').update(word).digest('hex')
  const known = made.get(key)
  if (known) return known
  const making = officeToPdf(word, 'docx')
  made.set(key, making)
  // what could not be made is tried again by the next who asks
  making.then(
    (pdf) => pdf ?? made.delete(key),
    () => made.delete(key),
  )
  const [oldest] = made.keys()
  if (made.size > KEPT && oldest) made.delete(oldest)
  return making
}
