import { instantText } from '#platform/web/format.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ReportRow, Round } from '../../contract.ts'
import { Countdown } from '../shared/Countdown.tsx'
import { shownState } from '../shared/round-text.ts'
import { StateBar } from '../shared/StateBar.tsx'

/** On a phone: 7月 · 还有2天3小时, and how many of mine are in. */
export function FillHead({ round, rows }: { round: Round; rows: readonly ReportRow[] }) {
  const w = useWords()
  const counts = countsOf(rows)
  return (
    <header className="fill-head">
      <p className="fill-head-time">
        <Countdown round={round} />
        <small>{w('dispatch.deadlineAt', { deadline: instantText(round.deadline) })}</small>
      </p>
      <StateBar counts={counts} size="l" />
      <p>{w('dispatch.mineDone', { total: rows.length, done: counts.reported })}</p>
    </header>
  )
}

function countsOf(rows: readonly ReportRow[]): Round['counts'] {
  const counts = {
    total: rows.length,
    notStarted: 0,
    draft: 0,
    submitted: 0,
    returned: 0,
    accepted: 0,
    locked: 0,
    late: 0,
    reported: 0,
  }
  for (const row of rows) {
    counts[shownState(row)] += 1
    if (row.isLate) counts.late += 1
    if (row.submittedAt !== null && row.state !== 'returned') counts.reported += 1
  }
  return counts
}
