import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react'
import { useWords } from '../words/use-words.ts'
import './field.css'

type Changes<T> = { value: T; onChange: (next: T) => void }
type Rest<T> = Omit<T, 'value' | 'onChange'>

export function TextInput({ value, onChange, ...rest }: Changes<string> & Rest<InputHTMLAttributes<HTMLInputElement>>) {
  return <input className="input" value={value} onChange={(event) => onChange(event.target.value)} {...rest} />
}

export function TextArea({
  value,
  onChange,
  rows = 4,
  ...rest
}: Changes<string> & Rest<TextareaHTMLAttributes<HTMLTextAreaElement>>) {
  return (
    <textarea
      className="input input-area"
      rows={rows}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      {...rest}
    />
  )
}

export type Option<T extends string> = { value: T; label: string; disabled?: boolean }

/** A choice among few: the platform's own list, which is best on phones. Empty text is “not chosen”. For long lists: SearchSelect. */
export function Select<T extends string>({
  value,
  onChange,
  options,
  empty,
  ...rest
}: Changes<T | ''> & { options: readonly Option<T>[]; empty?: string } & Rest<
    SelectHTMLAttributes<HTMLSelectElement>
  >) {
  const w = useWords()
  return (
    <select
      className="input input-select"
      value={value}
      onChange={(event) => onChange(event.target.value as T | '')}
      {...rest}
    >
      {(empty !== undefined || value === '') && <option value="">{empty ?? w('kit.choose')}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value} disabled={option.disabled}>
          {option.label}
        </option>
      ))}
    </select>
  )
}

export function Checkbox({
  value,
  onChange,
  children,
  ...rest
}: Changes<boolean> & { children: ReactNode } & Rest<InputHTMLAttributes<HTMLInputElement>>) {
  return (
    <label className="checkbox">
      <input type="checkbox" checked={value} onChange={(event) => onChange(event.target.checked)} {...rest} />
      <span>{children}</span>
    </label>
  )
}

/** Two to five choices side by side, one of them taken: 万元 / 亿元. */
export function Segmented<T extends string>({
  value,
  onChange,
  options,
  label,
}: Changes<T> & { options: readonly Option<T>[]; label: string }) {
  return (
    <fieldset className="segmented">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            className="sr-only"
            name={label}
            checked={value === option.value}
            disabled={option.disabled}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  )
}
