import { ZipWriter } from '#platform/excel/zip-writer.ts'

/** A PDF of one page with this Latin text; readers accept it. */
export function aPdf(text: string, extra = ''): Buffer {
  const content = `BT /F1 18 Tf 60 760 Td (${text}) Tj ET`
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${extra} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const at = body.length
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`
  return Buffer.from(
    `${body}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`,
    'latin1',
  )
}

/** A zip of these parts. */
export async function aZip(parts: Record<string, string>): Promise<Buffer> {
  const zip = new ZipWriter()
  const pieces: Buffer[] = []
  for (const [name, text] of Object.entries(parts))
    for await (const piece of zip.entry(name, [text])) pieces.push(piece)
  return Buffer.concat([...pieces, zip.end()])
}

const TYPES = (main: string) =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'

/** A Word file whose body is this XML; `more` adds or replaces parts. */
export async function aDocx(body: string, more: Record<string, string> = {}): Promise<Buffer> {
  const document = `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`
  return await aZip({ '[Content_Types].xml': TYPES(WORD), 'word/document.xml': document, ...more })
}

export const aParagraph = (text: string, properties = '') =>
  `<w:p>${properties}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`

/** Bytes that begin as a JPEG with Exif does; `mark` makes them another picture. */
export function aJpeg(mark: number, length = 400): Uint8Array {
  const bytes = new Uint8Array(length).fill(mark)
  bytes.set([0xff, 0xd8, 0xff, 0xda])
  return bytes
}
