import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { ErrorNote, fieldProblem } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { OrgTreeSelect } from '#platform/web/kit/OrgTreeSelect.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import type { HeldRole } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { AccountDetail } from '../../accounts/contract.ts'
import type { Organisation } from '../../contract.ts'
import { people } from '../api.ts'
import { peopleChanged } from '../people-changed.ts'
import { lastDayOf } from '../role-text.ts'

/** Where somebody went, and what they still hold where they were. */
export type Moved = { organisationName: string; still: readonly HeldRole[] }
type Props = {
  account: AccountDetail
  organisations: readonly Organisation[]
  onClose: () => void
  onMoved: (moved: Moved | null) => void
}

/** Name, telephone, unit and last day, with the reason. */
export function EditAccount({ account, organisations, onClose, onMoved }: Props) {
  const w = useWords()
  const [displayName, setName] = useState(account.displayName)
  const [phone, setPhone] = useState(account.phone ?? '')
  const [organisationId, setOrganisation] = useState<number | null>(account.organisationId)
  const [expiresOn, setExpires] = useState(account.expiresAt ? lastDayOf(account.expiresAt) : '')
  const [reason, setReason] = useState('')
  const before = account.expiresAt ? lastDayOf(account.expiresAt) : ''
  const edit = useMutation({
    mutationFn: () =>
      people.editAccount({
        params: { id: account.id },
        body: {
          displayName,
          phone: phone || null,
          reason,
          ...(organisationId ? { organisationId } : {}),
          // a term that is over may stay as it is
          ...(expiresOn === before ? {} : { expiresOn: expiresOn || null }),
        },
      }),
    onSuccess: async (edited) => {
      await peopleChanged()
      notify(w('people.edited', { name: edited.displayName }))
      onMoved({ organisationName: edited.organisationName, still: edited.stillAtOldUnit })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    edit.mutate()
  }
  const wrong = (field: string) => fieldProblem(edit.error, field)
  return (
    <form className="form" onSubmit={submit} noValidate>
      <Field label={w('people.name')} error={wrong('displayName')}>
        {(field) => <TextInput {...field} value={displayName} onChange={setName} maxLength={40} />}
      </Field>
      <Field label={w('people.phone')} error={wrong('phone')}>
        {(field) => <TextInput {...field} value={phone} onChange={setPhone} inputMode="tel" maxLength={30} />}
      </Field>
      <Field label={w('people.organisation')}>
        {(field) => (
          <OrgTreeSelect
            id={field.id}
            organisations={organisations}
            value={organisationId}
            onChange={setOrganisation}
          />
        )}
      </Field>
      <Field label={w('people.expiresOn')} hint={w('people.expiresHint')} error={wrong('expiresOn')}>
        {(field) => <DateInput {...field} value={expiresOn} onChange={setExpires} />}
      </Field>
      <Field label={w('people.reason')} required error={wrong('reason')}>
        {(field) => <TextInput {...field} value={reason} onChange={setReason} maxLength={200} />}
      </Field>
      {edit.error && <ErrorNote problem={edit.error} />}
      <div className="panel-actions">
        <Button onClick={onClose}>{w('kit.cancel')}</Button>
        <Button type="submit" kind="primary" busy={edit.isPending} disabled={!displayName || reason.trim().length < 2}>
          {w('people.save')}
        </Button>
      </div>
    </form>
  )
}
