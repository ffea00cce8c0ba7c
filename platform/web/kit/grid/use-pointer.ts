import { type PointerEvent, useRef, useState } from 'react'
import { fillTo } from './clipboard.ts'
import { cellAtPoint, type Scrolled } from './geometry.ts'
import type { Cell } from './selection.ts'
import { beginEdit, commitEdit, type Hand } from './use-hand.ts'

/** What the pointer draws: a selection of cells, whole lines, whole columns, or the fill handle. */
type Drawing = 'cells' | 'lines' | 'columns' | 'fill'
const EDGE_STEP = 24
const EDGE_MS = 30

/** Selecting, drawing selections beyond the edges, the fill handle, a double click to write. */
export function usePointer<Row>(hand: Hand<Row>) {
  const [fill, setFill] = useState<Cell | null>(null)
  const latest = useRef({ hand, fill })
  latest.current = { hand, fill }
  const start = (event: PointerEvent<HTMLElement>, kind: Drawing, cell: Cell) => {
    if (event.button !== 0) return
    event.preventDefault()
    if (!commitEdit(hand)) return
    if (kind === 'fill') setFill(cell)
    else hand.mark(startOf(hand, kind, { cell, extend: event.shiftKey }))
    hand.focus()
    // a finger that moves scrolls
    if (event.pointerType === 'touch' && kind !== 'fill') return
    followUntilLifted(hand.scroller.current, {
      moved: (point) => extendTo(latest.current.hand, kind, point, setFill),
      ended: () => {
        const { hand: present, fill: to } = latest.current
        if (kind === 'fill' && to) fillTo(present, to)
        setFill(null)
      },
    })
  }
  return {
    fill,
    start,
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      const target = event.target as HTMLElement
      // a box is ticked and a group closed without taking the focus from the cells
      if (target.closest('.gd-body button, .gd-body input')) event.preventDefault()
      if (target.closest('button, a, input, .gd-editing')) return
      const cell = pointedCell(target)
      if (cell) start(event, cell.column < 0 ? 'lines' : 'cells', { row: cell.row, column: Math.max(0, cell.column) })
    },
    onDoubleClick: (event: React.MouseEvent<HTMLElement>) => {
      const target = event.target as HTMLElement
      if (target.closest('button, a, input')) return
      const cell = pointedCell(target)
      if (cell && cell.column >= 0) beginEdit(hand)
    },
  }
}

type Point = { x: number; y: number }

/** Every move until the pointer is lifted; while it rests beyond an edge the grid moves on by itself. */
function followUntilLifted(
  box: HTMLElement | null,
  { moved, ended }: { moved: (point: Point) => void; ended: () => void },
): void {
  let last: Point | null = null
  const move = (event: globalThis.PointerEvent) => {
    last = { x: event.clientX, y: event.clientY }
    moved(last)
  }
  const timer = setInterval(() => {
    if (last && scrollAtEdge(box, last)) moved(last)
  }, EDGE_MS)
  const end = () => {
    clearInterval(timer)
    window.removeEventListener('pointerup', end)
    window.removeEventListener('pointercancel', end)
    window.removeEventListener('pointermove', move)
    ended()
  }
  window.addEventListener('pointerup', end)
  window.addEventListener('pointercancel', end)
  window.addEventListener('pointermove', move)
}

function startOf<Row>(
  { selection, size }: Hand<Row>,
  kind: Drawing,
  { cell, extend }: { cell: Cell; extend: boolean },
) {
  const anchor = extend ? selection.anchor : cell
  if (kind === 'lines')
    return { anchor: { row: anchor.row, column: 0 }, cursor: { row: cell.row, column: size.columns - 1 } }
  if (kind === 'columns')
    return { anchor: { row: 0, column: anchor.column }, cursor: { row: size.rows - 1, column: cell.column } }
  return { anchor, cursor: cell }
}

function extendTo<Row>(
  hand: Hand<Row>,
  kind: Drawing,
  point: { x: number; y: number },
  setFill: (cell: Cell) => void,
): void {
  const box = hand.scroller.current
  if (!box) return
  const outer = box.getBoundingClientRect()
  const cell = cellAtPoint(
    { x: point.x - outer.left, y: point.y - outer.top },
    { geometry: hand.geometry, scrolled: scrolledOf(box), lines: hand.size.rows },
  )
  const { anchor } = hand.selection
  if (kind === 'fill') setFill(cell)
  else if (kind === 'lines') hand.mark({ anchor, cursor: { row: cell.row, column: hand.size.columns - 1 } })
  else if (kind === 'columns') hand.mark({ anchor, cursor: { row: hand.size.rows - 1, column: cell.column } })
  else hand.mark({ anchor, cursor: cell })
}

/** Beyond an edge the grid moves on by itself; whether it did. */
function scrollAtEdge(box: HTMLElement | null, point: { x: number; y: number }): boolean {
  if (!box) return false
  const edge = box.getBoundingClientRect()
  const left = point.x < edge.left ? -EDGE_STEP : point.x > edge.right ? EDGE_STEP : 0
  const top = point.y < edge.top ? -EDGE_STEP : point.y > edge.bottom ? EDGE_STEP : 0
  if (left === 0 && top === 0) return false
  box.scrollBy({ left, top })
  return true
}

export function scrolledOf(box: HTMLElement): Scrolled {
  return { left: box.scrollLeft, top: box.scrollTop, width: box.clientWidth, height: box.clientHeight }
}

/** `data-line` and `data-column` of the cell below; the row numbers are column −1. */
function pointedCell(target: HTMLElement): Cell | null {
  const cell = target.closest<HTMLElement>('[data-line]')
  if (!cell) return null
  return { row: Number(cell.dataset.line), column: Number(cell.dataset.column) }
}
