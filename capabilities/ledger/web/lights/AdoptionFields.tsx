import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'

type Props = {
  validFrom: string
  onValidFrom: (next: string) => void
  reason: string
  onReason: (next: string) => void
}

/** From when, and why. */
export function AdoptionFields({ validFrom, onValidFrom, reason, onReason }: Props) {
  const w = useWords()
  return (
    <>
      <Field label={w('ledger.lights.startsOn')} hint={w('ledger.lights.startsHint')} required>
        {(field) => <DateInput {...field} value={validFrom} onChange={onValidFrom} />}
      </Field>
      <Field label={w('ledger.lights.reasonLabel')} required>
        {(field) => <TextInput {...field} value={reason} onChange={onReason} maxLength={200} />}
      </Field>
    </>
  )
}
