// biome-ignore-all lint/a11y/useSemanticElements: a grid of positioned rows; table elements would take their semantics back with the layout
// biome-ignore-all lint/a11y/useFocusableInteractive: one text field holds the focus for all cells
import { memo } from 'react'
import { useWords } from '../../words/use-words.ts'
import { cellClass, placedStyle } from './cell-style.ts'
import type { Geometry } from './geometry.ts'
import type { CellMark, GridColumn, RowMarks } from './types.ts'

type Props<Row> = {
  line: number
  /** The pane it is drawn in: that of the frozen columns carries the row's number. */
  pane: 'frozen' | 'rest'
  /** Its number among all rows. */
  place: number
  row: Row | undefined
  columns: readonly GridColumn<Row>[]
  drawn: readonly number[]
  geometry: Geometry
  /** Columns that are selected; −1 when none. */
  from: number
  to: number
  marks: RowMarks | undefined
  /** Why this row cannot be changed. */
  locked: string | null
  /** Null: rows are not ticked. */
  ticked: boolean | null
  isOpen: boolean
  onTick: (place: number, extend: boolean) => void
  onOpen: (row: Row) => void
}

/** One row in one of the panes: its number with the tick and the way in, and its cells. */
export const GridLine = memo(function GridLine<Row>(props: Props<Row>) {
  const { line, pane, row, columns, drawn, geometry, ticked, isOpen } = props
  return (
    <div
      role="row"
      aria-rowindex={line + 2}
      aria-selected={ticked ?? undefined}
      className={`gd-row ${ticked ? 'gd-ticked' : ''} ${isOpen ? 'gd-row-open' : ''}`}
      style={{ transform: `translateY(${line * geometry.row}px)`, height: geometry.row }}
    >
      {pane === 'frozen' && <Gutter {...props} />}
      {drawn.map((at) => {
        const column = columns[at]!
        return row ? (
          <BodyCell key={column.key} {...props} row={row} column={column} at={at} />
        ) : (
          <div
            key={column.key}
            role="gridcell"
            className={cellClass(geometry, at)}
            style={placedStyle(geometry, at)}
            data-line={line}
            data-column={at}
          >
            <span className="gd-placeholder" />
          </div>
        )
      })}
    </div>
  )
}) as <Row>(props: Props<Row>) => React.ReactNode

function Gutter<Row>({ line, place, row, ticked, geometry, from, onTick, onOpen }: Props<Row>) {
  const w = useWords()
  return (
    <div
      role="rowheader"
      className={`gd-gutter ${from >= 0 ? 'gd-gutter-on' : ''}`}
      style={{ width: geometry.gutter }}
      data-line={line}
      data-column={-1}
    >
      {ticked !== null && (
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={w('kit.selectRow')}
          checked={ticked}
          onChange={() => {}}
          onClick={(event) => onTick(place, event.shiftKey)}
        />
      )}
      <span className="gd-number">{place + 1}</span>
      <button
        type="button"
        tabIndex={-1}
        className="gd-open"
        aria-label={w('grid.openRow', { row: place + 1 })}
        title={w('grid.open')}
        disabled={row === undefined}
        onClick={() => row && onOpen(row)}
      >
        ›
      </button>
    </div>
  )
}

type CellProps<Row> = Props<Row> & { row: Row; column: GridColumn<Row>; at: number }

function BodyCell<Row>({ line, row, column, at, geometry, from, to, marks, locked }: CellProps<Row>) {
  const mark = marks?.[column.key]
  const text = column.text(row)
  const shut = !column.edit || locked !== null
  const inside = at >= from && at <= to && from >= 0
  return (
    <div
      role="gridcell"
      aria-colindex={at + 1}
      aria-readonly={shut || undefined}
      aria-selected={inside || undefined}
      aria-invalid={mark?.state === 'problem' || undefined}
      title={titleOf(mark, text)}
      className={`${cellClass(geometry, at, column.align)} ${shut ? 'gd-shut' : ''} ${inside ? 'gd-in' : ''} ${mark ? `gd-${mark.state}` : ''}`}
      style={placedStyle(geometry, at)}
      data-line={line}
      data-column={at}
    >
      <span className={column.fills ? 'gd-fills' : undefined}>{column.draw ? column.draw(row) : text}</span>
    </div>
  )
}

function titleOf(mark: CellMark | undefined, text: string): string | undefined {
  if (mark?.why) return mark.why
  // only what may be cut off is said again on hover
  return text.length > 6 ? text : undefined
}
