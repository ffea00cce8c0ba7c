import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useLater } from '#platform/web/kit/use-later.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { ledger } from '../api.ts'
import { filterQuery } from '../list/filter.ts'
import type { GridState } from './view-state.ts'

type Props = {
  state: GridState
  /** Ids in the order they are shown. */
  ids: readonly number[]
  onGo: (place: number) => void
  onClose: () => void
}

/** Finds rows by name, code, owner or pinyin initials without narrowing the ledger: Enter to the next, Shift+Enter back. */
export function FindBar({ state, ids, onGo, onClose }: Props) {
  const w = useWords()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const q = useLater(typed.trim(), 200)
  const places = usePlaces(q, state, ids)
  const go = useRef(onGo)
  go.current = onGo
  useEffect(() => {
    setAt(0)
    if (places && places.length > 0) go.current(places[0]!)
  }, [places])
  const step = (by: number) => {
    if (!places || places.length === 0) return
    const next = (at + by + places.length) % places.length
    setAt(next)
    onGo(places[next]!)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1)
    else if (event.key === 'ArrowDown') step(1)
    else if (event.key === 'ArrowUp') step(-1)
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
  }
  return (
    <search className="lg-find">
      <input
        type="search"
        className="input"
        // biome-ignore lint/a11y/noAutofocus: opened by a key to be typed into
        autoFocus
        placeholder={w('ledger.list.search')}
        aria-label={w('grid.find')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <span aria-live="polite">
        {q === '' || !places
          ? ''
          : places.length === 0
            ? w('grid.found.none')
            : w('grid.found', { at: at + 1, count: places.length })}
      </span>
      <button type="button" aria-label={w('grid.found.back')} disabled={!places?.length} onClick={() => step(-1)}>
        ↑
      </button>
      <button type="button" aria-label={w('grid.found.next')} disabled={!places?.length} onClick={() => step(1)}>
        ↓
      </button>
      <button type="button" aria-label={w('kit.close')} onClick={onClose}>
        ×
      </button>
    </search>
  )
}

/** Places of the rows that fit, among those shown; null while it is not known. */
function usePlaces(q: string, state: GridState, ids: readonly number[]): readonly number[] | null {
  const filter = { ...filterQuery(state.filter), q }
  const request = { query: { ...filter, sort: state.sort, order: state.order, columns: 'name', first: 0 } } as never
  const { data } = useQuery({ ...ledger.readGridOrder.query(request), enabled: q !== '', staleTime: 10_000 })
  const [places, setPlaces] = useState<readonly number[] | null>(null)
  useEffect(() => {
    if (q === '' || !data) return setPlaces(null)
    const found = new Set(data.ids)
    setPlaces(ids.flatMap((id, place) => (found.has(id) ? [place] : [])))
  }, [q, data, ids])
  return places
}
