import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useEffect } from 'react'
import type { Geometry } from './geometry.ts'

const identity = (index: number) => index

export type GridWindow = {
  /** Lines that are drawn. */
  first: number
  last: number
  /** Columns beside the frozen ones that are drawn; last before first: none. */
  left: number
  right: number
}

/** The part of the lines and columns that is drawn: what is in sight and a little around it. */
export function useWindow(scroller: RefObject<HTMLDivElement | null>, geometry: Geometry, lines: number): GridWindow {
  const { row, head, foot, gutter, frozen, frozenWidth, offsets } = geometry
  const element = useCallback(() => scroller.current, [scroller])
  const down = useVirtualizer({
    count: lines,
    getScrollElement: element,
    estimateSize: useCallback(() => row, [row]),
    getItemKey: identity,
    paddingStart: head,
    paddingEnd: foot,
    overscan: 10,
  })
  const across = useVirtualizer({
    horizontal: true,
    count: Math.max(0, offsets.length - 1 - frozen),
    getScrollElement: element,
    estimateSize: useCallback((at: number) => offsets[at + frozen + 1]! - offsets[at + frozen]!, [offsets, frozen]),
    getItemKey: identity,
    paddingStart: gutter + frozenWidth,
    overscan: 2,
  })
  // sizes are known and not measured: a new width or density is told
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when sizes change
  useEffect(() => {
    down.measure()
    across.measure()
  }, [row, offsets, frozen])
  const rows = down.getVirtualItems()
  const columns = across.getVirtualItems()
  return {
    first: rows[0]?.index ?? 0,
    last: rows[rows.length - 1]?.index ?? -1,
    left: (columns[0]?.index ?? 0) + frozen,
    right: (columns[columns.length - 1]?.index ?? -1) + frozen,
  }
}
