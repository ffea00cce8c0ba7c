import { PUBLICITY } from '#capabilities/bulletins/contract.ts'
import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Select, TextArea, TextInput } from '#platform/web/kit/inputs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { ATTENDANCE } from './issue-text.ts'
import { Clash } from './PartField.tsx'
import type { IssueEditing } from './use-issue-editor.ts'

/** What the office decides about the paper: its date, who may read it, who gets it, who signs or was there. */
export function PaperFields({ kind, editor }: { kind: string; editor: IssueEditing }) {
  const w = useWords()
  const { text, write } = editor
  return (
    <fieldset className="issue-paper">
      <legend>{w('bulletins.paper')}</legend>
      <div className="form-2">
        <Field label={w('bulletins.date')} hint={w('bulletins.dateHint')}>
          {(field) => <DateInput {...field} value={text.date} onChange={(date) => write({ date })} />}
        </Field>
        <Field label={w('bulletins.publicity')}>
          {(field) => (
            <Select
              {...field}
              value={text.publicity}
              onChange={(publicity) => write({ publicity })}
              options={PUBLICITY.map((value) => ({ value: value as string, label: value }))}
              empty={w('bulletins.publicityNone')}
            />
          )}
        </Field>
      </div>
      <Clash editor={editor} field="date" />
      <Clash editor={editor} field="publicity" />
      <Field label={w('bulletins.circulation')} hint={w('bulletins.circulationHint')}>
        {(field) => (
          <TextInput
            {...field}
            value={text.circulation}
            onChange={(circulation) => write({ circulation })}
            maxLength={500}
          />
        )}
      </Field>
      <Clash editor={editor} field="circulation" />
      {kind === '报告' && (
        <>
          <Field label={w('bulletins.signers')} hint={w('bulletins.namesHint')}>
            {(field) => (
              <TextInput {...field} value={text.signers} onChange={(signers) => write({ signers })} maxLength={130} />
            )}
          </Field>
          <Clash editor={editor} field="signers" />
        </>
      )}
      {kind === '纪要' &&
        ATTENDANCE.map((label) => (
          <div key={label} className="issue-part">
            <Field label={label} hint={w('bulletins.namesHint')}>
              {(field) => (
                <TextArea {...field} rows={2} value={text[label]} onChange={(names) => write({ [label]: names })} />
              )}
            </Field>
            <Clash editor={editor} field={label} />
          </div>
        ))}
    </fieldset>
  )
}
