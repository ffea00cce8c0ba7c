import { useMemo, useRef } from 'react'
import type { GridProps } from './Grid.tsx'
import { GridLine } from './GridLine.tsx'
import { GroupLine } from './GroupLine.tsx'
import type { Geometry } from './geometry.ts'
import { groupKey, groupOfLine, type Lines } from './lines.ts'
import type { Rectangle } from './selection.ts'
import type { GridWindow } from './use-window.ts'

type Props<Row> = GridProps<Row> & {
  lines: Lines
  geometry: Geometry
  drawn: readonly number[]
  seen: GridWindow
  at: Rectangle
}

/** The lines in sight: rows and the headings of groups. */
export function GridBody<Row>(props: Props<Row>) {
  const { lines, seen, drawn, geometry } = props
  const acts = useSteadyActs(props)
  const { frozen, frozenWidth, gutter } = geometry
  const panes = useMemo(
    () => ({ frozen: drawn.filter((at) => at < frozen), rest: drawn.filter((at) => at >= frozen) }),
    [drawn, frozen],
  )
  const shown: number[] = []
  for (let line = seen.first; line <= seen.last && line < lines.length; line += 1) shown.push(line)
  const linesIn = (pane: 'frozen' | 'rest') =>
    shown.map((line) => <Line key={line} {...props} {...acts} line={line} pane={pane} drawn={panes[pane]} />)
  return (
    <>
      <div className="gd-pane-frozen" style={{ width: gutter + frozenWidth }}>
        {linesIn('frozen')}
      </div>
      <div className="gd-pane">{linesIn('rest')}</div>
    </>
  )
}

type Acts<Row> = Pick<GridProps<Row>, 'onOpen' | 'onToggle'> & { onTick: (place: number, extend: boolean) => void }

/** Acts that stay the same from one drawing to the next: a row is drawn again only when something in it is another. */
function useSteadyActs<Row>(props: Props<Row>): Acts<Row> {
  const latest = useRef(props)
  latest.current = props
  return useMemo(
    () => ({
      onTick: (place, extend) => latest.current.ticks?.onTick(place, extend),
      onOpen: (row) => latest.current.onOpen(row),
      onToggle: (group) => latest.current.onToggle(group),
    }),
    [],
  )
}

function Line<Row>(props: Props<Row> & Acts<Row> & { line: number; pane: 'frozen' | 'rest' }) {
  const { line, pane, lines, groups, columns, drawn, geometry, at, source, ticks, collapsed } = props
  const selected = line >= at.top && line <= at.bottom
  const shared = { line, pane, columns, drawn, geometry, from: selected ? at.left : -1, to: selected ? at.right : -1 }
  const group = groupOfLine(lines, groups, line)
  if (group)
    return (
      <GroupLine {...shared} group={group} isCollapsed={collapsed.has(groupKey(group))} onToggle={props.onToggle} />
    )
  const place = lines[line]!
  const row = source.rowAt(place)
  const id = row === undefined ? null : props.rowId(row)
  return (
    <GridLine
      {...shared}
      place={place}
      row={row}
      marks={id === null ? undefined : props.marksOf(id)}
      locked={row === undefined ? null : props.lockedRow(row)}
      ticked={ticks ? ticks.has(place) : null}
      isOpen={id !== null && id === props.openId}
      onTick={props.onTick}
      onOpen={props.onOpen}
    />
  )
}
