import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote, fieldProblem } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { OrgTreeSelect } from '#platform/web/kit/OrgTreeSelect.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Organisation } from '../contract.ts'
import { people } from './api.ts'

type Props = { organisations: readonly Organisation[]; at: Organisation | null; onClose: () => void }

/** A person of an organisation; the password is changed at the first sign-in. */
export function NewAccount({ organisations, at, onClose }: Props) {
  const w = useWords()
  const formId = useId()
  const [typed, setTyped] = useState({ displayName: '', username: '', password: '' })
  const [organisationId, setOrganisation] = useState<number | null>(at?.id ?? null)
  const create = useMutation({
    mutationFn: (given: { organisationId: number }) => people.createAccount({ body: { ...typed, ...given } }),
    onSuccess: async (account) => {
      await queries.invalidateQueries({ queryKey: people.listAccounts.key() })
      notify(w('people.createdAccount', { name: account.displayName }))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (organisationId) create.mutate({ organisationId })
  }
  const text = (name: keyof typeof typed) => ({
    value: typed[name],
    onChange: (next: string) => setTyped({ ...typed, [name]: next }),
    required: true,
  })
  const incomplete = !organisationId || !typed.displayName || !typed.username || typed.password.length < 10
  const foot = (
    <>
      <Button onClick={onClose}>{w('kit.cancel')}</Button>
      <Button type="submit" form={formId} kind="primary" busy={create.isPending} disabled={incomplete}>
        {w('people.createAccount')}
      </Button>
    </>
  )
  return (
    <SidePanel title={w('people.newAccount')} onClose={onClose} foot={foot}>
      <form className="form" id={formId} onSubmit={submit}>
        <Field label={w('people.name')} error={fieldProblem(create.error, 'displayName')}>
          {(field) => <TextInput {...field} {...text('displayName')} autoComplete="off" />}
        </Field>
        <Field
          label={w('people.username')}
          hint={w('signIn.first.usernameHint')}
          error={fieldProblem(create.error, 'username')}
        >
          {(field) => <TextInput {...field} {...text('username')} autoComplete="off" />}
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
        <Field
          label={w('people.initialPassword')}
          hint={w('people.initialHint')}
          error={fieldProblem(create.error, 'password')}
        >
          {(field) => <TextInput {...field} {...text('password')} autoComplete="new-password" />}
        </Field>
        {create.error && <ErrorNote problem={create.error} />}
      </form>
    </SidePanel>
  )
}
