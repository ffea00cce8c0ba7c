import { Field } from '#platform/web/kit/Field.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ProjectFields } from '../../contract.ts'
import { fieldLabel } from '../parts/labels.ts'
import { Control, LONG } from './Control.tsx'
import type { FieldName } from './sections.ts'
import './editing.css'

export type Draft = Partial<ProjectFields>
export type DraftState = {
  draft: Draft
  set: <Name extends FieldName>(field: Name, value: ProjectFields[Name]) => void
  /** What is wrong with a field as it is typed. */
  problems: Readonly<Record<string, string | undefined>>
  setProblem: (field: FieldName, problem: string | null) => void
}

const REQUIRED: ReadonlySet<FieldName> = new Set(['name', 'orgId'])

/** Some fields of a project, each with the control that suits it. */
export function FieldsForm({ fields, state }: { fields: readonly FieldName[]; state: DraftState }) {
  const w = useWords()
  return (
    <div className="fields-form">
      {fields.map((name) => (
        <div key={name} className={LONG.has(name) || name === 'name' ? 'field-wide' : ''}>
          <Field
            label={fieldLabel(w, name)}
            hint={hintOf(name)}
            error={state.problems[name]}
            required={REQUIRED.has(name)}
          >
            {(attributes) => <Control name={name} attributes={attributes} state={state} />}
          </Field>
        </div>
      ))}
    </div>
  )

  function hintOf(name: FieldName): string | undefined {
    if (name === 'code') return w('ledger.hint.code')
    if (name === 'startDate') return w('ledger.hint.startDate')
    if (name === 'plannedStart' || name === 'finishDate') return w('ledger.hint.partialDate')
    return name === 'totalInvestmentBasis' ? w('ledger.hint.basis') : undefined
  }
}
