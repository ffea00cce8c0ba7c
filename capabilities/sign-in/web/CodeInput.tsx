import type { ControlAttributes } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'

type Props = {
  field: ControlAttributes
  value: string
  onChange: (digits: string) => void
  /** Six digits are there: nothing more to press. */
  onFull?: (digits: string) => void
  /** Where nothing else is asked; beside a picture to scan the page must not jump to the field. */
  autoFocus?: boolean
}

/** Six digits, large and apart; what is pasted may hold spaces, and a phone offers its number keys. */
export function CodeInput({ field, value, onChange, onFull, autoFocus = false }: Props) {
  const change = (typed: string) => {
    const digits = typed.normalize('NFKC').replace(/\D/g, '').slice(0, 6)
    onChange(digits)
    if (digits.length === 6 && digits !== value) onFull?.(digits)
  }
  return (
    <TextInput
      {...field}
      className="input code-input"
      value={value}
      onChange={change}
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern="[0-9]*"
      autoFocus={autoFocus}
      required
    />
  )
}
