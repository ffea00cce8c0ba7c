import { dateInChina, lastDayOf, type Month, weekOf } from '#kernel/period.ts'
import { daysOfWeek, weekBelongsTo } from '../../rules/period.ts'

export type RoundDates = { cutoffOn: string; deadline: string }

const CUTOFF_DAY = 25
const DEADLINE_DAY = 28
const CLOCK = 'T18:00:00+08:00'

/** Cut-off on the 25th, due on the 28th at 18:00; where that is over, due in three days. In China's time. */
export function datesOfMonth(month: Month, now: Date): RoundDates {
  return { cutoffOn: `${month}-${CUTOFF_DAY}`, deadline: notOver(`${month}-${DEADLINE_DAY}${CLOCK}`, now) }
}

/** Cut-off on Thursday, due on Friday at 18:00; where that is over, due in three days. */
export function datesOfWeek(week: string, now: Date): RoundDates {
  const days = daysOfWeek(week)!
  return { cutoffOn: days[3]!, deadline: notOver(`${days[4]}${CLOCK}`, now) }
}

function notOver(deadline: string, now: Date): string {
  if (new Date(deadline).getTime() > now.getTime()) return deadline
  return `${dateInChina(new Date(now.getTime() + 3 * 86_400_000))}${CLOCK}`
}

/** The weeks that have a day in the month, first to last. */
export function weeksOfMonth(month: Month): string[] {
  const days = Array.from(
    { length: Number(lastDayOf(month).slice(8)) },
    (_, day) => `${month}-${String(day + 1).padStart(2, '0')}`,
  )
  return [...new Set(days.map(weekOf))].filter((week) => weekBelongsTo(week, month))
}

/** The week of the month that runs or comes next; of a month that is over, its last. */
export function weekToOpen(month: Month, now: Date): string {
  const weeks = weeksOfMonth(month)
  return weeks.find((week) => daysOfWeek(week)![6]! >= dateInChina(now)) ?? weeks.at(-1)!
}
