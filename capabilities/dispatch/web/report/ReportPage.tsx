import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { Link, useParam } from '#platform/web/address.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { LightShape } from '#platform/web/kit/Light.tsx'
import { Note, Skeleton } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Report } from '../../contract.ts'
import { dispatch } from '../api.ts'
import { createGridStore, type GridStore } from '../model/grid-session.ts'
import { takeRows } from '../model/grid-state.ts'
import { Countdown } from '../shared/Countdown.tsx'
import { reportSender } from '../shared/my-reports.ts'
import { usePeriodText } from '../shared/round-text.ts'
import { StateMark } from '../shared/StateMark.tsx'
import { useLeaveGuard } from '../shared/use-leave-guard.ts'
import { keepReport } from './keep-report.ts'
import { ReportActions } from './ReportActions.tsx'
import { ReportForm } from './ReportForm.tsx'
import { ReportReading } from './ReportReading.tsx'
import { ReportSide } from './ReportSide.tsx'
import './report.css'

/** One project's report: filled in by its reporter, read by everybody else. */
export function ReportPage() {
  const w = useWords()
  const id = Number(useParam('id'))
  const { data, error, refetch } = useQuery(dispatch.readReport.query({ params: { id } }))
  if (!data) {
    return (
      <Page title={w('dispatch.rounds')} trail={<Link to="/rounds">{w('dispatch.rounds')}</Link>}>
        {error ? <ErrorNote problem={error} onRetry={() => void refetch()} /> : <Skeleton lines={8} />}
      </Page>
    )
  }
  return <OneReport key={id} report={data} />
}

function useReportStore(report: Report): GridStore {
  const roundId = report.round.id
  const store = useMemo(() => createGridStore(reportSender(roundId, keepReport)), [roundId])
  useEffect(() => store.change((grid) => takeRows(grid, [report])), [store, report])
  useLeaveGuard(store)
  return store
}

function OneReport({ report }: { report: Report }) {
  const w = useWords()
  const period = usePeriodText()
  const store = useReportStore(report)
  const { grid } = useSyncExternalStore(store.subscribe, store.get)
  const texts = grid.texts[report.id]
  const places = [report.countyName, report.orgName].filter((name, at, all) => name && all.indexOf(name) === at)
  return (
    <Page
      title={report.projectName}
      trail={
        <>
          <Link to="/rounds">{w('dispatch.rounds')}</Link> ›{' '}
          <Link to={`/rounds/${report.round.id}/fill`}>
            {w('dispatch.fillTitle', { period: period(report.round) })}
          </Link>
        </>
      }
      note={
        <span className="report-note">
          <LightShape light={report.light} />
          <span>{places.join(' · ')}</span>
          <StateMark row={report} />
          <Countdown round={report.round} />
        </span>
      }
    >
      {report.state === 'returned' && report.returnReason && (
        <Note kind="warning">
          <strong>{w('dispatch.returnedHead')}</strong>
          <p>{report.returnReason}</p>
        </Note>
      )}
      {report.filledFor && <Note>{w('dispatch.filledFor', { org: report.filledFor })}</Note>}
      <div className="report">
        {texts && report.mayWrite ? (
          <ReportForm report={report} store={store} texts={texts} refusal={grid.refusals[report.id]} />
        ) : (
          <ReportReading report={report} />
        )}
        <ReportSide report={report} />
      </div>
      <ReportActions report={report} store={store} />
    </Page>
  )
}
