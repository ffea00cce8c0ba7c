import { describe, expect, test } from 'vitest'
import { isWeekend } from '#kernel/workday.ts'
import { suppliedYears } from './supplied.ts'

const years = suppliedYears()
const of = (year: number, kind: string) =>
  years
    .find((one) => one.year === year)!
    .days.filter((day) => day.kind === kind)
    .map(({ date }) => date.slice(5))

describe('the arrangements that come with the software', () => {
  test('are for years without a gap, and for none that was not announced', () => {
    const first = years[0]!.year
    expect(years.map(({ year }) => year)).toEqual(Array.from({ length: years.length }, (_, index) => first + index))
    expect(years.some(({ year }) => year === 2026)).toBe(true)
    expect(years.every(({ days }) => days.length >= 20)).toBe(true)
  })

  test('2025 as the State Council arranged it (国办发明电〔2024〕12号)', () => {
    expect(of(2025, 'makeup').sort()).toEqual(['01-26', '02-08', '04-27', '09-28', '10-11'])
    expect(of(2025, 'holiday').filter((date) => date < '03')).toEqual([
      '01-01',
      '01-28',
      '01-29',
      '01-30',
      '01-31',
      '02-01',
      '02-02',
      '02-03',
      '02-04',
    ])
    expect(of(2025, 'holiday')).toHaveLength(28)
  })

  test('a make-up day is a Saturday or Sunday', () => {
    const makeup = years.flatMap(({ days }) => days.filter(({ kind }) => kind === 'makeup'))
    expect(makeup.filter(({ date }) => !isWeekend(date))).toEqual([])
  })
})
