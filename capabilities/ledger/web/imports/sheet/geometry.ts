import type { SheetWindow } from '../../../import/sheet-contract.ts'

export const ROW_HEIGHT = 28
export const HEADER_ROW_HEIGHT = 46
export const HEAD_HEIGHT = 66
export const MARGIN_WIDTH = 92
const NARROWEST = 64
const WIDEST = 264

/** Where columns and rows of the drawn sheet begin, in CSS pixels. */
export type Geometry = {
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
export function geometryOf(first: SheetWindow, tall: readonly number[], heads: readonly string[] = []): Geometry {
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
    lefts.push(lefts[column]! + Math.min(Math.round(wanted), WIDEST))
  }
  return { lefts, rowCount: first.rowCount, tall: tall.filter((row) => row < first.rowCount) }
}

export function topOf({ tall }: Geometry, row: number): number {
  const before = tall.filter((tallRow) => tallRow < row).length
  return row * ROW_HEIGHT + before * (HEADER_ROW_HEIGHT - ROW_HEIGHT)
}

export function heightOf({ tall }: Geometry, row: number): number {
  return tall.includes(row) ? HEADER_ROW_HEIGHT : ROW_HEIGHT
}

/** First and last row that show between two heights, with some more on both sides. */
export function rowsBetween(geometry: Geometry, top: number, bottom: number): [number, number] {
  const extra = geometry.tall.length * (HEADER_ROW_HEIGHT - ROW_HEIGHT)
  const first = Math.max(0, Math.floor((top - extra) / ROW_HEIGHT) - 6)
  const last = Math.min(geometry.rowCount - 1, Math.ceil(bottom / ROW_HEIGHT) + 6)
  return [first, last]
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
