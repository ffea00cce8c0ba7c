import { useState } from 'react'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { fieldProblem } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextArea } from '#platform/web/kit/inputs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { type Reviewed, useReturning } from './use-review.ts'

const USUAL = ['figures', 'text', 'photos', 'plan'] as const
type Props = { report: Reviewed; onClose: () => void; onDone?: () => void }

/** Returns a report: the reason goes to the reporter and into the record. */
export function ReturnDialog({ report, onClose, onDone }: Props) {
  const w = useWords()
  const [reason, setReason] = useState('')
  const returning = useReturning(report, () => {
    onClose()
    onDone?.()
  })
  return (
    <Dialog
      title={w('dispatch.returnTitle', { project: report.projectName })}
      confirm={w('dispatch.return')}
      disabled={reason.trim().length < 2}
      busy={returning.isPending}
      problem={returning.error}
      onConfirm={() => returning.mutate(reason.trim())}
      onClose={onClose}
    >
      <Field
        label={w('dispatch.returnReason')}
        required
        hint={w('dispatch.returnHint')}
        error={fieldProblem(returning.error, 'reason')}
      >
        {(field) => <TextArea {...field} rows={3} maxLength={500} autoFocus value={reason} onChange={setReason} />}
      </Field>
      <div className="usual-reasons">
        {USUAL.map((usual) => (
          <button key={usual} type="button" onClick={() => setReason(w(`dispatch.usual.${usual}`))}>
            {w(`dispatch.usual.${usual}`)}
          </button>
        ))}
      </div>
    </Dialog>
  )
}
