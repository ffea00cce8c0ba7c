import { useWords } from '#platform/web/words/use-words.ts'
import type { Round } from '../../contract.ts'
import { reportedOf } from './round-text.ts'
import './state.css'

const ORDER = ['locked', 'accepted', 'submitted', 'returned', 'draft'] as const

/** How far a round has come, in ink: done is black, waiting for review grey, returned hatched, begun pale, untouched blank. */
export function StateBar({ counts, size = 'cell' }: { counts: Round['counts']; size?: 'cell' | 'l' }) {
  const w = useWords()
  const label = w('dispatch.barLabel', { total: counts.total, reported: reportedOf(counts), returned: counts.returned })
  return (
    <span className={`state-bar state-bar-${size}`} role="img" aria-label={label} title={label}>
      {ORDER.map((state) => (
        <span
          key={state}
          className={`state-part state-${state}`}
          style={{ width: `${counts.total > 0 ? (counts[state] / counts.total) * 100 : 0}%` }}
        />
      ))}
    </span>
  )
}
