import { useState, useSyncExternalStore } from 'react'
import { Link, useGo } from '#platform/web/address.tsx'
import { ApiProblem } from '#platform/web/client.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { notify, notifyProblem } from '#platform/web/kit/toast.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Report, ReportRow } from '../../contract.ts'
import { dispatch, rereadDispatch } from '../api.ts'
import { SavingNote } from '../fill/SubmitBar.tsx'
import { readinessOf } from '../model/figure-texts.ts'
import type { GridStore } from '../model/grid-session.ts'
import type { Refusal } from '../model/grid-state.ts'
import { ReviewButtons } from '../review/ReviewButtons.tsx'
import { useMyReports } from '../shared/my-reports.ts'
import { ConflictDialog } from './ConflictDialog.tsx'
import { keepReport } from './keep-report.ts'
import { LateDialog } from './LateDialog.tsx'

type Props = { report: Report; store: GridStore }

/** At the foot, always in reach: to the neighbours in my list, keep, submit; or take back, or review. */
export function ReportActions({ report, store }: Props) {
  return (
    <footer className="report-actions no-print">
      <Neighbours report={report} store={store} />
      {report.mayWrite ? <Submit report={report} store={store} /> : <Closed report={report} />}
    </footer>
  )
}

function Neighbours({ report, store }: Props) {
  const w = useWords()
  const go = useGo()
  const mayWrite = useMay('report.write')
  const { data } = useMyReports(report.round.id, mayWrite)
  const at = data?.findIndex((row) => row.id === report.id) ?? -1
  if (!data || at < 0) return <span />
  const move = async (row: ReportRow | undefined) => {
    await store.flush()
    if (row) go(`/reports/${row.id}`)
  }
  return (
    <nav className="report-neighbours" aria-label={w('dispatch.neighbours')}>
      <Button disabled={at === 0} onClick={() => void move(data[at - 1])}>
        {w('dispatch.previousProject')}
      </Button>
      <small>
        {at + 1} / {data.length}
      </small>
      <Button disabled={at === data.length - 1} onClick={() => void move(data[at + 1])}>
        {w('dispatch.nextProject')}
      </Button>
    </nav>
  )
}

function Submit({ report, store }: Props) {
  const w = useWords()
  const goOn = useGoOn(report)
  const { grid, saving } = useSyncExternalStore(store.subscribe, store.get)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const [putOff, setPutOff] = useState<Refusal | null>(null)
  const texts = grid.texts[report.id]
  const refusal = grid.refusals[report.id]
  const readiness = texts ? readinessOf(texts, report.facts) : 'empty'
  const isConflict = refusal?.code === 'edit_conflict' && refusal.fields !== undefined
  const isLate = problem instanceof ApiProblem && problem.code === 'deadline_passed'
  const submit = async (acceptLate: boolean) => {
    setBusy(true)
    setProblem(null)
    try {
      const { kept } = await store.submit([report.id], acceptLate)
      if (kept.length > 0) {
        notify(w(acceptLate ? 'dispatch.submittedOneLate' : 'dispatch.submittedOne', { project: report.projectName }))
        goOn()
      }
    } catch (error) {
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="report-submit">
      {readiness !== 'ready' && readiness !== 'empty' && (
        <span className="saving">{w(`dispatch.notReady.${readiness}`)}</span>
      )}
      <SavingNote store={store} />
      <Button busy={saving.status === 'saving'} onClick={() => void store.flush()}>
        {w('dispatch.saveDraft')}
      </Button>
      <Button
        kind="primary"
        busy={busy}
        disabled={readiness !== 'ready' || isConflict}
        onClick={() => void submit(false)}
      >
        {w('dispatch.submit')}
      </Button>
      {problem && !isLate ? <ErrorNote problem={problem} onRetry={() => void submit(false)} /> : null}
      {isLate && (
        <LateDialog report={report} busy={busy} onConfirm={() => void submit(true)} onClose={() => setProblem(null)} />
      )}
      {isConflict && putOff === refusal && (
        <Button onClick={() => setPutOff(null)}>{w('dispatch.settleConflict')}</Button>
      )}
      {isConflict && putOff !== refusal && (
        <ConflictDialog report={report} store={store} refusal={refusal} onClose={() => setPutOff(refusal)} />
      )}
    </div>
  )
}

/** After submitting, the next project that is not in yet; after the last the list says that all is done. */
function useGoOn(report: Report): () => void {
  const go = useGo()
  const { data } = useMyReports(report.round.id)
  return () => {
    const open = (data ?? []).filter(
      (row) => row.id !== report.id && (row.state === 'draft' || row.state === 'returned'),
    )
    const next = open.find((row) => row.id > report.id) ?? open[0]
    go(next ? `/reports/${next.id}` : `/rounds/${report.round.id}/fill`)
    window.scrollTo(0, 0)
  }
}

function Closed({ report }: { report: Report }) {
  const w = useWords()
  const mayWrite = useMay('report.write')
  const [busy, setBusy] = useState(false)
  const withdraw = async () => {
    setBusy(true)
    try {
      keepReport(await dispatch.withdrawReport({ params: { id: report.id } }))
      rereadDispatch()
    } catch (error) {
      notifyProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="report-submit">
      {mayWrite && report.state === 'submitted' && !report.mayReview && (
        <Button busy={busy} onClick={() => void withdraw()}>
          {w('dispatch.withdraw')}
        </Button>
      )}
      {report.mayReview ? (
        <ReviewButtons report={report} />
      ) : (
        mayWrite && (
          <Link className="button" to={`/rounds/${report.round.id}/fill`}>
            {w('dispatch.backToList')}
          </Link>
        )
      )}
    </div>
  )
}
