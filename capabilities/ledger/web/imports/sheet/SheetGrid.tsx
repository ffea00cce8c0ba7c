// biome-ignore-all lint/a11y/useSemanticElements: drawn where it stands, a table would lay out every row and column
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active cell
// biome-ignore-all lint/a11y/useKeyWithClickEvents: keys are heard where the focus is
import { type KeyboardEvent, type MouseEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ImportPreview } from '../../../import/contract.ts'
import { fieldLabel } from '../../parts/labels.ts'
import { ColumnHead, columnFacts } from './ColumnHead.tsx'
import {
  cellUnder,
  columnsBetween,
  type Geometry,
  geometryOf,
  heightOf,
  measuresOf,
  rowsBetween,
  topOf,
} from './geometry.ts'
import { coveredBy, MergedCells, mergesOf } from './MergedCells.tsx'
import { columnOf, type SheetMarks } from './marks.ts'
import { cellId, RowHead, SheetRow } from './SheetRow.tsx'
import { moved, type Place } from './selection.ts'
import { useWindows } from './use-windows.ts'

type Sheet = ImportPreview['sheets'][number]
export type SheetGridProps = {
  importId: number
  /** Number of the sheet in the workbook. */
  number: number
  sheet: Sheet
  marks: SheetMarks
  place: Place
  onPlace: (place: Place) => void
  /** Enter, or a second click on the place: the focus goes to what can be done about it. */
  onOpen: () => void
  busy: boolean
}

type Seen = { top: number; left: number; height: number; width: number }

/** The sheet itself, however long: only what shows is drawn and fetched. Arrow keys move, Enter opens. */
export function SheetGrid(props: SheetGridProps) {
  const { importId, number, sheet, busy } = props
  const [seen, setSeen] = useState<Seen>({ top: 0, left: 0, height: 600, width: 1200 })
  const tall = useMemo(() => sheet.headerRows.map((row) => row - 1), [sheet.headerRows])
  const scale = useTypeScale(seen.width)
  const { row: rowHeight } = measuresOf({ scale })
  const guess: [number, number] = [
    Math.floor(seen.top / rowHeight) - 8,
    Math.ceil((seen.top + seen.height) / rowHeight) + 8,
  ]
  const { windows, problem } = useWindows(importId, number, guess)
  const first = windows.get(0)
  const w = useWords()
  const geometry = useMemo(
    () => (first ? geometryOf(first, tall, { heads: headTexts(w, sheet), scale }) : null),
    [first, tall, w, sheet, scale],
  )
  if (problem) return <ErrorNote problem={problem} />
  if (!geometry || !first) return <Skeleton lines={14} />
  if (first.rowCount === 0) return <p className="no-value">{w('mapping.emptySheet')}</p>
  return (
    <div className={`sheet-frame ${busy ? 'sheet-busy' : ''}`} aria-busy={busy || undefined}>
      <p className="sheet-progress" aria-live="polite">
        {busy && w('mapping.rereading')}
      </p>
      <Canvas {...props} geometry={geometry} windows={windows} seen={seen} onSeen={setSeen} />
    </div>
  )
}

/** The longer of the two lines above each column. */
function headTexts(w: ReturnType<typeof useWords>, { columns }: Sheet): string[] {
  const texts: string[] = []
  for (const column of columns) {
    const label = column.field ? fieldLabel(w, column.field) : w('mapping.leftOut')
    const facts = columnFacts(column)
    texts[columnOf(column.col)] = facts.length > label.length + 2 ? facts : label
  }
  return texts
}

type CanvasProps = SheetGridProps & {
  geometry: Geometry
  windows: ReturnType<typeof useWindows>['windows']
  seen: Seen
  onSeen: (seen: Seen) => void
}

