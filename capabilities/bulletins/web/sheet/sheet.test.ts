import { describe, expect, test } from 'vitest'
import { numberProblem } from '../document-number.ts'
import { type Measured, paginate } from './paginate.ts'
import { sliceRuns } from './slice-runs.ts'

const unit = (height: number, more: Partial<Measured> = {}): Measured => ({
  height,
  lines: 0,
  keepNext: false,
  breakBefore: false,
  repeated: 0,
  ...more,
})
const whole = (index: number) => ({ unit: index, from: 0, to: 0 })

describe('pages', () => {
  test('fill from above to below', () => {
    expect(paginate([unit(60), unit(40), unit(10)], 100)).toEqual([[whole(0), whole(1)], [whole(2)]])
  })

  test('a paragraph goes over to the next page line by line', () => {
    expect(paginate([unit(70), unit(50, { lines: 5 })], 100)).toEqual([
      [whole(0), { unit: 1, from: 0, to: 3 }],
      [{ unit: 1, from: 3, to: 5 }],
    ])
  })

  test('a paragraph longer than two pages fills the second entirely', () => {
    const [first, second, third] = paginate([unit(50), unit(200, { lines: 20 })], 100)
    expect([first![1], second![0], third![0]]).toEqual([
      { unit: 1, from: 0, to: 5 },
      { unit: 1, from: 5, to: 15 },
      { unit: 1, from: 15, to: 20 },
    ])
  })

  test('a heading never stands last', () => {
    expect(paginate([unit(80), unit(15, { keepNext: true }), unit(30, { lines: 3 })], 100)).toEqual([
      [whole(0)],
      [whole(1), { unit: 2, from: 0, to: 3 }],
    ])
  })

  test('a heading with room for one line of its paragraph stays', () => {
    expect(paginate([unit(75), unit(15, { keepNext: true }), unit(30, { lines: 3 })], 100)[0]).toEqual([
      whole(0),
      whole(1),
      { unit: 2, from: 0, to: 1 },
    ])
  })

  test('rows on a new page leave room for the heading row above them', () => {
    const row = unit(10, { repeated: 10 })
    const pages = paginate([unit(90), ...Array.from({ length: 11 }, () => row)], 100)
    expect(pages.map((page) => page.length)).toEqual([2, 9, 1])
  })

  test('an attachment begins a page; what is higher than a page stands alone', () => {
    expect(paginate([unit(10), unit(10, { breakBefore: true }), unit(300), unit(5)], 100)).toEqual([
      [whole(0)],
      [whole(1)],
      [whole(2)],
      [whole(3)],
    ])
  })

  test('without an end everything is one page', () => {
    const units = [unit(900), unit(100, { lines: 10 }), unit(10, { breakBefore: true })]
    expect(paginate(units, Number.POSITIVE_INFINITY)).toHaveLength(1)
  })
})

test('runs are cut by the place in the whole text, and a figure cut in two keeps its id', () => {
  const runs = [
    { kind: 'text', text: '完成投资' },
    { kind: 'figure', id: 'a', text: '383.76亿元' },
    { kind: 'text', text: '。' },
  ] as const
  expect(sliceRuns(runs, 0, 8)).toEqual([runs[0], { kind: 'figure', id: 'a', text: '383.' }])
  expect(sliceRuns(runs, 8, 99)).toEqual([{ kind: 'figure', id: 'a', text: '76亿元' }, runs[2]])
  expect(sliceRuns(runs, 4, 4)).toEqual([])
})

test.each([
  ['云政办〔2026〕12号', null],
  ['云政办[2026]12号', 'brackets'],
  ['云政办（2026）12号', 'brackets'],
  ['云政办〔2026〕第12号', 'zero'],
  ['云政办〔2026〕012号', 'zero'],
  ['第12期', null],
])('the form of %s', (number, problem) => {
  expect(numberProblem(number)).toBe(problem)
})
