// biome-ignore-all lint/a11y/useSemanticElements: a grid of positioned rows; table elements would take their semantics back with the layout
// biome-ignore-all lint/a11y/useFocusableInteractive: one text field holds the focus for all cells
import { cellClass, cellStyle } from './cell-style.ts'
import type { Geometry } from './geometry.ts'
import type { GridColumn } from './types.ts'

export type Total = { label: string; cells: Readonly<Record<string, string>> }
type Props<Row> = {
  total: Total
  columns: readonly GridColumn<Row>[]
  drawn: readonly number[]
  geometry: Geometry
  rowIndex: number
}

/** The total of all rows, always in sight at the bottom. */
export function GridFoot<Row>({ total, columns, drawn, geometry, rowIndex }: Props<Row>) {
  return (
    <div role="row" aria-rowindex={rowIndex} className="gd-foot" style={{ height: geometry.foot }}>
      <div
        role="rowheader"
        className="gd-group-label"
        style={{ width: geometry.gutter + (geometry.offsets[1] ?? 0), paddingLeft: '0.5rem' }}
      >
        <b>{total.label}</b>
      </div>
      {drawn
        .filter((at) => at > 0)
        .map((at) => {
          const column = columns[at]!
          const text = total.cells[column.key]
          return (
            <div
              key={column.key}
              role="gridcell"
              aria-readonly
              className={cellClass(geometry, at, column.align)}
              style={cellStyle(geometry, at)}
            >
              {text !== undefined && <span>{column.amountText?.(text) ?? text}</span>}
            </div>
          )
        })}
    </div>
  )
}
