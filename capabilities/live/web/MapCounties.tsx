import type { Wall } from '#capabilities/live/contract.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { MapDrawing } from './map-drawing.ts'
import { lineOffset } from './map-labels.ts'
import { useOpenWall } from './OrgPanel.tsx'

/** Outlines in greys of ink; a county that is a part of this wall opens its own. */
export function MapCounties({ wall, drawing }: { wall: Wall; drawing: MapDrawing }) {
  const w = useWords()
  const openWall = useOpenWall()
  return (
    <g className="map-areas">
      {drawing.areas.map((area) => {
        const child = wall.children.find(({ orgId }) => orgId === area.orgId)
        const shape = (
          <path key={area.orgId} d={area.path} className={`map-area map-shade-${area.shade}`}>
            <title>{child ? w('live.mapCounty', { name: area.name }) : area.name}</title>
          </path>
        )
        return child ? (
          <a
            key={area.orgId}
            href={`/?org=${area.orgId}`}
            onClick={(event) => {
              event.preventDefault()
              openWall({ id: child.orgId, name: child.name, kind: child.kind })
            }}
          >
            {shape}
          </a>
        ) : (
          shape
        )
      })}
    </g>
  )
}

/** Names lie above the points, with a rim of paper so that both stay legible. */
export function MapNames({ drawing }: { drawing: MapDrawing }) {
  return (
    <g className="map-names" style={{ fontSize: drawing.letter }}>
      {drawing.areas.map(({ orgId, label }) => (
        <g key={orgId}>
          {label?.lines.map((line, index) => (
            <text key={line} x={label.x} y={label.y + lineOffset(index, drawing.letter)} textAnchor="middle">
              {line}
            </text>
          ))}
        </g>
      ))}
    </g>
  )
}
