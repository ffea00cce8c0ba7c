import { invalid } from './problem.ts'

const DAY = 86_400_000

/** A day off, or a weekend day at work in its place; every other day goes by its weekday. */
export type SpecialDay = 'holiday' | 'makeup'

/** The years somebody answers for, and their days that differ from “Monday to Friday”. Dates are ISO text, `2026-10-01`. */
export type WorkCalendar = { years: ReadonlySet<number>; days: ReadonlyMap<string, SpecialDay> }

/** Whether people work on this date. Throws a Problem (`calendar_missing`) for a year nobody has entered: it is not guessed. */
export function isWorkday(calendar: WorkCalendar, date: string): boolean {
  const year = Number(date.slice(0, 4))
  if (!calendar.years.has(year)) throw calendarMissing(year)
  const special = calendar.days.get(date)
  return special ? special === 'makeup' : !isWeekend(date)
}

/**
 * The `count`-th working day after a date, which itself is not counted (《民法典》第二百零一条); before it when negative. Zero answers the
 * date itself, working day or not.
 */
export function addWorkdays(calendar: WorkCalendar, from: string, count: number): string {
  const step = count < 0 ? -1 : 1
  let date = from
  for (let left = Math.abs(count); left > 0; ) {
    date = shiftDate(date, step)
    if (isWorkday(calendar, date)) left -= 1
  }
  return date
}

/** Working days after `from` up to and including `to`; for an earlier `to` those before `from`, negative. Undoes `addWorkdays`. */
export function workdaysBetween(calendar: WorkCalendar, from: string, to: string): number {
  const step = to < from ? -1 : 1
  let count = 0
  for (let date = from; date !== to; ) {
    date = shiftDate(date, step)
    if (isWorkday(calendar, date)) count += step
  }
  return count
}

/**
 * When a period of `count` working days ends that begins at an instant: the day it begins on does not count, and the last one is a
 * working day (《民法典》第二百零一条、第二百零三条). Ends when the office closes, China time, by default at midnight.
 */
export function deadlineAfter(calendar: WorkCalendar, from: Date, count: number, closesAt = '24:00'): Date {
  const began = new Date(from.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
  const [hours, minutes] = closesAt.split(':').map(Number) as [number, number]
  const last = addWorkdays(calendar, began, count)
  return new Date(Date.parse(`${last}T00:00:00+08:00`) + (hours * 60 + minutes) * 60_000)
}

/** The date `days` later. */
export function shiftDate(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
}

export function isWeekend(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay()
  return day === 0 || day === 6
}

function calendarMissing(year: number) {
  return invalid(
    'calendar_missing',
    `${year}年的工作日历还没有维护，不能推算工作日。请系统管理员在“设置—工作日历”中录入当年放假安排后再试。`,
    { year },
  )
}
