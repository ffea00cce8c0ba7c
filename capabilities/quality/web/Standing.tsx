import type { Reply } from '#platform/http/contract.ts'
import { rateIn } from '#platform/web/format.ts'
import { Bar } from '#platform/web/kit/Bar.tsx'
import { Figure } from '#platform/web/kit/Figure.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { qualityRoutes } from '../contract.ts'

export type Quality = Reply<(typeof qualityRoutes)['readQuality']>

/** The answer in four figures; the first is the one to remember. */
export function Standing({ total }: { total: Quality['total'] }) {
  const w = useWords()
  const projects = w('quality.projectUnit')
  return (
    <dl className="quality-standing">
      <div className="quality-lead">
        <dt>{w('quality.mean')}</dt>
        <dd>
          <Figure value={rateIn(total.score)} unit={total.score === null ? undefined : '%'} size="xl" />
          <span className="quality-lead-bar">
            <Bar value={total.score} size="m" />
            <small>{w('quality.meanNote')}</small>
          </span>
        </dd>
      </div>
      <div>
        <dt>{w('quality.asked')}</dt>
        <dd>
          <Figure value={String(total.projects)} unit={projects} size="m" />
        </dd>
      </div>
      <div>
        <dt>{w('quality.complete')}</dt>
        <dd>
          <Figure value={String(total.complete)} unit={projects} size="m" />
        </dd>
      </div>
      <div>
        <dt>{w('quality.withGaps')}</dt>
        <dd>
          <Figure value={String(total.withGaps)} unit={projects} size="m" />
        </dd>
      </div>
      <div>
        <dt>{w('quality.withFaults')}</dt>
        <dd>
          <Figure value={String(total.withFaults)} unit={projects} size="m" />
        </dd>
      </div>
    </dl>
  )
}
