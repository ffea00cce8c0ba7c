import { constants, crc32, deflateRawSync } from 'node:zlib'

const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A part of a zip: its text, or a piece of text many times over between two others, packed once: how bombs are made. */
export type Part = string | { open: string; piece: string; times: number; close: string }

/** A zip of the parts given, written by hand: nothing of the product's own writer is in it. */
export function zipOf(parts: Record<string, Part>): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [path, part] of Object.entries(parts)) {
    const name = Buffer.from(path)
    const { packed, size, checksum } = packedPart(part)
    const sizes = Buffer.alloc(12)
    sizes.writeUInt32LE(checksum, 0)
    sizes.writeUInt32LE(packed.length, 4)
    sizes.writeUInt32LE(size, 8)
    const local = Buffer.concat([
      fields(0x0403_4b50, [20, 0x0800, 8, 0, 0]),
      sizes,
      fields(null, [name.length, 0]),
      name,
    ])
    bodies.push(local, packed)
    const at = Buffer.alloc(4)
    at.writeUInt32LE(offset)
    directory.push(
      Buffer.concat([
        fields(0x0201_4b50, [20, 20, 0x0800, 8, 0, 0]),
        sizes,
        fields(null, [name.length, 0, 0, 0, 0, 0, 0]),
        at,
        name,
      ]),
    )
    offset += local.length + packed.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(10)
  end.writeUInt32LE(listed.length, 0)
  end.writeUInt32LE(offset, 4)
  return Buffer.concat([...bodies, listed, fields(0x0605_4b50, [0, 0, directory.length, directory.length]), end])
}

function packedPart(part: Part): { packed: Buffer; size: number; checksum: number } {
  if (typeof part === 'string') {
    const data = Buffer.from(part)
    return { packed: deflateRawSync(data, { level: 3 }), size: data.length, checksum: crc32(data) }
  }
  const flushed = (text: string) => deflateRawSync(text, { level: 3, finishFlush: constants.Z_SYNC_FLUSH })
  const piece = flushed(part.piece)
  const all = [flushed(part.open), ...Array.from({ length: part.times }, () => piece), deflateRawSync(part.close)]
  const size = Buffer.byteLength(part.open + part.close) + Buffer.byteLength(part.piece) * part.times
  return { packed: Buffer.concat(all), size, checksum: 0 }
}

function fields(signature: number | null, values: number[]): Buffer {
  const buffer = Buffer.alloc((signature === null ? 0 : 4) + values.length * 2)
  if (signature !== null) buffer.writeUInt32LE(signature)
  for (const [index, value] of values.entries()) buffer.writeUInt16LE(value, (signature === null ? 0 : 4) + index * 2)
  return buffer
}

/** The parts of a hand-written workbook of one sheet, as other programs write them. */
export function workbookParts(sheet: Part, more: Record<string, Part> = {}): Record<string, Part> {
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
