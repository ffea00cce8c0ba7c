import type { KeyboardEvent } from 'react'
import type { ReportRow } from '../../contract.ts'

type Row = (row: ReportRow) => unknown
export type ReviewKeys = { open: Row; tick: Row; accept: Row; return: Row }

const KEYS: Record<string, keyof ReviewKeys> = { ' ': 'open', x: 'tick', a: 'accept', r: 'return' }

/** The keys of the review on the focused row, before the table takes Space for ticking. */
export function onReviewKeys(event: KeyboardEvent<HTMLElement>, rows: readonly ReportRow[], does: ReviewKeys): void {
  const target = event.target as HTMLElement
  if (!target.matches('tr[data-row]') || event.ctrlKey || event.metaKey || event.altKey) return
  const key = KEYS[event.key.toLowerCase()]
  const row = rows[Number(target.dataset.row)]
  if (!key || !row) return
  event.preventDefault()
  event.stopPropagation()
  does[key](row)
}
