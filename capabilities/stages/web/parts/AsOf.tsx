import { useId } from 'react'
import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { useWords } from '#platform/web/words/use-words.ts'

/** As of which day figures stand; empty is today. */
export function AsOf({
  value,
  max,
  onChange,
}: {
  value: string
  max?: string
  onChange: (day: string | undefined) => void
}) {
  const w = useWords()
  const id = useId()
  return (
    <span className="as-of">
      <label htmlFor={id}>{w('stages.asOf')}</label>
      <DateInput id={id} value={value} max={max} onChange={(day) => onChange(day || undefined)} />
    </span>
  )
}
