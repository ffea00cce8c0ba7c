/** A cell by its place on the screen; a selection spans from where it began to where the cursor is. */
export type Cell = { row: number; column: number }
export type Selection = { anchor: Cell; cursor: Cell }
export type Rectangle = { top: number; bottom: number; left: number; right: number }
export type Size = { rows: number; columns: number; page: number }

export function selectCell(row: number, column: number): Selection {
  return { anchor: { row, column }, cursor: { row, column } }
}

export function rectangleOf({ anchor, cursor }: Selection): Rectangle {
  return {
    top: Math.min(anchor.row, cursor.row),
    bottom: Math.max(anchor.row, cursor.row),
    left: Math.min(anchor.column, cursor.column),
    right: Math.max(anchor.column, cursor.column),
  }
}

/** Keeps a selection within a grid that has changed; null when nothing is left. */
export function clampSelection(selection: Selection, size: Size): Selection {
  return { anchor: clamp(selection.anchor, size), cursor: clamp(selection.cursor, size) }
}

const STEPS: Record<string, readonly [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** The selection after a key of Excel's: arrows, Home, End, pages; `extend` keeps the anchor, `jump` goes to the edge. Null: no such key. */
export function moveSelection(
  { anchor, cursor }: Selection,
  key: string,
  { size, extend, jump }: { size: Size; extend: boolean; jump: boolean },
): Selection | null {
  const target = targetOf(cursor, key, size, jump)
  if (!target) return null
  const next = clamp(target, size)
  return { anchor: extend ? anchor : next, cursor: next }
}

function targetOf({ row, column }: Cell, key: string, size: Size, jump: boolean): Cell | null {
  const step = STEPS[key]
  if (step) {
    const far = jump ? Number.MAX_SAFE_INTEGER : 1
    return { row: row + step[0] * far, column: column + step[1] * far }
  }
  if (key === 'Home') return { row: jump ? 0 : row, column: 0 }
  if (key === 'End') return { row: jump ? size.rows - 1 : row, column: size.columns - 1 }
  if (key === 'PageUp') return { row: row - size.page, column }
  if (key === 'PageDown') return { row: row + size.page, column }
  return null
}

/**
 * Enter goes down and Tab right through the columns that can be written; at the end of a row Tab goes on in the next. The backward way
 * with Shift. Null where the grid ends: Tab then leaves it.
 */
export function advance(
  { cursor }: Selection,
  key: 'Enter' | 'Tab',
  { size, writable, back }: { size: Size; writable: readonly number[]; back: boolean },
): Selection | null {
  const step = back ? -1 : 1
  if (key === 'Enter') {
    const next = clamp({ row: cursor.row + step, column: cursor.column }, size)
    return selectCell(next.row, next.column)
  }
  const beyond = writable.filter((column) => (back ? column < cursor.column : column > cursor.column))
  const column = back ? beyond.at(-1) : beyond[0]
  if (column !== undefined) return selectCell(cursor.row, column)
  const row = cursor.row + step
  if (row < 0 || row >= size.rows) return null
  return selectCell(row, back ? writable.at(-1)! : writable[0]!)
}

function clamp({ row, column }: Cell, { rows, columns }: Size): Cell {
  return {
    row: Math.max(0, Math.min(rows - 1, row)),
    column: Math.max(0, Math.min(columns - 1, column)),
  }
}
