import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Bulletin } from '#capabilities/bulletins/contract.ts'
import { Link } from '#platform/web/address.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextArea } from '#platform/web/kit/inputs.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { bulletins } from '../api.ts'
import { at, bulletinChanged } from './issue.ts'

type Props = { bulletin: Bulletin; kind: string; onClose: () => void }

/** One question; while ranked organisations have not confirmed, also why the office does not wait for them. */
export function PublishDialog({ bulletin, kind, onClose }: Props) {
  const w = useWords()
  const [reason, setReason] = useState('')
  const { unconfirmed } = bulletin
  const isWaiting = unconfirmed.length > 0
  const publish = useMutation({
    mutationFn: () =>
      bulletins.publishBulletin({ ...at(bulletin), body: isWaiting ? { withoutConfirmation: reason.trim() } : {} }),
    onSuccess: (next) => {
      bulletinChanged(next)
      notify(w('bulletins.published', { name: bulletin.templateName }))
      onClose()
    },
    // somebody may have objected, or corrected a figure, since the page was read
    onError: () => void queries.invalidateQueries({ queryKey: bulletins.readBulletin.key(at(bulletin)) }),
  })
  return (
    <Dialog
      title={w('bulletins.publishAsk', { title: bulletin.title })}
      confirm={w(isWaiting ? 'bulletins.publishWithout' : 'bulletins.publish', { kind })}
      busy={publish.isPending}
      disabled={isWaiting && reason.trim().length < 2}
      problem={publish.error}
      onConfirm={() => publish.mutate()}
      onClose={onClose}
    >
      {isWaiting && (
        <>
          <Note kind="warning">
            <p>
              <strong>{w('bulletins.unconfirmed', { count: unconfirmed.length })}</strong>　{unconfirmed.join('、')}
              <Link to={`/rounds/${bulletin.roundId}/confirmations`}>{w('bulletins.unconfirmedSee')}</Link>
            </p>
          </Note>
          <Field label={w('bulletins.withoutReason')} hint={w('bulletins.withoutHint')} required>
            {(field) => <TextArea {...field} rows={2} value={reason} onChange={setReason} maxLength={300} />}
          </Field>
        </>
      )}
      <p>{w('bulletins.publishText', { count: bulletin.figures.length })}</p>
    </Dialog>
  )
}
