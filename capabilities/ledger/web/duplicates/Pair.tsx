import { useState } from 'react'
import { Link } from '#platform/web/address.tsx'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { notify, notifyProblem } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { DuplicatePair, LikeProject } from '../../duplicates/contract.ts'
import { ledger } from '../api.ts'
import { fieldLabel, fieldValueText, stageLabel } from '../parts/labels.ts'

const ROWS = ['owner', 'countyName', 'totalInvestment', 'site', 'code', 'stage'] as const

/** Two projects side by side: how alike and why, what differs, and what to do about it. */
export function Pair({ pair }: { pair: DuplicatePair }) {
  const w = useWords()
  const { a, b, score, text, dismissed } = pair
  return (
    <li className="pair">
      <div className="pair-score">
        <strong>{score}</strong>
        <span>{text}</span>
      </div>
      <table className="pair-table">
        <thead>
          <tr>
            <th scope="col">
              <span className="sr-only">{w('duplicates.fact')}</span>
            </th>
            {[a, b].map((project) => (
              <th key={project.id} scope="col">
                <Link to={`/projects/${project.id}`}>{project.name}</Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ROWS.map((row) => (
            <tr key={row} className={a[row] === b[row] ? 'pair-same' : ''}>
              <th scope="row">{row === 'countyName' ? w('ledger.field.county') : fieldLabel(w, row)}</th>
              <td>{factOf(w, a, row)}</td>
              <td>{factOf(w, b, row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="pair-actions">
        {dismissed ? (
          <Dismissed pair={pair} />
        ) : (
          <>
            <Link className="button" to={`/duplicates/merge?survivorId=${a.id}&absorbedId=${b.id}`}>
              {w('duplicates.merge')}
            </Link>
            <Dismiss pair={pair} />
          </>
        )}
      </div>
    </li>
  )
}

function factOf(w: ReturnType<typeof useWords>, project: LikeProject, row: (typeof ROWS)[number]) {
  const value = project[row]
  if (value === null) return <span className="no-value">—</span>
  return row === 'stage' ? stageLabel(w, value) : fieldValueText(w, row, value)
}

async function setDismissed(pair: DuplicatePair, dismissed: boolean, reason?: string): Promise<void> {
  const body = { aId: pair.a.id, bId: pair.b.id, dismissed, ...(reason ? { reason } : {}) }
  await ledger.dismissDuplicate({ body })
  await queries.invalidateQueries({ queryKey: ledger.listDuplicates.key() })
}

function Dismiss({ pair }: { pair: DuplicatePair }) {
  const w = useWords()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const dismiss = async () => {
    setBusy(true)
    try {
      await setDismissed(pair, true, reason.trim())
      notify(w('duplicates.wasDismissed'), { undo: () => void setDismissed(pair, false).catch(notifyProblem) })
    } catch (refusal) {
      setProblem(refusal)
      setBusy(false)
    }
  }
  return (
    <>
      <Button kind="quiet" onClick={() => setAsking(true)}>
        {w('duplicates.dismiss')}
      </Button>
      {asking && (
        <Dialog
          title={w('duplicates.dismissTitle')}
          confirm={w('duplicates.dismiss')}
          busy={busy}
          problem={problem}
          onConfirm={() => void dismiss()}
          onClose={() => setAsking(false)}
        >
          <p>{w('duplicates.dismissText')}</p>
          <Field label={w('duplicates.dismissReason')}>
            {(field) => <TextInput {...field} value={reason} onChange={setReason} maxLength={200} />}
          </Field>
        </Dialog>
      )}
    </>
  )
}

function Dismissed({ pair }: { pair: DuplicatePair }) {
  const w = useWords()
  const [busy, setBusy] = useState(false)
  const { by, at, reason } = pair.dismissed!
  const back = () => {
    setBusy(true)
    setDismissed(pair, false)
      .catch(notifyProblem)
      .finally(() => setBusy(false))
  }
  return (
    <>
      <span className="no-value">{[by, instantText(at), reason].filter(Boolean).join(' · ')}</span>
      <Button kind="quiet" busy={busy} onClick={back}>
        {w('duplicates.return')}
      </Button>
    </>
  )
}
