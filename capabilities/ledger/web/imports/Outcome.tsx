import { useState } from 'react'
import { Link } from '#platform/web/address.tsx'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ImportPreview } from '../../import/contract.ts'
import { ledger } from '../api.ts'
import type { ImportWork } from './use-import.ts'

type Props = { preview: ImportPreview; work: ImportWork }

/** What became of the import, and what comes next: the projects, a round for them, or taking it back. */
export function Outcome({ preview, work }: Props) {
  const w = useWords()
  const mayOpen = useMay('round.open')
  const [undoing, setUndoing] = useState(false)
  const { state, summary, id } = preview
  if (state === 'preview') return null
  if (state !== 'written') {
    return (
      <Note>
        {state === 'undone' ? w('imports.undoneAt', { at: instantText(preview.undoneAt) }) : w('imports.wasDiscarded')}{' '}
        <Link to="/imports">{w('imports.again')}</Link>
      </Note>
    )
  }
  return (
    <div className="outcome">
      <Note kind="done">
        <strong>{w('imports.wrote', { added: summary.added, changed: summary.changed })}</strong>　
        {w('imports.wroteBy', { by: preview.createdBy, at: instantText(preview.writtenAt) })}
        <p>{w(preview.mayUndo ? 'imports.wroteNext' : 'imports.wroteFast')}</p>
      </Note>
      <div className="outcome-next">
        {mayOpen && (
          <Link className="button button-primary" to={`/rounds?importId=${id}`}>
            {w('imports.openRound')}
          </Link>
        )}
        <Link className="button" to={`/projects?importId=${id}`}>
          {w('imports.seeProjects')}
        </Link>
        {preview.mayUndo && (
          <Button kind="danger" onClick={() => setUndoing(true)}>
            {w('imports.undo')}
          </Button>
        )}
      </div>
      {undoing && <UndoDialog preview={preview} work={work} onClose={() => setUndoing(false)} />}
    </div>
  )
}

function UndoDialog({ preview, work, onClose }: Props & { onClose: () => void }) {
  const w = useWords()
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const undo = async () => {
    setBusy(true)
    try {
      work.keep(await ledger.undoImport({ params: { id: preview.id }, body: { reason: reason.trim() } }))
      void queries.invalidateQueries({ queryKey: ledger.listProjects.key() })
      void queries.invalidateQueries({ queryKey: ledger.readRollups.key() })
      notify(w('imports.undone'))
      onClose()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={w('imports.undoTitle')}
      confirm={w('imports.undo')}
      danger
      busy={busy}
      disabled={reason.trim().length < 2}
      problem={problem}
      onConfirm={() => void undo()}
      onClose={onClose}
    >
      <p>{w('imports.undoText', { added: preview.summary.added, changed: preview.summary.changed })}</p>
      <Field label={w('imports.undoReason')} required>
        {(field) => <TextInput {...field} value={reason} onChange={setReason} maxLength={200} />}
      </Field>
    </Dialog>
  )
}
