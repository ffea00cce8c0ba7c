import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { ErrorNote, fieldProblem } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { SearchSelect } from '#platform/web/kit/SearchSelect.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Deputyship } from '../accounts/deputies-contract.ts'
import { peopleChanged } from './people-changed.ts'

export type NamedDeputy = { deputyId: number; validFrom: string | null; validTo: string; reason: string }
type Props = {
  candidates: readonly { id: number; displayName: string; organisationName: string; search?: string }[]
  name: (given: NamedDeputy) => Promise<Deputyship>
}
const EMPTY = { validFrom: '', validTo: '', reason: '' }

/** Who stands in, from when to when, and why. */
export function DeputyForm({ candidates, name }: Props) {
  const w = useWords()
  const [deputyId, setDeputy] = useState<string | null>(null)
  const [typed, setTyped] = useState(EMPTY)
  const send = useMutation({
    mutationFn: (id: number) => name({ ...typed, deputyId: id, validFrom: typed.validFrom || null }),
    onSuccess: async (made) => {
      notify(w('people.deputy.named', { name: made.deputy.displayName }))
      setDeputy(null)
      setTyped(EMPTY)
      await peopleChanged()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (deputyId) send.mutate(Number(deputyId))
  }
  const text = (key: keyof typeof EMPTY) => ({
    value: typed[key],
    onChange: (next: string) => setTyped({ ...typed, [key]: next }),
  })
  const options = candidates.map((person) => ({
    value: String(person.id),
    label: `${person.displayName}　${person.organisationName}`,
    search: person.search,
  }))
  return (
    <form className="form" onSubmit={submit} noValidate>
      <Field label={w('people.deputy.who')} required>
        {(field) => <SearchSelect id={field.id} value={deputyId} onChange={setDeputy} options={options} clearable />}
      </Field>
      <div className="form-2">
        <Field label={w('people.from')} hint={w('people.fromHint')} error={fieldProblem(send.error, 'validFrom')}>
          {(field) => <DateInput {...field} {...text('validFrom')} />}
        </Field>
        <Field label={w('people.to')} required error={fieldProblem(send.error, 'validTo')}>
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
          disabled={!deputyId || !typed.validTo || typed.reason.trim().length < 2}
        >
          {w('people.deputy.name')}
        </Button>
      </div>
    </form>
  )
}
