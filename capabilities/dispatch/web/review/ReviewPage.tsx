import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParam } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { usePaper } from '#platform/web/kit/use-paper.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Round } from '../../contract.ts'
import { dispatch } from '../api.ts'
import { ReminderPanel } from '../round/LateSection.tsx'
import { LockDialog } from '../round/LockDialog.tsx'
import { Countdown } from '../shared/Countdown.tsx'
import { usePeriodText } from '../shared/round-text.ts'
import { StateBar } from '../shared/StateBar.tsx'
import { ReviewTable } from './ReviewTable.tsx'
import './review.css'

/** 填报审核: the reports of a round, anomalies first, accepted or returned one by one or together. */
export function ReviewPage() {
  const w = useWords()
  const id = Number(useParam('id'))
  const { data: round, error, refetch } = useQuery(dispatch.readRound.query({ params: { id } }))
  if (!round) {
    return (
      <Page title={w('dispatch.review')}>
        {error ? <ErrorNote problem={error} onRetry={() => void refetch()} /> : <Skeleton lines={8} />}
      </Page>
    )
  }
  return <Review round={round} />
}

function Review({ round }: { round: Round }) {
  const w = useWords()
  const period = usePeriodText()
  usePaper('A3 landscape')
  const [asking, setAsking] = useState<'lock' | 'remind' | null>(null)
  const close = () => setAsking(null)
  const lateness = useQuery({
    ...dispatch.readLateness.query({ params: { id: round.id } }),
    enabled: asking === 'remind',
  })
  const toolbar = !round.lockedAt && (
    <>
      <Button onClick={() => setAsking('remind')}>{w('dispatch.remind')}</Button>
      {round.mayLock && <Button onClick={() => setAsking('lock')}>{w('dispatch.lock')}</Button>}
    </>
  )
  return (
    <Page
      title={w('dispatch.reviewTitle', { period: period(round) })}
      trail={<Link to={`/rounds/${round.id}`}>{round.title}</Link>}
      toolbar={toolbar}
      note={<ReviewCounts round={round} />}
    >
      <ReviewTable round={round} />
      {asking === 'lock' && <LockDialog round={round} onClose={close} />}
      {asking === 'remind' && lateness.data && <ReminderPanel round={round} lateness={lateness.data} onClose={close} />}
    </Page>
  )
}

/** 已报118/126　迟报5　退回3 */
function ReviewCounts({ round }: { round: Round }) {
  const w = useWords()
  const { counts } = round
  return (
    <span className="review-counts">
      <span>
        {w('dispatch.column.reported')} <b>{counts.reported}</b>/{counts.total}
      </span>
      <span>
        {w('dispatch.late')} <b>{counts.late}</b>
      </span>
      <span>
        {w('dispatch.state.returned')} <b>{counts.returned}</b>
      </span>
      <StateBar counts={counts} />
      <Countdown round={round} />
    </span>
  )
}
