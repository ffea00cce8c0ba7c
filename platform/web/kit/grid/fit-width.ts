import type { Geometry } from './geometry.ts'
import type { GridColumn, RowSource } from './types.ts'

const MOST_READ = 400
const PADDING_PX = 22
const HEADING_PX = 34

/** The width, where a rem is 16, at which no text of the rows at hand is cut. */
export function fitWidth<Row>(column: GridColumn<Row>, source: RowSource<Row>, { rem }: Geometry): number {
  const context = document.createElement('canvas').getContext('2d')
  if (!context) return column.width
  const family = getComputedStyle(document.body).fontFamily
  const scale = rem / 16
  context.font = `${13 * scale}px ${family}`
  let widest = 0
  for (let place = 0, read = 0; place < source.count && read < MOST_READ; place += 1) {
    const row = source.rowAt(place)
    if (!row) continue
    read += 1
    for (const line of column.text(row).split('\n')) widest = Math.max(widest, context.measureText(line).width)
  }
  context.font = `${12 * scale}px ${family}`
  const heading = context.measureText(`${column.title} ${column.unit ?? ''}`).width / scale + HEADING_PX
  return Math.round(Math.max(40, Math.min(640, Math.max(heading, widest / scale + PADDING_PX))))
}
