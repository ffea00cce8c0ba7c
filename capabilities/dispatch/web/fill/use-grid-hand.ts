import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { clampSelection, type Selection, type Size, selectCell } from '#platform/web/kit/grid/selection.ts'
import type { ReportRow } from '../../contract.ts'
import type { GridStore } from '../model/grid-session.ts'
import { writeCells } from '../model/grid-state.ts'
import { type Ticks, toggleTicks } from '../model/ticks.ts'
import type { FillColumn } from './columns.ts'
import { gridClipboard } from './grid-clipboard.ts'
import { gridKeyboard } from './grid-keyboard.ts'

type Given = {
  store: GridStore
  rows: readonly ReportRow[]
  columns: readonly FillColumn[]
  scroller: RefObject<HTMLDivElement | null>
  ticks: Ticks
  onTick: (next: Ticks) => void
}
/** `type`: begun by typing, arrows leave the cell as in Excel; `edit`: begun by F2 or a double click, arrows move within the text. */
export type Editing = 'type' | 'edit' | null

/** Where the hand stands on the grid and what it is writing; keys and clipboard act through it. */
export type HandState = Omit<Given, 'scroller' | 'ticks' | 'onTick'> & {
  input: RefObject<HTMLTextAreaElement | null>
  selection: Selection
  size: Size
  editing: Editing
  setSelection: (next: Selection) => void
  setEditing: (next: Editing) => void
  /** Leaves the cell without writing. */
  stop: () => void
  /** Writes what was typed, if anything was. */
  commit: () => void
  /** Begins to change what stands in the cell. */
  edit: () => void
  /** Ticks rows, or takes their ticks away. */
  tick: (rows: readonly ReportRow[]) => void
}
export type GridHand = ReturnType<typeof useGridHand>

/** The hand on the grid: where it stands, what it writes, what keys, pointer and clipboard do. */
export function useGridHand(given: Given) {
  const hand = useHandState(given)
  const { input, selection, editing, setSelection } = hand
  const clipboard = gridClipboard(hand)
  const select = (next: Selection) => {
    hand.commit()
    setSelection(next)
    input.current?.focus({ preventScroll: true })
  }
  const pointer = {
    onMouseDown: (event: React.MouseEvent) => {
      // a box is ticked without taking the focus from the cell one writes in
      if ((event.target as HTMLElement).closest('.grid-tick')) event.preventDefault()
      const cell = cellAt(event.target)
      if (!cell || event.button !== 0) return
      event.preventDefault()
      select({ anchor: event.shiftKey ? selection.anchor : cell, cursor: cell })
    },
    onMouseOver: (event: React.MouseEvent) => {
      const cell = event.buttons === 1 && !editing ? cellAt(event.target) : null
      if (cell) setSelection({ anchor: selection.anchor, cursor: cell })
    },
    onDoubleClick: (event: React.MouseEvent) => cellAt(event.target) && hand.edit(),
  }
  return {
    input,
    selection,
    isEditing: editing !== null,
    width: useWidth(given.scroller),
    tick: hand.tick,
    keyboard: { ...gridKeyboard(hand, clipboard), ...clipboard.events },
    pointer,
  }
}

function useHandState({ store, rows, columns, scroller, ticks, onTick }: Given): HandState {
  const input = useRef<HTMLTextAreaElement>(null)
  const [selected, setSelection] = useState<Selection>(() =>
    selectCell(
      0,
      columns.findIndex((column) => column.field),
    ),
  )
  const [editing, setEditing] = useState<Editing>(null)
  const size = { rows: rows.length, columns: columns.length, page: pageOf(scroller.current) }
  const selection = clampSelection(selected, size)
  const { cursor } = selection
  const row = rows[cursor.row]
  const field = columns[cursor.column]?.field
  useEffect(() => input.current?.focus({ preventScroll: true }), [])
  useEffect(() => showColumn(scroller.current, cursor.column), [scroller, cursor.column])
  const stop = () => {
    if (input.current) input.current.value = ''
    setEditing(null)
  }
  const commit = () => {
    const text = input.current?.value ?? ''
    if (editing && row && field) store.change((grid) => writeCells(grid, [{ id: row.id, field, text }]))
    if (editing) stop()
  }
  const edit = () => {
    if (!row?.mayWrite || !field || !input.current) return
    input.current.value = store.get().grid.texts[row.id]![field]
    setEditing('edit')
  }
  const latest = useRef({ ticks, onTick })
  latest.current = { ticks, onTick }
  // the same for the whole life of the grid, so that a tick redraws its own row only
  const tick = useCallback((ticked: readonly ReportRow[]) => {
    latest.current.onTick(toggleTicks(latest.current.ticks, ticked))
  }, [])
  return { store, rows, columns, input, selection, size, editing, setSelection, setEditing, stop, commit, edit, tick }
}

function cellAt(target: EventTarget): { row: number; column: number } | null {
  const cell = (target as HTMLElement).closest<HTMLElement>('[data-column]')
  return cell ? { row: Number(cell.dataset.row), column: Number(cell.dataset.column) } : null
}

function pageOf(scroller: HTMLElement | null): number {
  const row = scroller?.querySelector<HTMLElement>('.grid-row')
  return row && scroller ? Math.max(1, Math.floor(scroller.clientHeight / row.offsetHeight) - 2) : 10
}

/** Brings a column out from under the fixed first one, and in from the right edge. */
function showColumn(scroller: HTMLElement | null, column: number): void {
  const heads = scroller?.querySelectorAll<HTMLElement>('[data-head]')
  const head = heads?.[column]
  if (!scroller || !head || column === 0) return
  const ticks = scroller.querySelector<HTMLElement>('.grid-tick')?.offsetWidth ?? 0
  const fixed = ticks + heads[0]!.offsetWidth
  const left = head.offsetLeft
  if (left < scroller.scrollLeft + fixed) scroller.scrollLeft = left - fixed
  else if (left + head.offsetWidth > scroller.scrollLeft + scroller.clientWidth)
    scroller.scrollLeft = left + head.offsetWidth - scroller.clientWidth
}

function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    if (!element.current) return
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0))
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
  return width
}
