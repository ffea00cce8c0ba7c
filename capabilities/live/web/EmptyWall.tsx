import { Link } from '#platform/web/address.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { useWords } from '#platform/web/words/use-words.ts'

/** Before the first project: why the wall is empty and what fills it. */
export function EmptyWall() {
  const w = useWords()
  return (
    <EmptyState
      title={w('live.noFiguresTitle')}
      action={
        <Link className="button button-primary" to="/projects">
          {w('live.openLedger')}
        </Link>
      }
    >
      {w('live.noFigures')}
    </EmptyState>
  )
}
