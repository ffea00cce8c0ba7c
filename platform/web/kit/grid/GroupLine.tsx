// biome-ignore-all lint/a11y/useSemanticElements: a grid of positioned rows; table elements would take their semantics back with the layout
// biome-ignore-all lint/a11y/useFocusableInteractive: one text field holds the focus for all cells
import { memo } from 'react'
import { useWords } from '../../words/use-words.ts'
import { cellClass, cellStyle, placedStyle } from './cell-style.ts'
import type { Geometry } from './geometry.ts'
import type { GridColumn, GridGroup } from './types.ts'

type Props<Row> = {
  /** Null: it stays at the top, its own line has scrolled away. */
  line: number | null
  /** The pane it is drawn in; that of the frozen columns carries its name. */
  pane: 'frozen' | 'rest' | 'both'
  group: GridGroup
  columns: readonly GridColumn<Row>[]
  drawn: readonly number[]
  geometry: Geometry
  from: number
  to: number
  isCollapsed: boolean
  onToggle: (group: GridGroup) => void
}

/** A group's heading: its name, how many rows it holds, and its subtotals under their columns. */
export const GroupLine = memo(function GroupLine<Row>(props: Props<Row>) {
  const { line, pane, group, columns, drawn, geometry, from, to, isCollapsed, onToggle } = props
  const w = useWords()
  const moved = line === null ? {} : { transform: `translateY(${line * geometry.row}px)` }
  const labelWidth = geometry.gutter + (geometry.offsets[1] ?? 0)
  return (
    <div
      role="row"
      aria-rowindex={line === null ? undefined : line + 2}
      aria-expanded={!isCollapsed}
      aria-level={group.depth + 1}
      className={`gd-row gd-group gd-depth-${group.depth} ${line === null ? 'gd-group-stays' : ''}`}
      style={{ ...moved, height: geometry.row }}
    >
      {pane !== 'rest' && (
        <div
          role="rowheader"
          className={`gd-group-label ${from === 0 ? 'gd-in' : ''}`}
          style={{ width: labelWidth, paddingLeft: `${0.5 + group.depth * 1.25}rem` }}
          data-line={line ?? undefined}
          data-column={line === null ? undefined : 0}
        >
          <button
            type="button"
            tabIndex={-1}
            aria-label={w(isCollapsed ? 'grid.expand' : 'grid.collapse', { group: group.label })}
            onClick={() => onToggle(group)}
          >
            {isCollapsed ? '▸' : '▾'}
          </button>
          <b title={group.label}>{group.label}</b>
          <small>{w('grid.groupRows', { count: group.rows })}</small>
        </div>
      )}
      {drawn
        .filter((at) => at > 0)
        .map((at) => {
          const column = columns[at]!
          const text = group.cells[column.key]
          return (
            <div
              key={column.key}
              role="gridcell"
              aria-readonly
              className={`${cellClass(geometry, at, column.align)} ${from >= 0 && at >= from && at <= to ? 'gd-in' : ''}`}
              style={pane === 'both' ? cellStyle(geometry, at) : placedStyle(geometry, at)}
              data-line={line ?? undefined}
              data-column={line === null ? undefined : at}
            >
              {text !== undefined && <span>{column.amountText?.(text) ?? text}</span>}
            </div>
          )
        })}
    </div>
  )
}) as <Row>(props: Props<Row>) => React.ReactNode
