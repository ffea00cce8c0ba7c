import { monthOf, yearOf } from '#kernel/period.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ReportRow, Round } from '../../contract.ts'

type Period = Pick<Round, 'kind' | 'month' | 'week'>
type Counts = Round['counts']

/** `11月`, `第47周`: how the office calls a round while it runs. */
export function usePeriodText(): (round: Period) => string {
  const w = useWords()
  return ({ kind, month, week }) =>
    kind === 'week' && week
      ? w('dispatch.week', { week: Number(week.slice(6)) })
      : w('dispatch.month', { month: monthOf(month) })
}

export function yearText({ month }: Period): string {
  return String(yearOf(month))
}

export function hasPassed(deadline: string, now: Date): boolean {
  return now.getTime() > new Date(deadline).getTime()
}

/** Not submitted: nothing filled in, being filled in, or returned. */
export function unfinishedOf(counts: Counts): number {
  return counts.notStarted + counts.draft + counts.returned
}

export type ShownState = 'notStarted' | 'draft' | 'submitted' | 'returned' | 'accepted' | 'locked'

export function shownState(row: Pick<ReportRow, 'state' | 'isStarted'>): ShownState {
  return row.state === 'draft' && !row.isStarted ? 'notStarted' : row.state
}
