import { foldName } from '#kernel/fold.ts'
import { type Cell, cellAddress, cellAt, columnLetters, type Sheet } from '#platform/excel/workbook.ts'
import { columnOfHeading, columnOfKey, extraColumn, type LedgerColumn } from '../exporting/columns.ts'
import { strictFold } from '../reading/text.ts'
import type { BaseHead, BaseRow } from './base-lines.ts'
import { isAsExported, readCellValue } from './cell-values.ts'
import type { EditedCell, EditedRow, FileEdits } from './file-edits.ts'

/** Where the ledger stands in a sheet: 0-based row of the header, and columns by folded heading. */
export type Header = { sheet: Sheet; row: number; columnOf: Map<string, number> }

type Placed = { column: LedgerColumn; index: number; at: number }
const TOTAL = /(小计|合计|总计|共计)$/
const MOST_HEADING = 60
/** Rows by which a reworded column is told. */
const SAMPLE = 200

/** Every cell of a file against the base it carries. */
export class Comparison {
  private readonly header: Header
  private readonly head: BaseHead
  private readonly byId: Map<number, BaseRow>
  private readonly placed: Placed[] = []
  private readonly added: { column: LedgerColumn; index: number }[] = []
  private readonly year: number | null
  private readonly idAt: number
  private readonly nameAt: number

  constructor(header: Header, head: BaseHead, rows: readonly BaseRow[]) {
    this.header = header
    this.head = head
    this.byId = new Map(rows.map((row) => [row.id, row]))
    this.year = head.month ? Number(head.month.slice(0, 4)) : null
    const { columnOf } = header
    head.columns.forEach(({ key, heading }, at) => {
      const [column, index] = [columnOfKey(key), columnOf.get(strictFold(heading))]
      if (column && index !== undefined) this.placed.push({ column, index, at })
    })
    this.idAt = this.placed.find(({ column }) => column.key === 'id')?.index ?? -1
    this.nameAt = this.placed.find(({ column }) => column.key === 'name')?.index ?? -1
    this.placeAdded()
  }

  run(): Omit<FileEdits, 'head' | 'digest' | 'signature' | 'blocks' | 'rows' | 'otherSheets'> {
    const { head, header } = this
    const { matched, inserted, copies } = this.matchRows()
    const edited: EditedRow[] = []
    for (const [row, base] of matched) {
      const cells = this.editsOf(row, base)
      if (cells.length > 0) edited.push({ id: base.id, excelRow: row + 1, name: this.nameOf(base), cells })
    }
    const present = new Set([...matched.values()].map(({ id }) => id))
    const lettersOf = (key: string) => {
      const place = this.placed.find(({ column }) => column.key === key)
      return place ? columnLetters(place.index) : null
    }
    return {
      sheet: header.sheet.name,
      headerRow: header.row + 1,
      columns: head.columns.map(({ key, heading }) => ({ key, heading, letters: lettersOf(key) })),
      newColumns: this.added.map(({ column, index }) => ({
        key: column.key,
        heading: column.heading,
        letters: columnLetters(index),
      })),
      edited,
      ids: [...this.byId.keys()],
      missing: [...this.byId.keys()].filter((id) => !present.has(id)),
      inserted: inserted.map((row) => ({
        excelRow: row + 1,
        name: this.text(row, this.nameAt),
        cells: this.cellsOf(row),
      })),
      copies,
      present: present.size,
    }
  }

  /** A column somebody added is one of the office's own, kept under its heading; one whose heading was reworded is told by its values. */
  private placeAdded(): void {
    const taken = new Set(this.placed.map(({ index }) => index))
    const known = new Set(this.head.columns.map(({ heading }) => strictFold(heading)))
    for (const [folded, index] of this.header.columnOf) {
      const heading = this.text(this.header.row, index)
      if (taken.has(index) || known.has(folded) || heading.length > MOST_HEADING || /^(序号|编号|no\.?)$/i.test(folded))
        continue
      const reworded = this.rewordedAt(index)
      if (reworded) this.placed.push(reworded)
      // a column of ours that this export did not have, or one of the office's own
      else this.added.push({ column: columnOfHeading(heading, this.head.month) ?? extraColumn(heading), index })
    }
  }

  private rewordedAt(index: number): Placed | null {
    const heading = strictFold(this.text(this.header.row, index))
    const at = this.head.columns.findIndex(({ key, heading: left }, place) => {
      const column = columnOfKey(key)
      if (!column || this.placed.some((placed) => placed.at === place)) return false
      // 备注（县里填）; never of amounts, whose heading carries the unit
      const isLonger = column.kind === 'text' && heading.startsWith(strictFold(left))
      return isLonger || this.saysTheSame(column, index, place)
    })
    return at < 0 ? null : { column: columnOfKey(this.head.columns[at]!.key)!, index, at }
  }

  private saysTheSame(column: LedgerColumn, index: number, at: number): boolean {
    if (this.idAt < 0) return false
    let [same, filled] = [0, 0]
    for (let row = this.header.row + 1; row < this.header.sheet.rows.length && filled < SAMPLE; row++) {
      const base = this.byId.get(this.idIn(row) ?? 0)
      const cell = this.cell(row, index)
      if (!base || (base.cells[at] === null && cell.kind === 'blank')) continue
      filled += 1
      if (isAsExported(column, base.cells[at] ?? null, cell)) same += 1
    }
    return filled > 0 && same / filled >= 0.8
  }

