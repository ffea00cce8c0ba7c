import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { peopleChanged } from './people-changed.ts'

type Props<T> = {
  title: string
  confirm: string
  danger?: boolean
  children?: ReactNode
  /** Does it, with the reason. */
  act: (reason: string) => Promise<T>
  onDone: (result: T) => void
  onClose: () => void
}

/** Asks why before something about a person is done; everything that shows people is read anew afterwards. */
export function ReasonDialog<T>({ title, confirm, danger, children, act, onDone, onClose }: Props<T>) {
  const w = useWords()
  const [reason, setReason] = useState('')
  const doing = useMutation({
    mutationFn: () => act(reason.trim()),
    onSuccess: async (result) => {
      await peopleChanged()
      onDone(result)
    },
  })
  return (
    <Dialog
      title={title}
      confirm={confirm}
      danger={danger}
      busy={doing.isPending}
      disabled={reason.trim().length < 2}
      problem={doing.error}
      onConfirm={() => doing.mutate()}
      onClose={onClose}
    >
      {children}
      <Field label={w('people.reason')} required>
        {(field) => <TextInput {...field} value={reason} onChange={setReason} maxLength={200} />}
      </Field>
    </Dialog>
  )
}
