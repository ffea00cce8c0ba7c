import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Bulletin } from '#capabilities/bulletins/contract.ts'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextArea, TextInput } from '#platform/web/kit/inputs.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { bulletins } from './api.ts'
import { numberProblem } from './document-number.ts'

type Props = { bulletin: Bulletin; onClose: () => void }

export function PublishDialog({ bulletin, onClose }: Props) {
  const w = useWords()
  const publish = useMutation({
    mutationFn: () => bulletins.publishBulletin({ params: { id: bulletin.roundId } }),
    onSuccess: (next) => changed(next, w('bulletins.published'), onClose),
  })
  return (
    <Dialog
      title={w('bulletins.publishAsk', { title: bulletin.title })}
      confirm={w('bulletins.publish')}
      busy={publish.isPending}
      problem={publish.error}
      onConfirm={() => publish.mutate()}
      onClose={onClose}
    >
      <p>{w('bulletins.publishText', { count: bulletin.figures.length })}</p>
    </Dialog>
  )
}

/** The number comes from the office's own OA after publication. */
export function NumberDialog({ bulletin, onClose }: Props) {
  const w = useWords()
  const [number, setNumber] = useState(bulletin.number ?? '')
  const save = useMutation({
    mutationFn: () =>
      bulletins.setBulletinNumber({ params: { id: bulletin.roundId }, body: { number: number.trim() } }),
    onSuccess: (next) => changed(next, w('bulletins.numberSaved'), onClose),
  })
  const wrong = numberProblem(number)
  const error = wrong && w(wrong === 'brackets' ? 'bulletins.numberBrackets' : 'bulletins.numberZero')
  return (
    <Dialog
      title={w('bulletins.numberTitle')}
      confirm={w('bulletins.numberSave')}
      busy={save.isPending}
      disabled={number.trim() === '' || wrong !== null}
      problem={save.error}
      onConfirm={() => save.mutate()}
      onClose={onClose}
    >
      <Field label={w('bulletins.numberLabel')} hint={w('bulletins.numberHint')} error={error ?? undefined} required>
        {(field) => <TextInput {...field} value={number} onChange={setNumber} maxLength={40} />}
      </Field>
    </Dialog>
  )
}

export function WithdrawDialog({ bulletin, onClose }: Props) {
  const w = useWords()
  const [reason, setReason] = useState('')
  const withdraw = useMutation({
    mutationFn: () => bulletins.withdrawBulletin({ params: { id: bulletin.roundId }, body: { reason: reason.trim() } }),
    onSuccess: (next) => changed(next, w('bulletins.withdrawn'), onClose),
  })
  const isShort = reason.trim().length < 2
  return (
    <Dialog
      title={w('bulletins.withdrawAsk')}
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

function changed(next: Bulletin, said: string, onClose: () => void): void {
  queries.setQueryData(bulletins.readBulletin.key({ params: { id: next.roundId } }), next)
  void queries.invalidateQueries({ queryKey: bulletins.readFigure.key() })
  notify(said)
  onClose()
}
