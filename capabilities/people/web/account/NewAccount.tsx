import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { ROLES, type Role } from '#platform/access/permissions.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { ErrorNote, fieldProblem } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Select, TextInput } from '#platform/web/kit/inputs.tsx'
import { OrgTreeSelect } from '#platform/web/kit/OrgTreeSelect.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { NewAccountAnswer } from '../../accounts/contract.ts'
import type { Organisation } from '../../contract.ts'
import { people } from '../api.ts'
import { HandOver } from '../HandOver.tsx'
import { peopleChanged } from '../people-changed.ts'

type Props = { organisations: readonly Organisation[]; at: Organisation | null; onClose: () => void }

/** A person of an organisation, without a role; one may be proposed. The password is made by the server and handed over afterwards. */
export function NewAccount({ organisations, at, onClose }: Props) {
  const w = useWords()
  const formId = useId()
  const [typed, setTyped] = useState({ displayName: '', username: '', phone: '', expiresOn: '', reason: '' })
  const [organisationId, setOrganisation] = useState<number | null>(at?.id ?? null)
  const [role, setRole] = useState<Role | ''>('')
  const [made, setMade] = useState<NewAccountAnswer | null>(null)
  const { displayName, username, phone, expiresOn, reason } = typed
  const create = useMutation({
    mutationFn: (unit: number) =>
      people.createAccount({
        body: {
          displayName,
          username,
          phone: phone || null,
          expiresOn: expiresOn || null,
          organisationId: unit,
          ...(role ? { proposed: { role, organisationId: unit, reason } } : {}),
        },
      }),
    onSuccess: async (account) => {
      setMade(account)
      await peopleChanged()
    },
  })
  if (made) return <HandOver person={made} onClose={onClose} />
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (organisationId) create.mutate(organisationId)
  }
  const text = (name: keyof typeof typed) => ({
    value: typed[name],
    onChange: (next: string) => setTyped({ ...typed, [name]: next }),
    autoComplete: 'off',
  })
  const incomplete = !organisationId || !displayName || !username || (role !== '' && reason.trim().length < 2)
  const foot = (
    <>
      <Button onClick={onClose}>{w('kit.cancel')}</Button>
      <Button type="submit" form={formId} kind="primary" busy={create.isPending} disabled={incomplete}>
        {w('people.createAccount')}
      </Button>
    </>
  )
  const wrong = (field: string) => fieldProblem(create.error, field)
  return (
    <SidePanel title={w('people.newAccount')} onClose={onClose} foot={foot}>
      <form className="form" id={formId} onSubmit={submit} noValidate>
        <Field label={w('people.name')} required error={wrong('displayName')}>
          {(field) => <TextInput {...field} {...text('displayName')} maxLength={40} />}
        </Field>
        <Field label={w('people.username')} required hint={w('signIn.first.usernameHint')} error={wrong('username')}>
          {(field) => <TextInput {...field} {...text('username')} maxLength={40} />}
        </Field>
        <Field label={w('people.organisation')} required>
          {(field) => (
            <OrgTreeSelect
              id={field.id}
              organisations={organisations}
              value={organisationId}
              onChange={setOrganisation}
            />
          )}
        </Field>
        <Field label={w('people.phone')} error={wrong('phone')}>
          {(field) => <TextInput {...field} {...text('phone')} inputMode="tel" maxLength={30} />}
        </Field>
        <Field label={w('people.expiresOn')} hint={w('people.expiresHint')} error={wrong('expiresOn')}>
          {(field) => <DateInput {...field} {...text('expiresOn')} />}
        </Field>
        <Field label={w('people.alsoPropose')}>
          {(field) => (
            <Select
              {...field}
              value={role}
              onChange={setRole}
              empty="—"
              options={ROLES.map((value) => ({ value, label: w(`people.role.${value}`) }))}
            />
          )}
        </Field>
        {role && (
          <Field label={w('people.reason')} required>
            {(field) => <TextInput {...field} {...text('reason')} maxLength={200} />}
          </Field>
        )}
        {create.error && <ErrorNote problem={create.error} />}
      </form>
    </SidePanel>
  )
}
