import { type RefObject, useEffect, useState } from 'react'
import { GroupLine } from './GroupLine.tsx'
import type { Geometry } from './geometry.ts'
import { headingsAbove, type Lines } from './lines.ts'
import type { GridColumn, GridGroup } from './types.ts'

type Props<Row> = {
  scroller: RefObject<HTMLDivElement | null>
  lines: Lines
  groups: readonly GridGroup[]
  columns: readonly GridColumn<Row>[]
  drawn: readonly number[]
  geometry: Geometry
  onToggle: (group: GridGroup) => void
}

/** The headings of the groups one is reading in, once their own lines have scrolled away. Draws itself anew, and nothing else, while one scrolls. */
export function StayingGroups<Row>({ scroller, lines, groups, columns, drawn, geometry, onToggle }: Props<Row>) {
  const line = useFirstLine(scroller, geometry.row)
  const above = line.within ? headingsAbove(lines, groups, line.first) : []
  return (
    <div className="gd-staying">
      {above.map((group) => (
        <GroupLine
          key={group.depth}
          line={null}
          pane="both"
          group={group}
          columns={columns}
          drawn={drawn}
          geometry={geometry}
          from={-1}
          to={-1}
          isCollapsed={false}
          onToggle={onToggle}
        />
      ))}
    </div>
  )
}

/** The first line in sight, and whether anything has scrolled away above it. */
function useFirstLine(scroller: RefObject<HTMLDivElement | null>, row: number): { first: number; within: boolean } {
  const [state, setState] = useState({ first: 0, within: false })
  useEffect(() => {
    const box = scroller.current
    if (!box) return
    const read = () => {
      const first = Math.floor(box.scrollTop / row)
      const within = box.scrollTop > 0
      setState((before) => (before.first === first && before.within === within ? before : { first, within }))
    }
    read()
    box.addEventListener('scroll', read, { passive: true })
    return () => box.removeEventListener('scroll', read)
  }, [scroller, row])
  return state
}
