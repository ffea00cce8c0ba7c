import { useQuery } from '@tanstack/react-query'
import type { Confirmation } from '#capabilities/bulletins/contract.ts'
import { History } from '#capabilities/record/web/public.tsx'
import { useParam } from '#platform/web/address.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Note, Skeleton } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { useMe } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { bulletins, dispatch } from '../api.ts'
import { RoundTrail } from '../RoundTrail.tsx'
import { Giving } from './Giving.tsx'
import { Overview } from './Overview.tsx'
import { OwnFigures } from './OwnFigures.tsx'
import './confirmations.css'

/** How often the overview looks who has confirmed meanwhile. */
const AGAIN_MS = 30_000

/** Before a document leaves: each ranked organisation says whether its figures are right, and the office sees who has. */
export function ConfirmationsPage() {
  const w = useWords()
  const roundId = Number(useParam('id'))
  const params = { id: roundId }
  const round = useQuery(dispatch.readRound.query({ params }))
  const { data, error, refetch } = useQuery({
    ...bulletins.listConfirmations.query({ params }),
    refetchInterval: AGAIN_MS,
  })
  const offered = useQuery(bulletins.listBulletins.query({ params }))
  const title = round.data ? w('bulletins.confirmTitleOf', { round: round.data.title }) : w('bulletins.confirmTitle')
  if (!data || !offered.data) {
    return (
      <Page title={title}>
        {error ? <ErrorNote problem={error} onRetry={() => void refetch()} /> : <Skeleton lines={8} />}
      </Page>
    )
  }
  const isPublished = offered.data.items.some(({ publishedAt }) => publishedAt !== null)
  return <Loaded roundId={roundId} title={title} items={data.items} isPublished={isPublished} />
}

type Props = { roundId: number; title: string; items: readonly Confirmation[]; isPublished: boolean }

function Loaded({ roundId, title, items, isPublished }: Props) {
  const w = useWords()
  const { grants } = useMe()
  const isOwn = ({ orgId, mayGive }: Confirmation) =>
    mayGive && grants.some(({ organisationId }) => organisationId === orgId)
  const own = items.filter(isOwn)
  const others = items.filter((item) => !isOwn(item))
  const only = own.length === 1 ? own[0]! : null
  return (
    <Page
      title={title}
      trail={<RoundTrail roundId={roundId} to="bulletin" />}
      note={items.length > 0 && !isPublished ? w('bulletins.confirmMeans') : undefined}
      next={only && !isPublished && <Giving key={only.state} item={only} roundId={roundId} />}
    >
      {items.length > 0 && isPublished && <Note>{w('bulletins.confirmClosed')}</Note>}
      {items.length === 0 && (
        <EmptyState title={w('bulletins.confirmNone')}>{w('bulletins.confirmNoneText')}</EmptyState>
      )}
      {own.map((item) => (
        <OwnFigures key={item.orgId} item={item}>
          {!only && !isPublished && <Giving item={item} roundId={roundId} />}
        </OwnFigures>
      ))}
      {others.length > 0 && <Overview roundId={roundId} title={title} items={others} isClosed={isPublished} />}
      {items.length > 0 && <History subject="round" id={roundId} about="figures" />}
    </Page>
  )
}
