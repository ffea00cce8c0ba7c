import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Place, Ranking } from '#capabilities/race/contract.ts'
import { History } from '#capabilities/record/web/public.tsx'
import { Link, useParam } from '#platform/web/address.tsx'
import { ApiProblem } from '#platform/web/client.ts'
import { spanOfYear } from '#platform/web/format.ts'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { usePaper } from '#platform/web/kit/use-paper.ts'
import { useMay, useMe } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { race } from './api.ts'
import { PlacePanel } from './PlacePanel.tsx'
import { RankingActions } from './RankingActions.tsx'
import { RankingState } from './RankingState.tsx'
import { RankingTable } from './RankingTable.tsx'
import './ranking.css'

/** Who is ahead and who is behind, by how much, and how that was computed. */
export function RankingPage() {
  const w = useWords()
  const id = Number(useParam('id'))
  const { data, error, refetch } = useQuery(race.readRanking.query({ params: { id } }))
  // who reads only what is published waits for it; nothing is wrong
  const isAwaited = error instanceof ApiProblem && error.code === 'ranking_not_published'
  if (!data) {
    return (
      <Page title={w('race.titleBare')}>
        {isAwaited ? (
          <EmptyState title={error.message} />
        ) : error ? (
          <ErrorNote problem={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton lines={8} />
        )}
      </Page>
    )
  }
  return <Loaded ranking={data} />
}

function Loaded({ ranking }: { ranking: Ranking }) {
  const w = useWords()
  usePaper('A4 landscape')
  const [open, setOpen] = useState<Place | null>(null)
  const mayPublish = useMay('bulletin.publish')
  const { region } = useMe()
  const demo = region.isDemo ? `〔${w('shell.demo')}〕` : ''
  const isPublished = ranking.state === 'published'
  const hasPlaces = ranking.places.some((place) => place.place !== null)
  return (
    <Page
      title={w('race.title', { span: spanOfYear(ranking.month), group: ranking.group })}
      note={`${w('race.note', { region: region.name, round: ranking.roundTitle, scheme: ranking.scheme.name })}${demo}`}
      toolbar={<RankingActions ranking={ranking} />}
      next={
        isPublished && (
          <Link className={mayPublish ? 'button button-primary' : 'button'} to={`/rounds/${ranking.roundId}/bulletin`}>
            {w(mayPublish ? 'race.toBulletin' : 'race.readBulletin')}
          </Link>
        )
      }
    >
      <RankingState ranking={ranking} />
      {ranking.places.length === 0 ? (
        <EmptyState title={w('race.empty')}>{w('race.emptyText')}</EmptyState>
      ) : (
        <>
          <RankingTable ranking={ranking} onOpen={setOpen} openId={open?.orgId ?? null} />
          {hasPlaces && <HowRanked ranking={ranking} />}
        </>
      )}
      <History subject="round" id={ranking.roundId} about="ranking" />
      {open && <PlacePanel place={open} ranking={ranking} onClose={() => setOpen(null)} />}
    </Page>
  )
}

/** The scheme in words: whoever asks why they are last finds the answer on the page. */
function HowRanked({ ranking: { scheme } }: { ranking: Ranking }) {
  const w = useWords()
  return (
    <section className="how-ranked">
      <h2>{w('race.howTitle')}</h2>
      <dl>
        <dt>{w('race.howFormula')}</dt>
        <dd>{scheme.formula}</dd>
        <dt>{w('race.howTies')}</dt>
        <dd>{scheme.ties}</dd>
        <dt>{w('race.howZero')}</dt>
        <dd>{scheme.zeroDenominator}</dd>
        <dt>{w('race.howPace')}</dt>
        <dd>{w('race.howPaceText')}</dd>
        <dt>{w('race.howChange')}</dt>
        <dd>{w('race.howChangeText')}</dd>
      </dl>
    </section>
  )
}