  /** Rows by the system's number; those without one by code, then by a name the base has once. */
  private matchRows() {
    const candidates = new Map<number, number[]>()
    const unnumbered: number[] = []
    for (let row = this.header.row + 1; row < this.header.sheet.rows.length; row++) {
      if (this.isBlank(row) || this.isTotal(row)) continue
      const id = this.idAt < 0 ? null : this.idIn(row)
      if (id === null || !this.byId.has(id)) unnumbered.push(row)
      else candidates.set(id, [...(candidates.get(id) ?? []), row])
    }
    const inserted: number[] = []
    const finders = unnumbered.length > 0 ? this.findersWithoutId() : []
    for (const row of unnumbered) {
      const id = finders.map((find) => find(row)).find((found) => found !== null && !candidates.has(found))
      if (id) candidates.set(id, [row])
      else if (this.text(row, this.nameAt) !== '') inserted.push(row)
    }
    return this.settleCopies(candidates, inserted)
  }

  /** Of several rows with one number the least changed is the project; a copy that got another name is a new one. */
  private settleCopies(candidates: Map<number, number[]>, inserted: number[]) {
    const matched = new Map<number, BaseRow>()
    const copies: FileEdits['copies'] = []
    for (const [id, rows] of candidates) {
      const base = this.byId.get(id)!
      const [first, ...others] =
        rows.length === 1 ? rows : [...rows].sort((a, b) => this.distance(a, base) - this.distance(b, base) || a - b)
      matched.set(first!, base)
      for (const row of others) {
        const name = this.text(row, this.nameAt)
        if (name !== '' && foldName(name) !== foldName(this.nameOf(base))) inserted.push(row)
        else copies.push({ excelRow: row + 1, id, name })
      }
    }
    return { matched, inserted: inserted.sort((a, b) => a - b), copies }
  }

  private distance(row: number, base: BaseRow): number {
    return this.editsOf(row, base).length + (this.text(row, this.nameAt) === this.nameOf(base) ? 0 : 100)
  }

  private findersWithoutId(): ((row: number) => number | null)[] {
    return ['code', 'name'].flatMap((key) => {
      const place = this.placed.find(({ column }) => column.key === key)
      if (!place) return []
      const ids = new Map<string, number | null>()
      for (const { id, cells } of this.byId.values()) {
        const folded = foldName(cells[place.at] ?? '')
        if (folded !== '') ids.set(folded, ids.has(folded) ? null : id)
      }
      return [(row: number) => ids.get(foldName(this.text(row, place.index))) ?? null]
    })
  }

  private editsOf(row: number, base: BaseRow): EditedCell[] {
    const edits = this.placed.flatMap(({ column, index, at }): EditedCell[] => {
      const cell = this.cell(row, index)
      const was = base.cells[at] ?? null
      if (column.key === 'id' || isAsExported(column, was, cell)) return []
      const edit = this.edit(column, row, index, cell)
      return edit.problem === undefined && edit.there === was ? [] : [{ ...edit, base: was }]
    })
    return [...edits, ...this.addedCells(row)]
  }

  private addedCells(row: number): EditedCell[] {
    return this.added.flatMap(({ column, index }) => {
      const cell = this.cell(row, index)
      return cell.kind === 'blank' && !cell.isMissing ? [] : [this.edit(column, row, index, cell)]
    })
  }

  /** All a new row says; of nothing in it is known how it left. */
  private cellsOf(row: number): EditedCell[] {
    const known = this.placed.flatMap(({ column, index }) => {
      const cell = this.cell(row, index)
      return column.key === 'id' || (cell.kind === 'blank' && !cell.isMissing)
        ? []
        : [this.edit(column, row, index, cell)]
    })
    return [...known, ...this.addedCells(row)]
  }

  private edit(column: LedgerColumn, row: number, index: number, cell: Cell): EditedCell {
    const parsed = readCellValue(column, cell, this.year)
    const place = { column: column.key, base: undefined, cell: cellAddress(row, index), raw: cell.text.slice(0, 200) }
    return 'problem' in parsed ? { ...place, there: null, problem: parsed.problem } : { ...place, there: parsed.text }
  }

  private isBlank(row: number): boolean {
    return [...this.placed, ...this.added].every(({ index }) => this.text(row, index) === '')
  }

  /** A total of ours or of theirs: its words stand where the number or the name does, and no number of ours. */
  private isTotal(row: number): boolean {
    if (this.idAt >= 0 && this.idIn(row) !== null) return false
    return [this.idAt, this.nameAt, 0].some((index) => index >= 0 && TOTAL.test(strictFold(this.text(row, index))))
  }

  private idIn(row: number): number | null {
    const folded = strictFold(this.text(row, this.idAt))
    return /^\d{1,10}$/.test(folded) ? Number(folded) : null
  }

  private nameOf(base: BaseRow): string {
    const at = this.head.columns.findIndex(({ key }) => key === 'name')
    return base.cells[at] ?? ''
  }

  private text(row: number, index: number): string {
    return index < 0 ? '' : this.cell(row, index).text.trim()
  }

  private cell(row: number, index: number): Cell {
    return cellAt(this.header.sheet, row, index)
  }
}
