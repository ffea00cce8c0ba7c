import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { ApiProblem } from '#platform/web/client/api-problem.ts'
import { notifyProblem } from '#platform/web/kit/toast.tsx'
import type { ImportPreview } from '../../../import/contract.ts'
import type { Choice, Decisions } from '../../../merge/rules.ts'
import { ledger } from '../../api.ts'
import { type Standing, standingOf } from './items.ts'

export type DecisionChange = {
  cells?: Record<string, Choice | null>
  columns?: Record<string, 'theirs' | 'ours' | null>
}
export type DecisionWork = {
  decisions: Required<Pick<Decisions, 'cells' | 'columns'>>
  standing: Standing
  decide: (change: DecisionChange) => void
  /** Keeps a value typed for a cell at once; throws the server's refusal when it cannot stand there. */
  type: (key: string, value: string) => Promise<void>
  /** Sends what was not sent yet; false when the server refused. */
  flush: () => Promise<boolean>
  saving: boolean
}

type Kept = { cells: Record<string, Choice>; columns: Record<string, 'theirs' | 'ours'> }
/** At most so many decisions go in one request. */
const AT_ONCE = 4_000
const PAUSE = 700

/** Decisions of one import: shown at once, sent when the hand rests, so that a reload loses nothing. Null without a base. */
export function useDecisions(preview: ImportPreview | undefined): DecisionWork | null {
  const [kept, setKept] = useState<Kept | null>(null)
  const pending = useRef<Required<DecisionChange>>({ cells: {}, columns: {} })
  const [saving, setSaving] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const id = preview?.id
  const given = preview?.answers.merge
  const decisions = useMemo(
    () => kept ?? { cells: (given?.cells ?? {}) as Kept['cells'], columns: given?.columns ?? {} },
    [kept, given],
  )
  const flush = useCallback(async () => {
    clearTimeout(timer.current)
    if (id === undefined) return true
    setSaving(true)
    try {
      for (let change = taken(pending.current); change; change = taken(pending.current)) await send(id, change, pending)
      return true
    } catch (problem) {
      notifyProblem(problem)
      return false
    } finally {
      setSaving(false)
    }
  }, [id])
  const decide = (change: DecisionChange) => {
    setKept((now) => merged(now ?? decisions, change))
    Object.assign(pending.current.cells, change.cells)
    Object.assign(pending.current.columns, change.columns)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void flush(), PAUSE)
  }
  const type = async (key: string, value: string) => {
    const { values } = await ledger.decideImport({ params: { id: id! }, body: { cells: { [key]: { value } } } })
    delete pending.current.cells[key]
    setKept((now) => merged(now ?? decisions, { cells: { [key]: { value: values[key] ?? null } } }))
  }
  useEffect(() => () => void flush(), [flush])
  const standing = useMemo(
    () =>
      preview?.merge
        ? standingOf(
            preview.merge,
            preview.difference.added.map(({ excelRow }) => excelRow),
            decisions,
          )
        : null,
    [preview, decisions],
  )
  return standing && { decisions, standing, decide, type, flush, saving }
}

/** The next decisions to send; they leave `pending` and return to it when the server refuses. */
function taken(pending: Required<DecisionChange>): Required<DecisionChange> | null {
  const cells = Object.entries(pending.cells).slice(0, AT_ONCE)
  const columns = { ...pending.columns }
  if (cells.length === 0 && Object.keys(columns).length === 0) return null
  for (const [key] of cells) delete pending.cells[key]
  pending.columns = {}
  return { cells: Object.fromEntries(cells), columns }
}

async function send(id: number, change: Required<DecisionChange>, pending: { current: Required<DecisionChange> }) {
  try {
    await ledger.decideImport({ params: { id }, body: change })
  } catch (problem) {
    // what the server will never take is not sent again
    if (!(problem instanceof ApiProblem && problem.status >= 400 && problem.status < 500))
      pending.current = {
        cells: { ...change.cells, ...pending.current.cells },
        columns: { ...change.columns, ...pending.current.columns },
      }
    throw problem
  }
}

function merged(kept: Kept, change: DecisionChange): Kept {
  const over = <T>(record: Record<string, T>, changes: Record<string, T | null> = {}): Record<string, T> => {
    const next = { ...record }
    for (const [key, value] of Object.entries(changes)) {
      if (value === null) delete next[key]
      else next[key] = value
    }
    return next
  }
  return { cells: over(kept.cells, change.cells), columns: over(kept.columns, change.columns) }
}
