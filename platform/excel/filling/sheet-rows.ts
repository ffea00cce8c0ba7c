import { decodeXml } from '../xml.ts'
import { lettersOf, numberOf } from './formulas.ts'

/** A cell of a sheet as it stands in the file: style and content kept as they are. */
export type RawCell = {
  column: number
  /** The style's index, as text; absent for none. */
  style: string | undefined
  /** The `t` attribute. */
  type: string | undefined
  /** Of a formula: its attributes and, decoded, its text. */
  formula: { attributes: string; text: string } | null
  /** What else stands in the cell, the formula apart. */
  inner: string
}
export type RawRow = { number: number; attributes: string; cells: RawCell[] }

/** What stands before the rows, the rows, and what stands after them. Null where the part is written in a way not read here. */
export function splitSheet(xml: string): { head: string; rows: RawRow[]; tail: string } | null {
  const open = /<sheetData\s*(\/?)>/.exec(xml)
  if (!open) return null
  const start = open.index + open[0].length
  if (open[1]) return { head: xml.slice(0, open.index), rows: [], tail: xml.slice(start) }
  const end = xml.indexOf('</sheetData>', start)
  if (end < 0) return null
  return {
    head: xml.slice(0, open.index),
    rows: readRows(xml.slice(start, end)),
    tail: xml.slice(end + '</sheetData>'.length),
  }
}

const ROW = /<row\b((?:\s+[\w:.-]+="[^"]*")*)\s*(?:\/>|>([\s\S]*?)<\/row>)/g
const CELL = /<c\b((?:\s+[\w:.-]+="[^"]*")*)\s*(?:\/>|>([\s\S]*?)<\/c>)/g
const FORMULA = /<f\b((?:\s+[\w:.-]+="[^"]*")*)\s*(?:\/>|>([\s\S]*?)<\/f>)/

function readRows(xml: string): RawRow[] {
  const rows: RawRow[] = []
  let number = 0
  for (const [, attributes = '', inner = ''] of xml.matchAll(ROW)) {
    number = Number(attributeOf(attributes, 'r') ?? number + 1)
    rows.push({ number, attributes: withoutAttributes(attributes, ['r', 'spans']), cells: readCells(inner) })
  }
  return rows
}

function readCells(xml: string): RawCell[] {
  const cells: RawCell[] = []
  let column = 0
  for (const [, attributes = '', inner = ''] of xml.matchAll(CELL)) {
    const place = /^([A-Z]{1,3})\d+$/.exec(attributeOf(attributes, 'r') ?? '')
    column = place ? numberOf(place[1]!) : column + 1
    const formula = FORMULA.exec(inner)
    cells.push({
      column,
      style: attributeOf(attributes, 's'),
      type: attributeOf(attributes, 't'),
      formula: formula ? { attributes: formula[1] ?? '', text: decodeXml(formula[2] ?? '') } : null,
      inner: formula ? inner.replace(formula[0], '') : inner,
    })
  }
  return cells
}

export function writeRow({ number, attributes, cells }: RawRow): string {
  const body = cells.map((cell) => writeCell(cell, number)).join('')
  return body ? `<row r="${number}"${attributes}>${body}</row>` : `<row r="${number}"${attributes}/>`
}

function writeCell({ column, style, type, formula, inner }: RawCell, row: number): string {
  const start = `<c r="${lettersOf(column)}${row}"${style === undefined ? '' : ` s="${style}"`}${type === undefined ? '' : ` t="${type}"`}`
  const content = `${formula ? `<f${formula.attributes}>${escapeFormula(formula.text)}</f>` : ''}${inner}`
  return content ? `${start}>${content}</c>` : `${start}/>`
}

function escapeFormula(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

export function attributeOf(attributes: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1]
}

export function withoutAttributes(attributes: string, names: readonly string[]): string {
  return names.reduce((text, name) => text.replace(new RegExp(`\\s${name}="[^"]*"`), ''), attributes)
}
