import type { LightColour } from '#platform/web/kit/Light.tsx'
import { MapNames } from './MapCounties.tsx'
import type { MapDrawing } from './map-drawing.ts'

/** What is worst lies on top. */
const BOTTOM_TO_TOP: readonly LightColour[] = ['grey', 'green', 'yellow', 'red']
const PRIORITY = 1.55

/** Every project as its light's shape. One path for each light, however many there are. */
export function MapPoints({ drawing, at }: { drawing: MapDrawing; at: number }) {
  const place = drawing.places[at]
  const project = drawing.projects[at]
  return (
    <g className="map-points">
      {BOTTOM_TO_TOP.map((light) => (
        <path key={light} className={`map-point map-point-${light}`} d={pathOf(drawing, light)} />
      ))}
      <MapNames drawing={drawing} />
      {place && project && (
        <g className="map-chosen">
          <path
            className={`map-point map-point-${project.light}`}
            d={markPath(project.light, place, drawing.radius * 2)}
          />
          <circle cx={place[0]} cy={place[1]} r={drawing.radius * 2 + 4} />
        </g>
      )}
    </g>
  )
}

function pathOf({ projects, places, radius }: MapDrawing, light: LightColour): string {
  return projects
    .map((project, index) =>
      project.light === light ? markPath(light, places[index]!, radius * (project.isPriority ? PRIORITY : 1)) : '',
    )
    .join('')
}

/** ● ▲ ■ of about equal weight around a point. */
function markPath(light: string, [x, y]: readonly [number, number], radius: number): string {
  const r = fixed(radius)
  if (light === 'red') return `M${fixed(x - radius)} ${fixed(y - radius)}h${2 * r}v${2 * r}h${-2 * r}z`
  if (light === 'yellow') {
    const half = radius * 1.2
    return `M${fixed(x)} ${fixed(y - half)}l${fixed(half)} ${fixed(half * 1.75)}h${fixed(-2 * half)}z`
  }
  return `M${fixed(x - r)} ${fixed(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`
}

function fixed(value: number): number {
  return Math.round(value * 100) / 100
}
