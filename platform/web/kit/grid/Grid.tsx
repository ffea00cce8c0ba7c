// biome-ignore-all lint/a11y/useSemanticElements: a grid of positioned rows; table elements would take their semantics back with the layout
// biome-ignore-all lint/a11y/useFocusableInteractive: one text field holds the focus for all cells
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.ts'
import { CellEditor } from './CellEditor.tsx'
import { drawnColumns } from './cell-style.ts'
import { type ClipboardSays, clipboardOf } from './clipboard.ts'
import { FillHandle } from './FillHandle.tsx'
import { fitWidth } from './fit-width.ts'
import { GridBody } from './GridBody.tsx'
import { GridFoot, type Total } from './GridFoot.tsx'
import { GridHead } from './GridHead.tsx'
import { type KeyActs, keyboardOf } from './keyboard.ts'
import { groupOfLine, type Lines, lineOfRow, linesOf } from './lines.ts'
import { StayingGroups } from './StayingGroups.tsx'
import { type Rectangle, rectangleOf, selectCell } from './selection.ts'
import type { ChangeSet, GridColumn, GridGroup, RowMarks, RowSource } from './types.ts'
import { useGeometry } from './use-geometry.ts'
import { type Active, useHand } from './use-hand.ts'
import { usePointer } from './use-pointer.ts'
import { type GridWindow, useWindow } from './use-window.ts'
import './grid.css'

/** Row number, tick and the way in. */
const GUTTER_REM = 5

export type GridHandle = {
  /** Puts the hand on a row and brings it into sight. */
  goTo: (place: number) => void
  focus: () => void
}

export type GridProps<Row> = {
  handle?: Ref<GridHandle>
  label: string
  /** Another order is on its way. */
  busy?: boolean
  columns: readonly GridColumn<Row>[]
  frozen: number
  comfortable?: boolean
  source: RowSource<Row>
  groups: readonly GridGroup[]
  collapsed: ReadonlySet<string>
  onToggle: (group: GridGroup) => void
  total?: Total
  rowId: (row: Row) => number
  /** How a row is called to who cannot see it. */
  rowName: (row: Row) => string
  lockedRow: (row: Row) => string | null
  marksOf: (id: number) => RowMarks | undefined
  openId: number | null
  onOpen: (row: Row) => void
  /** Places of ticked rows; absent: rows are not ticked. */
  ticks?: {
    has: (place: number) => boolean
    state: 'none' | 'some' | 'all'
    onTick: (place: number, extend: boolean) => void
    onAll: () => void
  }
  onChanges: (set: ChangeSet<Row>) => void
  onLocked: (why: string) => void
  onSelect: (at: Rectangle, lines: Lines) => void
  says: ClipboardSays
  acts: Omit<KeyActs, 'tick' | 'toggle'>
  layout: { onResize: (key: string, width: number) => void; onMove: (key: string, to: number) => void }
  menu: (column: GridColumn<Row>, at: number, close: () => void) => ReactNode
  lastHeading?: ReactNode
}

/**
 * A workbook of a hundred thousand rows: only what is in sight is drawn, in both directions. Worked like Excel: arrows, Enter, Tab, F2,
 * typing replaces, blocks in and out, fill, Ctrl+Z. One text field lies over the active cell and always has the focus, so that Chinese is
 * composed from the first keystroke.
 */
