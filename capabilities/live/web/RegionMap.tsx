import { type KeyboardEvent, type MouseEvent, type PointerEvent, useMemo, useState } from 'react'
import type { Wall } from '#capabilities/live/contract.ts'
import { LightShape } from '#platform/web/kit/Light.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { MapCard } from './MapCard.tsx'
import { MapCounties } from './MapCounties.tsx'
import { MapPoints } from './MapPoints.tsx'
import { drawMap, type MapDrawing } from './map-drawing.ts'
import { nearestPoint } from './map-projection.ts'
import { SHADES } from './map-shade.ts'
import { useOpenProject } from './open-project.tsx'
import { useSize } from './use-size.ts'

/** How near, in px, a pointer must come to a project's point. */
const REACH = 11
const REACH_TOUCH = 22

/** The region: counties shaded by place, every project a light. A county opens its wall, a point its project. */
export function RegionMap({ wall }: { wall: Wall }) {
  return wall.map.outlines.length + wall.map.projects.length > 0 ? <DrawnMap wall={wall} /> : null
}

function DrawnMap({ wall }: { wall: Wall }) {
  const w = useWords()
  const [box, { width, height }] = useSize<HTMLDivElement>()
  const letter = Math.max(11, Math.min(width, height * 1.3) / 27)
  const drawing = useMemo(() => drawMap(wall, { width, height, letter }), [wall, width, height, letter])
  const hasPlaces = wall.children.some((child) => child.place !== null)
  return (
    <figure className="map">
      <figcaption className="wall-head">
        <h2>{w('live.map')}</h2>
        <span>
          {wall.map.outlines.length > 0 && w(wall.map.isGenerated ? 'live.mapGenerated' : 'live.mapSchematic')}
        </span>
      </figcaption>
      <div className="map-box" ref={box}>
        {drawing && <LivingMap wall={wall} drawing={drawing} width={width} height={height} />}
      </div>
      <p className="map-legend">
        {(['red', 'yellow', 'green', 'grey'] as const).map((light) => (
          <span key={light}>
            <LightShape light={light} />
            {w(`kit.light.${light}`)}
          </span>
        ))}
        <span>{w('live.mapPriority')}</span>
        {drawing?.areas.some((area) => area.shade > 0) && <ShadeKey hasPlaces={hasPlaces} />}
      </p>
    </figure>
  )
}

type LivingProps = { wall: Wall; drawing: MapDrawing; width: number; height: number }

function LivingMap({ wall, drawing, width, height }: LivingProps) {
  const w = useWords()
  const openProject = useOpenProject()
  const [at, setAt] = useState(-1)
  const find = (event: PointerEvent | MouseEvent, reach: number) => {
    const box = event.currentTarget.getBoundingClientRect()
    return nearestPoint(drawing.places, event.clientX - box.left, event.clientY - box.top, reach)
  }
  const open = (index: number) => openProject(drawing.projects[index]!.id)
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    const count = drawing.projects.length
    if (step && count > 0) setAt(at < 0 ? (step > 0 ? 0 : count - 1) : (at + step + count) % count)
    else if (event.key === 'Enter' && at >= 0) open(at)
    else if (event.key === 'Escape' && at >= 0) setAt(-1)
    else return
    event.preventDefault()
  }
  const onClick = (event: MouseEvent) => {
    if ((event.target as Element).closest('.map-card')) return
    const isTouch = (event.nativeEvent as globalThis.PointerEvent).pointerType === 'touch'
    const found = find(event, isTouch ? REACH_TOUCH : REACH)
    if (found < 0) return
    // a point lies over its county: what was meant is the point; a finger first sees the name
    event.preventDefault()
    event.stopPropagation()
    if (isTouch) setAt(found)
    else open(found)
  }
  const project = drawing.projects[at]
  const place = drawing.places[at]
  return (
    <div
      className="map-live"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: one stop for all points, which the arrow keys step through
      tabIndex={0}
      role="application"
      aria-label={w('live.mapKeys', { count: drawing.projects.length })}
      onKeyDown={onKeyDown}
      onClickCapture={onClick}
      onPointerMove={(event) => event.pointerType === 'mouse' && setAt(find(event, REACH))}
      onPointerLeave={(event) => event.pointerType === 'mouse' && setAt(-1)}
      onBlur={() => setAt(-1)}
    >
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: what surrounds it is labelled; a title would follow the pointer everywhere */}
      <svg viewBox={`0 0 ${width} ${height}`} className={at >= 0 ? 'map-pointing' : undefined}>
        <MapCounties wall={wall} drawing={drawing} />
        <MapPoints drawing={drawing} at={at} />
      </svg>
      {project && place && <MapCard project={project} x={place[0]} y={place[1]} width={width} height={height} />}
    </div>
  )
}

/** From the last place to the first, as the map shades them: true by day, at night and in print. */
function ShadeKey({ hasPlaces }: { hasPlaces: boolean }) {
  const w = useWords()
  return (
    <span>
      {w(hasPlaces ? 'live.mapShadeLast' : 'live.mapShadeLow')}
      <svg className="map-shades" viewBox="0 0 5 1" preserveAspectRatio="none" aria-hidden="true">
        {Array.from({ length: SHADES }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a shade is its step
          <rect key={index} x={index} width="1" height="1" className={`map-shade-${index + 1}`} />
        ))}
      </svg>
      {w(hasPlaces ? 'live.mapShadeFirst' : 'live.mapShadeHigh')}
    </span>
  )
}
