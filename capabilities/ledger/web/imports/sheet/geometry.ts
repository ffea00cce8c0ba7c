import type { SheetWindow } from '../../../import/sheet-contract.ts'

const ROW_HEIGHT = 28
const HEADER_ROW_HEIGHT = 46
const HEAD_HEIGHT = 66
const MARGIN_WIDTH = 92
const NARROWEST = 64
const WIDEST = 264

/** Where columns and rows of the drawn sheet begin, in CSS pixels; the measures above are those of 16-pixel type. */
export type Geometry = {
  /** Size of the page's type over 16: larger on a wall. */
  scale: number
  /** Left edges of the columns, and the right edge of the last. */
  lefts: number[]
  rowCount: number
  /** 0-based rows of the header, which are higher: their texts wrap. */
  tall: number[]
}

/**
 * Columns as wide as most of what stands in them and as the words above them, within bounds. Titles above the header and cells merged over
 * several columns do not count.
 */
export function geometryOf(
  first: SheetWindow,
  tall: readonly number[],
  { heads = [], scale = 1 }: { heads?: readonly string[]; scale?: number } = {},
): Geometry {
  const spread = new Set(
    first.merges.filter(({ left, right }) => right > left).map(({ top, left }) => `${top}:${left}`),
  )
  const begin = Math.max(0, Math.min(...tall, first.rows.length) === first.rows.length ? 0 : Math.min(...tall))
  const lefts = [0]
  for (let column = 0; column < first.columnCount; column++) {
    const widths = first.rows.slice(begin).flatMap((texts, index) => {
      const row = begin + index
      const text = texts[column] ?? ''
      if (text === '' || spread.has(`${row}:${column}`)) return []
      return [widthOf(text) / (tall.includes(row) ? 2 : 1)]
    })
    const most = widths.sort((a, b) => a - b)[Math.floor(widths.length * 0.9)] ?? 0
    const wanted = Math.max(NARROWEST, most + 18, widthOf(heads[column] ?? '') + 26)
    lefts.push(lefts[column]! + Math.round(Math.min(wanted, WIDEST) * scale))
  }
  return { scale, lefts, rowCount: first.rowCount, tall: tall.filter((row) => row < first.rowCount) }
}

/** Height of a plain row, of the heads of the columns, and width of the margin. */
export function measuresOf({ scale }: Pick<Geometry, 'scale'>): { row: number; head: number; margin: number } {
  return { row: ROW_HEIGHT * scale, head: HEAD_HEIGHT * scale, margin: MARGIN_WIDTH * scale }
}

export function topOf({ tall, scale }: Geometry, row: number): number {
  const before = tall.filter((tallRow) => tallRow < row).length
  return (row * ROW_HEIGHT + before * (HEADER_ROW_HEIGHT - ROW_HEIGHT)) * scale
}

export function heightOf({ tall, scale }: Geometry, row: number): number {
  return (tall.includes(row) ? HEADER_ROW_HEIGHT : ROW_HEIGHT) * scale
}

/** First and last row that show between two heights, with some more on both sides. */
export function rowsBetween(geometry: Geometry, top: number, bottom: number): [number, number] {
  const height = ROW_HEIGHT * geometry.scale
  const extra = geometry.tall.length * (HEADER_ROW_HEIGHT - ROW_HEIGHT) * geometry.scale
  const first = Math.max(0, Math.floor((top - extra) / height) - 6)
  const last = Math.min(geometry.rowCount - 1, Math.ceil(bottom / height) + 6)
  return [first, last]
}

/** The cell at a point of the body, for empty cells, of which nothing is drawn; null beside the sheet. */
export function cellUnder(geometry: Geometry, x: number, y: number): { row: number; column: number } | null {
  const column = geometry.lefts.findIndex((left) => left > x) - 1
  const [first, last] = rowsBetween(geometry, y, y)
  for (let row = first; row <= last; row++) {
    const top = topOf(geometry, row)
    if (column >= 0 && y >= top && y < top + heightOf(geometry, row)) return { row, column }
  }
  return null
}

export function columnsBetween({ lefts }: Geometry, left: number, right: number): [number, number] {
  const count = lefts.length - 1
  let first = 0
  while (first < count - 1 && lefts[first + 1]! < left - 200) first++
  let last = first
  while (last < count - 1 && lefts[last + 1]! < right + 200) last++
  return [first, last]
}

/** Chinese characters are as wide as the type is high, Latin ones about half. */
export function widthOf(text: string): number {
  let width = 0
  for (const char of text.slice(0, 60)) width += char.charCodeAt(0) > 0x2e80 ? 13 : 7.2
  return width
}