export function Grid<Row>(props: GridProps<Row>) {
  const { columns, source, groups, collapsed, total } = props
  const w = useWords()
  const scroller = useRef<HTMLDivElement>(null)
  const [drawn, setDrawn] = useState<{ key: string; width: number } | null>(null)
  const widths = useMemo(
    () => columns.map(({ key, width }) => (key === drawn?.key ? drawn.width : width)),
    [columns, drawn],
  )
  const geometry = useGeometry({
    widths,
    frozen: props.frozen,
    comfortable: props.comfortable ?? false,
    gutter: GUTTER_REM,
    hasFoot: total !== undefined,
  })
  const lines = useMemo(() => linesOf(source.count, groups, collapsed), [source.count, groups, collapsed])
  const levels = groups.length === 0 ? 0 : Math.max(...groups.slice(0, 50).map(({ depth }) => depth)) + 1
  const sheet = { columns, lines, source, lockedRow: props.lockedRow }
  const hand = useHand<Row>({ ...props, sheet, geometry, scroller, levels })
  const pointer = usePointer(hand)
  const seen = useWindow(scroller, geometry, lines.length)
  const inSight = useMemo(() => drawnColumns(geometry, seen.left, seen.right), [geometry, seen.left, seen.right])
  const clipboard = clipboardOf(hand, groups, props.says)
  const at = rectangleOf(hand.selection)
  const activeGroup = groupOfLine(lines, groups, hand.selection.cursor.row)
  const activePlace = lines[hand.selection.cursor.row] ?? -1
  const keyboard = keyboardOf(hand, clipboard, {
    ...props.acts,
    tick: () => activePlace >= 0 && props.ticks?.onTick(activePlace, false),
    toggle: activeGroup ? () => props.onToggle(activeGroup) : null,
  })
  useWanted(source, lines, seen)
  useTold(props.onSelect, at, lines)
  useImperativeHandle(props.handle, () => ({
    focus: hand.focus,
    goTo: (place) => {
      const line = lineOfRow(lines, place)
      if (line >= 0) hand.select(selectCell(line, hand.selection.cursor.column))
    },
  }))
  const wide = {
    width: geometry.gutter + geometry.offsets[columns.length]! + (props.lastHeading ? 6 * geometry.rem : 0),
  }
  const isWhole = at.top === 0 && at.bottom === lines.length - 1
  return (
    <div
      className={`gd-scroll ${props.busy ? 'gd-busy' : ''} ${columns.some(({ edit }) => edit) ? '' : 'gd-reading'}`}
      aria-busy={props.busy || undefined}
      ref={scroller}
      role="grid"
      aria-label={props.label}
      aria-rowcount={lines.length + 1}
      aria-colcount={columns.length}
      aria-multiselectable
      onPointerDown={pointer.onPointerDown}
      onDoubleClick={pointer.onDoubleClick}
    >
      <div className="gd-content" style={wide}>
        <div className="gd-top">
          <GridHead
            columns={columns}
            drawn={inSight}
            geometry={geometry}
            from={isWhole ? at.left : -1}
            to={isWhole ? at.right : -1}
            menu={props.menu}
            onPick={(event, column) => pointer.start(event, 'columns', { row: 0, column })}
            onFit={(column) =>
              props.layout.onResize(columns[column]!.key, fitWidth(columns[column]!, source, geometry))
            }
            {...props.layout}
            onResizing={setDrawn}
            ticks={props.ticks ? { state: props.ticks.state, onToggle: props.ticks.onAll } : null}
            last={props.lastHeading}
          />
          {groups.length > 0 && (
            <StayingGroups
              {...{ scroller, lines, groups, columns, geometry }}
              drawn={inSight}
              onToggle={props.onToggle}
            />
          )}
        </div>
        <div className="gd-body" style={{ height: lines.length * geometry.row }}>
          <GridBody {...props} {...{ lines, geometry, seen, at }} drawn={inSight} />
          {lines.length > 0 && (
            <CellEditor
              hand={hand}
              keyboard={keyboard}
              clipboard={clipboard.events}
              label={labelOf(props, hand.active, w('grid.cell'))}
            />
          )}
          {lines.length > 0 && !hand.editing && (
            <FillHandle
              {...{ geometry, at }}
              fill={pointer.fill}
              onStart={(event) => pointer.start(event, 'fill', { row: at.bottom, column: at.right })}
            />
          )}
        </div>
        {total && <GridFoot {...{ total, columns, geometry }} drawn={inSight} rowIndex={lines.length + 2} />}
      </div>
    </div>
  )
}

/** Rows in sight are asked for. */
function useWanted<Row>(source: RowSource<Row>, lines: Lines, { first, last }: GridWindow): void {
  useEffect(() => {
    let from = Number.POSITIVE_INFINITY
    let to = -1
    for (let line = first; line <= last && line < lines.length; line += 1) {
      const place = lines[line]!
      if (place < 0) continue
      from = Math.min(from, place)
      to = Math.max(to, place)
    }
    if (to >= 0) source.want(from, to)
  }, [source, lines, first, last])
}

function useTold(
  onSelect: (at: Rectangle, lines: Lines) => void,
  { top, bottom, left, right }: Rectangle,
  lines: Lines,
): void {
  const tell = useRef(onSelect)
  tell.current = onSelect
  useEffect(() => tell.current({ top, bottom, left, right }, lines), [top, bottom, left, right, lines])
}

/** What the field over the active cell is called: 聚苯乙烯项目，总投资：35000. */
function labelOf<Row>(
  { rowName }: GridProps<Row>,
  { row, column, text, locked }: Active<Row>,
  nowhere: string,
): string {
  if (!row || !column) return nowhere
  return [`${rowName(row)}，${column.title}：${text}`, locked].filter(Boolean).join('，')
}
