import { type Lines, nextRowLines, rowOfLine } from './lines.ts'
import type { Rectangle } from './selection.ts'
import type { CellChange, ChangeKind, ChangeSet, GridColumn, RowSource } from './types.ts'

export type Sheet<Row> = {
  columns: readonly GridColumn<Row>[]
  lines: Lines
  source: RowSource<Row>
  /** Why nobody, or not this person, changes the row; null when they may. */
  lockedRow: (row: Row) => string | null
}

/** Why a cell cannot be written; null when it can. */
export function lockOf<Row>(sheet: Sheet<Row>, row: Row, column: GridColumn<Row>): string | null {
  return column.edit ? sheet.lockedRow(row) : (column.locked ?? '')
}

/**
 * What writing a block of texts at a place would change: rows in the order they are shown, headings passed over. Cells that cannot be
 * written and texts that mean nothing are counted by their reason, cells that stay as they are left out.
 */
export function changesOf<Row>(
  sheet: Sheet<Row>,
  block: readonly (readonly string[])[],
  { at, kind }: { at: Rectangle; kind: ChangeKind },
): ChangeSet<Row> {
  const targets = nextRowLines(sheet.lines, at.top, block.length)
  const collected = new Collected<Row>()
  targets.forEach((line, offset) => {
    const row = sheet.source.rowAt(rowOfLine(sheet.lines, line)!)
    if (!row) return
    block[offset]!.forEach((text, across) => {
      const column = sheet.columns[at.left + across]
      if (!column) return
      const why = lockOf(sheet, row, column)
      if (why !== null) collected.skip(`${column.title}：${why}`, column.text(row))
      else collected.write(row, column, text)
    })
  })
  return {
    kind,
    changes: collected.changes,
    skipped: [...collected.skipped.values()],
    beyond: beyondOf(block, targets, at, sheet),
  }
}

/** Cells of the block for which there is neither row nor column. */
function beyondOf<Row>(
  block: readonly (readonly string[])[],
  targets: readonly number[],
  at: Rectangle,
  { columns }: Sheet<Row>,
): number {
  return block.reduce((beyond, line, offset) => {
    const room = offset < targets.length ? Math.max(0, columns.length - at.left) : 0
    return beyond + Math.max(0, line.length - room)
  }, 0)
}

class Collected<Row> {
  changes: CellChange<Row>[] = []
  skipped = new Map<string, { why: string; cells: number; where: string }>()

  skip(why: string, where: string): void {
    const known = this.skipped.get(why)
    if (known) known.cells += 1
    else this.skipped.set(why, { why, cells: 1, where })
  }

  write(row: Row, column: GridColumn<Row>, text: string): void {
    const seen = column.value(row)
    const reading = text.trim() === '' ? { value: null } : column.edit!.read(text)
    if ('problem' in reading) this.skip(`${column.title}：${reading.problem}`, text)
    else if (reading.value !== seen) this.changes.push({ row, column: column.key, seen, value: reading.value })
  }
}
