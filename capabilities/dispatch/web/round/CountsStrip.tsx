import { Link } from '#platform/web/address.tsx'
import { Figure } from '#platform/web/kit/Figure.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Round } from '../../contract.ts'
import { StateBar } from '../shared/StateBar.tsx'
import './round.css'

const OPEN_STATES = ['accepted', 'submitted', 'returned', 'draft', 'notStarted'] as const
const LOCKED_STATES = ['locked'] as const
/** The review page's own word for a state. */
const FILTER = {
  accepted: 'accepted',
  submitted: 'toReview',
  returned: 'returned',
  draft: 'draft',
  notStarted: 'notStarted',
  locked: 'locked',
} as const

/** 已报118/126, and the states it is made of; each opens to its reports. */
export function CountsStrip({ round }: { round: Round }) {
  const w = useWords()
  const mayReview = useMay('report.review')
  const { counts } = round
  const states = round.lockedAt ? LOCKED_STATES : OPEN_STATES
  return (
    <section className="counts">
      <p className="counts-main">
        <span>{w('dispatch.column.reported')}</span>
        <Figure value={String(counts.reported)} size="xl" />
        <span className="counts-of">/ {counts.total}</span>
      </p>
      <StateBar counts={counts} size="l" />
      <ul className="counts-list">
        {states.map((state) => (
          <li key={state}>
            <span className={`counts-key state-${state}`} aria-hidden="true" />
            <Count
              state={state}
              count={counts[state]}
              to={mayReview ? `/rounds/${round.id}/review?state=${FILTER[state]}` : null}
            />
          </li>
        ))}
        <li>
          <Count
            state="late"
            count={counts.late}
            to={mayReview ? `/rounds/${round.id}/review?state=all&late=true` : null}
          />
        </li>
      </ul>
    </section>
  )
}

function Count({
  state,
  count,
  to,
}: {
  state: (typeof OPEN_STATES)[number] | 'locked' | 'late'
  count: number
  to: string | null
}) {
  const w = useWords()
  const label = state === 'late' ? w('dispatch.late') : w(`dispatch.state.${state}`)
  const content = (
    <>
      {label} <b>{count}</b>
    </>
  )
  return to && count > 0 ? <Link to={to}>{content}</Link> : <span>{content}</span>
}
