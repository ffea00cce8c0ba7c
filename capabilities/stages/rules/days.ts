import { lastDayOf } from '#kernel/period.ts'

/** A day as ISO text, `2026-10-25`. Text sorts as time does. */
export type Day = string
/** A date as precise as it is known: `2024`, `2024-03` or `2024-03-28`. */
export type PartialDate = string

const DAY = 86_400_000

/** The first day a partial date can mean. */
export function firstDayOf(date: PartialDate): Day {
  if (date.length === 4) return `${date}-01-01`
  return date.length === 7 ? `${date}-01` : date
}

/** The last day a partial date can mean. */
export function finalDayOf(date: PartialDate): Day {
  if (date.length === 4) return `${date}-12-31`
  return date.length === 7 ? lastDayOf(date) : date
}

/** By this day it had happened: the last day of the date, but not after the day on which somebody knew of it. */
export function knownBy(date: PartialDate, recordedOn: Day): Day {
  const last = finalDayOf(date)
  return last < recordedOn ? last : recordedOn
}

export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY).toISOString().slice(0, 10)
}

/** The same day `count` months later, or that month's last: a month after 31 January is 28 February. */
export function addMonthsToDay(day: Day, count: number): Day {
  const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count
  const month = `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`
  const last = lastDayOf(month)
  const same = `${month}-${day.slice(8)}`
  return same < last ? same : last
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY)
}
