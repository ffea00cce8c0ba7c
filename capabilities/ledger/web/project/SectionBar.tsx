import { type ReactNode, useEffect } from 'react'
import { useWords } from '#platform/web/words/use-words.ts'
import { useShortcuts } from './use-shortcuts.ts'
import './section-bar.css'

export type Place = { id: string; title: string; glance?: ReactNode }

/** The parts of a long page in one line that stays in view; 1–9 jump to them, and the address keeps where one is. */
export function SectionBar({ places }: { places: readonly Place[] }) {
  const w = useWords()
  useShortcuts(Object.fromEntries(places.slice(0, 9).map(({ id }, index) => [String(index + 1), () => jumpTo(id)])))
  useEffect(() => {
    const id = decodeURIComponent(window.location.hash.slice(1))
    if (!id) return
    // parts further up are still being fetched and move it once more
    const timers = [60, 600].map((wait) => window.setTimeout(() => jumpTo(id, 'auto'), wait))
    return () => timers.forEach(window.clearTimeout)
  }, [])
  return (
    <nav className="section-bar no-print" aria-label={w('ledger.project.parts')}>
      {places.map(({ id, title, glance }, index) => (
        <a
          key={id}
          href={`#${id}`}
          title={index < 9 ? w('ledger.project.partKey', { key: index + 1 }) : undefined}
          onClick={(event) => {
            event.preventDefault()
            jumpTo(id)
          }}
        >
          {title}
          {glance && <small>{glance}</small>}
        </a>
      ))}
    </nav>
  )
}

function jumpTo(id: string, behavior: ScrollBehavior = 'smooth'): void {
  const part = document.getElementById(id)
  if (!part) return
  part.scrollIntoView({ behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : behavior })
  part.setAttribute('tabindex', '-1')
  part.focus({ preventScroll: true })
  window.history.replaceState(window.history.state, '', `${location.pathname}${location.search}#${id}`)
}
