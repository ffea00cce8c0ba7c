import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote, fieldProblem } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Select, TextInput } from '#platform/web/kit/inputs.tsx'
import { OrgTreeSelect } from '#platform/web/kit/OrgTreeSelect.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Organisation } from '../../contract.ts'
import { people } from '../api.ts'
import { organisationsChanged } from './organisations-changed.ts'

const KINDS = ['county', 'zone', 'town', 'park', 'department'] as const
type Kind = (typeof KINDS)[number]
type Props = { organisations: readonly Organisation[]; at: Organisation | null; onClose: () => void }

/** One more organisation below another; it stands last among its sisters. */
export function NewOrganisation({ organisations, at, onClose }: Props) {
  const w = useWords()
  const formId = useId()
  const [parentId, setParent] = useState<number | null>(at?.id ?? organisations[0]?.id ?? null)
  const [kind, setKind] = useState<Kind | ''>('')
  const [name, setName] = useState('')
  const [divisionCode, setDivisionCode] = useState('')
  const create = useMutation({
    mutationFn: (given: { parentId: number; kind: Kind }) =>
      people.createOrganisation({ body: { ...given, name, divisionCode: divisionCode || null } }),
    onSuccess: async (created) => {
      await organisationsChanged()
      notify(
        created.warnings.length > 0
          ? w('organisations.warnings', { warnings: created.warnings.join('') })
          : w('people.createdOrganisation', { name: created.name }),
      )
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (parentId && kind) create.mutate({ parentId, kind })
  }
  const foot = (
    <>
      <Button onClick={onClose}>{w('kit.cancel')}</Button>
      <Button
        type="submit"
        form={formId}
        kind="primary"
        busy={create.isPending}
        disabled={!parentId || !kind || name.trim() === ''}
      >
        {w('people.createOrganisation')}
      </Button>
    </>
  )
  return (
    <SidePanel title={w('people.newOrganisation')} onClose={onClose} foot={foot}>
      <form className="form" id={formId} onSubmit={submit}>
        <Field label={w('people.parent')}>
          {(field) => (
            <OrgTreeSelect id={field.id} organisations={organisations} value={parentId} onChange={setParent} />
          )}
        </Field>
        <Field label={w('people.kind')}>
          {(field) => (
            <Select
              {...field}
              value={kind}
              onChange={setKind}
              options={KINDS.map((value) => ({ value, label: w(`people.kind.${value}`) }))}
            />
          )}
        </Field>
        <Field label={w('people.orgName')} error={fieldProblem(create.error, 'name')}>
          {(field) => <TextInput {...field} value={name} onChange={setName} maxLength={80} />}
        </Field>
        <Field
          label={w('people.divisionCode')}
          hint={w('organisations.codeHint')}
          error={fieldProblem(create.error, 'divisionCode')}
        >
          {(field) => (
            <TextInput {...field} value={divisionCode} onChange={setDivisionCode} inputMode="numeric" maxLength={12} />
          )}
        </Field>
        {create.error && <ErrorNote problem={create.error} />}
      </form>
    </SidePanel>
  )
}
