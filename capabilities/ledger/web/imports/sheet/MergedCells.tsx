// biome-ignore-all lint/a11y/useSemanticElements: drawn where it stands, a table would lay out every row and column
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active cell
// biome-ignore-all lint/a11y/useKeyWithClickEvents: keys are heard where the focus is
import type { SheetWindow } from '../../../import/sheet-contract.ts'
import { type Geometry, heightOf, topOf } from './geometry.ts'
import { cellKey, type SheetMarks } from './marks.ts'
import { cellId, Flag, markClass } from './SheetRow.tsx'
import type { Place } from './selection.ts'
import { textAt } from './use-windows.ts'

type Merge = SheetWindow['merges'][number]
type Windows = Map<number, SheetWindow>

/** All merged cells of the windows at hand; one that reaches over two windows stands in both. */
export function mergesOf(windows: Windows): Merge[] {
  const byCorner = new Map<string, Merge>()
  for (const { merges } of windows.values()) {
    for (const merge of merges) byCorner.set(cellKey(merge.top, merge.left), merge)
  }
  return [...byCorner.values()]
}

/** Columns by row that merged cells cover, of the rows drawn. */
export function coveredBy(merges: readonly Merge[], first: number, last: number): Map<number, Set<number>> {
  const covered = new Map<number, Set<number>>()
  for (const { top, bottom, left, right } of merges) {
    for (let row = Math.max(top, first); row <= Math.min(bottom, last); row++) {
      const columns = covered.get(row) ?? new Set()
      covered.set(row, columns)
      for (let column = left; column <= right; column++) columns.add(column)
    }
  }
  return covered
}

type Props = {
  merges: readonly Merge[]
  rows: readonly [number, number]
  geometry: Geometry
  windows: Windows
  marks: SheetMarks
  leftOut: ReadonlySet<number>
  place: Place
}

/** Merged cells as Excel shows them: one surface over all they cover. */
export function MergedCells({ merges, rows: [first, last], geometry, windows, marks, leftOut, place }: Props) {
  const { lefts } = geometry
  const columnCount = lefts.length - 1
  const drawn = merges.filter(({ top, bottom, left }) => bottom >= first && top <= last && left < columnCount)
  return drawn.map(({ top, left, bottom, right }) => {
    const mark = marks.cells.get(cellKey(top, left))
    const kind = marks.rows.get(top)?.kind ?? ''
    const end = Math.min(bottom, geometry.rowCount - 1)
    const isSelected = place.row >= top && place.row <= bottom && place.column >= left && place.column <= right
    const text = textAt(windows, top, left) ?? ''
    return (
      <div
        key={cellKey(top, left)}
        role="gridcell"
        id={cellId(top, left)}
        data-place={cellKey(top, left)}
        aria-selected={isSelected}
        aria-rowspan={bottom - top + 1}
        aria-colspan={right - left + 1}
        className={`sheet-merge sheet-${kind} ${leftOut.has(left) ? 'sheet-out' : ''} ${markClass(mark)} ${marks.unit?.row === top && marks.unit.column === left ? 'sheet-unit-cell' : ''} ${isSelected ? 'sheet-selected' : ''}`}
        style={{
          top: topOf(geometry, top),
          height: topOf(geometry, end) + heightOf(geometry, end) - topOf(geometry, top),
          left: lefts[left],
          width: lefts[Math.min(right + 1, columnCount)]! - lefts[left]!,
        }}
        title={text.length > 12 ? text : undefined}
      >
        <span>{text}</span>
        {mark && <Flag mark={mark} />}
      </div>
    )
  })
}
