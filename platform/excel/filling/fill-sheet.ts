import { escapeCellText } from '../xml-text.ts'
import { copiedTo, type Insertion, insertedRows } from './formulas.ts'
import { movedRanges } from './ranges.ts'
import { attributeOf, type RawCell, type RawRow, splitSheet, withoutAttributes, writeRow } from './sheet-rows.ts'

/** A value to put in: text, or a number as exact decimal text. */
export type FilledValue = { text: string } | { number: string } | { formula: string; number: string } | null
/** What goes into one sheet of a blank workbook; rows and columns are 1-based. */
export type Filling = {
  /** The sheet's name, as its tab shows it. */
  sheet: string
  /** The first row of the table's body, and how many blank ones the form has (their look is kept). */
  firstRow: number
  blankRows: number
  /** One entry a row: column number → value. Cells not named stay as they are. */
  rows: readonly ReadonlyMap<number, FilledValue>[]
  /** Single cells outside the body, by row and column as they stand in the blank form. */
  cells: readonly { row: number; column: number; value: FilledValue }[]
}

/** The rows that have to be inserted for what is filled in; null when the blank ones suffice. */
export function insertionOf({ sheet, firstRow, blankRows, rows }: Filling): Insertion | null {
  const by = rows.length - blankRows
  if (by <= 0) return null
  // before the last blank row, as one does by hand: sums over the body grow, and its lower edge stays below
  return { sheet, at: firstRow + Math.max(0, blankRows - 1), by }
}

/**
 * A sheet's XML with the filling in it: styles, merged cells, formulas and everything else stay as they were sent. Null where the sheet is
 * written in a way not read here.
 */
export function fillSheet(xml: string, filling: Filling): string | null {
  const parts = splitSheet(xml)
  if (!parts) return null
  const insertion = insertionOf(filling)
  const plain = withPlainFormulas(parts.rows)
  const shifted = insertion ? insertRows(plain, filling, insertion) : plain
  const rows = new Map(shifted.map((row) => [row.number, row]))
  filling.rows.forEach((values, at) => {
    const number = filling.firstRow + at
    rows.set(number, filledRow(rows.get(number) ?? { number, attributes: '', cells: [] }, values))
  })
  for (const { row, column, value } of filling.cells) {
    const number = insertion && row >= insertion.at ? row + insertion.by : row
    rows.set(number, filledRow(rows.get(number) ?? { number, attributes: '', cells: [] }, new Map([[column, value]])))
  }
  const ordered = [...rows.values()].sort((a, b) => a.number - b.number)
  const tail = insertion ? movedRanges(parts.tail, filling, insertion) : parts.tail
  const head = parts.head.replace(/<dimension\b[^>]*\/>/, '')
  return `${head}<sheetData>${ordered.map(writeRow).join('')}</sheetData>${tail}`
}

/**
 * Shared formulas are written out, cell by cell: rows between them would tear the group apart. What a formula gave in the blank form holds no
 * longer; the program that opens the file computes it.
 */
function withPlainFormulas(rows: readonly RawRow[]): RawRow[] {
  const masters = new Map<string, { row: number; column: number; text: string }>()
  return rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell) => {
      if (!cell.formula) return cell
      const bare = { ...cell, type: undefined, inner: '' }
      if (attributeOf(cell.formula.attributes, 't') !== 'shared') return bare
      const group = attributeOf(cell.formula.attributes, 'si') ?? ''
      if (cell.formula.text) masters.set(group, { row: row.number, column: cell.column, text: cell.formula.text })
      const master = masters.get(group)
      if (!master) return { ...bare, formula: null }
      const text = copiedTo(master.text, row.number - master.row, cell.column - master.column)
      return { ...bare, formula: { attributes: withoutAttributes(cell.formula.attributes, ['t', 'si', 'ref']), text } }
    }),
  }))
}

function insertRows(rows: readonly RawRow[], { sheet, firstRow, blankRows }: Filling, insertion: Insertion): RawRow[] {
  const moved = rows.map((row) => ({
    ...row,
    number: row.number >= insertion.at ? row.number + insertion.by : row.number,
    cells: row.cells.map((cell) =>
      cell.formula
        ? { ...cell, formula: { ...cell.formula, text: insertedRows(cell.formula.text, sheet, insertion) } }
        : cell,
    ),
  }))
  // new rows look like the one above them, or like the only blank one
  const patternRow =
    blankRows === 0 ? null : firstRow + Math.max(0, blankRows - 2) + (blankRows === 1 ? insertion.by : 0)
  const pattern = moved.find(({ number }) => number === patternRow)
  if (!pattern) return moved
  const added = Array.from({ length: insertion.by }, (_, at) => copiedRow(pattern, insertion.at + at))
  return [...moved, ...added]
}

function copiedRow(pattern: RawRow, number: number): RawRow {
  return {
    ...pattern,
    number,
    cells: pattern.cells.map((cell) => ({
      ...cell,
      type: undefined,
      inner: '',
      formula: cell.formula && { ...cell.formula, text: copiedTo(cell.formula.text, number - pattern.number, 0) },
    })),
  }
}

function filledRow(row: RawRow, values: ReadonlyMap<number, FilledValue>): RawRow {
  const cells = new Map(row.cells.map((cell) => [cell.column, cell]))
  for (const [column, value] of values) cells.set(column, filledCell(column, cells.get(column)?.style, value))
  return { ...row, cells: [...cells.values()].sort((a, b) => a.column - b.column) }
}

function filledCell(column: number, style: string | undefined, value: FilledValue): RawCell {
  const blank = { column, style, type: undefined, formula: null, inner: '' }
  if (value === null) return blank
  if ('formula' in value)
    return { ...blank, formula: { attributes: '', text: value.formula }, inner: `<v>${value.number}</v>` }
  if ('number' in value) return { ...blank, inner: `<v>${value.number}</v>` }
  // text is a text cell whatever it looks like: = + - @ are shown, never run
  return {
    ...blank,
    type: 'inlineStr',
    inner: `<is><t xml:space="preserve">${escapeCellText(value.text)}</t></is>`,
  }
}
