// biome-ignore-all lint/a11y/useSemanticElements: drawn where it stands, a table would lay out every row and column
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active cell
// biome-ignore-all lint/a11y/useKeyWithClickEvents: keys are heard where the focus is
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { fieldLabel } from '../../parts/labels.ts'
import { FIELD_GROUPS, type FieldGroup } from './field-groups.ts'

type Props = {
  value: string | null
  disabled: boolean
  onChoose: (field: string | null) => void
}
type Choice = { field: string | null; label: string; group: FieldGroup | null }

/** Every field by group, narrowed by typing; ↑ ↓ move, Enter takes. The first line leaves the column out. */
export function FieldChooser({ value, disabled, onChoose }: Props) {
  const w = useWords()
  const id = useId()
  const [typed, setTyped] = useState('')
  const all = useMemo(() => choicesOf(w), [w])
  const shown = all.filter(({ label }) => label.includes(typed.trim()))
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      all.findIndex(({ field }) => field === value),
    ),
  )
  const active = Math.min(at, shown.length - 1)
  const list = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && shown.length > 0) {
      event.preventDefault()
      const next = (active + step + shown.length) % shown.length
      setAt(next)
      list.current?.querySelectorAll('[role=option]')[next]?.scrollIntoView({ block: 'nearest' })
    }
    if (event.key === 'Enter' && shown[active]) {
      event.preventDefault()
      onChoose(shown[active].field)
    }
  }
  return (
    <div className="field-chooser">
      <TextInput
        role="combobox"
        aria-label={w('mapping.chooseField')}
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={shown[active] ? `${id}-${active}` : undefined}
        placeholder={w('mapping.searchField')}
        value={typed}
        disabled={disabled}
        onChange={(next) => {
          setTyped(next)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div role="listbox" id={id} ref={list} className="field-list" aria-label={w('mapping.chooseField')}>
        {shown.map((choice, index) => (
          <Option
            key={choice.field ?? '-'}
            id={`${id}-${index}`}
            choice={choice}
            heading={choice.group !== shown[index - 1]?.group ? choice.group : null}
            isActive={index === active}
            isChosen={choice.field === value}
            onChoose={() => !disabled && onChoose(choice.field)}
          />
        ))}
        {shown.length === 0 && <p className="no-value">{w('mapping.noSuchField')}</p>}
      </div>
    </div>
  )
}

type OptionProps = {
  id: string
  choice: Choice
  heading: FieldGroup | null
  isActive: boolean
  isChosen: boolean
  onChoose: () => void
}

function Option({ id, choice, heading, isActive, isChosen, onChoose }: OptionProps) {
  const w = useWords()
  return (
    <>
      {heading && <p className="field-group">{w(`mapping.group.${heading}`)}</p>}
      <div
        id={id}
        role="option"
        aria-selected={isChosen}
        className={`field-option ${isActive ? 'field-active' : ''} ${choice.field === null ? 'field-none' : ''}`}
        onClick={onChoose}
      >
        {choice.label}
      </div>
    </>
  )
}

function choicesOf(w: ReturnType<typeof useWords>): Choice[] {
  const fields = Object.entries(FIELD_GROUPS).flatMap(([group, names]) =>
    names.map((field): Choice => ({ field, label: fieldLabel(w, field), group: group as FieldGroup })),
  )
  return [{ field: null, label: w('mapping.leaveOut'), group: null }, ...fields]
}
