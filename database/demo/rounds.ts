import { addMonths, lastDayOf, type Month, monthLongText, monthOf } from '#kernel/period.ts'
import type { Period } from './figures.ts'
import type { Round } from './region.ts'

/** Eighteen locked monthly rounds and the open one. Data stand at the 25th, filling ends on the 28th at 18:00; in December the 20th and 25th. */
export function planRounds({ firstRound, openMonth }: Period, orgId: number, officeId: number): Round[] {
  const rounds: Round[] = []
  for (let month = firstRound; month <= openMonth; month = addMonths(month, 1)) {
    const isOpen = month === openMonth
    const early = monthOf(month) === 12
    rounds.push({
      id: rounds.length + 1,
      month,
      title: `${monthLongText(month)}项目进展调度`,
      orgId,
      cutoffOn: `${month}-${early ? '20' : '25'}`,
      deadline: chinaTime(`${month}-${early ? '25' : '28'}`, 18 * 60),
      openedAt: isOpen ? null : chinaTime(`${month}-${early ? '15' : '20'}`, 9 * 60),
      openedBy: officeId,
      lockedAt: isOpen ? null : lockTime(month),
      lockedBy: isOpen ? null : officeId,
    })
  }
  return rounds
}

/** The instant of a Chinese wall clock: ISO date and minutes after midnight. */
export function chinaTime(date: string, minutes: number): string {
  return new Date(Date.parse(`${date}T00:00:00+08:00`) + minutes * 60_000).toISOString()
}

/** Locked on the evening of the month's last day: late reports still come in before it. */
function lockTime(month: Month): string {
  return chinaTime(lastDayOf(month), 23 * 60)
}
