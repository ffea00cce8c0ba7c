import { type ReactNode, useId } from 'react'
import { useWords } from '../words/use-words.ts'
import './field.css'

export type ControlAttributes = {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': boolean | undefined
  'aria-required': boolean | undefined
}
type Props = {
  label: ReactNode
  hint?: ReactNode
  /** What is wrong and what to do; shown in the hint's place. */
  error?: ReactNode
  required?: boolean
  /** Draws the control; spread the attributes on it: `{(field) => <TextInput {...field} … />}`. */
  children: (attributes: ControlAttributes) => ReactNode
}

/** A labelled control with its hint or error, tied together for screen readers. */
export function Field({ label, hint, error, required, children }: Props) {
  const w = useWords()
  const id = useId()
  const below = error ?? hint
  return (
    <div className={`field ${error ? 'field-wrong' : ''}`}>
      <label htmlFor={id}>
        {label}
        {required && <span className="field-required">（{w('kit.required')}）</span>}
      </label>
      {children({
        id,
        'aria-describedby': below ? `${id}-below` : undefined,
        'aria-invalid': error ? true : undefined,
        'aria-required': required || undefined,
      })}
      {below && (
        <p id={`${id}-below`} className="field-below" role={error ? 'alert' : undefined}>
          {below}
        </p>
      )}
    </div>
  )
}
