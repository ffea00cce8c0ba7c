import { readRelations, readWorkbookPart } from '../xlsx-parts.ts'
import { decodeXml, xmlText } from '../xml.ts'
import { escapeAttribute } from '../xml-text.ts'
import { openZip, type ZipEntries } from '../zip-entries.ts'
import { ZipWriter } from '../zip-writer.ts'
import { type Filling, fillSheet, insertionOf } from './fill-sheet.ts'
import { type Insertion, insertedRows } from './formulas.ts'
import { splitSheet } from './sheet-rows.ts'

/** A form is a table of some rows; more than this inflated is none. */
const MOST_BYTES = 200 * 1024 * 1024

/**
 * A blank .xlsx or .xlsm with rows put into it, everything else as it was sent: looks, merged cells, formulas, print setup, hidden sheets.
 * Null when one of the sheets is written in a way not read here (Excel, WPS and LibreOffice write it so that it is).
 */
export async function fillWorkbook(blank: Uint8Array, fillings: readonly Filling[]): Promise<Uint8Array | null> {
  const zip = openZip(Buffer.from(blank.buffer, blank.byteOffset, blank.byteLength), MOST_BYTES)
  const read = reader(zip)
  const paths = sheetPaths(read)
  const insertions = fillings.flatMap((filling) => insertionOf(filling) ?? [])
  const replaced = new Map<string, string>()
  for (const [sheet, path] of paths) {
    const xml = read(path)
    const filling = fillings.find((one) => one.sheet === sheet)
    if (xml === null) return null
    const filled = filling ? fillSheet(xml, filling) : withMovedFormulas(xml, sheet, insertions)
    if (filled === null) return null
    replaced.set(path.toLowerCase(), filled)
    if (filling)
      for (const [part, text] of movedDrawings(path, read, insertionOf(filling))) replaced.set(part.toLowerCase(), text)
  }
  for (const { sheet } of fillings) if (!paths.has(sheet)) return null
  const calculation = /^xl\/calcchain\.xml$/i
  return await repacked(
    zip.writtenNames.filter((name) => !calculation.test(name)),
    (name) => {
      const part = replaced.get(name.toLowerCase())
      if (part !== undefined) return Buffer.from(part)
      if (/^\[content_types\]\.xml$/i.test(name))
        return Buffer.from(without(read(name)!, /<Override\b[^>]*calcChain[^>]*\/>/gi))
      if (/^xl\/_rels\/workbook\.xml\.rels$/i.test(name))
        return Buffer.from(without(read(name)!, /<Relationship\b[^>]*calcChain[^>]*\/>/gi))
      if (/^xl\/workbook\.xml$/i.test(name)) return Buffer.from(workbookPart(read(name)!, insertions))
      return zip.read(name)!
    },
  )
}

/** The rows each sheet draws, blank ones with borders included: those a form has for its entries. */
export function drawnRows(blank: Uint8Array): Map<string, Set<number>> {
  const read = reader(openZip(Buffer.from(blank.buffer, blank.byteOffset, blank.byteLength), MOST_BYTES))
  const drawn = new Map<string, Set<number>>()
  for (const [sheet, path] of sheetPaths(read)) {
    const rows = splitSheet(read(path) ?? '')?.rows ?? []
    drawn.set(sheet, new Set(rows.flatMap(({ number, cells }) => (cells.length > 0 ? [number] : []))))
  }
  return drawn
}

function reader(zip: ZipEntries): (name: string) => string | null {
  return (name) => {
    const bytes = zip.read(name)
    return bytes === null ? null : xmlText(bytes)
  }
}

/** Parts of the sheets by the names of their tabs, in order. */
function sheetPaths(read: (name: string) => string | null): Map<string, string> {
  const workbook = read('xl/workbook.xml')
  const relations = readRelations(read('xl/_rels/workbook.xml.rels') ?? '', 'xl')
  const paths = new Map<string, string>()
  for (const { name, relation } of readWorkbookPart(workbook ?? '').sheets) {
    const target = relations.get(relation)?.target
    if (target) paths.set(name, target)
  }
  return paths
}

/** Names (print areas, titles, lists) move with their rows; whoever opens the file computes everything anew. */
function workbookPart(xml: string, insertions: readonly Insertion[]): string {
  const moved = xml.replace(/(<definedName\b[^>]*>)([^<]*)(<\/definedName>)/g, (_, open, text, close) => {
    const formula = insertions.reduce((now, insertion) => insertedRows(now, '', insertion), decodeXml(text))
    return `${open}${escapeAttribute(formula).replaceAll('&quot;', '"')}${close}`
  })
  const without = moved.replace(/<calcPr\b[^>]*\/>/, '')
  const calculation = '<calcPr fullCalcOnLoad="1"/>'
  // after the names, as the schema orders it
  if (without.includes('</definedNames>')) return without.replace('</definedNames>', `</definedNames>${calculation}`)
  return without.replace('</sheets>', `</sheets>${calculation}`)
}

function withMovedFormulas(xml: string, own: string, insertions: readonly Insertion[]): string {
  if (insertions.length === 0) return xml
  return xml.replace(/(<f\b[^>]*>)([^<]+)(<\/f>)/g, (_, open, text, close) => {
    const formula = insertions.reduce((now, insertion) => insertedRows(now, own, insertion), decodeXml(text))
    return `${open}${escapeAttribute(formula).replaceAll('&quot;', '"')}${close}`
  })
}

/** Pictures and stamps keep their rows: anchors count from 0. */
function* movedDrawings(
  sheetPath: string,
  read: (name: string) => string | null,
  insertion: Insertion | null,
): Generator<[string, string]> {
  if (!insertion) return
  const folder = sheetPath.slice(0, sheetPath.lastIndexOf('/'))
  const relations = read(`${folder}/_rels/${sheetPath.slice(folder.length + 1)}.rels`)
  if (relations === null) return
  for (const { type, target } of readRelations(relations, folder).values()) {
    const xml = type === 'drawing' ? read(target) : null
    if (xml === null) continue
    const moved = xml.replace(
      /(<(?:\w+:)?row>)(\d+)(<\/(?:\w+:)?row>)/g,
      (_, open, row, close) => `${open}${Number(row) + 1 >= insertion.at ? Number(row) + insertion.by : row}${close}`,
    )
    yield [target, moved]
  }
}

async function repacked(names: readonly string[], part: (name: string) => Buffer): Promise<Uint8Array> {
  const zip = new ZipWriter()
  const chunks: Buffer[] = []
  for (const name of names) for await (const chunk of zip.entry(name, [part(name)])) chunks.push(chunk)
  chunks.push(zip.end())
  return Buffer.concat(chunks)
}

function without(xml: string, pattern: RegExp): string {
  return xml.replace(pattern, '')
}
