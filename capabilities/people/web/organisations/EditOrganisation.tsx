import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { fieldProblem } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextArea, TextInput } from '#platform/web/kit/inputs.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Organisation } from '../../organisations/contract.ts'
import { people } from '../api.ts'
import { CodeSuggestion } from './CodeSuggestion.tsx'
import { organisationsChanged } from './organisations-changed.ts'

/** What needs no date: short name, code, aliases, place among its sisters. */
export function EditOrganisation({ unit, onClose }: { unit: Organisation; onClose: () => void }) {
  const w = useWords()
  const [shortName, setShortName] = useState(unit.shortName ?? '')
  const [divisionCode, setDivisionCode] = useState(unit.divisionCode ?? '')
  const [sortOrder, setSortOrder] = useState(String(unit.sortOrder))
  const [aliases, setAliases] = useState(unit.aliases.join('\n'))
  const save = useMutation({
    mutationFn: () =>
      people.editOrganisation({
        params: { id: unit.id },
        body: {
          version: unit.version,
          shortName: shortName.trim() || null,
          divisionCode: divisionCode.trim() || null,
          sortOrder: Number(sortOrder),
          aliases: aliases
            .split('\n')
            .map((alias) => alias.trim())
            .filter(Boolean),
        },
      }),
    onSuccess: async ({ warnings }) => {
      await organisationsChanged()
      notify(
        warnings.length > 0 ? w('organisations.warnings', { warnings: warnings.join('') }) : w('organisations.saved'),
      )
      onClose()
    },
  })
  return (
    <Dialog
      title={unit.name}
      confirm={w('organisations.save')}
      busy={save.isPending}
      disabled={!/^\d{1,7}$/.test(sortOrder)}
      problem={save.error}
      onConfirm={() => save.mutate()}
      onClose={onClose}
    >
      <Field
        label={w('organisations.shortName')}
        hint={w('organisations.shortHint')}
        error={fieldProblem(save.error, 'shortName')}
      >
        {(field) => <TextInput {...field} value={shortName} onChange={setShortName} maxLength={40} />}
      </Field>
      <Field
        label={w('organisations.code')}
        hint={w('organisations.codeHint')}
        error={fieldProblem(save.error, 'divisionCode')}
      >
        {(field) => (
          <TextInput {...field} value={divisionCode} onChange={setDivisionCode} inputMode="numeric" maxLength={12} />
        )}
      </Field>
      {unit.kind === 'county' && <CodeSuggestion name={unit.name} onTake={setDivisionCode} />}
      <Field label={w('organisations.aliases')} hint={w('organisations.aliasesHint')}>
        {(field) => <TextArea {...field} value={aliases} onChange={setAliases} rows={4} />}
      </Field>
      <Field label={w('organisations.sortOrder')} hint={w('organisations.sortHint')}>
        {(field) => (
          <TextInput {...field} value={sortOrder} onChange={setSortOrder} inputMode="numeric" maxLength={7} />
        )}
      </Field>
    </Dialog>
  )
}
