import type { Rectangle } from './selection.ts'

type Block = readonly (readonly string[])[]

/**
 * What a pasted block fills: one cell, or a block that goes into the selection a whole number of times, fills all of it; any other block
 * goes where the selection begins, in its own size. Short lines are filled up with empty cells.
 */
export function spreadBlock(block: Block, at: Rectangle): string[][] {
  const height = block.length
  const width = Math.max(1, ...block.map((line) => line.length))
  const rows = at.bottom - at.top + 1
  const columns = at.right - at.left + 1
  const down = rows > height && rows % height === 0 ? rows : height
  const across = columns > width && columns % width === 0 ? columns : width
  return Array.from({ length: down }, (_, row) =>
    Array.from({ length: across }, (_, column) => block[row % height]?.[column % width] ?? ''),
  )
}

/** The rectangle that holds the selection and the cell the fill handle was drawn to: down or across, whichever is further. */
export function filledTo(at: Rectangle, to: { row: number; column: number }): Rectangle {
  const down = Math.max(to.row - at.bottom, at.top - to.row, 0)
  const across = Math.max(to.column - at.right, at.left - to.column, 0)
  return down >= across
    ? { ...at, top: Math.min(at.top, to.row), bottom: Math.max(at.bottom, to.row) }
    : { ...at, left: Math.min(at.left, to.column), right: Math.max(at.right, to.column) }
}

/** The source repeated over `whole`, its own cells staying where they are. */
export function repeatOver(source: Block, at: Rectangle, whole: Rectangle): string[][] {
  const height = at.bottom - at.top + 1
  const width = at.right - at.left + 1
  const inside = (offset: number, size: number) => ((offset % size) + size) % size
  return Array.from({ length: whole.bottom - whole.top + 1 }, (_, row) =>
    Array.from(
      { length: whole.right - whole.left + 1 },
      (_, column) =>
        source[inside(whole.top + row - at.top, height)]?.[inside(whole.left + column - at.left, width)] ?? '',
    ),
  )
}
