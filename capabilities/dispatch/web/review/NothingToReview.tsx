import { Link } from '#platform/web/address.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Round } from '../../contract.ts'
import { unfinishedOf } from '../shared/round-text.ts'
import type { ReviewState } from './use-review-list.ts'

/** Why the table is empty, and what to do next. */
export function NothingToReview({
  round,
  state,
  isFiltered,
}: {
  round: Round
  state: ReviewState
  isFiltered: boolean
}) {
  const w = useWords()
  if (isFiltered) return <EmptyState title={w('dispatch.noMatch')}>{w('dispatch.noMatchText')}</EmptyState>
  if (state !== 'toReview') return <EmptyState title={w('dispatch.noneInState')} />
  const missing = unfinishedOf(round.counts)
  return (
    <EmptyState
      title={w('dispatch.reviewClear')}
      action={
        <Link className="button button-primary" to={`/rounds/${round.id}`}>
          {missing > 0 ? w('dispatch.whoOwes') : w('dispatch.toLock')}
        </Link>
      }
    >
      {missing > 0 ? w('dispatch.todo.missing', { missing }) : w('dispatch.reviewAllIn')}
    </EmptyState>
  )
}
