import { type PointerEvent, useState } from 'react'
import type { Geometry } from './geometry.ts'
import type { GridColumn } from './types.ts'

const NARROWEST = 40
const WIDEST = 800
/** A pointer that moved less has clicked. */
const DRAWN_FROM = 6

type Given<Row> = {
  geometry: Geometry
  columns: readonly GridColumn<Row>[]
  onResize: (key: string, width: number) => void
  /** While the edge is drawn; null when it is let go. */
  onResizing: (drawn: { key: string; width: number } | null) => void
  onMove: (key: string, to: number) => void
}
export type HeadDrag = ReturnType<typeof useHeadDrag>

/** Headings drawn to another place, and their right edges to another width. */
export function useHeadDrag<Row>({ geometry, columns, onResize, onResizing, onMove }: Given<Row>) {
  // the place before which the drawn heading would come to stand
  const [gap, setGap] = useState<number | null>(null)
  const startResize = (event: PointerEvent<HTMLElement>, at: number) => {
    event.preventDefault()
    event.stopPropagation()
    const { key } = columns[at]!
    const width = geometry.offsets[at + 1]! - geometry.offsets[at]!
    let drawn: number | null = null
    follow(event, {
      moved: (dx) => {
        drawn = inRange(((width + dx) / geometry.rem) * 16)
        onResizing({ key, width: drawn })
      },
      ended: () => {
        onResizing(null)
        if (drawn !== null) onResize(key, drawn)
      },
    })
  }
  const startMove = (event: PointerEvent<HTMLElement>, at: number) => {
    if (event.button !== 0 || event.shiftKey) return
    const row = event.currentTarget.closest<HTMLElement>('.gd-head')
    const { key } = columns[at]!
    let to: number | null = null
    follow(event, {
      moved: (dx, x) => {
        if (to === null && Math.abs(dx) < DRAWN_FROM) return
        to = gapAt(row, x)
        setGap(to)
      },
      ended: () => {
        setGap(null)
        if (to !== null && to !== at && to !== at + 1) onMove(key, to > at ? to - 1 : to)
      },
    })
  }
  return { gap, startResize, startMove }
}

/** Before which heading a point lies: those that are drawn are asked where they stand. */
function gapAt(row: HTMLElement | null, x: number): number | null {
  const headings = Array.from(row?.querySelectorAll<HTMLElement>('.gd-heading') ?? [])
  for (const heading of headings) {
    const box = heading.getBoundingClientRect()
    const at = Number(heading.getAttribute('aria-colindex')) - 1
    if (x >= box.left && x <= box.right) return x < box.left + box.width / 2 ? at : at + 1
  }
  return null
}

function follow(
  event: PointerEvent<HTMLElement>,
  { moved, ended }: { moved: (dx: number, x: number) => void; ended: () => void },
): void {
  const from = event.clientX
  const move = (next: globalThis.PointerEvent) => moved(next.clientX - from, next.clientX)
  const end = () => {
    window.removeEventListener('pointermove', move)
    window.removeEventListener('pointerup', end)
    ended()
  }
  window.addEventListener('pointermove', move)
  window.addEventListener('pointerup', end)
}

function inRange(width: number): number {
  return Math.round(Math.max(NARROWEST, Math.min(WIDEST, width)))
}
