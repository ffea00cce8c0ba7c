import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextArea } from '#platform/web/kit/inputs.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Finding } from '../contract.ts'
import { quality } from './api.ts'

/** A recorded good reason takes a rule off one project, for good or until a day. */
export function ExemptDialog({
  projectId,
  finding,
  onClose,
}: {
  projectId: number
  finding: Finding
  onClose: () => void
}) {
  const w = useWords()
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState('')
  const exempt = useMutation({
    mutationFn: () =>
      quality.exemptProject({
        params: { id: projectId },
        body: { ruleId: finding.ruleId, reason, until: until || null },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries()
      notify(w('quality.exempted'))
      onClose()
    },
  })
  return (
    <Dialog
      title={w('quality.exemptTitle', { name: finding.name })}
      confirm={w('quality.exempt')}
      busy={exempt.isPending}
      disabled={reason.trim().length < 2}
      problem={exempt.error}
      onConfirm={() => exempt.mutate()}
      onClose={onClose}
    >
      <div className="form">
        <Field label={w('quality.reason')} hint={w('quality.reasonHint')} required>
          {(field) => <TextArea {...field} rows={3} maxLength={200} value={reason} onChange={setReason} />}
        </Field>
        <Field label={w('quality.untilLabel')} hint={w('quality.untilHint')}>
          {(field) => <DateInput {...field} value={until} onChange={setUntil} />}
        </Field>
      </div>
    </Dialog>
  )
}
