import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { completeFigures, daysOfWeek, disagreement, weekBelongsTo } from './period.ts'

describe('the figures of a period', () => {
  test.each([
    [
      'the cumulative from the period',
      { completedCurrent: '700.5', completedYtd: null },
      '6000',
      { completedCurrent: '700.5', completedYtd: '6700.5' },
    ],
    [
      'the period from the cumulative',
      { completedCurrent: null, completedYtd: '6700.5' },
      '6000',
      { completedCurrent: '700.5', completedYtd: '6700.5' },
    ],
    [
      'January, or 1—2月 in one: from nothing',
      { completedCurrent: null, completedYtd: '300' },
      '0',
      { completedCurrent: '300', completedYtd: '300' },
    ],
    [
      'nothing from nothing',
      { completedCurrent: null, completedYtd: null },
      '6000',
      { completedCurrent: null, completedYtd: null },
    ],
    [
      'both as they were given',
      { completedCurrent: '1', completedYtd: '2' },
      '6000',
      { completedCurrent: '1', completedYtd: '2' },
    ],
  ])('%s', (_, given, base, expected) => {
    expect(completeFigures(given, base)).toEqual(expected)
  })

  test('what was computed never contradicts itself', () => {
    const wan = fc.integer({ min: 0, max: 10 ** 9 }).map((units) => (units / 10 ** 4).toFixed(4))
    fc.assert(
      fc.property(wan, wan, (current, base) => {
        expect(disagreement(completeFigures({ completedCurrent: current, completedYtd: null }, base), base)).toBeNull()
      }),
    )
  })

  test('a contradiction names both figures and what would agree', () => {
    const problem = disagreement({ completedCurrent: '700', completedYtd: '6800' }, '6000')
    expect(problem?.code).toBe('figures_disagree')
    for (const amount of ['700万元', '6800万元', '6000万元', '6700万元']) expect(problem?.message).toContain(amount)
  })

  test('the same amount written otherwise is no contradiction', () => {
    expect(disagreement({ completedCurrent: '700.0', completedYtd: '6700.0000' }, '6000')).toBeNull()
  })
})

describe('weeks', () => {
  // 2026 begins on a Thursday: its first week starts on Monday 29 December 2025, and it has 53 weeks
  test.each([
    ['2026-W01', ['2025-12-29', '2026-01-04']],
    ['2026-W47', ['2026-11-16', '2026-11-22']],
    ['2026-W53', ['2026-12-28', '2027-01-03']],
  ])('%s', (week, [first, last]) => {
    const days = daysOfWeek(week)!
    expect([days[0], days[6], days.length]).toEqual([first, last, 7])
  })

  test.each(['2025-W53', '2026-W00', '2026-W54'])('there is no %s', (week) => {
    expect(daysOfWeek(week)).toBeNull()
  })

  test('a week over the turn of a month belongs to both', () => {
    // Monday 28 September to Sunday 4 October 2026
    const weeks = ['2026-08', '2026-09', '2026-10', '2026-11'].map((month) => weekBelongsTo('2026-W40', month))
    expect(weeks).toEqual([false, true, true, false])
  })
})