function Canvas({ geometry, windows, seen, onSeen, ...props }: CanvasProps) {
  const { sheet, marks, place, onPlace, onOpen } = props
  const w = useWords()
  const scroller = useRef<HTMLDivElement>(null)
  const columnCount = geometry.lefts.length - 1
  const measures = measuresOf(geometry)
  useSeen(scroller, onSeen)
  useInView(scroller, geometry, place)
  const [firstRow, lastRow] = rowsBetween(geometry, seen.top, seen.top + seen.height)
  const [from, to] = columnsBetween(geometry, seen.left, seen.left + seen.width)
  const merges = useMemo(() => mergesOf(windows), [windows])
  const covered = useMemo(() => coveredBy(merges, firstRow, lastRow), [merges, firstRow, lastRow])
  const leftOut = useMemo(
    () => new Set(sheet.columns.filter(({ field }) => field === null).map(({ col }) => columnOf(col))),
    [sheet.columns],
  )
  const byColumn = useMemo(
    () => new Map(sheet.columns.map((column) => [columnOf(column.col), column])),
    [sheet.columns],
  )
  const hidden = windows.get(0)?.hiddenColumns ?? []
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === 'F2') {
      event.preventDefault()
      onOpen()
      return
    }
    const page = Math.max(1, Math.floor(seen.height / measures.row) - 2)
    const next = moved(place, event, { rows: geometry.rowCount, columns: columnCount, page })
    if (!next) return
    event.preventDefault()
    onPlace(next)
  }
  const onClick = (event: MouseEvent) => {
    const at = (event.target as HTMLElement).closest<HTMLElement>('[data-place]')?.dataset.place?.split(':').map(Number)
    if (at) onPlace({ row: at[0]!, column: at[1]! })
    const body = (event.target as HTMLElement).closest('.sheet-body')?.getBoundingClientRect()
    const empty = !at && body ? cellUnder(geometry, event.clientX - body.left, event.clientY - body.top) : null
    if (empty) onPlace(empty)
  }
  const rows = Array.from({ length: Math.max(0, lastRow - firstRow + 1) }, (_, index) => firstRow + index)
  const height = topOf(geometry, geometry.rowCount)
  const width = geometry.lefts[columnCount]!
  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={w('mapping.grid', { sheet: sheet.name })}
      aria-rowcount={geometry.rowCount + 1}
      aria-colcount={columnCount + 1}
      aria-activedescendant={cellId(place.row, place.column)}
      className="sheet-scroller"
      onKeyDown={onKeyDown}
      onClick={onClick}
      onDoubleClick={onOpen}
    >
      <div
        className="sheet-canvas"
        style={{
          gridTemplateColumns: `${measures.margin}px ${width}px`,
          gridTemplateRows: `${measures.head}px ${height}px`,
        }}
      >
        <div className="sheet-corner" data-place="-1:-1" id={cellId(-1, -1)}>
          {w('mapping.corner')}
        </div>
        <div className="sheet-heads" role="row" aria-rowindex={1}>
          {Array.from({ length: to - from + 1 }, (_, index) => from + index).map((column) => (
            <ColumnHead
              key={column}
              index={column}
              column={byColumn.get(column)}
              left={geometry.lefts[column]!}
              width={geometry.lefts[column + 1]! - geometry.lefts[column]!}
              isSelected={place.row === -1 && place.column === column}
              isHidden={hidden.includes(column)}
            />
          ))}
        </div>
        <div className="sheet-margins">
          {rows.map((row) => (
            <RowHead
              key={row}
              row={row}
              top={topOf(geometry, row)}
              height={heightOf(geometry, row)}
              mark={marks.rows.get(row)}
              isHidden={windows.get(Math.floor(row / 200))?.hiddenRows.includes(row) ?? false}
              isSelected={place.column === -1 && place.row === row}
            />
          ))}
        </div>
        <div className="sheet-body">
          {rows.map((row) => {
            const found = windows.get(Math.floor(row / 200))
            return (
              <SheetRow
                key={row}
                row={row}
                texts={found && (found.rows[row - found.from] ?? NO_TEXTS)}
                top={topOf(geometry, row)}
                height={heightOf(geometry, row)}
                from={from}
                to={to}
                lefts={geometry.lefts}
                scale={geometry.scale}
                marks={marks}
                leftOut={leftOut}
                covered={covered.get(row)}
                selected={place.row === row && place.column >= 0 ? place.column : null}
              />
            )
          })}
          {geometry.lefts.slice(from + 1, to + 2).map((left) => (
            <i key={left} className="sheet-line" style={{ left: left - 1 }} />
          ))}
          <MergedCells
            merges={merges}
            rows={[firstRow, lastRow]}
            geometry={geometry}
            windows={windows}
            marks={marks}
            leftOut={leftOut}
            place={place}
          />
        </div>
      </div>
    </div>
  )
}

const NO_TEXTS: readonly string[] = []

/** The page's type over 16 pixels; asked again when the frame changes, as it does when the window moves to another screen. */
function useTypeScale(frameWidth: number): number {
  const [scale, setScale] = useState(1)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the frame's width tells when to ask again
  useLayoutEffect(() => {
    setScale(Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1)
  }, [frameWidth])
  return scale
}

/** What of the sheet shows, measured when it is scrolled or its frame changes. */
function useSeen(scroller: React.RefObject<HTMLDivElement | null>, onSeen: (seen: Seen) => void): void {
  useLayoutEffect(() => {
    const element = scroller.current!
    let asked = 0
    const measure = () => {
      asked = 0
      onSeen({
        top: element.scrollTop,
        left: element.scrollLeft,
        height: element.clientHeight,
        width: element.clientWidth,
      })
    }
    const later = () => {
      asked ||= requestAnimationFrame(measure)
    }
    measure()
    element.addEventListener('scroll', later, { passive: true })
    const sizes = new ResizeObserver(later)
    sizes.observe(element)
    return () => {
      cancelAnimationFrame(asked)
      element.removeEventListener('scroll', later)
      sizes.disconnect()
    }
  }, [scroller, onSeen])
}

/** Scrolls as little as is needed for the selected place to show beside the heads and the margin. */
function useInView(scroller: React.RefObject<HTMLDivElement | null>, geometry: Geometry, { row, column }: Place): void {
  useEffect(() => {
    const element = scroller.current!
    const measures = measuresOf(geometry)
    if (row >= 0) {
      const top = topOf(geometry, row)
      const room = element.clientHeight - measures.head
      if (top < element.scrollTop) element.scrollTop = top
      else if (top + measures.row > element.scrollTop + room) element.scrollTop = top + measures.row * 2 - room
    }
    if (column >= 0) {
      const [left, right] = [geometry.lefts[column] ?? 0, geometry.lefts[column + 1] ?? 0]
      const room = element.clientWidth - measures.margin
      if (left < element.scrollLeft) element.scrollLeft = left
      else if (right > element.scrollLeft + room) element.scrollLeft = right - room
    }
  }, [scroller, geometry, row, column])
}
