/** Where columns begin, in pixels from the first one; the last entry is the width of all. */
export type Offsets = readonly number[]
export type Geometry = {
  rem: number
  row: number
  head: number
  foot: number
  /** Width of the row numbers at the left. */
  gutter: number
  offsets: Offsets
  /** How many of the first columns stay in sight, and how wide they are together. */
  frozen: number
  frozenWidth: number
}
export type Scrolled = { left: number; top: number; width: number; height: number }

export function offsetsOf(widths: readonly number[]): number[] {
  const offsets = [0]
  for (const width of widths) offsets.push(offsets[offsets.length - 1]! + width)
  return offsets
}

/** The line and column under a point of the visible part; beyond the edges the nearest. */
export function cellAtPoint(
  point: { x: number; y: number },
  { geometry, scrolled, lines }: { geometry: Geometry; scrolled: Scrolled; lines: number },
): { row: number; column: number } {
  const { gutter, frozenWidth, offsets, row, head } = geometry
  const x = point.x - gutter
  const within = x < frozenWidth ? x : x + scrolled.left
  return {
    row: clamp(Math.floor((point.y - head + scrolled.top) / row), lines - 1),
    column: clamp(columnAt(offsets, within), offsets.length - 2),
  }
}

/** The column that lies at so many pixels. */
export function columnAt(offsets: Offsets, x: number): number {
  let low = 0
  let high = offsets.length - 2
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (offsets[middle]! <= x) low = middle
    else high = middle - 1
  }
  return low
}

/** How far to scroll so that a cell lies wholly in sight, between the frozen columns and the edges. */
export function scrollToShow(
  cell: { row: number; column: number },
  { geometry, scrolled, covered = 0 }: { geometry: Geometry; scrolled: Scrolled; covered?: number },
): { left: number; top: number } {
  const { row, head, foot, gutter, frozen, frozenWidth, offsets } = geometry
  const top = cell.row * row
  const shownTop = scrolled.top + covered
  const shownBottom = scrolled.top + scrolled.height - head - foot
  let nextTop = scrolled.top
  if (top < shownTop) nextTop = top - covered
  else if (top + row > shownBottom) nextTop = top + row - (scrolled.height - head - foot)
  let nextLeft = scrolled.left
  if (cell.column >= frozen) {
    const left = offsets[cell.column]!
    const right = offsets[cell.column + 1]!
    const room = scrolled.width - gutter
    if (left - scrolled.left < frozenWidth || right - left > room - frozenWidth) nextLeft = left - frozenWidth
    else if (right - scrolled.left > room) nextLeft = right - room
  }
  return { left: Math.max(0, nextLeft), top: Math.max(0, nextTop) }
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(most, value))
}
