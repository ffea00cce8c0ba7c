import { type ReactNode, useEffect, useState } from 'react'
import { useWords } from '../words/use-words.ts'
import { Button } from './Button.tsx'
import { useIsPhone } from './media.ts'
import { onMenuKeys, Popover } from './Popover.tsx'
import './field.css'
import './steps.css'

export type Filter = {
  key: string
  label: string
  options: readonly { value: string; label: ReactNode; note?: ReactNode }[]
  /** Several values may hold at once; they are joined by commas. */
  several?: boolean
}
type Props = {
  filters: readonly Filter[]
  /** Values by key, as they stand in the address. */
  values: Record<string, string | undefined>
  /** Only the keys that change; undefined removes. */
  onChange: (changes: Record<string, string | undefined>) => void
  /** A field for words; its value is kept under `q`. */
  search?: string
  children?: ReactNode
}

/** From this many on, a phone shows only what holds until one asks for more. */
const FOLDED_FROM = 2

/** Filters as chips: what holds is in colour and says its value. Nothing moves under the finger when a chip takes the focus. */
export function FilterBar({ filters, values, onChange, search, children }: Props) {
  const w = useWords()
  const isPhone = useIsPhone()
  const [opened, setOpened] = useState(false)
  const folds = isPhone && filters.length >= FOLDED_FROM
  const shown = folds && !opened ? filters.filter(({ key }) => values[key]) : filters
  const active = [...filters.map((filter) => filter.key), 'q'].filter((key) => values[key])
  return (
    <div className="filters">
      {search !== undefined && (
        <SearchField label={search} value={values.q ?? ''} onChange={(q) => onChange({ q: q || undefined })} />
      )}
      {shown.map((filter) => (
        <Chip
          key={filter.key}
          filter={filter}
          value={values[filter.key]}
          onChange={(value) => onChange({ [filter.key]: value })}
        />
      ))}
      {children}
      {folds && (
        <Button size="s" aria-expanded={opened} onClick={() => setOpened(!opened)}>
          {w(opened ? 'kit.fewerFilters' : 'kit.moreFilters')}
        </Button>
      )}
      {active.length > 0 && (
        <Button
          kind="quiet"
          size="s"
          onClick={() => onChange(Object.fromEntries(active.map((key) => [key, undefined])))}
        >
          {w('kit.clear')}
        </Button>
      )}
    </div>
  )
}

function Chip({
  filter,
  value,
  onChange,
}: {
  filter: Filter
  value: string | undefined
  onChange: (value: string | undefined) => void
}) {
  const w = useWords()
  const chosen = value ? value.split(',') : []
  const names = filter.options.filter((option) => chosen.includes(option.value)).map((option) => option.label)
  const choose = (option: string, close: () => void) => {
    if (!filter.several) {
      onChange(option)
      close()
      return
    }
    const next = chosen.includes(option) ? chosen.filter((one) => one !== option) : [...chosen, option]
    onChange(next.length > 0 ? next.join(',') : undefined)
  }
  return (
    <Popover
      label={filter.label}
      trigger={(attributes) => (
        <button type="button" className={`chip ${value ? 'chip-on' : ''}`} {...attributes}>
          {filter.label}
          {names.length > 0 && (
            <>
              ：{names[0]}
              {names.length > 1 && ` +${names.length - 1}`}
            </>
          )}
        </button>
      )}
    >
      {(close) => (
        <div className="menu" role="menu" onKeyDown={onMenuKeys}>
          <button
            type="button"
            role="menuitemradio"
            aria-checked={!value}
            className="menu-item"
            onClick={() => {
              onChange(undefined)
              close()
            }}
          >
            {w('kit.any')}
          </button>
          {filter.options.map((option) => (
            <button
              key={option.value}
              type="button"
              role="menuitemcheckbox"
              aria-checked={chosen.includes(option.value)}
              className="menu-item"
              onClick={() => choose(option.value, close)}
            >
              <span>{option.label}</span>
              {option.note !== undefined && <small>{option.note}</small>}
            </button>
          ))}
        </div>
      )}
    </Popover>
  )
}

/** Waits until one stops typing, and never in the middle of composing a Chinese word. */
export function SearchField({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (next: string) => void
}) {
  const [text, setText] = useState(value)
  const [composing, setComposing] = useState(false)
  useEffect(() => setText(value), [value])
  useEffect(() => {
    if (composing || text === value) return
    const timer = setTimeout(() => onChange(text.trim()), 300)
    return () => clearTimeout(timer)
  }, [text, composing, value, onChange])
  return (
    <input
      type="search"
      className="input filter-search"
      placeholder={label}
      aria-label={label}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
    />
  )
}
