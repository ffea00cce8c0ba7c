import { useWords } from '#platform/web/words/use-words.ts'
import type { Round } from '../../contract.ts'
import './state.css'

const ORDER = ['locked', 'accepted', 'submitted', 'returned', 'draft'] as const

/**
 * How far a round has come, in ink: done is black, waiting for review grey, returned hatched, begun pale, untouched blank. What was locked
 * unreported stays blank.
 */
export function StateBar({ counts, size = 'cell' }: { counts: Round['counts']; size?: 'cell' | 'l' }) {
  const w = useWords()
  const label = w('dispatch.barLabel', { total: counts.total, reported: counts.reported, returned: counts.returned })
  const widths = { ...counts, locked: counts.locked > 0 ? counts.reported : 0 }
  return (
    <span className={`state-bar state-bar-${size}`} role="img" aria-label={label} title={label}>
      {ORDER.map((state) => (
        <span
          key={state}
          className={`state-part state-${state}`}
          style={{ width: `${counts.total > 0 ? (widths[state] / counts.total) * 100 : 0}%` }}
        />
      ))}
    </span>
  )
}
