import type { ClipboardEvent, KeyboardEvent } from 'react'
import { Select, TextInput } from '#platform/web/kit/inputs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { FormColumn, OneOffRow } from '../../one-off/contract.ts'
import type { Draft } from './use-filling.ts'

type Props = {
  row: OneOffRow
  column: FormColumn
  /** Where it stands, `row/column`: what the keyboard goes to. */
  place: string
  disabled: boolean
  draft: Draft | null
  onType: (draft: Draft) => void
  onLeave: (draft: Draft) => void
  onKeyDown: (event: KeyboardEvent) => void
  onPaste: (event: ClipboardEvent) => void
}

/** One cell to fill in: lists for choices, else text that the server reads by kind (1.2亿, 2026年3月, √). */
export function FillCell({ row, column, place, disabled, draft, onType, onLeave, onKeyDown, onPaste }: Props) {
  const w = useWords()
  const { projectId } = row
  const value = draft?.text ?? row.cells[column.id] ?? ''
  const of = (text: string): Draft => ({ projectId, columnId: column.id, text, wrong: null })
  const attributes = {
    'data-cell': place,
    'aria-label': w('oneOff.cell', { project: row.name, heading: column.heading }),
    'aria-invalid': draft?.wrong ? true : undefined,
    disabled,
    onKeyDown,
    onPaste,
  }
  const options = optionsOf(column, { yes: w('oneOff.yes'), no: w('oneOff.no') })
  return (
    <>
      {options ? (
        <Select
          {...attributes}
          value={value}
          empty=""
          options={
            options.some((one) => one.value === value) || value === '' ? options : [...options, { value, label: value }]
          }
          onChange={(next) => {
            onType(of(next))
            onLeave(of(next))
          }}
        />
      ) : (
        <TextInput
          {...attributes}
          className={`input ${column.kind === 'amount' || column.kind === 'number' ? 'oo-number' : ''}`}
          inputMode={column.kind === 'amount' || column.kind === 'number' ? 'decimal' : undefined}
          placeholder={column.kind === 'date' ? '2026-03-28' : undefined}
          value={value}
          onChange={(next) => onType(of(next))}
          onBlur={() => draft && onLeave(draft)}
        />
      )}
      {draft?.wrong && <small className="oo-wrong">{draft.wrong}</small>}
    </>
  )
}

function optionsOf({ kind, choices }: FormColumn, words: { yes: string; no: string }) {
  if (kind === 'choice') return choices.map((choice) => ({ value: choice, label: choice }))
  if (kind !== 'yesNo') return null
  return [
    { value: 'true', label: words.yes },
    { value: 'false', label: words.no },
  ]
}
