import { describe, expect, test } from 'vitest'
import { datesOfMonth, datesOfWeek, weeksOfMonth, weekToOpen } from './opening-defaults.ts'

describe('the dates a new round begins with', () => {
  test.each([
    // the 28th at 18:00 in China is 10:00 UTC
    ['a month that runs', '2026-11', '2026-11-20T00:00:00Z', '2026-11-28T18:00:00+08:00'],
    ['the very minute it would be over', '2026-11', '2026-11-28T10:00:00Z', '2026-12-01T18:00:00+08:00'],
    // 20:00 UTC on the 30th is the 1st in China: three days on is the 4th
    ['a month that is over', '2026-11', '2026-11-30T20:00:00Z', '2026-12-04T18:00:00+08:00'],
  ])('%s', (_, month, now, deadline) => {
    expect(datesOfMonth(month, new Date(now))).toEqual({ cutoffOn: '2026-11-25', deadline })
  })

  test('a week: Thursday and Friday', () => {
    // 16 November 2026 is a Monday
    expect(datesOfWeek('2026-W47', new Date('2026-11-16T00:00:00Z'))).toEqual({
      cutoffOn: '2026-11-19',
      deadline: '2026-11-20T18:00:00+08:00',
    })
  })
})

test('weeks of a month, also those that begin or end in another', () => {
  // November 2026 begins on a Sunday and ends on a Monday
  expect(weeksOfMonth('2026-11')).toEqual(['2026-W44', '2026-W45', '2026-W46', '2026-W47', '2026-W48', '2026-W49'])
  expect(weeksOfMonth('2027-01')).toEqual(['2026-W53', '2027-W01', '2027-W02', '2027-W03', '2027-W04'])
})

test.each([
  // Saturday of week 47; 20:00 UTC on Sunday is Monday of week 48 in China
  ['2026-11', '2026-11-21T00:00:00Z', '2026-W47'],
  ['2026-11', '2026-11-22T20:00:00Z', '2026-W48'],
  ['2026-12', '2026-11-21T00:00:00Z', '2026-W49'],
  ['2026-09', '2026-11-21T00:00:00Z', '2026-W40'],
])('of %s at %s one opens week %s', (month, now, week) => {
  expect(weekToOpen(month, new Date(now))).toBe(week)
})
