import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Confirmation } from '#capabilities/bulletins/contract.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextArea } from '#platform/web/kit/inputs.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { bulletins } from '../api.ts'

type Props = { item: Confirmation; roundId: number }

/** Confirms by one touch; an objection needs its reason. Either may be given again until the document is published. */
export function Giving({ item, roundId }: Props) {
  const w = useWords()
  const [isObjecting, setIsObjecting] = useState(false)
  const [note, setNote] = useState('')
  const params = { id: roundId }
  const give = useMutation({
    mutationFn: (isConfirmed: boolean) =>
      bulletins.giveConfirmation({
        params,
        body: { orgId: item.orgId, isConfirmed, note: isConfirmed ? '' : note.trim() },
      }),
    onSuccess: (next, isConfirmed) => {
      queries.setQueryData(bulletins.listConfirmations.key({ params }), next)
      // the drafts say who is still waited for
      void queries.invalidateQueries({ queryKey: bulletins.readBulletin.key() })
      notify(w(isConfirmed ? 'bulletins.confirmed' : 'bulletins.objected', { name: item.orgName }))
      setIsObjecting(false)
    },
  })
  const isShort = note.trim().length < 2
  return (
    <>
      {give.error && !isObjecting ? <ErrorNote problem={give.error} /> : null}
      <Button size="l" onClick={() => setIsObjecting(true)}>
        {w('bulletins.object')}
      </Button>
      <Button
        size="l"
        kind="primary"
        busy={give.isPending}
        disabled={item.state === 'confirmed'}
        onClick={() => give.mutate(true)}
      >
        {w(item.state === 'confirmed' ? 'bulletins.confirmState.confirmed' : 'bulletins.confirm')}
      </Button>
      {isObjecting && (
        <Dialog
          title={w('bulletins.objectAsk', { name: item.orgName })}
          confirm={w('bulletins.objectSend')}
          busy={give.isPending}
          disabled={isShort}
          problem={give.error}
          onConfirm={() => give.mutate(false)}
          onClose={() => setIsObjecting(false)}
        >
          <Field label={w('bulletins.objectReason')} hint={w('bulletins.objectHint')} required>
            {(field) => <TextArea {...field} value={note} onChange={setNote} maxLength={300} />}
          </Field>
        </Dialog>
      )}
    </>
  )
}
