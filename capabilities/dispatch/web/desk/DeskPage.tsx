import { useQuery } from '@tanstack/react-query'
import { useWaitingInLedger, WaitingInLedger } from '#capabilities/ledger/web/public.tsx'
import { Link } from '#platform/web/address.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { LightShape } from '#platform/web/kit/Light.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Page, Section } from '#platform/web/kit/Page.tsx'
import { useMe } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { dispatch } from '../api.ts'
import { FillToDo, ReviewToDo } from '../shared/ToDo.tsx'
import './desk.css'

/** What waits for me: rounds to fill, reports returned with their reasons, reports to review, moves to decide on, forms asked once. */
export function DeskPage() {
  const w = useWords()
  const me = useMe()
  const { data, error, refetch } = useQuery(dispatch.readDesk.query())
  const toFill = data?.toFill.filter(({ mine, done }) => mine > done) ?? []
  const toReview = data?.toReview.filter(({ waiting }) => waiting > 0) ?? []
  const ledger = useWaitingInLedger(me.permissions)
  const count = toFill.length + toReview.length + ledger.forms.length + ledger.moves
  const isClear = data !== undefined && count === 0
  return (
    <Page title={w('dispatch.desk')} note={`${me.displayName} · ${me.organisation.name}`}>
      {error ? <ErrorNote problem={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Skeleton lines={5} /> : null}
      {isClear && (
        <EmptyState
          title={w('dispatch.deskClear')}
          action={
            <Link className="button" to={me.permissions.includes('round.read') ? '/rounds' : '/'}>
              {w('dispatch.toRounds')}
            </Link>
          }
        >
          {data.toFill.length > 0 ? w('dispatch.deskAllFilled') : w('dispatch.deskClearText')}
        </EmptyState>
      )}
      {toFill.length + toReview.length > 0 && (
        <div className="todos">
          {toFill.map((entry) => (
            <FillToDo key={`fill${entry.round.id}`} {...entry} />
          ))}
          {toReview.map((entry) => (
            <ReviewToDo key={`review${entry.round.id}`} {...entry} />
          ))}
        </div>
      )}
      <WaitingInLedger {...ledger} />
      {toFill.map(({ round, returned }) => returned > 0 && <Returned key={round.id} roundId={round.id} />)}
    </Page>
  )
}

/** Each returned report with the reviewer's reason: the first thing to settle. */
function Returned({ roundId }: { roundId: number }) {
  const w = useWords()
  const query = { state: 'returned', mine: 'true', limit: 50 } as const
  const { data } = useQuery(dispatch.listReports.query({ params: { id: roundId }, query }))
  if (!data || data.items.length === 0) return null
  return (
    <Section title={w('dispatch.returnedToMe', { count: data.total })}>
      <ul className="returned">
        {data.items.map((row) => (
          <li key={row.id}>
            <Link to={`/reports/${row.id}`}>
              <LightShape light={row.light} />
              <span>
                <strong>{row.projectName}</strong>
                <span>{row.returnReason}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
