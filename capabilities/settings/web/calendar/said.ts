import { monthName } from '#platform/web/format.ts'
import type { Say } from '#platform/web/words/catalogue.ts'
import { weekdayIndex } from './year.ts'

/** `10月1日（周四）`. */
export function dayWords(w: Say, date: string): string {
  const weekday = w('settings.calendar.weekday').split(' ')[weekdayIndex(date)]!
  const [, month, day] = date.split('-').map(Number) as [number, number, number]
  return w('settings.calendar.day', { date: w('kit.time.day', { month: monthName(month), day }), weekday })
}
