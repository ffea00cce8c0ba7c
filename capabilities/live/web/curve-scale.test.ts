import { expect, test } from 'vitest'
import { heightOn, monthX, niceScale, shareOfYear, yearPath } from './curve-scale.ts'

test.each([
  [[468.4, 383.76], 3, [0, 200, 400, 600]],
  [[0.42, 0.1], 4, [0, 0.2, 0.4, 0.6]],
  [[7], 4, [0, 2, 4, 6, 8]],
  // a net reduction goes below zero, and zero is still a tick
  [[100, -30], 4, [-50, 0, 50, 100]],
])('ticks of %j stand at round numbers and reach beyond the largest', (values, count, ticks) => {
  expect(niceScale(values, count).ticks).toEqual(ticks)
})

test('nothing but zeros is a scale too', () => {
  expect(niceScale([0, 0])).toEqual({ low: 0, high: 1, ticks: [0] })
  expect(niceScale([])).toEqual({ low: 0, high: 1, ticks: [0] })
})

test('the top of the scale is the upper edge, its bottom the lower', () => {
  const scale = { low: -50, high: 150, ticks: [] }
  expect(heightOn(scale, 150, 80)).toBe(0)
  expect(heightOn(scale, -50, 80)).toBe(80)
  expect(heightOn(scale, 50, 80)).toBe(40)
})

test('a month stands at its end', () => {
  expect(monthX(0, 120)).toBe(10)
  expect(monthX(11, 120)).toBe(120)
})

test.each([
  ['2026-12-31', 1],
  ['2026-01-31', 1 / 12],
  // the 14th of February's 28 days
  ['2026-02-14', 1.5 / 12],
  // of a leap year's 29
  ['2028-02-29', 2 / 12],
])('%s stands at %d of its year', (date, share) => {
  expect(shareOfYear(date, Number(date.slice(0, 4)))).toBeCloseTo(share, 10)
})

test('a date of another year has no place on the curve', () => {
  expect(shareOfYear('2027-01-05', 2026)).toBeNull()
})

test('the path begins at zero and ends where figures end', () => {
  const scale = { low: 0, high: 100, ticks: [] }
  expect(yearPath([50, 100, null, 70], scale, 120, 100)).toBe('M0.0 100.0L10.0 50.0L20.0 0.0')
  expect(yearPath([null, null], scale, 120, 100)).toBe('')
})
