import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ROLES, type Role } from '#platform/access/permissions.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Select, TextInput } from '#platform/web/kit/inputs.tsx'
import { OrgTreeSelect } from '#platform/web/kit/OrgTreeSelect.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Account, Organisation } from '../contract.ts'
import { people } from './api.ts'

/** Grants one more role over an organisation and all below it, with the reason. */
export function GrantForm({ account, organisations }: { account: Account; organisations: readonly Organisation[] }) {
  const w = useWords()
  const [role, setRole] = useState<Role | ''>('')
  const [over, setOver] = useState<number | null>(account.organisationId)
  const [reason, setReason] = useState('')
  const grant = useMutation({
    mutationFn: (given: { role: Role; organisationId: number }) =>
      people.grantRole({ params: { id: account.id }, body: { ...given, reason } }),
    onSuccess: async (_, given) => {
      notify(w('people.granted', { name: account.displayName, role: w(`people.role.${given.role}`) }))
      setRole('')
      setReason('')
      await queries.invalidateQueries({ queryKey: people.listAccounts.key() })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (role && over) grant.mutate({ role, organisationId: over })
  }
  const roles = ROLES.map((value) => ({
    value,
    label: `${w(`people.role.${value}`)}：${w(`people.roleDoes.${value}`)}`,
  }))
  return (
    <Section title={w('people.grantTitle')}>
      <form className="form" onSubmit={submit}>
        <Field label={w('people.role')}>
          {(field) => <Select {...field} value={role} onChange={setRole} options={roles} />}
        </Field>
        <Field label={w('people.grantOver')} hint={w('people.grantHint')}>
          {(field) => <OrgTreeSelect id={field.id} organisations={organisations} value={over} onChange={setOver} />}
        </Field>
        <Field label={w('people.reason')}>
          {(field) => <TextInput {...field} value={reason} onChange={setReason} maxLength={200} />}
        </Field>
        {grant.error && <ErrorNote problem={grant.error} />}
        <div>
          <Button
            type="submit"
            kind="primary"
            busy={grant.isPending}
            disabled={!role || !over || reason.trim().length < 2}
          >
            {w('people.grant')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
