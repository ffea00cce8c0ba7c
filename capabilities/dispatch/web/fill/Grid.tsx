// biome-ignore-all lint/a11y/useSemanticElements: a grid of positioned rows; table elements would take their semantics back with the layout
// biome-ignore-all lint/a11y/useFocusableInteractive: one text field holds the focus for all cells
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { rectangleOf } from '#platform/web/kit/grid/selection.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ReportRow } from '../../contract.ts'
import { findingsOf } from '../model/figure-texts.ts'
import type { GridStore } from '../model/grid-session.ts'
import type { Ticks } from '../model/ticks.ts'
import { usePrinting } from '../shared/use-printing.ts'
import { CellInput } from './CellInput.tsx'
import { useFillColumns } from './columns.ts'
import { GridHead } from './GridHead.tsx'
import { GridRow, notesOf } from './GridRow.tsx'
import { RowStrip } from './RowStrip.tsx'
import { useGridHand } from './use-grid-hand.ts'
import './grid.css'

type Props = {
  store: GridStore
  rows: readonly ReportRow[]
  /** Reports ticked to be submitted together. */
  ticks: Ticks
  onTick: (next: Ticks) => void
}
const ROW_REM = 2.25
const TICK_TRACK = '2rem'
const NOTE_REM = 1.5

/**
 * The reporter's grid, worked like a workbook: arrows, Enter, Tab, F2, typing replaces, blocks from Excel and WPS, Ctrl+Z. One text field
 * lies over the active cell and always has the focus, so that Chinese is composed from the first keystroke.
 */
export function Grid({ store, rows, ticks, onTick }: Props) {
  const w = useWords()
  const { grid } = useSyncExternalStore(store.subscribe, store.get)
  const columns = useFillColumns()
  const scroller = useRef<HTMLDivElement>(null)
  const hand = useGridHand({ store, rows, columns, scroller, ticks, onTick })
  const rem = useMemo(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize), [])
  const heights = rows.map((row) => (notesOf(row, grid).length > 0 ? ROW_REM + NOTE_REM : ROW_REM) * rem)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heights[index] ?? ROW_REM * rem,
    getItemKey: (index) => rows[index]!.id,
    overscan: 12,
    scrollPaddingStart: ROW_REM * rem,
  })
  const shape = heights.join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows grow by a line when a check speaks
  useEffect(() => virtual.measure(), [shape])
  const { cursor } = hand.selection
  useEffect(() => virtual.scrollToIndex(cursor.row), [virtual, cursor.row])
  const isPrinting = usePrinting()
  const items = isPrinting ? rows.map((_, index) => ({ index })) : virtual.getVirtualItems()
  const before = isPrinting ? 0 : (virtual.getVirtualItems()[0]?.start ?? 0)
  const after = isPrinting ? 0 : virtual.getTotalSize() - (virtual.getVirtualItems().at(-1)?.end ?? 0)
  const active = rows[cursor.row]
  const selected = rectangleOf(hand.selection)
  const shownTicks = !isPrinting && rows.some((row) => row.mayWrite) ? ticks : null
  const tracks = [...(shownTicks ? [TICK_TRACK] : []), ...columns.map((column) => column.width), '5.75rem']
  return (
    <div className="grid">
      <div
        className={`grid-scroll ${shownTicks ? 'grid-ticks' : ''}`}
        ref={scroller}
        role="grid"
        aria-label={w('dispatch.gridLabel')}
        aria-rowcount={rows.length + 1}
        style={{ '--tracks': tracks.join(' ') } as React.CSSProperties}
        {...hand.pointer}
      >
        <div className="grid-content">
          <GridHead columns={columns} rows={rows} ticks={shownTicks} onTick={onTick} />
          <div style={{ height: before }} />
          {items.map(({ index }) => (
            <GridRow
              key={rows[index]!.id}
              index={index}
              row={rows[index]!}
              texts={grid.texts[rows[index]!.id]!}
              refusal={grid.refusals[rows[index]!.id]}
              columns={columns}
              ticked={shownTicks && shownTicks.has(rows[index]!.id)}
              onTick={hand.tick}
              from={index >= selected.top && index <= selected.bottom ? selected.left : -1}
              to={index >= selected.top && index <= selected.bottom ? selected.right : -1}
            />
          ))}
          <div style={{ height: after }} />
          <CellInput hand={hand} row={active} column={columns[cursor.column]!} shape={`${shape}/${before}`} />
        </div>
      </div>
      {active && (
        <RowStrip
          store={store}
          row={active}
          texts={grid.texts[active.id]!}
          refusal={grid.refusals[active.id]}
          findings={findingsOf(grid.texts[active.id]!, active.facts)}
        />
      )}
    </div>
  )
}
