import { useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { Link } from '../address.tsx'
import { useWords } from '../words/use-words.ts'
import { CommandSearch, type Hit } from './CommandSearch.tsx'
import { BottomBar, Rail, type RailItem, type Waiting } from './Rail.tsx'
import type { Region } from './region-choice.ts'
import { TopBar } from './TopBar.tsx'
import './shell.css'

export type ShellProps = {
  rail: readonly RailItem[]
  /** The phone's four. */
  bottom: readonly RailItem[]
  regions: readonly Region[]
  /** Projects for what was typed. */
  onSearch: (typed: string, signal: AbortSignal) => Promise<Hit[]>
  /** Pages and acts one may name in the search. */
  commands: readonly Hit[]
  /** What waits for the person; null for whom nothing ever waits. */
  waiting: Waiting | null
  onSignOut: () => void
  children: ReactNode
}

/** The frame: slim rail, region and period, search, my desk. Nothing else. */
export function Shell({ rail, bottom, regions, onSearch, commands, waiting, onSignOut, children }: ShellProps) {
  const w = useWords()
  const [searching, setSearching] = useState(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      setSearching(true)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {w('shell.skip')}
      </a>
      <Rail items={rail} />
      <TopBar regions={regions} waiting={waiting} onSearch={() => setSearching(true)} onSignOut={onSignOut} />
      <Content>{children}</Content>
      <BottomBar items={bottom} waiting={waiting} />
      {searching && <CommandSearch onSearch={onSearch} commands={commands} onClose={() => setSearching(false)} />}
    </div>
  )
}

/** In place of a page that cannot be shown; the shell stays. */
export function PageMissing({ kind }: { kind: 'notFound' | 'notPermitted' }) {
  const w = useWords()
  useEffect(() => {
    document.title = `${w(`shell.${kind}Title`)} · ${w('shell.product')}`
  }, [w, kind])
  return (
    <article className="page">
      <h1>{w(`shell.${kind}Title`)}</h1>
      <p>{w(`shell.${kind}Text`)}</p>
      <p>
        <Link to="/">{w('shell.toWall')}</Link>
      </p>
    </article>
  )
}

/** The page; while the next one's part is still on its way the old one stays, marked busy, and a slow wait shows itself. */
function Content({ children }: { children: ReactNode }) {
  const isLoading = useRouterState({ select: (state) => state.isLoading })
  return (
    <main id="content" className="shell-main" tabIndex={-1} aria-busy={isLoading}>
      {children}
    </main>
  )
}
