import { ZipWriter } from '../zip-writer.ts'

const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A zip of the parts given; a part may be written piece by piece, so that a test can make one of hundreds of megabytes. */
export async function zipOf(parts: Record<string, string | Iterable<string>>): Promise<Buffer> {
  const writer = new ZipWriter()
  const chunks: Buffer[] = []
  for (const [name, text] of Object.entries(parts))
    for await (const chunk of writer.entry(name, typeof text === 'string' ? [text] : text)) chunks.push(chunk)
  return Buffer.concat([...chunks, writer.end()])
}

/** The parts of a hand-written workbook of one sheet, as other programs write them. */
export function workbookParts(
  sheet: string | Iterable<string>,
  more: Record<string, string | Iterable<string>> = {},
): Record<string, string | Iterable<string>> {
  return {
    '_rels/.rels': `<Relationships><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook ${NS} xmlns:r="${OFFICE}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="r1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': sheet,
    ...more,
  }
}

/** The XML of a worksheet around rows and what stands behind them. */
export function sheetXml(rows: string, behind = ''): string {
  return `<worksheet ${NS}><sheetData>${rows}</sheetData>${behind}</worksheet>`
}
