import { describe, expect, test } from 'vitest'
import { cellAtPoint, columnAt, type Geometry, offsetsOf, scrollToShow } from './geometry.ts'

// 80 px of row numbers, one frozen column of 300, then 100, 120, 80
const geometry: Geometry = {
  rem: 16,
  row: 32,
  head: 36,
  foot: 36,
  gutter: 80,
  offsets: offsetsOf([300, 100, 120, 80]),
  frozen: 1,
  frozenWidth: 300,
}
const scrolled = { left: 150, top: 640, width: 600, height: 400 }

describe('where a point lies', () => {
  test.each([
    [0, 0],
    [299, 0],
    [300, 1],
    [519, 2],
    [520, 3],
    [9000, 3],
  ])('%d px is in column %d', (x, column) => expect(columnAt(geometry.offsets, x)).toBe(column))

  test.each([
    ['in a frozen column, whatever has scrolled', { x: 100, y: 36 }, { row: 20, column: 0 }],
    ['beside it, as far as has scrolled', { x: 400, y: 70 }, { row: 21, column: 2 }],
    ['beyond the edges, the nearest', { x: -50, y: 5000 }, { row: 99, column: 0 }],
  ])('%s', (_, point, cell) => {
    expect(cellAtPoint(point, { geometry, scrolled, lines: 100 })).toEqual(cell)
  })
})

describe('bringing a cell into sight', () => {
  const to = (row: number, column: number, covered = 0) =>
    scrollToShow({ row, column }, { geometry, scrolled, covered })
  test.each([
    ['nothing moves where it is seen', to(22, 3), { left: 150, top: 640 }],
    ['upwards', to(3, 0), { left: 150, top: 96 }],
    ['downwards, above the totals', to(60, 0), { left: 150, top: 60 * 32 + 32 - 328 }],
    ['from under the frozen columns', to(22, 1), { left: 0, top: 640 }],
    ['under headings that stay', to(20, 0, 64), { left: 150, top: 576 }],
  ])('%s', (_, moved, expected) => expect(moved).toEqual(expected))
})
