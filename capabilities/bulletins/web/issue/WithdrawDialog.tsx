import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Bulletin } from '#capabilities/bulletins/contract.ts'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextArea } from '#platform/web/kit/inputs.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { bulletins } from '../api.ts'
import { at, bulletinChanged } from './issue.ts'

export function WithdrawDialog({ bulletin, onClose }: { bulletin: Bulletin; onClose: () => void }) {
  const w = useWords()
  const [reason, setReason] = useState('')
  const withdraw = useMutation({
    mutationFn: () => bulletins.withdrawBulletin({ ...at(bulletin), body: { reason: reason.trim() } }),
    onSuccess: (next) => {
      bulletinChanged(next)
      notify(w('bulletins.withdrawn'))
      onClose()
    },
  })
  const isShort = reason.trim().length < 2
  return (
    <Dialog
      title={w('bulletins.withdrawAsk', { title: bulletin.title })}
      confirm={w('bulletins.withdraw')}
      danger
      busy={withdraw.isPending}
      disabled={isShort}
      problem={withdraw.error}
      onConfirm={() => withdraw.mutate()}
      onClose={onClose}
    >
      <p>{w('bulletins.withdrawText')}</p>
      <Field label={w('bulletins.withdrawReason')} hint={isShort ? w('bulletins.reasonShort') : undefined} required>
        {(field) => <TextArea {...field} value={reason} onChange={setReason} maxLength={300} />}
      </Field>
    </Dialog>
  )
}
