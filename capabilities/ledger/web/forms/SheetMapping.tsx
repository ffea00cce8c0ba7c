import { Field } from '#platform/web/kit/Field.tsx'
import { Checkbox, Select, TextInput } from '#platform/web/kit/inputs.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { FormSheetMapping } from '../../forms/contract.ts'
import { LIBRARIES, PLAN_STATES } from '../../vocabulary.ts'
import { libraryLabel, planStateLabel } from '../parts/labels.ts'
import { ColumnRow } from './ColumnRow.tsx'

type Props = { sheet: FormSheetMapping; mayChange: boolean; onChange: (next: FormSheetMapping) => void }

/** What one sheet of the form is filled with, column by column, beside the form's own headings. */
export function SheetMapping({ sheet, mayChange, onChange }: Props) {
  const w = useWords()
  const set = (change: Partial<FormSheetMapping>) => onChange({ ...sheet, ...change })
  const open = sheet.columns.filter(({ content, hasFormula }) => content === null && !hasFormula).length
  return (
    <Section
      title={w('forms.sheet', { sheet: sheet.sheet })}
      aside={<small>{open > 0 && sheet.isFilled ? w('forms.open', { count: open }) : null}</small>}
    >
      <fieldset className="forms-mapping" disabled={!mayChange}>
        <div className="forms-place">
          <Checkbox value={sheet.isFilled} onChange={(isFilled) => set({ isFilled })}>
            {w('forms.isFilled')}
          </Checkbox>
          <span>{w('forms.place', { first: sheet.firstRow, blank: sheet.blankRows })}</span>
          {sheet.totalRow !== null && <span>{w('forms.total', { row: sheet.totalRow })}</span>}
          <Select
            aria-label={w('ledger.field.planState')}
            value={sheet.only.planState ?? ''}
            empty={w('forms.anyState')}
            onChange={(state) => set({ only: { ...sheet.only, planState: state === '' ? null : state } })}
            options={PLAN_STATES.map((value) => ({ value, label: planStateLabel(w, value) }))}
          />
          <Select
            aria-label={w('ledger.field.library')}
            value={sheet.only.library ?? ''}
            empty={w('forms.anyLibrary')}
            onChange={(library) => set({ only: { ...sheet.only, library: library === '' ? null : library } })}
            options={LIBRARIES.map((value) => ({ value, label: libraryLabel(w, value) }))}
          />
        </div>
        <table className="table forms-columns">
          <thead>
            <tr>
              <th scope="col">{w('forms.column')}</th>
              <th scope="col">{w('forms.heading')}</th>
              <th scope="col">{w('forms.content')}</th>
              <th scope="col">{w('forms.unit')}</th>
              <th scope="col">{w('forms.period')}</th>
            </tr>
          </thead>
          <tbody>
            {sheet.columns.map((column, at) => (
              <ColumnRow
                key={column.col}
                column={column}
                onChange={(next) => set({ columns: sheet.columns.map((one, other) => (other === at ? next : one)) })}
              />
            ))}
          </tbody>
        </table>
        {sheet.words.length > 0 && <Words sheet={sheet} onChange={onChange} />}
      </fieldset>
    </Section>
  )
}

function Words({ sheet, onChange }: Pick<Props, 'sheet' | 'onChange'>) {
  const w = useWords()
  const set = (at: number, template: string) =>
    onChange({ ...sheet, words: sheet.words.map((word, other) => (other === at ? { ...word, template } : word)) })
  return (
    <div className="forms-words">
      <h3>{w('forms.words')}</h3>
      <p className="no-value">{w('forms.wordsHint', { tokens: '{单位} {截止日} {年} {月} {日期}' })}</p>
      {sheet.words.map(({ cell, found, template }, at) => (
        <Field key={cell} label={`${cell}　${found.trim()}`}>
          {(field) => <TextInput {...field} value={template} onChange={(next) => set(at, next)} maxLength={1000} />}
        </Field>
      ))}
    </div>
  )
}
