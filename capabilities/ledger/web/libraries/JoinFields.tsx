import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'

export type Joining = { joinedOn: string; documentNumber: string; batch: string; tier: string }

/** Since when, by which document, in which batch and tier projects are on a list. */
export function JoinFields({ joining, onChange }: { joining: Joining; onChange: (next: Joining) => void }) {
  const w = useWords()
  const set = (part: Partial<Joining>) => onChange({ ...joining, ...part })
  return (
    <div className="join-fields">
      <Field label={w('libraries.joinedOn')} required>
        {(field) => <DateInput {...field} value={joining.joinedOn} onChange={(joinedOn) => set({ joinedOn })} />}
      </Field>
      <Field label={w('libraries.documentNumber')}>
        {(field) => (
          <TextInput
            {...field}
            maxLength={60}
            value={joining.documentNumber}
            onChange={(documentNumber) => set({ documentNumber })}
          />
        )}
      </Field>
      <Field label={w('libraries.batch')}>
        {(field) => <TextInput {...field} maxLength={30} value={joining.batch} onChange={(batch) => set({ batch })} />}
      </Field>
      <Field label={w('libraries.rosterTier')}>
        {(field) => <TextInput {...field} maxLength={20} value={joining.tier} onChange={(tier) => set({ tier })} />}
      </Field>
    </div>
  )
}

/** What was left empty is left to the list: its own document stands for a member's. */
export function joiningBody({ joinedOn, documentNumber, batch, tier }: Joining) {
  return {
    joinedOn,
    ...(documentNumber.trim() ? { documentNumber: documentNumber.trim() } : {}),
    batch: batch.trim(),
    tier: tier.trim(),
  }
}
