import { type KeyboardEvent, useEffect, useState } from 'react'
import { useGo } from '../address.tsx'
import { useModal } from '../kit/use-modal.ts'
import { useWords } from '../words/use-words.ts'
import './search.css'

/** Something the search can open. `search`: further text that finds it. */
export type Hit = { to: string; title: string; note?: string; search?: string }
type Props = {
  onSearch: (typed: string, signal: AbortSignal) => Promise<Hit[]>
  commands: readonly Hit[]
  onClose: () => void
}
const WAITS_MS = 180

/** ⌘K: what one types is looked for among projects (also by pinyin initials) and commands. */
export function CommandSearch({ onSearch, commands, onClose }: Props) {
  const w = useWords()
  const go = useGo()
  const modal = useModal(onClose)
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const { projects, busy } = useProjects(typed, onSearch)
  const acts = commands.filter((command) => fits(command, typed)).slice(0, typed ? 4 : 8)
  const hits = [...projects, ...acts]
  const open = (hit: Hit | undefined) => {
    if (!hit) return
    onClose()
    go(hit.to)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && hits.length > 0) {
      event.preventDefault()
      setAt((at + step + hits.length) % hits.length)
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) open(hits[at])
  }
  const list = (title: string, group: readonly Hit[], offset: number) =>
    group.length > 0 && (
      <>
        <p className="menu-title">{title}</p>
        {group.map((hit, index) => (
          <HitRow
            key={hit.to + hit.title}
            hit={hit}
            id={`hit-${offset + index}`}
            active={offset + index === at}
            onOpen={() => open(hit)}
          />
        ))}
      </>
    )
  return (
    <dialog ref={modal} className="search-dialog" aria-label={w('shell.search')}>
      <input
        className="search-input"
        role="combobox"
        aria-expanded
        aria-controls="search-hits"
        aria-activedescendant={hits.length > 0 ? `hit-${at}` : undefined}
        placeholder={w('shell.searchHint')}
        aria-label={w('shell.search')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div id="search-hits" role="listbox" className="search-hits" aria-label={w('shell.search')}>
        {list(w('shell.searchProjects'), projects, 0)}
        {list(w('shell.searchCommands'), acts, projects.length)}
        {hits.length === 0 && (
          <p className="search-nothing">{busy ? w('shell.searching') : w('shell.searchNothing', { q: typed })}</p>
        )}
      </div>
      <p className="search-keys">{w('shell.searchKeys')}</p>
    </dialog>
  )
}

function HitRow({ hit, id, active, onOpen }: { hit: Hit; id: string; active: boolean; onOpen: () => void }) {
  return (
    <button
      type="button"
      role="option"
      id={id}
      aria-selected={active}
      tabIndex={-1}
      className={`menu-item ${active ? 'search-active' : ''}`}
      onClick={onOpen}
    >
      <span>{hit.title}</span>
      {hit.note && <small>{hit.note}</small>}
    </button>
  )
}

function useProjects(typed: string, onSearch: Props['onSearch']): { projects: Hit[]; busy: boolean } {
  const [projects, setProjects] = useState<Hit[]>([])
  const [busy, setBusy] = useState(false)
  const q = typed.trim()
  useEffect(() => {
    if (q === '') {
      setProjects([])
      return
    }
    const stopper = new AbortController()
    setBusy(true)
    const timer = setTimeout(async () => {
      // a search that fails finds nothing; the page behind says what is wrong
      setProjects(await onSearch(q, stopper.signal).catch(() => []))
      setBusy(false)
    }, WAITS_MS)
    return () => {
      clearTimeout(timer)
      stopper.abort()
    }
  }, [q, onSearch])
  return { projects, busy }
}

function fits(hit: Hit, typed: string): boolean {
  return `${hit.title} ${hit.search ?? ''}`.toLowerCase().includes(typed.trim().toLowerCase())
}
