import type { ImportPreview, ImportQuestion } from '../../../import/contract.ts'

type Sheet = ImportPreview['sheets'][number]
type CellChange = ImportPreview['difference']['changed'][number]['changes'][number]

/** What is to be said of one cell; rows and columns are 0-based. */
export type CellMark = {
  questions: ImportQuestion[]
  points: ImportQuestion[]
  change: CellChange | null
  warnings: string[]
}
export type RowMark = { kind: string; text: string }
/** Everything drawn over a sheet. */
export type SheetMarks = {
  /** By 0-based row: header, title, section, total, rejected …; `added` and `changed` for projects. */
  rows: Map<number, RowMark>
  cells: Map<string, CellMark>
  /** 0-based place of the unit line, when the unit stands in a cell of its own. */
  unit: { row: number; column: number } | null
}

/** Lays what was understood of one sheet out by its rows and cells. Pure. */
export function marksOf(preview: ImportPreview, sheet: Sheet): SheetMarks {
  const marks: SheetMarks = { rows: new Map(), cells: new Map(), unit: placesIn(sheet.unitCell ?? '')[0] ?? null }
  for (const { row, kind, text } of sheet.marks) marks.rows.set(row - 1, { kind, text })
  for (const row of sheet.headerRows) marks.rows.set(row - 1, { kind: 'header', text: '' })
  for (const row of preview.difference.added)
    if (row.sheet === sheet.name) marks.rows.set(row.excelRow - 1, { kind: 'added', text: row.name })
  for (const row of preview.difference.changed) if (row.sheet === sheet.name) markChanged(marks, row)
  for (const question of preview.questions) {
    if (question.answer === null) markQuestion(marks, sheet, question, 'questions')
  }
  for (const question of preview.openPoints) markQuestion(marks, sheet, question, 'points')
  for (const { sheet: name, place, text } of preview.warnings) {
    if (name !== sheet.name) continue
    for (const at of placesIn(place ?? '')) cellMark(marks, at).warnings.push(text)
  }
  return marks
}

export function cellKey(row: number, column: number): string {
  return `${row}:${column}`
}

/** `C5`, `C5、D7` → 0-based places; rows alone (第5行) are none. */
export function placesIn(text: string): { row: number; column: number }[] {
  return [...text.matchAll(/(?<![A-Z])([A-Z]{1,3})(\d{1,7})(?!\d)/g)].map(([, letters = '', row]) => ({
    row: Number(row) - 1,
    column: columnOf(letters),
  }))
}

export function columnOf(letters: string): number {
  return [...letters].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

export function lettersOf(column: number): string {
  let letters = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return letters
}

export type HeaderChoice = { from: number; to: number }

/**
 * Header bands that end or begin at an Excel row: the row alone, from the present first row down to it, and from it down to the present
 * last row; at most six rows, and never the band as it is.
 */
export function headerChoices(row: number, present: readonly number[]): HeaderChoice[] {
  const [top, bottom] = [present[0], present.at(-1)]
  const choices: HeaderChoice[] = [{ from: row, to: row }]
  if (top !== undefined && bottom !== undefined) {
    if (row > top) choices.push({ from: top, to: row })
    if (row < bottom) choices.push({ from: row, to: bottom })
  }
  return choices.filter(({ from, to }) => to - from < 6 && !(from === top && to === bottom))
}

export function rowsOf({ from, to }: HeaderChoice): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

function markChanged(marks: SheetMarks, row: ImportPreview['difference']['changed'][number]): void {
  marks.rows.set(row.excelRow - 1, { kind: 'changed', text: row.name })
  for (const change of row.changes) {
    for (const at of placesIn(change.cell ?? '')) cellMark(marks, at).change = change
  }
}

function markQuestion(marks: SheetMarks, sheet: Sheet, question: ImportQuestion, part: 'questions' | 'points'): void {
  if (question.sheet !== sheet.name) return
  const places = placesIn(question.cell ?? '')
  // a question about a whole row stands by its name, one about its county by that
  const wanted = question.code === 'organisation-unknown' ? ['county', 'town', 'name'] : ['name']
  const name = wanted.flatMap((field) => sheet.columns.find((column) => column.field === field) ?? [])[0]
  const rows = question.excelRow ? [question.excelRow] : rowNumbersIn(question.cell ?? '')
  const byRow = name ? rows.map((row) => ({ row: row - 1, column: columnOf(name.col) })) : []
  for (const at of places.length > 0 ? places : byRow) cellMark(marks, at)[part].push(question)
}

function rowNumbersIn(text: string): number[] {
  return [...text.matchAll(/第(\d+)行/g)].map(([, row]) => Number(row))
}

function cellMark(marks: SheetMarks, { row, column }: { row: number; column: number }): CellMark {
  const key = cellKey(row, column)
  const known = marks.cells.get(key)
  if (known) return known
  const made: CellMark = { questions: [], points: [], change: null, warnings: [] }
  marks.cells.set(key, made)
  return made
}
