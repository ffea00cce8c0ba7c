import { describe, expect, test } from 'vitest'
import type { ProjectMonth } from '../../contract.ts'
import { axisOf, curveOf, pathOf, yearsOf } from './s-curve.ts'

const month = (text: string, plannedCurrent: string | null, completedYtd: string | null): ProjectMonth => ({
  month: text,
  plannedCurrent,
  reportedCurrent: null,
  correction: '0',
  completedYtd,
  physicalProgress: null,
  light: null,
  source: 'report',
})

describe('the curves of a year', () => {
  test('the plan of the months is summed exactly, months without a plan add nothing', () => {
    const curve = curveOf(
      [month('2026-01', '0.1', null), month('2026-02', '0.2', '0.25'), month('2026-04', '1000.4', '900')],
      '1000.7',
      2026,
    )
    expect(curve.planKind).toBe('monthly')
    expect(curve.plan.slice(0, 5)).toEqual(['0.1', '0.3', '0.3', '1000.7', '1000.7'])
    expect(curve.actual.slice(0, 5)).toEqual([null, '0.25', null, '900', null])
  })

  test('without months the annual plan runs evenly, as pace does', () => {
    const curve = curveOf([], '1200', 2026)
    expect(curve.planKind).toBe('even')
    expect([curve.plan[0], curve.plan[5], curve.plan[11]]).toEqual(['100', '600', '1200'])
  })

  test('without a plan there is no plan curve; other years do not count', () => {
    const curve = curveOf([month('2025-12', '5', '60')], null, 2026)
    expect(curve.planKind).toBeNull()
    expect(curve.plan.every((value) => value === null)).toBe(true)
    expect(curve.actual.every((value) => value === null)).toBe(true)
  })
})

test('years of plans and figures, each once', () => {
  expect(yearsOf([month('2026-01', null, '1'), month('2025-12', null, '1')], [{ year: 2026 }, { year: 2024 }])).toEqual(
    [2024, 2025, 2026],
  )
})

describe('the axis', () => {
  test.each([
    [0, 191_603, [0, 50_000, 100_000, 150_000, 200_000]],
    [0, 492.5, [0, 200, 400, 600]],
    [0, 12.3456789, [0, 5, 10, 15]],
    [0, 1, [0, 0.25, 0.5, 0.75, 1]],
    [-300, 900, [-400, -200, 0, 200, 400, 600, 800, 1000]],
    [0, 0, [0, 1]],
  ])('%d to %d', (min, max, ticks) => {
    const axis = axisOf(min, max)
    expect(axis[0]).toBeLessThanOrEqual(min)
    expect(axis.at(-1)).toBeGreaterThanOrEqual(max)
    if (min === 0) expect(axis).toEqual(ticks)
  })

  test('a cumulative may fall below zero after a correction', () => {
    expect(axisOf(-300, 900)).toContain(0)
  })
})

test('a month without a figure is bridged', () => {
  expect(pathOf([{ x: 0, y: 10 }, null, { x: 20, y: 4.26 }])).toBe('M0.0 10.0L20.0 4.3')
  expect(pathOf([null, null])).toBe('')
})
