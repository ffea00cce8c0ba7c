import { useWords } from '#platform/web/words/use-words.ts'
import type { ReportRow } from '../../contract.ts'
import { shownState } from './round-text.ts'
import './state.css'

/** The state of a report in the office's word; what needs doing stands in a frame. */
export function StateMark({ row }: { row: Pick<ReportRow, 'state' | 'isStarted' | 'isLate'> }) {
  const w = useWords()
  const state = shownState(row)
  return (
    <span className="state-mark">
      <span className={`state-word state-word-${state}`}>{w(`dispatch.state.${state}`)}</span>
      {row.isLate && <span className="state-tag">{w('dispatch.late')}</span>}
    </span>
  )
}
