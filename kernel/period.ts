/** A calendar month as text, `2026-10`. Text sorts as time does. */
export type Month = string

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/

export function isMonth(text: string): boolean {
  return MONTH.test(text)
}

export function yearOf(month: Month): number {
  return Number(month.slice(0, 4))
}

/** 1 to 12. */
export function monthOf(month: Month): number {
  return Number(month.slice(5, 7))
}

export function monthText(year: number, month: number): Month {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`
}

/** The month `count` months later (earlier when negative). */
export function addMonths(month: Month, count: number): Month {
  const index = yearOf(month) * 12 + monthOf(month) - 1 + count
  return monthText(Math.floor(index / 12), (index % 12) + 1)
}

/** Whole months from `from` to `to`; negative when `to` is earlier. */
export function monthsBetween(from: Month, to: Month): number {
  return (yearOf(to) - yearOf(from)) * 12 + monthOf(to) - monthOf(from)
}

/** Months of the year up to and including this one. */
export function monthsOfYearTo(month: Month): Month[] {
  return Array.from({ length: monthOf(month) }, (_, index) => monthText(yearOf(month), index + 1))
}

/** Year-to-date is the norm: `1—10月`; January alone is `1月`. */
export function monthSpanText(month: Month): string {
  return monthOf(month) === 1 ? '1月' : `1—${monthOf(month)}月`
}

/** `2026年10月`. */
export function monthLongText(month: Month): string {
  return `${yearOf(month)}年${monthOf(month)}月`
}

/** `2026年10月25日` of an ISO date. */
export function dateLongText(date: string): string {
  const [year, month, day] = date.slice(0, 10).split('-').map(Number)
  return `${year}年${month}月${day}日`
}

/** Last day of the month, ISO date. */
export function lastDayOf(month: Month): string {
  const day = new Date(Date.UTC(yearOf(month), monthOf(month), 0)).getUTCDate()
  return `${month}-${String(day).padStart(2, '0')}`
}

/** The month an instant falls into in China (UTC+8, no summer time since 1991). */
export function monthInChina(instant: Date): Month {
  return dateInChina(instant).slice(0, 7)
}

/** The ISO date of an instant in China. */
export function dateInChina(instant: Date): string {
  return new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
}

/** ISO 8601 week of a date: `2026-W47`. The week belongs to the year of its Thursday. */
export function weekOf(date: string): string {
  const day = new Date(`${date}T00:00:00Z`)
  const thursday = new Date(day.getTime() + (4 - (day.getUTCDay() || 7)) * 86_400_000)
  const firstDay = Date.UTC(thursday.getUTCFullYear(), 0, 1)
  const week = Math.floor((thursday.getTime() - firstDay) / (7 * 86_400_000)) + 1
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, '0')}`
}

/** Whether an ISO date names a day that exists: 2026-02-30 does not. */
export function isCalendarDay(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === date
}
