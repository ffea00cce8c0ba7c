import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Paper } from '../../libraries/contract.ts'

export const NO_PAPER: Paper = { documentNumber: '', documentDate: '', decidingBody: '' }

/** The paper a decision stands on: number, date, body. */
export function PaperFields({
  paper,
  onChange,
  required,
}: {
  paper: Paper
  onChange: (next: Paper) => void
  required: boolean
}) {
  const w = useWords()
  const set = (part: Partial<Paper>) => onChange({ ...paper, ...part })
  return (
    <fieldset className="paper-fields">
      <legend>
        {w('libraries.paper')}
        {!required && <small>　{w('libraries.paperOptional')}</small>}
      </legend>
      <Field label={w('libraries.documentNumber')} required={required}>
        {(field) => (
          <TextInput
            {...field}
            value={paper.documentNumber}
            maxLength={60}
            onChange={(documentNumber) => set({ documentNumber })}
          />
        )}
      </Field>
      <Field label={w('libraries.documentDate')} required={required}>
        {(field) => (
          <DateInput {...field} value={paper.documentDate} onChange={(documentDate) => set({ documentDate })} />
        )}
      </Field>
      <Field label={w('libraries.decidingBody')} required={required}>
        {(field) => (
          <TextInput
            {...field}
            value={paper.decidingBody}
            maxLength={60}
            onChange={(decidingBody) => set({ decidingBody })}
          />
        )}
      </Field>
    </fieldset>
  )
}

/** Whole, or not there at all: a half-written paper is no paper. */
export function paperState(paper: Paper): 'none' | 'part' | 'whole' {
  const filled = [paper.documentNumber, paper.documentDate, paper.decidingBody].filter(
    (text) => text.trim() !== '',
  ).length
  return filled === 0 ? 'none' : filled === 3 ? 'whole' : 'part'
}
