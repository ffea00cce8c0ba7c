import { useState, useSyncExternalStore } from 'react'
import { ApiProblem } from '#platform/web/client.ts'
import { clockText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ReportRow, Round } from '../../contract.ts'
import { readinessOf } from '../model/figure-texts.ts'
import type { GridStore } from '../model/grid-session.ts'
import { unsavedRows } from '../model/grid-state.ts'
import type { Ticks } from '../model/ticks.ts'
import '../shared/state.css'
import { SubmitDialog } from './SubmitDialog.tsx'

type Props = {
  store: GridStore
  round: Round
  rows: readonly ReportRow[]
  /** Reports ticked in the grid; a phone has none. */
  ticks?: Ticks
}
const NONE: Ticks = new Set()

/** How saving stands, and the next step: submit everything that passes, or of that only what is ticked. */
export function SubmitBar({ store, round, rows, ticks = NONE }: Props) {
  const w = useWords()
  const [asking, setAsking] = useState<'all' | 'ticked' | null>(null)
  const { grid } = useSyncExternalStore(store.subscribe, store.get)
  const open = rows.filter((row) => row.mayWrite && grid.texts[row.id] !== undefined)
  const ready = open.filter((row) => !grid.refusals[row.id] && readinessOf(grid.texts[row.id]!, row.facts) === 'ready')
  const ticked = open.filter((row) => ticks.has(row.id))
  if (round.lockedAt || open.length === 0) return null
  return (
    <>
      <SavingNote store={store} />
      {ticked.length > 0 && (
        <Button kind="primary" onClick={() => setAsking('ticked')}>
          {w('dispatch.submitTicked', { count: ticked.length })}
        </Button>
      )}
      <Button
        kind={ticked.length > 0 ? 'plain' : 'primary'}
        disabled={ready.length === 0}
        onClick={() => setAsking('all')}
      >
        {ready.length > 0 ? w('dispatch.submitCount', { count: ready.length }) : w('dispatch.submit')}
      </Button>
      {asking && (
        <SubmitDialog
          store={store}
          round={round}
          rows={asking === 'ticked' ? ticked : open}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  )
}

/** 已保存 10:32, or what stands in the way. */
export function SavingNote({ store }: { store: GridStore }) {
  const w = useWords()
  const { grid, saving } = useSyncExternalStore(store.subscribe, store.get)
  const unsaved = unsavedRows(grid).length
  if (saving.status === 'failed') {
    const message = saving.problem instanceof ApiProblem ? saving.problem.message : w('kit.problem.unreadable')
    return (
      <span className="saving saving-failed" role="alert">
        {message}
        <Button size="s" onClick={() => void store.flush()}>
          {w('kit.retry')}
        </Button>
      </span>
    )
  }
  const text =
    saving.status === 'saving'
      ? w('dispatch.saving')
      : saving.status === 'saved' && unsaved > 0
        ? w('dispatch.unsaved')
        : saving.at && saving.status === 'saved'
          ? w('dispatch.savedAt', { at: clockText(saving.at.toISOString()) })
          : ''
  return (
    <span className="saving" aria-live="polite">
      {text}
    </span>
  )
}
