import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/**
 * How many pages a PDF has and the text of its first (null for a scan). For a worker process only: the file may be hostile. Nothing of it
 * is run or drawn. Throws what the library says of a file it cannot read; a locked one has `name` PasswordException.
 */
export async function readPdfText(bytes: Uint8Array): Promise<{ pages: number; firstText: string | null }> {
  const loading = getDocument({
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    verbosity: 0,
    disableFontFace: true,
  })
  const document = await loading.promise
  const page = await document.getPage(1)
  const { items } = await page.getTextContent()
  const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
  const { numPages } = document
  await loading.destroy()
  return { pages: numPages, firstText: text.trim() === '' ? null : text.slice(0, 6_000) }
}
