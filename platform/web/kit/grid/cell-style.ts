import type { CSSProperties } from 'react'
import type { Geometry } from './geometry.ts'

/** Where a column's cells stand in their line: frozen ones stay, the others lie at their place. */
export function cellStyle({ offsets, gutter, frozen }: Geometry, at: number): CSSProperties {
  const left = gutter + offsets[at]!
  const width = offsets[at + 1]! - offsets[at]!
  return at < frozen ? { left, width, position: 'sticky', flex: 'none' } : { left, width, position: 'absolute' }
}

/** Within a pane, which itself stays or moves, every cell lies at its place: a thousand cells that stay by themselves are slow to draw. */
export function placedStyle({ offsets, gutter }: Geometry, at: number): CSSProperties {
  return { left: gutter + offsets[at]!, width: offsets[at + 1]! - offsets[at]!, position: 'absolute' }
}

export function cellClass(geometry: Geometry, at: number, align: 'start' | 'end' | 'center' = 'start'): string {
  const last = at === geometry.frozen - 1 ? 'gd-last-frozen' : ''
  return `gd-cell gd-${align} ${at < geometry.frozen ? 'gd-frozen' : ''} ${last}`
}

/** Places of the columns that are drawn: the frozen ones and those of the window. */
export function drawnColumns({ frozen, offsets }: Geometry, left: number, right: number): number[] {
  const drawn: number[] = []
  for (let at = 0; at < frozen; at += 1) drawn.push(at)
  for (let at = Math.max(frozen, left); at <= right && at < offsets.length - 1; at += 1) drawn.push(at)
  return drawn
}
