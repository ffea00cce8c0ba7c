import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { filledTo, repeatOver, spreadBlock } from './spread.ts'

const rect = (top: number, left: number, bottom: number, right: number) => ({ top, left, bottom, right })

describe('a pasted block', () => {
  test.each([
    [
      'one cell fills the selection',
      [['a']],
      rect(0, 0, 1, 2),
      [
        ['a', 'a', 'a'],
        ['a', 'a', 'a'],
      ],
    ],
    ['two rows fill four', [['a'], ['b']], rect(2, 1, 5, 1), [['a'], ['b'], ['a'], ['b']]],
    [
      'one row fills three',
      [['a', 'b']],
      rect(0, 0, 2, 1),
      [
        ['a', 'b'],
        ['a', 'b'],
        ['a', 'b'],
      ],
    ],
    [
      'a block goes beyond one cell',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
      rect(0, 0, 0, 0),
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['what does not go in a whole number of times keeps its size', [['a'], ['b']], rect(0, 0, 2, 0), [['a'], ['b']]],
    [
      'short lines are filled up',
      [['a', 'b'], ['c']],
      rect(0, 0, 0, 0),
      [
        ['a', 'b'],
        ['c', ''],
      ],
    ],
  ])('%s', (_, block, at, expected) => {
    expect(spreadBlock(block, at)).toEqual(expected)
  })
})

describe('the fill handle', () => {
  test('goes down or across, whichever is further', () => {
    const at = rect(2, 2, 3, 3)
    expect(filledTo(at, { row: 7, column: 4 })).toEqual(rect(2, 2, 7, 3))
    expect(filledTo(at, { row: 4, column: 9 })).toEqual(rect(2, 2, 3, 9))
    expect(filledTo(at, { row: 0, column: 2 })).toEqual(rect(0, 2, 3, 3))
    expect(filledTo(at, { row: 3, column: 3 })).toEqual(at)
  })

  test('repeats the source, upwards too', () => {
    expect(repeatOver([['a'], ['b']], rect(2, 0, 3, 0), rect(2, 0, 6, 0))).toEqual([['a'], ['b'], ['a'], ['b'], ['a']])
    expect(repeatOver([['a'], ['b']], rect(2, 0, 3, 0), rect(0, 0, 3, 0))).toEqual([['a'], ['b'], ['a'], ['b']])
  })

  test('leaves the source where it is', () => {
    const size = fc.integer({ min: 1, max: 4 })
    fc.assert(
      fc.property(size, size, fc.nat(5), fc.nat(5), (rows, columns, up, down) => {
        const source = Array.from({ length: rows }, (_, row) =>
          Array.from({ length: columns }, (_, at) => `${row},${at}`),
        )
        const at = rect(up, 0, up + rows - 1, columns - 1)
        const filled = repeatOver(source, at, rect(0, 0, up + rows - 1 + down, columns - 1))
        expect(filled.slice(up, up + rows)).toEqual(source)
      }),
    )
  })
})
