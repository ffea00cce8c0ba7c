import { describe, expect, test } from 'vitest'
import { advance, clampSelection, moveSelection, rectangleOf, selectCell } from './selection.ts'

const size = { rows: 20, columns: 6, page: 10 }
const from = (row: number, column: number, key: string, { extend = false, jump = false } = {}) =>
  moveSelection(selectCell(row, column), key, { size, extend, jump })

describe('moving', () => {
  test.each([
    ['ArrowDown', 3, 2, {}, [4, 2]],
    ['ArrowUp', 0, 2, {}, [0, 2]],
    ['ArrowRight', 3, 5, {}, [3, 5]],
    ['ArrowDown', 3, 2, { jump: true }, [19, 2]],
    ['ArrowLeft', 3, 2, { jump: true }, [3, 0]],
    ['Home', 3, 2, {}, [3, 0]],
    ['Home', 3, 2, { jump: true }, [0, 0]],
    ['End', 3, 2, { jump: true }, [19, 5]],
    ['PageDown', 3, 2, {}, [13, 2]],
    ['PageDown', 15, 2, {}, [19, 2]],
  ])('%s from %d, %d', (key, row, column, how, [nextRow, nextColumn]) => {
    expect(from(row, column, key, how)).toEqual(selectCell(nextRow!, nextColumn!))
  })

  test('with Shift the anchor stays', () => {
    expect(from(3, 2, 'ArrowUp', { extend: true })).toEqual({
      anchor: { row: 3, column: 2 },
      cursor: { row: 2, column: 2 },
    })
  })

  test('other keys are not for moving', () => {
    expect(from(3, 2, 'a')).toBeNull()
  })

  test('a rectangle whichever way it was drawn', () => {
    expect(rectangleOf({ anchor: { row: 5, column: 4 }, cursor: { row: 2, column: 1 } })).toEqual({
      top: 2,
      bottom: 5,
      left: 1,
      right: 4,
    })
  })

  test('a list that has become shorter keeps the selection inside', () => {
    expect(clampSelection(selectCell(19, 5), { rows: 3, columns: 6, page: 10 })).toEqual(selectCell(2, 5))
  })
})

describe('Enter and Tab', () => {
  const writable = [2, 3, 5]
  const step = (row: number, column: number, key: 'Enter' | 'Tab', back = false) =>
    advance(selectCell(row, column), key, { size, writable, back })

  test.each([
    ['Enter', 3, 2, false, [4, 2]],
    ['Enter', 19, 2, false, [19, 2]],
    ['Enter', 3, 2, true, [2, 2]],
    ['Tab', 3, 2, false, [3, 3]],
    ['Tab', 3, 3, false, [3, 5]],
    ['Tab', 3, 5, false, [4, 2]],
    ['Tab', 3, 2, true, [2, 5]],
    ['Tab', 3, 0, false, [3, 2]],
  ] as const)('%s from %d, %d', (key, row, column, back, [nextRow, nextColumn]) => {
    expect(step(row, column, key, back)).toEqual(selectCell(nextRow, nextColumn))
  })

  test('Tab leaves the grid at its ends', () => {
    expect(step(19, 5, 'Tab')).toBeNull()
    expect(step(0, 2, 'Tab', true)).toBeNull()
  })
})
