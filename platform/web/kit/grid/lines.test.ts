import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  groupKey,
  groupOfLine,
  headingsAbove,
  lineOfRow,
  linesOf,
  nextRowLines,
  rowOfLine,
  rowsOfLines,
} from './lines.ts'
import type { GridGroup } from './types.ts'

const group = (path: string[], start: number, rows: number): GridGroup => ({
  path,
  label: path[path.length - 1]!,
  depth: path.length - 1,
  rows,
  start,
  cells: {},
})
// 东县: 在建 0–1, 开工 2; 西县: 在建 3–4
const GROUPS = [
  group(['东县'], 0, 3),
  group(['东县', '在建'], 0, 2),
  group(['东县', '开工'], 2, 1),
  group(['西县'], 3, 2),
  group(['西县', '在建'], 3, 2),
]
const shown = (collapsed: string[][] = []) => {
  const lines = linesOf(5, GROUPS, new Set(collapsed.map((path) => groupKey({ path }))))
  return Array.from(lines, (_, line) => groupOfLine(lines, GROUPS, line)?.path.join('/') ?? rowOfLine(lines, line))
}

describe('lines', () => {
  test('without groups every row is a line', () => {
    expect(Array.from(linesOf(3, [], new Set()))).toEqual([0, 1, 2])
  })

  test('rows stand under the innermost heading', () => {
    expect(shown()).toEqual(['东县', '东县/在建', 0, 1, '东县/开工', 2, '西县', '西县/在建', 3, 4])
  })

  test('a closed group hides its rows and the headings within', () => {
    expect(shown([['东县']])).toEqual(['东县', '西县', '西县/在建', 3, 4])
    expect(shown([['东县', '在建']])).toEqual(['东县', '东县/在建', '东县/开工', 2, '西县', '西县/在建', 3, 4])
  })

  test('the line of a row and back; −1 where it is hidden', () => {
    const lines = linesOf(5, GROUPS, new Set([groupKey({ path: ['东县'] })]))
    expect(lineOfRow(lines, 3)).toBe(3)
    expect(lineOfRow(lines, 0)).toBe(-1)
  })

  test('headings are no rows of a selection, and are passed over by a pasted block', () => {
    const lines = linesOf(5, GROUPS, new Set())
    expect(rowsOfLines(lines, 2, 5)).toEqual([0, 1, 2])
    expect(nextRowLines(lines, 3, 3)).toEqual([3, 5, 8])
    expect(nextRowLines(lines, 8, 5)).toEqual([8, 9])
  })

  test('the headings one reads under stay', () => {
    const lines = linesOf(5, GROUPS, new Set())
    const above = (line: number) => headingsAbove(lines, GROUPS, line).map(({ path }) => path.join('/'))
    expect(above(0)).toEqual([])
    expect(above(1)).toEqual(['东县'])
    expect(above(3)).toEqual(['东县', '东县/在建'])
    expect(above(5)).toEqual(['东县', '东县/开工'])
    expect(above(6)).toEqual([])
    expect(above(9)).toEqual(['西县', '西县/在建'])
  })

  test('whatever is closed, every open row stands once and in order', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(sizes, fc.infiniteStream(fc.boolean()), (counts, closes) => {
        let start = 0
        const groups = counts.map((rows, at) => {
          const one = group([String(at)], start, rows)
          start += rows
          return one
        })
        const closed = groups.filter(() => closes.next().value)
        const lines = linesOf(start, groups, new Set(closed.map(groupKey)))
        const open = groups.filter((one) => !closed.includes(one))
        const expected = open.flatMap((one) => Array.from({ length: one.rows }, (_, at) => one.start + at))
        expect(rowsOfLines(lines, 0, lines.length)).toEqual(expected)
      }),
    )
  })
})
