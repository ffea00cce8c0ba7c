import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Checkbox } from '#platform/web/kit/inputs.tsx'
import { useLater } from '#platform/web/kit/use-later.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { ledger } from '../api.ts'
import { filterQuery } from '../list/filter.ts'
import { useOrganisations } from '../parts/use-organisations.ts'
import type { FilterProps } from './ColumnFilter.tsx'
import { valueWords } from './condition-words.ts'

/** Values a condition may name at most. */
const MOST_CHOSEN = 100

type Props = FilterProps & {
  chosen: readonly string[]
  onChoose: (values: readonly string[]) => void
  onContains: (text: string) => void
}

/** The values that stand in a column within the other filters, most frequent first; typing narrows them, Enter takes what contains it. */
export function ValueList({ column, state, own, chosen, onChoose, onContains }: Props) {
  const w = useWords()
  const { names } = useOrganisations()
  const [typed, setTyped] = useState('')
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set(chosen))
  const like = useLater(typed.trim(), 200)
  const request = { query: { ...filterQuery(state.filter), field: column.key, ...(like ? { like } : {}) } } as never
  const { data, error, refetch } = useQuery({
    ...ledger.listGridValues.query(request),
    placeholderData: (before) => before,
  })
  const toggle = (value: string, on: boolean) => {
    const next = new Set(ticked)
    if (on) next.add(value)
    else next.delete(value)
    setTicked(next)
  }
  const saying = { w, own, unit: 'wan' as const, organisations: names }
  return (
    <form
      className="lg-values"
      onSubmit={(event) => {
        event.preventDefault()
        if (ticked.size === 0 && typed.trim() !== '') onContains(typed.trim())
        else onChoose([...ticked])
      }}
    >
      <input
        type="search"
        className="input"
        placeholder={w('grid.findValue')}
        aria-label={w('grid.findValue')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {error && !data ? <ErrorNote problem={error} onRetry={() => void refetch()} /> : null}
      <ul aria-label={column.title}>
        {data?.items.map(({ value, label, projects }) => (
          <li key={value}>
            <Checkbox value={ticked.has(value)} onChange={(on) => toggle(value, on)}>
              {value === '' ? w('grid.empty') : label || valueWords(column.key, value, saying)}
            </Checkbox>
            <small>{projects}</small>
          </li>
        ))}
        {data?.items.length === 0 && <li className="no-value">{w('kit.noOption')}</li>}
      </ul>
      {data?.more && <p className="no-value">{w('grid.moreValues')}</p>}
      <footer>
        <Button type="submit" kind="primary" size="s" disabled={ticked.size > MOST_CHOSEN}>
          {ticked.size > 0
            ? w('grid.applyChosen', { count: ticked.size })
            : typed.trim() !== ''
              ? w('grid.applyContains', { text: typed.trim() })
              : w('grid.apply')}
        </Button>
        {ticked.size > MOST_CHOSEN && <small role="alert">{w('grid.tooManyChosen', { most: MOST_CHOSEN })}</small>}
      </footer>
    </form>
  )
}
