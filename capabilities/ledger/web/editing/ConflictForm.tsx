import { instantText } from '#platform/web/format.ts'
import { Note } from '#platform/web/kit/Note.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { fieldLabel, fieldValueText } from '../parts/labels.ts'
import { useOrganisations } from '../parts/use-organisations.ts'
import type { Choice, ConflictField } from './conflict.ts'

type Props = {
  decide: readonly ConflictField[]
  choices: Readonly<Record<string, Choice | undefined>>
  onChoose: (field: string, choice: Choice) => void
}

/** Field by field: mine or theirs, and who wrote theirs when. */
export function ConflictForm({ decide, choices, onChoose }: Props) {
  const w = useWords()
  const { names } = useOrganisations()
  return (
    <>
      <Note kind="warning">
        {decide.length > 0 ? w('ledger.conflict.decide', { count: decide.length }) : w('ledger.conflict.elsewhere')}
      </Note>
      {decide.map(({ field, yours, theirs, by, at }) => (
        <fieldset key={field} className="edit-conflict">
          <legend>{fieldLabel(w, field)}</legend>
          {(['theirs', 'yours'] as const).map((choice) => (
            <label key={choice}>
              <input
                type="radio"
                name={`conflict-${field}`}
                checked={choices[field] === choice}
                onChange={() => onChoose(field, choice)}
              />
              <span>
                <small>
                  {choice === 'yours'
                    ? w('ledger.conflict.yours')
                    : w('ledger.conflict.theirs', { by: by ?? '—', at: instantText(at) })}
                </small>
                <span className="edit-conflict-value">
                  {fieldValueText(w, field, choice === 'yours' ? yours : theirs, names)}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
      ))}
    </>
  )
}
