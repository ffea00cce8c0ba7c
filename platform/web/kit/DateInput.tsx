import { type InputHTMLAttributes, useEffect, useRef, useState } from 'react'
import { dateText } from '../format.ts'
import { useWords } from '../words/use-words.ts'
import { readDate, readDateTime } from './date-text.ts'
import './date.css'

type Props = {
  value: string
  onChange: (next: string) => void
} & Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'onChange' | 'type'>

/** An ISO date `2026-10-25`, or empty text while there is none: typed as people write dates, or picked from the platform's calendar. */
export function DateInput({ value, onChange, ...rest }: Props) {
  return <PickedText {...rest} kind="date" value={value} onChange={onChange} />
}

/** An instant as ISO text with offset, entered in China's time; empty text while incomplete. */
export function DateTimeInput({ value, onChange, ...rest }: Props) {
  const inChina = value === '' ? '' : new Date(new Date(value).getTime() + 8 * 3_600_000).toISOString().slice(0, 16)
  const give = (next: string) => onChange(next === '' ? '' : `${next}:00+08:00`)
  return <PickedText {...rest} kind="datetime-local" value={inChina} onChange={give} />
}

type Kind = 'date' | 'datetime-local'

/** The browser's own field writes dates in the browser's language; ours in the page's, the browser's calendar stands behind it. */
function PickedText({ kind, value, onChange, disabled, ...rest }: Props & { kind: Kind }) {
  const w = useWords()
  const picker = useRef<HTMLInputElement>(null)
  // null: nobody is typing, the value is shown as it is said
  const [typed, setTyped] = useState<string | null>(null)
  const sent = useRef(value)
  useEffect(() => {
    if (sent.current === value) return
    sent.current = value
    setTyped(null)
  }, [value])
  const read = (text: string) => (kind === 'date' ? readDate : readDateTime)(text, new Date().getFullYear()) ?? ''
  const give = (next: string) => {
    sent.current = next
    if (next !== value) onChange(next)
  }
  const isWrong = typed !== null && typed.trim() !== '' && read(typed) === ''
  return (
    <span className="date">
      <span className="date-box">
        <input
          className={`input input-${kind}`}
          autoComplete="off"
          spellCheck={false}
          disabled={disabled}
          {...rest}
          aria-invalid={isWrong || rest['aria-invalid']}
          value={typed ?? said(kind, value)}
          onFocus={(event) => {
            setTyped(value.replace('T', ' '))
            const field = event.currentTarget
            requestAnimationFrame(() => field.select())
          }}
          onChange={(event) => {
            setTyped(event.target.value)
            give(read(event.target.value))
          }}
          onBlur={() => !isWrong && setTyped(null)}
        />
        <button
          type="button"
          className="date-pick"
          disabled={disabled}
          aria-label={w('kit.date.pick')}
          onClick={() => picker.current?.showPicker()}
        />
        <input
          ref={picker}
          type={kind}
          className="date-native"
          tabIndex={-1}
          aria-hidden="true"
          disabled={disabled}
          value={value}
          onChange={(event) => {
            setTyped(null)
            give(event.target.value)
          }}
        />
      </span>
      {isWrong && (
        <span className="date-wrong" role="alert">
          {w(kind === 'date' ? 'kit.date.form' : 'kit.date.timeForm')}
        </span>
      )}
    </span>
  )
}

/** `2026年11月25日 18:00`. */
function said(kind: Kind, value: string): string {
  if (value === '') return ''
  return kind === 'date' ? dateText(value) : `${dateText(value)} ${value.slice(11, 16)}`
}
