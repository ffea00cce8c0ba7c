import { formatMoney } from '#kernel/money.ts'
import { Link } from '#platform/web/address.tsx'
import { Light, type LightColour } from '#platform/web/kit/Light.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { MapProject } from './map-drawing.ts'
import { useProjectClick } from './open-project.tsx'

type Props = { project: MapProject; x: number; y: number; width: number; height: number }

/** The name of the project one points at; on a phone its link is what opens it. */
export function MapCard({ project, x, y, width, height }: Props) {
  const w = useWords()
  const isRight = x > width * 0.55
  const isLow = y > height * 0.6
  const onClick = useProjectClick(project.id)
  return (
    <div
      className="map-card"
      aria-live="polite"
      style={{
        ...(isRight ? { right: width - x + 12 } : { left: x + 12 }),
        ...(isLow ? { bottom: height - y + 12 } : { top: y + 12 }),
      }}
    >
      <Link to={`/projects/${project.id}`} onClick={onClick} tabIndex={-1}>
        {project.name}
      </Link>
      <p>
        <Light light={project.light as LightColour} />
        {project.totalInvestment && (
          <span>{w('live.mapAmount', { amount: formatMoney(project.totalInvestment) })}</span>
        )}
      </p>
    </div>
  )
}
