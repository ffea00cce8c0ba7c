import { useState } from 'react'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextArea } from '#platform/web/kit/inputs.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Move } from '../../libraries/contract.ts'
import { ledger } from '../api.ts'
import { changeText, kindLabel } from './move-words.ts'
import { NO_PAPER, PaperFields, paperState } from './PaperFields.tsx'
import { librariesChanged } from './use-rosters.ts'
import './libraries.css'

type Props = { moves: readonly Move[]; outcome: 'approved' | 'refused'; onClose: () => void; onDone: () => void }
const NAMED = 6

/** Approves or refuses what was proposed, all or none; one's own only on a paper. */
export function DecisionDialog({ moves, outcome, onClose, onDone }: Props) {
  const w = useWords()
  const [paper, setPaper] = useState(NO_PAPER)
  const [remark, setRemark] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const hasOwn = moves.some(({ isOwn }) => isOwn)
  const refuses = outcome === 'refused'
  const written = paperState(paper)
  const blocked = written === 'part' || (hasOwn && written !== 'whole') || (refuses && remark.trim().length < 2)
  const decide = async () => {
    setBusy(true)
    try {
      const moveIds = moves.map(({ id }) => id)
      const further = { ...(written === 'whole' ? { paper } : {}), ...(remark.trim() ? { remark: remark.trim() } : {}) }
      const { decided } = await ledger.decideMoves({ body: { moveIds, outcome, ...further } })
      await librariesChanged()
      notify(w('libraries.decidedCount', { count: decided }))
      onDone()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={w(refuses ? 'libraries.refuseTitle' : 'libraries.approveTitle', { count: moves.length })}
      confirm={w(refuses ? 'libraries.refuse' : 'libraries.approve')}
      danger={refuses}
      busy={busy}
      disabled={blocked}
      problem={problem}
      onConfirm={() => void decide()}
      onClose={onClose}
    >
      <ul className="decision-moves">
        {moves.slice(0, NAMED).map((move) => (
          <li key={move.id}>
            <b>{move.projectName}</b>　{kindLabel(w, move.kind)}
            <span className="no-value">　{changeText(w, move)}</span>
          </li>
        ))}
        {moves.length > NAMED && (
          <li className="no-value">{w('ledger.assign.more', { count: moves.length - NAMED })}</li>
        )}
      </ul>
      {!refuses && <p className="no-value">{w('libraries.approveNote')}</p>}
      <Field label={w(refuses ? 'libraries.refusalReason' : 'libraries.remark')} required={refuses}>
        {(field) => <TextArea {...field} rows={2} maxLength={300} value={remark} onChange={setRemark} />}
      </Field>
      {hasOwn && <Note kind="warning">{w('libraries.paperNeeded')}</Note>}
      <PaperFields paper={paper} onChange={setPaper} required={hasOwn} />
    </Dialog>
  )
}
