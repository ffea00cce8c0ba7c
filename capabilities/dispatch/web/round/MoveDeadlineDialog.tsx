import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { instantText } from '#platform/web/format.ts'
import { DateTimeInput } from '#platform/web/kit/DateInput.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { fieldProblem } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Round } from '../../contract.ts'
import { dispatch, rereadDispatch } from '../api.ts'

/** Another deadline, with its reason; both go into the record. */
export function MoveDeadlineDialog({ round, onClose }: { round: Round; onClose: () => void }) {
  const w = useWords()
  const [deadline, setDeadline] = useState(round.deadline)
  const [reason, setReason] = useState('')
  const moving = useMutation({
    mutationFn: () => dispatch.moveDeadline({ params: { id: round.id }, body: { deadline, reason: reason.trim() } }),
    onSuccess: (moved) => {
      rereadDispatch()
      notify(w('dispatch.deadlineMoved', { deadline: instantText(moved.deadline) }))
      onClose()
    },
  })
  return (
    <Dialog
      title={w('dispatch.moveDeadline')}
      confirm={w('dispatch.moveDeadlineConfirm')}
      disabled={deadline === '' || reason.trim().length < 2}
      busy={moving.isPending}
      problem={moving.error}
      onConfirm={() => moving.mutate()}
      onClose={onClose}
    >
      <p>{w('dispatch.moveDeadlineText', { deadline: instantText(round.deadline) })}</p>
      <Field label={w('dispatch.newDeadline')} required error={fieldProblem(moving.error, 'deadline')}>
        {(field) => <DateTimeInput {...field} value={deadline} onChange={setDeadline} />}
      </Field>
      <Field
        label={w('dispatch.reason')}
        required
        hint={w('dispatch.moveReasonHint')}
        error={fieldProblem(moving.error, 'reason')}
      >
        {(field) => <TextInput {...field} maxLength={200} value={reason} onChange={setReason} />}
      </Field>
    </Dialog>
  )
}
