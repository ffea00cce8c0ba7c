import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { History } from '#capabilities/record/web/public.tsx'
import { Link, useParam } from '#platform/web/address.tsx'
import { dateText, instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Note, Skeleton } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Round } from '../../contract.ts'
import { dispatch } from '../api.ts'
import { Countdown } from '../shared/Countdown.tsx'
import { unfinishedOf } from '../shared/round-text.ts'
import { CountsStrip } from './CountsStrip.tsx'
import { LateSection } from './LateSection.tsx'
import { LockDialog } from './LockDialog.tsx'
import { MoveDeadlineDialog } from './MoveDeadlineDialog.tsx'

/** One round: how far it has come, who is late, and the next step. */
export function RoundPage() {
  const w = useWords()
  const id = Number(useParam('id'))
  const { data: round, error, refetch } = useQuery(dispatch.readRound.query({ params: { id } }))
  const trail = <Link to="/rounds">{w('dispatch.rounds')}</Link>
  if (!round) {
    return (
      <Page title={w('dispatch.rounds')} trail={trail}>
        {error ? <ErrorNote problem={error} onRetry={() => void refetch()} /> : <Skeleton lines={6} />}
      </Page>
    )
  }
  return <OneRound round={round} />
}

function OneRound({ round }: { round: Round }) {
  const w = useWords()
  const [asking, setAsking] = useState<'lock' | 'deadline' | null>(null)
  const mayOpen = useMay('round.open')
  const close = () => setAsking(null)
  const lateness = useQuery(dispatch.readLateness.query({ params: { id: round.id } }))
  const toolbar = (
    <>
      {mayOpen && !round.lockedAt && (
        <Button onClick={() => setAsking('deadline')}>{w('dispatch.moveDeadline')}</Button>
      )}
      <NextStep round={round} onLock={() => setAsking('lock')} />
    </>
  )
  return (
    <Page
      title={round.title}
      trail={<Link to="/rounds">{w('dispatch.rounds')}</Link>}
      note={<RoundNote round={round} />}
      toolbar={toolbar}
    >
      <CountsStrip round={round} />
      {round.lockedAt && (
        <Note kind="done">
          {w('dispatch.lockedNote', { at: instantText(round.lockedAt), by: round.lockedBy ?? '' })}
        </Note>
      )}
      <LateSection round={round} lateness={lateness} />
      <History subject="round" id={round.id} />
      {asking === 'lock' && <LockDialog round={round} onClose={close} />}
      {asking === 'deadline' && <MoveDeadlineDialog round={round} onClose={close} />}
    </Page>
  )
}

function RoundNote({ round }: { round: Round }) {
  const w = useWords()
  const parts = [
    w('dispatch.cutoffAt', { date: dateText(round.cutoffOn) }),
    w('dispatch.deadlineAt', { deadline: instantText(round.deadline) }),
    w('dispatch.openedBy', { by: round.openedBy }),
  ]
  if (round.isEstimate) parts.push(w('dispatch.estimate'))
  return (
    <>
      {parts.join(' · ')} · <Countdown round={round} />
    </>
  )
}

/** What to do now, by role and by how far the round has come. */
function NextStep({ round, onLock }: { round: Round; onLock: () => void }) {
  const w = useWords()
  const mayWrite = useMay('report.write')
  const mayReview = useMay('report.review')
  const { data: desk } = useQuery(dispatch.readDesk.query())
  if (round.lockedAt) {
    return (
      <>
        <Link className="button" to={`/rounds/${round.id}/bulletin`}>
          {w('dispatch.toBulletin')}
        </Link>
        <Link className="button button-primary" to={`/rounds/${round.id}/ranking`}>
          {w('dispatch.toRanking')}
        </Link>
      </>
    )
  }
  const isMine = desk?.toFill.some((entry) => entry.round.id === round.id) ?? false
  const lock = (kind: 'primary' | 'plain') => (
    <Button kind={kind} onClick={onLock}>
      {w('dispatch.lock')}
    </Button>
  )
  const isReadyToLock = round.mayLock && round.counts.submitted === 0 && unfinishedOf(round.counts) === 0
  return (
    <>
      {mayWrite && (
        <Link className={`button ${isMine && !mayReview ? 'button-primary' : ''}`} to={`/rounds/${round.id}/fill`}>
          {isMine ? w('dispatch.todo.goFill') : w('dispatch.fillFor')}
        </Link>
      )}
      {mayReview && (
        <Link className={`button ${isReadyToLock ? '' : 'button-primary'}`} to={`/rounds/${round.id}/review`}>
          {w('dispatch.reviewCount', { count: round.counts.submitted })}
        </Link>
      )}
      {round.mayLock && lock(isReadyToLock ? 'primary' : 'plain')}
    </>
  )
}
