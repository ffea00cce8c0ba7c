import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'

/** Every change of a setting says why. */
export function ReasonField({ value, onChange }: { value: string; onChange: (next: string) => void }) {
  const w = useWords()
  return (
    <Field label={w('settings.reason')} hint={w('settings.reasonHint')} required>
      {(field) => <TextInput {...field} value={value} onChange={onChange} maxLength={200} />}
    </Field>
  )
}

/** Whether the reason says something. */
export function isSaid(reason: string): boolean {
  return reason.trim().length >= 2
}
