import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ROLES, type Role } from '#platform/access/permissions.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { ErrorNote, fieldProblem } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Select, TextInput } from '#platform/web/kit/inputs.tsx'
import { OrgTreeSelect } from '#platform/web/kit/OrgTreeSelect.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { AccountDetail } from '../../accounts/contract.ts'
import type { Organisation } from '../../contract.ts'
import { people } from '../api.ts'
import { peopleChanged } from '../people-changed.ts'

type Props = {
  account: AccountDetail
  organisations: readonly Organisation[]
  /** The security administrator grants; the system administrator proposes. */
  mode: 'grant' | 'propose'
}
const EMPTY = { reason: '', validFrom: '', validTo: '' }

/** One more role over an organisation and all below it, with its term and the reason. */
export function RoleForm({ account, organisations, mode }: Props) {
  const w = useWords()
  const [role, setRole] = useState<Role | ''>('')
  const [over, setOver] = useState<number | null>(account.organisationId)
  const [typed, setTyped] = useState(EMPTY)
  const { reason, validFrom, validTo } = typed
  const send = useMutation({
    mutationFn: async (given: { role: Role; organisationId: number }) => {
      const body = { ...given, reason, validTo: validTo || null }
      const params = { id: account.id }
      if (mode === 'grant') await people.grantRole({ params, body: { ...body, validFrom: validFrom || null } })
      else await people.requestGrant({ params, body })
    },
    onSuccess: async (_, given) => {
      const name = account.displayName
      notify(
        mode === 'grant'
          ? w('people.granted', { name, role: w(`people.role.${given.role}`) })
          : w('people.proposed', { name }),
      )
      setRole('')
      setTyped(EMPTY)
      await peopleChanged()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (role && over) send.mutate({ role, organisationId: over })
  }
  const text = (name: keyof typeof EMPTY) => ({
    value: typed[name],
    onChange: (next: string) => setTyped({ ...typed, [name]: next }),
  })
  const roles = ROLES.map((value) => ({
    value,
    label: `${w(`people.role.${value}`)}：${w(`people.roleDoes.${value}`)}`,
  }))
  return (
    <Section title={w(mode === 'grant' ? 'people.grantTitle' : 'people.proposeTitle')}>
      {mode === 'propose' && <p className="lead">{w('people.proposeLead')}</p>}
      <form className="form" onSubmit={submit} noValidate>
        <Field label={w('people.role')} required>
          {(field) => <Select {...field} value={role} onChange={setRole} options={roles} />}
        </Field>
        <Field label={w('people.grantOver')} hint={w('people.grantHint')}>
          {(field) => <OrgTreeSelect id={field.id} organisations={organisations} value={over} onChange={setOver} />}
        </Field>
        <div className="form-2">
          {mode === 'grant' && (
            <Field label={w('people.from')} hint={w('people.fromHint')} error={fieldProblem(send.error, 'validFrom')}>
              {(field) => <DateInput {...field} {...text('validFrom')} />}
            </Field>
          )}
          <Field label={w('people.to')} hint={w('people.toHint')} error={fieldProblem(send.error, 'validTo')}>
            {(field) => <DateInput {...field} {...text('validTo')} />}
          </Field>
        </div>
        <Field label={w('people.reason')} required>
          {(field) => <TextInput {...field} {...text('reason')} maxLength={200} />}
        </Field>
        {send.error && <ErrorNote problem={send.error} />}
        <div>
          <Button
            type="submit"
            kind="primary"
            busy={send.isPending}
            disabled={!role || !over || reason.trim().length < 2}
          >
            {w(mode === 'grant' ? 'people.grant' : 'people.propose')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
