import { type RefObject, useEffect, useRef, useState } from 'react'
import { notify } from '#platform/web/kit/toast.tsx'
import { words } from '#platform/web/words/use-words.ts'
import type { ReportRow } from '../../contract.ts'
import { formatBlock, parseBlock } from '../model/clipboard.ts'
import { type Edit, redoStep, undoStep, writeCells } from '../model/grid-state.ts'
import type { GridStore } from '../model/grid-store.ts'
import { planPaste } from '../model/paste.ts'
import { advance, clampSelection, moveSelection, rectangleOf, type Selection, selectCell } from '../model/selection.ts'
import type { FillColumn } from './columns.ts'

type Given = {
  store: GridStore
  rows: readonly ReportRow[]
  columns: readonly FillColumn[]
  scroller: RefObject<HTMLDivElement | null>
}
/** `type`: begun by typing, arrows leave the cell as in Excel; `edit`: begun by F2 or a double click, arrows move within the text. */
type Editing = 'type' | 'edit' | null
export type GridHand = ReturnType<typeof useGridHand>

/** The hand on the grid: where it stands, what it writes, what keys, pointer and clipboard do. */
export function useGridHand({ store, rows, columns, scroller }: Given) {
  const input = useRef<HTMLTextAreaElement>(null)
  const firstOpen = columns.findIndex((column) => column.field)
  const [selected, setSelection] = useState<Selection>(() => selectCell(0, firstOpen))
  const [editing, setEditing] = useState<Editing>(null)
  const width = useWidth(scroller)
  const size = { rows: rows.length, columns: columns.length, page: pageOf(scroller.current) }
  const selection = clampSelection(selected, size)
  const { cursor } = selection
  const writable = columns.flatMap((column, at) => (column.field ? [at] : []))
  useEffect(() => input.current?.focus({ preventScroll: true }), [])
  useEffect(() => showColumn(scroller.current, cursor.column), [scroller, cursor.column])

  const change = (edits: Edit[]) => store.change((grid) => writeCells(grid, edits))
  const stop = () => {
    if (input.current) input.current.value = ''
    setEditing(null)
  }
  const commit = () => {
    const row = rows[cursor.row]
    const field = columns[cursor.column]?.field
    if (editing && row && field) change([{ id: row.id, field, text: input.current?.value ?? '' }])
    stop()
  }
  const edit = () => {
    const row = rows[cursor.row]
    const field = columns[cursor.column]?.field
    if (!row?.mayWrite || !field || !input.current) return
    input.current.value = store.get().grid.texts[row.id]![field]
    setEditing('edit')
  }
  const select = (next: Selection) => {
    if (editing) commit()
    setSelection(next)
    input.current?.focus({ preventScroll: true })
  }
  /** The cells of the selection, row by row. */
  const block = (): string[][] => {
    const { top, bottom, left, right } = rectangleOf(selection)
    const { texts } = store.get().grid
    return rows
      .slice(top, bottom + 1)
      .map((row) => columns.slice(left, right + 1).map((column) => column.text(row, texts[row.id]!)))
  }
  const paste = (cells: readonly (readonly string[])[], at = rectangleOf(selection)) => {
    const plan = planPaste(cells, { columns, rows, at })
    change(plan.edits)
    const lost = [
      plan.unknown.length > 0
        ? words('dispatch.paste.unknown', { names: plan.unknown.slice(0, 3).join('、'), count: plan.unknown.length })
        : null,
      plan.beyond > 0 ? words('dispatch.paste.beyond', { count: plan.beyond }) : null,
      plan.edits.length === 0 && plan.skipped > 0 ? words('dispatch.paste.shut') : null,
    ].filter(Boolean)
    if (lost.length > 0) notify(lost.join(''))
    if (cells.length > 1 || cells[0]!.length > 1) {
      const bottom = at.top + cells.length - 1
      const right = at.left + Math.max(...cells.map((row) => row.length)) - 1
      setSelection(
        clampSelection({ anchor: { row: at.top, column: at.left }, cursor: { row: bottom, column: right } }, size),
      )
    }
  }
  const clear = () => paste([['']])
  /** Ctrl+D: the first row of the selection into all rows below. */
  const fillDown = () => {
    const at = rectangleOf(selection)
    const first = block()[0]!
    if (at.bottom > at.top)
      paste(
        Array.from({ length: at.bottom - at.top + 1 }, () => first),
        at,
      )
  }

  const onKeyDown = (event: React.KeyboardEvent<HTMLTextAreaElement>) => {
    // while Chinese is being composed every key belongs to the input method
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (keyDown(event)) event.preventDefault()
  }
  const keyDown = (event: React.KeyboardEvent): boolean => {
    const { key, shiftKey, altKey } = event
    const ctrl = event.ctrlKey || event.metaKey
    if (key === 'Enter' && altKey && editing) return insertLine(input.current!)
    if (key === 'Enter' || key === 'Tab') {
      commit()
      const next = advance(selection, key, { size, writable, back: shiftKey })
      if (next) setSelection(next)
      return next !== null
    }
    if (key === 'Escape' && editing) {
      stop()
      return true
    }
    if (editing === 'edit') return false
    if (key === 'F2' && !editing) {
      edit()
      return true
    }
    const moved = moveSelection(selection, key, { size, extend: shiftKey && !editing, jump: ctrl })
    // Home and End belong to the text once one has begun to write
    if (moved && !(editing && (key === 'Home' || key === 'End'))) {
      if (editing) commit()
      setSelection(moved)
      return true
    }
    return !editing && command(key.toLowerCase(), ctrl, shiftKey)
  }
  const command = (key: string, ctrl: boolean, shift: boolean): boolean => {
    if (key === 'delete' || key === 'backspace') clear()
    else if (ctrl && (key === 'y' || (key === 'z' && shift))) store.change(redoStep)
    else if (ctrl && key === 'z') store.change(undoStep)
    else if (ctrl && key === 'd') fillDown()
    else if (ctrl && key === 'a')
      setSelection({ anchor: { row: 0, column: 0 }, cursor: { row: rows.length - 1, column: columns.length - 1 } })
    else return false
    return true
  }
  const onCopy = (event: React.ClipboardEvent) => {
    if (editing) return
    event.clipboardData.setData('text/plain', formatBlock(block()))
    event.preventDefault()
  }
  const keyboard = {
    onKeyDown,
    onInput: () => !editing && setEditing('type'),
    onCompositionStart: () => !editing && setEditing('type'),
    onBlur: commit,
    onCopy,
    onCut: (event: React.ClipboardEvent) => {
      onCopy(event)
      if (!editing) clear()
    },
    onPaste: (event: React.ClipboardEvent) => {
      if (editing) return
      event.preventDefault()
      paste(parseBlock(event.clipboardData.getData('text/plain')))
    },
  }
  const pointer = {
    onMouseDown: (event: React.MouseEvent) => {
      const cell = cellAt(event.target)
      if (!cell || event.button !== 0) return
      event.preventDefault()
      select(event.shiftKey ? { anchor: selection.anchor, cursor: cell } : { anchor: cell, cursor: cell })
    },
    onMouseOver: (event: React.MouseEvent) => {
      const cell = event.buttons === 1 && !editing ? cellAt(event.target) : null
      if (cell) setSelection({ anchor: selection.anchor, cursor: cell })
    },
    onDoubleClick: (event: React.MouseEvent) => cellAt(event.target) && edit(),
  }
  return { input, selection, isEditing: editing !== null, width, keyboard, pointer }
}

function insertLine(input: HTMLTextAreaElement): true {
  input.setRangeText('\n', input.selectionStart, input.selectionEnd, 'end')
  return true
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
  const heads = scroller?.querySelectorAll<HTMLElement>('[role=columnheader]')
  const head = heads?.[column]
  if (!scroller || !head || column === 0) return
  const fixed = heads[0]!.offsetWidth
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
