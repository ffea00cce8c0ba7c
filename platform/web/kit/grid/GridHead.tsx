// biome-ignore-all lint/a11y/useSemanticElements: a grid of positioned rows; table elements would take their semantics back with the layout
// biome-ignore-all lint/a11y/useFocusableInteractive: one text field holds the focus for all cells
import { type PointerEvent, type ReactNode, useState } from 'react'
import { useWords } from '../../words/use-words.ts'
import { cellClass, cellStyle } from './cell-style.ts'
import { Floating } from './Floating.tsx'
import type { Geometry } from './geometry.ts'
import type { GridColumn } from './types.ts'
import { type HeadDrag, useHeadDrag } from './use-head-drag.ts'

type Props<Row> = {
  columns: readonly GridColumn<Row>[]
  drawn: readonly number[]
  geometry: Geometry
  /** Columns that are wholly selected. */
  from: number
  to: number
  /** What opens under a heading. */
  menu: (column: GridColumn<Row>, at: number, close: () => void) => ReactNode
  onPick: (event: PointerEvent<HTMLElement>, at: number) => void
  onResize: (key: string, width: number) => void
  onResizing: (drawn: { key: string; width: number } | null) => void
  onFit: (at: number) => void
  onMove: (key: string, to: number) => void
  ticks: { state: 'none' | 'some' | 'all'; onToggle: () => void } | null
  /** At the end of the headings: a further column. */
  last?: ReactNode
}

/** The headings: picked by a click, moved by drawing, widened at their edge; what else one may do is in their menu. */
export function GridHead<Row>(props: Props<Row>) {
  const { columns, drawn, geometry, ticks, last } = props
  const w = useWords()
  const [open, setOpen] = useState<{ at: number; anchor: Element } | null>(null)
  const drag = useHeadDrag({ ...props, geometry, columns })
  const opened = open ? columns[open.at] : undefined
  return (
    <div role="row" aria-rowindex={1} className="gd-head" style={{ height: geometry.head }}>
      <div role="columnheader" className="gd-gutter" style={{ width: geometry.gutter }}>
        {ticks && (
          <input
            type="checkbox"
            aria-label={w('grid.tickAll')}
            checked={ticks.state === 'all'}
            ref={(box) => {
              if (box) box.indeterminate = ticks.state === 'some'
            }}
            onChange={ticks.onToggle}
          />
        )}
      </div>
      {drawn.map((at) => (
        <HeadCell
          key={columns[at]!.key}
          {...props}
          at={at}
          drag={drag}
          isOpen={open?.at === at}
          onMenu={(anchor) => setOpen(open?.at === at ? null : { at, anchor })}
        />
      ))}
      {drag.gap !== null && (
        <div className="gd-drop" style={{ left: geometry.gutter + (geometry.offsets[drag.gap] ?? 0) }} />
      )}
      {last && (
        <div className="gd-after" style={{ left: geometry.gutter + (geometry.offsets[columns.length] ?? 0) }}>
          {last}
        </div>
      )}
      {open && opened && (
        <Floating anchor={open.anchor} label={opened.title} onClose={() => setOpen(null)}>
          {props.menu(opened, open.at, () => setOpen(null))}
        </Floating>
      )}
    </div>
  )
}

const ARIA = { asc: 'ascending', desc: 'descending' } as const
type CellProps<Row> = Props<Row> & { at: number; drag: HeadDrag; isOpen: boolean; onMenu: (anchor: Element) => void }

function HeadCell<Row>(props: CellProps<Row>) {
  const { columns, geometry, at, from, to, drag, isOpen, onMenu, onPick, onFit } = props
  const w = useWords()
  const column = columns[at]!
  const picked = at >= from && at <= to && from >= 0
  return (
    <div
      role="columnheader"
      aria-colindex={at + 1}
      aria-sort={column.sorted ? ARIA[column.sorted] : undefined}
      title={column.title}
      className={`${cellClass(geometry, at, column.align)} gd-heading ${column.filtered ? 'gd-heading-filtered' : ''} ${picked ? 'gd-heading-on' : ''} ${isOpen ? 'gd-heading-open' : ''}`}
      style={cellStyle(geometry, at)}
      onPointerDown={(event) => {
        if ((event.target as HTMLElement).closest('button, .gd-edge')) return
        onPick(event, at)
        drag.startMove(event, at)
      }}
    >
      <span className="gd-title">
        {column.title}
        {column.unit && <small>{column.unit}</small>}
      </span>
      {column.sorted && <span className="gd-arrow">{column.sorted === 'asc' ? '↑' : '↓'}</span>}
      <button
        type="button"
        className={`gd-menu ${column.filtered ? 'gd-menu-on' : ''}`}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={w(column.filtered ? 'grid.menuFiltered' : 'grid.menu', { column: column.title })}
        onClick={(event) => onMenu(event.currentTarget)}
      >
        <svg viewBox="0 0 12 12" aria-hidden="true">
          {column.filtered ? <path d="M1 1.5h10L7.2 6v4.5L4.8 9V6z" /> : <path d="M2.5 4.5 6 8l3.500-3.500" />}
        </svg>
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: widths are also set from the heading's menu */}
      <span
        className="gd-edge"
        onPointerDown={(event) => drag.startResize(event, at)}
        onDoubleClick={() => onFit(at)}
      />
    </div>
  )
}
