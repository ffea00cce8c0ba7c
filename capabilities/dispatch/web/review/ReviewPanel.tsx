import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link } from '#platform/web/address.tsx'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { LightShape } from '#platform/web/kit/Light.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ReportRow } from '../../contract.ts'
import { dispatch } from '../api.ts'
import { ReportReading } from '../report/ReportReading.tsx'
import { ReportSide } from '../report/ReportSide.tsx'
import { StateMark } from '../shared/StateMark.tsx'
import { isTyping, ReviewButtons } from './ReviewButtons.tsx'
import '../report/report.css'

type Props = {
  row: ReportRow
  /** To the neighbour in the table; null at its ends. */
  onMove: { up: (() => void) | null; down: (() => void) | null }
  /** Decided: the panel goes on with the next. */
  onDecided: () => void
  onClose: () => void
}

/** One report for review beside the table: figures, findings, texts, photographs, history. ↑ ↓ go to the neighbours. */
export function ReviewPanel({ row, onMove, onDecided, onClose }: Props) {
  const w = useWords()
  const { data, error, refetch } = useQuery(dispatch.readReport.query({ params: { id: row.id } }))
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event.target) || document.querySelector('.dialog[open]')) return
      const move = { ArrowUp: onMove.up, ArrowDown: onMove.down }[event.key]
      if (!move) return
      event.preventDefault()
      move()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [onMove])
  const title = (
    <>
      <LightShape light={row.light} /> {row.projectName}
    </>
  )
  const foot = (
    <>
      <span className="review-moves">
        <Button disabled={!onMove.up} onClick={() => onMove.up?.()} aria-label={w('dispatch.previousProject')}>
          ↑
        </Button>
        <Button disabled={!onMove.down} onClick={() => onMove.down?.()} aria-label={w('dispatch.nextProject')}>
          ↓
        </Button>
      </span>
      {data?.mayReview ? (
        <ReviewButtons key={data.id} report={data} onDone={onDecided} />
      ) : (
        <Link className="button" to={`/reports/${row.id}`}>
          {w('dispatch.openReport')}
        </Link>
      )}
    </>
  )
  return (
    <SidePanel title={title} note={<PanelNote row={row} />} onClose={onClose} foot={foot} width="l">
      {data ? (
        <div className="review-body">
          <ReportReading report={data} />
          <ReportSide report={data} />
        </div>
      ) : error ? (
        <ErrorNote problem={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton lines={8} />
      )}
    </SidePanel>
  )
}

function PanelNote({ row }: { row: ReportRow }) {
  const w = useWords()
  const places = [row.countyName, row.orgName].filter((name, at, all) => name && all.indexOf(name) === at).join(' · ')
  return (
    <span className="report-note">
      <span>{places}</span>
      <StateMark row={row} />
      {row.submittedAt && (
        <span>{w('dispatch.submittedByAt', { by: row.submittedBy ?? '', at: instantText(row.submittedAt) })}</span>
      )}
      {row.filledFor && <span>{w('dispatch.filledFor', { org: row.filledFor })}</span>}
    </span>
  )
}
