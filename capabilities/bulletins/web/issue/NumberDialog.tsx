import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Bulletin } from '#capabilities/bulletins/contract.ts'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { bulletins } from '../api.ts'
import { numberProblem } from './document-number.ts'
import { at, bulletinChanged } from './issue.ts'

type Props = { bulletin: Bulletin; kind: string; onClose: () => void }

/** The number comes from the office's own OA after publication. */
export function NumberDialog({ bulletin, kind, onClose }: Props) {
  const w = useWords()
  const [number, setNumber] = useState(bulletin.number ?? '')
  // nobody is told of a mistake before they have finished writing
  const [isLeft, setIsLeft] = useState(false)
  const save = useMutation({
    mutationFn: () => bulletins.setBulletinNumber({ ...at(bulletin), body: { number: number.trim() } }),
    onSuccess: (next) => {
      bulletinChanged(next)
      notify(w('bulletins.numberSaved'))
      onClose()
    },
  })
  const isEmpty = number.trim() === ''
  const wrong = isEmpty ? null : numberProblem(number, kind)
  const isSure = wrong === 'brackets' || wrong === 'zero'
  const error = wrong && (isSure || isLeft) ? w(`bulletins.numberWrong.${wrong}`) : undefined
  return (
    <Dialog
      title={w('bulletins.numberTitle')}
      confirm={w('bulletins.numberSave')}
      busy={save.isPending}
      disabled={isEmpty || wrong !== null}
      problem={save.error}
      onConfirm={() => save.mutate()}
      onClose={onClose}
    >
      <Field
        label={w(kind === '简报' ? 'bulletins.numberLabelIssue' : 'bulletins.numberLabel')}
        hint={w(kind === '简报' ? 'bulletins.numberHintIssue' : 'bulletins.numberHint')}
        error={error}
        required
      >
        {(field) => (
          <TextInput {...field} value={number} onChange={setNumber} onBlur={() => setIsLeft(true)} maxLength={40} />
        )}
      </Field>
    </Dialog>
  )
}
