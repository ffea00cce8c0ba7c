import { useState } from 'react'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextArea } from '#platform/web/kit/inputs.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { StageLine as Line, LineEntry } from '../../contract/line.ts'
import { stages } from '../api.ts'
import { stagesChanged } from '../parts/changed.ts'
import { partialText, stageLabel } from '../parts/labels.ts'
import type { Recording } from './StageLine.tsx'
import '#platform/web/kit/table.css'

type Props = { line: Line; onRecording: (next: Recording) => void }

/** Every entry with its proof, who wrote it and how long the stage lasted; below, what was corrected or withdrawn. */
export function Entries({ line, onRecording }: Props) {
  const w = useWords()
  const [withdrawing, setWithdrawing] = useState<LineEntry | null>(null)
  if (line.entries.length === 0) return <p className="panel-empty">{w('stages.line.empty')}</p>
  return (
    <div className="stage-entries">
      <div className="table-scroll">
        <table className="table">
          <caption className="sr-only">{w('stages.line.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{w('ledger.list.stage')}</th>
              <th scope="col">{w('stages.line.reachedOn')}</th>
              <th scope="col" className="cell-number">
                {w('stages.line.lasted')}
              </th>
              <th scope="col">{w('stages.line.proof')}</th>
              <th scope="col">{w('stages.line.recorded')}</th>
              {line.mayRecord && <th scope="col" aria-label={w('stages.line.actions')} className="not-printed" />}
            </tr>
          </thead>
          <tbody>
            {line.entries.map((entry) => (
              <EntryRow
                key={`${entry.source}-${entry.stepId ?? entry.recordedAt ?? entry.by}-${entry.stage}`}
                entry={entry}
                mayRecord={line.mayRecord}
                onRecording={onRecording}
                onWithdraw={() => setWithdrawing(entry)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {line.former.length > 0 && <Former line={line} />}
      {withdrawing && <Withdrawal entry={withdrawing} onClose={() => setWithdrawing(null)} />}
    </div>
  )
}

type RowProps = { entry: LineEntry; mayRecord: boolean; onRecording: Props['onRecording']; onWithdraw: () => void }

function EntryRow({ entry, mayRecord, onRecording, onWithdraw }: RowProps) {
  const w = useWords()
  const proof = [
    entry.startWorks && w(`stages.works.${entry.startWorks}`),
    entry.document,
    entry.witness && w('stages.line.witnessed', { name: entry.witness }),
    entry.note,
  ].filter(Boolean)
  return (
    <tr className={entry.reachedOn ? '' : 'stage-undated'}>
      <th scope="row">{stageLabel(w, entry.stage)}</th>
      <td>{entry.reachedOn ? partialText(entry.reachedOn) : w('stages.line.by', { day: entry.by })}</td>
      <td className="cell-number">
        {entry.days === null ? '—' : w(entry.isRough ? 'stages.daysRough' : 'stages.days', { count: entry.days })}
      </td>
      <td className="cell-wraps">
        {proof.length > 0 ? proof.join('　') : <span className="stage-none">{sourceText()}</span>}
      </td>
      <td>
        {entry.recordedBy ? `${entry.recordedBy}　${instantText(entry.recordedAt)}` : '—'}
        {entry.corrections > 0 && `　${w('stages.line.corrected', { count: entry.corrections })}`}
      </td>
      {mayRecord && (
        <td className="not-printed">
          {entry.stepId !== null ? (
            <>
              <Button kind="quiet" size="s" onClick={() => onRecording({ kind: 'correct', entry })}>
                {w('stages.line.correct')}
              </Button>
              <Button kind="quiet" size="s" onClick={onWithdraw}>
                {w('stages.line.withdraw')}
              </Button>
            </>
          ) : (
            <Button kind="quiet" size="s" onClick={() => onRecording({ kind: 'new', stage: entry.stage })}>
              {w('stages.line.complete')}
            </Button>
          )}
        </td>
      )}
    </tr>
  )

  /** How it is known where nobody recorded a step. */
  function sourceText(): string {
    if (entry.source === 'step') return w('stages.line.noProof')
    if (entry.source !== 'change') return w(`stages.line.source.${entry.source}`)
    const how = entry.changeSource
    if (how === 'import' || how === 'report' || how === 'edit') return w(`stages.line.source.${how}`)
    return w('stages.line.source.change')
  }
}

/** Nothing is deleted: what held before, why it no longer does, and who said so. */
function Former({ line }: { line: Line }) {
  const w = useWords()
  return (
    <details className="stage-former">
      <summary>{w('stages.line.former', { count: line.former.length })}</summary>
      <ul>
        {line.former.map((one) => (
          <li key={one.id}>
            <s>
              {stageLabel(w, one.stage)}　{partialText(one.reachedOn)}
              {one.document && `　${one.document}`}
            </s>
            <small>
              {w(one.endedAs === 'corrected' ? 'stages.line.endedCorrected' : 'stages.line.endedWithdrawn', {
                by: one.endedBy,
                at: instantText(one.endedAt),
                reason: one.reason,
              })}
            </small>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Withdrawal({ entry, onClose }: { entry: LineEntry; onClose: () => void }) {
  const w = useWords()
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const withdraw = async () => {
    setBusy(true)
    try {
      await stages.withdrawStage({ params: { id: entry.stepId! }, body: { reason: reason.trim() } })
      stagesChanged()
      notify(w('stages.line.withdrawn', { stage: stageLabel(w, entry.stage) }))
      onClose()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={w('stages.line.withdrawTitle', {
        stage: stageLabel(w, entry.stage),
        date: partialText(entry.reachedOn ?? entry.by),
      })}
      confirm={w('stages.line.withdraw')}
      danger
      busy={busy}
      disabled={reason.trim().length < 2}
      problem={problem}
      onConfirm={() => void withdraw()}
      onClose={onClose}
    >
      <p>{w('stages.line.withdrawText')}</p>
      <Field label={w('stages.reason')} required>
        {(field) => <TextArea {...field} rows={2} value={reason} onChange={setReason} maxLength={200} />}
      </Field>
    </Dialog>
  )
}
