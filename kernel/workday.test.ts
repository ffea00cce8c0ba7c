import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Problem } from './problem.ts'
import {
  addWorkdays,
  deadlineAfter,
  isWorkday,
  type SpecialDay,
  type WorkCalendar,
  workdaysBetween,
} from './workday.ts'

const span = (from: string, to: string, kind: SpecialDay): [string, SpecialDay][] => {
  const days: [string, SpecialDay][] = []
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000)
    days.push([new Date(at).toISOString().slice(0, 10), kind])
  return days
}
const day = (date: string, kind: SpecialDay): [string, SpecialDay] => [date, kind]

/** 国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）. */
const CALENDAR: WorkCalendar = {
  years: new Set([2025]),
  days: new Map([
    day('2025-01-01', 'holiday'),
    ...span('2025-01-28', '2025-02-04', 'holiday'),
    day('2025-01-26', 'makeup'),
    day('2025-02-08', 'makeup'),
    ...span('2025-04-04', '2025-04-06', 'holiday'),
    ...span('2025-05-01', '2025-05-05', 'holiday'),
    day('2025-04-27', 'makeup'),
    ...span('2025-05-31', '2025-06-02', 'holiday'),
    ...span('2025-10-01', '2025-10-08', 'holiday'),
    day('2025-09-28', 'makeup'),
    day('2025-10-11', 'makeup'),
  ]),
}

describe('working days of 2025', () => {
  test.each([
    ['2025-01-01', false, '元旦'],
    ['2025-01-26', true, 'a Sunday worked before the Spring Festival'],
    ['2025-01-28', false, '除夕'],
    ['2025-02-04', false, 'the eighth day of the Spring Festival, a Tuesday'],
    ['2025-02-05', true, 'the Wednesday after it'],
    ['2025-02-08', true, 'a Saturday worked'],
    ['2025-02-09', false, 'an ordinary Sunday'],
    ['2025-09-28', true, 'a Sunday worked before National Day'],
    ['2025-10-08', false, 'the eighth day, a Wednesday'],
    ['2025-10-09', true, 'the Thursday after it'],
    ['2025-10-11', true, 'a Saturday worked'],
    ['2025-10-12', false, 'an ordinary Sunday'],
    ['2025-07-15', true, 'an ordinary Tuesday'],
  ])('%s: %s (%s)', (date, expected) => {
    expect(isWorkday(CALENDAR, date)).toBe(expected)
  })

  test.each([
    // Tuesday evening before National Day: 9 and 10 October, then Saturday the 11th
    ['2025-09-30', 3, '2025-10-11'],
    // from a Friday: the make-up Sunday 26 January, then Monday 27, then Wednesday 5 February
    ['2025-01-24', 3, '2025-02-05'],
    ['2025-10-05', 1, '2025-10-09'],
    ['2025-07-11', 1, '2025-07-14'],
    ['2025-10-09', -1, '2025-09-30'],
    ['2025-10-05', 0, '2025-10-05'],
  ])('%s and %i working days: %s', (from, count, expected) => {
    expect(addWorkdays(CALENDAR, from, count)).toBe(expected)
  })

  test.each([
    ['2025-09-30', '2025-10-11', 3],
    ['2025-10-01', '2025-10-08', 0],
    ['2025-10-11', '2025-09-30', -3],
    ['2025-07-14', '2025-07-14', 0],
  ])('from %s to %s: %i', (from, to, expected) => {
    expect(workdaysBetween(CALENDAR, from, to)).toBe(expected)
  })

  test('the whole year has 248', () => {
    // of 365 days 28 are holidays; of 104 weekend days 10 lie in holidays and 5 are worked: 365 − 28 − (104 − 10 − 5)
    expect(workdaysBetween(CALENDAR, '2025-01-01', '2025-12-31')).toBe(248)
  })
})

describe('a period of working days', () => {
  test.each([
    // said on Friday 24 January at seven in the evening, before the Spring Festival
    ['2025-01-24T19:00:00+08:00', 3, undefined, '2025-02-06T00:00:00+08:00'],
    ['2025-01-24T19:00:00+08:00', 3, '18:00', '2025-02-05T18:00:00+08:00'],
    // half past midnight in China is still the day before in UTC
    ['2025-07-15T00:30:00+08:00', 1, '17:30', '2025-07-16T17:30:00+08:00'],
  ])('from %s, %i days, closing %s: %s', (from, count, closesAt, expected) => {
    expect(deadlineAfter(CALENDAR, new Date(from), count, closesAt)).toEqual(new Date(expected))
  })
})

describe('a year nobody entered', () => {
  const refused = expect.objectContaining({ code: 'calendar_missing', details: { year: 2026 } })

  test.each([
    ['asked directly', () => isWorkday(CALENDAR, '2026-01-01')],
    ['walked into', () => addWorkdays(CALENDAR, '2025-12-30', 2)],
    ['counted into', () => workdaysBetween(CALENDAR, '2025-12-30', '2026-01-05')],
    ['as the end of a period', () => deadlineAfter(CALENDAR, new Date('2025-12-31T10:00:00+08:00'), 1)],
  ])('%s: refused with what to do', (_, ask) => {
    expect(ask).toThrow(Problem)
    expect(ask).toThrow(refused)
    expect(ask).toThrow(/2026年的工作日历还没有维护.*设置—工作日历/)
  })

  test('not reached, it does not matter', () => {
    expect(addWorkdays(CALENDAR, '2025-12-30', 1)).toBe('2025-12-31')
  })
})

describe('adding and counting', () => {
  const anyDate = fc.integer({ min: 60, max: 300 }).map((day) => {
    return new Date(Date.UTC(2025, 0, 1) + day * 86_400_000).toISOString().slice(0, 10)
  })

  test('counting undoes adding, forwards and backwards', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -30, max: 30 }), (from, count) => {
        expect(workdaysBetween(CALENDAR, from, addWorkdays(CALENDAR, from, count)) + 0).toBe(count)
      }),
    )
  })

  test('what is reached is a working day, and further away with every day more', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 1, max: 30 }), (from, count) => {
        const reached = addWorkdays(CALENDAR, from, count)
        expect(isWorkday(CALENDAR, reached)).toBe(true)
        expect(addWorkdays(CALENDAR, from, count + 1) > reached).toBe(true)
      }),
    )
  })

  test('there and back again', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (from, to) => {
        const there = workdaysBetween(CALENDAR, from, to)
        const back = workdaysBetween(CALENDAR, to, from)
        // each way counts the day arrived at and not the one left
        const ends = Number(isWorkday(CALENDAR, from)) - Number(isWorkday(CALENDAR, to))
        expect(there + back + (from < to ? ends : from > to ? -ends : 0)).toBe(0)
      }),
    )
  })
})
