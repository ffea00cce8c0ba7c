import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { dateInChina } from '#kernel/period.ts'
import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextArea, TextInput } from '#platform/web/kit/inputs.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { ledger } from '../api.ts'
import { librariesChanged } from './use-rosters.ts'

type Props = { rosterId: number; projectIds: number[]; onClose: () => void; onDone: () => void }

/** Takes projects off a list, by date and reason; at once it can be taken back. */
export function LeaveDialog({ rosterId, projectIds, onClose, onDone }: Props) {
  const w = useWords()
  const [leftOn, setLeftOn] = useState(dateInChina(new Date()))
  const [reason, setReason] = useState('')
  const [documentNumber, setDocument] = useState('')
  const leave = useMutation({
    mutationFn: () =>
      ledger.removeMembers({
        params: { id: rosterId },
        body: { projectIds, leftOn, reason: reason.trim(), documentNumber: documentNumber.trim() },
      }),
    onSuccess: async ({ removed }) => {
      await librariesChanged()
      notify(w('libraries.removed', { count: removed }))
      onDone()
      onClose()
    },
  })
  return (
    <Dialog
      title={w('libraries.removeTitle', { count: projectIds.length })}
      confirm={w('libraries.remove')}
      busy={leave.isPending}
      disabled={reason.trim().length < 2 || leftOn === ''}
      problem={leave.error}
      onConfirm={() => leave.mutate()}
      onClose={onClose}
    >
      <Field label={w('libraries.removeReason')} hint={w('libraries.removeHint')} required>
        {(field) => <TextArea {...field} rows={2} maxLength={300} value={reason} onChange={setReason} />}
      </Field>
      <Field label={w('libraries.leftOn')} required>
        {(field) => <DateInput {...field} value={leftOn} onChange={setLeftOn} />}
      </Field>
      <Field label={w('libraries.documentNumber')}>
        {(field) => <TextInput {...field} maxLength={60} value={documentNumber} onChange={setDocument} />}
      </Field>
    </Dialog>
  )
}
