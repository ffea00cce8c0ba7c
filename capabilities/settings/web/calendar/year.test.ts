import { describe, expect, test } from 'vitest'
import { shiftDate } from '#kernel/workday.ts'
import type { CalendarDay } from '../../calendar/contract.ts'
import { arrangements, monthsOf, workdaysOfYear } from './year.ts'

const by = { source: '', reason: null, changedBy: null, changedAt: '' }
const off = (name: string, from: string, count: number): CalendarDay[] =>
  Array.from({ length: count }, (_, at) => ({ date: shiftDate(`2025-${from}`, at), kind: 'holiday', name, ...by }))
const worked = (name: string, ...dates: string[]): CalendarDay[] =>
  dates.map((date) => ({ date: `2025-${date}`, kind: 'makeup', name, ...by }))

/** 国办发明电〔2024〕12号; the Mid-autumn day lies within National Day's week. */
const days: CalendarDay[] = [
  ...off('元旦', '01-01', 1),
  ...worked('春节', '01-26', '02-08'),
  ...off('春节', '01-28', 8),
  ...off('清明节', '04-04', 3),
  ...worked('劳动节', '04-27'),
  ...off('劳动节', '05-01', 5),
  ...off('端午节', '05-31', 3),
  ...worked('国庆节', '09-28', '10-11'),
  ...off('国庆节', '10-01', 5),
  ...off('中秋节', '10-06', 1),
  ...off('国庆节', '10-07', 2),
].sort((a, b) => (a.date < b.date ? -1 : 1))
const of2025 = { year: 2025, days }

describe('a year on one page', () => {
  test('2025 has 248 working days, January 19, October 18', () => {
    // January: 23 weekdays − New Year − 28…31 (Tuesday to Friday) + the 26th; October: 23 − 1…3, 6…8 + the 11th
    const months = monthsOf(of2025)
    expect([workdaysOfYear(of2025), months[0]!.workdays, months[9]!.workdays]).toEqual([248, 19, 18])
  })

  test('months begin on their weekday, Monday first, and end where they end', () => {
    const months = monthsOf({ year: 2028, days: [] })
    // 1 January 2028 is a Saturday; 2028 is a leap year
    expect([months[0]!.lead, months[1]!.cells.length, months[11]!.cells.at(-1)!.date]).toEqual([5, 29, '2028-12-31'])
  })

  test('holidays are said in the order of the year, with the days worked for them', () => {
    const said = arrangements(days)
    expect(said.map(({ name }) => name)).toEqual(['元旦', '春节', '清明节', '劳动节', '端午节', '国庆节、中秋节'])
    expect(said[1]).toEqual({
      name: '春节',
      from: '2025-01-28',
      to: '2025-02-04',
      days: 8,
      worked: ['2025-01-26', '2025-02-08'],
    })
  })
})
