import { type FormEvent, useId, useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import type { GridColumn } from '#platform/web/kit/grid/types.ts'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { GridCondition, GridRow } from '../../grid/contract.ts'
import { useMoneyUnit } from '../parts/money-unit.ts'
import { cellText, readCell } from './cell-values.ts'
import type { FieldKind, Own } from './fields.ts'
import { ValueList } from './ValueList.tsx'
import type { GridState } from './view-state.ts'

export type FilterProps = {
  column: GridColumn<GridRow>
  kind: FieldKind
  state: GridState
  own: Own
  condition: readonly GridCondition[]
  onApply: (next: readonly GridCondition[]) => void
  onBack: () => void
}
const RANGED: ReadonlySet<FieldKind> = new Set(['amount', 'number', 'percent', 'date', 'month', 'instant'])

/** The filter of one column: a range, words, or values with how often each stands; and filled or not. */
export function ColumnFilter(props: FilterProps) {
  const w = useWords()
  const { column, kind, condition, onApply, onBack } = props
  const emptiness = (op: 'isEmpty' | 'isFilled') => onApply([{ field: column.key, op }])
  const has = (op: string) => condition.some((one) => one.op === op)
  return (
    <div className="lg-filter">
      <header>
        <button type="button" className="lg-back" aria-label={w('grid.back')} onClick={onBack}>
          ‹
        </button>
        <strong>{column.title}</strong>
        {condition.length > 0 && (
          <Button kind="quiet" size="s" onClick={() => onApply([])}>
            {w('grid.unfilterColumn')}
          </Button>
        )}
      </header>
      {RANGED.has(kind) ? (
        <RangeFilter {...props} />
      ) : kind === 'longText' ? (
        <WordsFilter {...props} />
      ) : (
        <ValueFilter {...props} />
      )}
      <div className="lg-filter-empty">
        <Button size="s" kind={has('isEmpty') ? 'primary' : 'plain'} onClick={() => emptiness('isEmpty')}>
          {w('grid.onlyEmpty')}
        </Button>
        <Button size="s" kind={has('isFilled') ? 'primary' : 'plain'} onClick={() => emptiness('isFilled')}>
          {w('grid.onlyFilled')}
        </Button>
      </div>
    </div>
  )
}

/** From … to; one of them alone is enough. */
function RangeFilter({ column, kind, condition, onApply }: FilterProps) {
  const w = useWords()
  const id = useId()
  const [unit] = useMoneyUnit()
  const context = { kind: kind === 'percent' ? ('number' as const) : kind, unit, choices: [] }
  const said = (value: string | undefined) => (value === undefined ? '' : cellText(value, context))
  const before = condition.find(({ op }) => op === 'atLeast' || op === 'atMost' || op === 'between')
  const [from, setFrom] = useState(
    said(before?.op === 'atLeast' || before?.op === 'between' ? before.value : undefined),
  )
  const [to, setTo] = useState(
    said(before?.op === 'atMost' ? before.value : before?.op === 'between' ? before.to : undefined),
  )
  const isDate = kind === 'date' || kind === 'month' || kind === 'instant'
  const read = (text: string) => {
    if (text.trim() === '') return null
    const reading = readCell(text, isDate ? { ...context, kind: 'date' } : context)
    return 'problem' in reading ? undefined : reading.value
  }
  const [low, high] = [read(from), read(to)]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (low === undefined || high === undefined) return
    const field = column.key
    if (low !== null && high !== null) onApply([{ field, op: 'between', value: low, to: high }])
    else if (low !== null) onApply([{ field, op: 'atLeast', value: low }])
    else if (high !== null) onApply([{ field, op: 'atMost', value: high }])
    else onApply([])
  }
  return (
    <form className="lg-range" onSubmit={submit}>
      <label htmlFor={`${id}-from`}>{w(isDate ? 'grid.from' : 'grid.least')}</label>
      <TextInput
        id={`${id}-from`}
        value={from}
        onChange={setFrom}
        aria-invalid={low === undefined || undefined}
        inputMode="decimal"
      />
      <label htmlFor={`${id}-to`}>{w(isDate ? 'grid.to' : 'grid.most')}</label>
      <TextInput
        id={`${id}-to`}
        value={to}
        onChange={setTo}
        aria-invalid={high === undefined || undefined}
        inputMode="decimal"
      />
      <small>{isDate ? w('ledger.hint.partialDate') : column.unit}</small>
      <Button type="submit" kind="primary" size="s" disabled={low === undefined || high === undefined}>
        {w('grid.apply')}
      </Button>
    </form>
  )
}

/** Holds or lacks certain words. */
function WordsFilter({ column, condition, onApply }: FilterProps) {
  const w = useWords()
  const id = useId()
  const wordsOf = (op: 'contains' | 'lacks') => {
    const found = condition.find((one) => one.op === op)
    return found && 'value' in found ? found.value : ''
  }
  const [contains, setContains] = useState(wordsOf('contains'))
  const [lacks, setLacks] = useState(wordsOf('lacks'))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const field = column.key
    onApply([
      ...(contains.trim() ? [{ field, op: 'contains' as const, value: contains.trim() }] : []),
      ...(lacks.trim() ? [{ field, op: 'lacks' as const, value: lacks.trim() }] : []),
    ])
  }
  return (
    <form className="lg-range" onSubmit={submit}>
      <label htmlFor={`${id}-contains`}>{w('grid.contains')}</label>
      <TextInput id={`${id}-contains`} value={contains} onChange={setContains} />
      <label htmlFor={`${id}-lacks`}>{w('grid.lacks')}</label>
      <TextInput id={`${id}-lacks`} value={lacks} onChange={setLacks} />
      <Button type="submit" kind="primary" size="s">
        {w('grid.apply')}
      </Button>
    </form>
  )
}

function ValueFilter(props: FilterProps) {
  const { column, condition, onApply } = props
  const before = condition.find(({ op }) => op === 'oneOf' || op === 'is')
  const chosen = before?.op === 'oneOf' ? before.values : before?.op === 'is' ? [before.value] : []
  return (
    <ValueList
      {...props}
      chosen={chosen}
      onChoose={(values) =>
        onApply(values.length === 0 ? [] : [{ field: column.key, op: 'oneOf', values: [...values] }])
      }
      onContains={(value) => onApply([{ field: column.key, op: 'contains', value }])}
    />
  )
}
