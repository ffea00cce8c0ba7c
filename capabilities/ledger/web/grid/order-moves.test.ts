import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderMoves } from './order-moves.ts'

test.each([
  ['the same', [1, 2, 3], [1, 2, 3], 0],
  ['one moved to the front', [1, 2, 3, 4], [4, 1, 2, 3], 1],
  ['one came', [1, 2], [1, 9, 2], 1],
  ['one went', [1, 2, 3], [1, 3], 1],
  ['one came, one went, one moved', [1, 2, 3, 4], [9, 3, 1, 2], 3],
])('%s', (_, before, after, moves) => expect(orderMoves(before, after)).toBe(moves))

test('moving one row of many is one move', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(), fc.nat(), (count, from, to) => {
      const before = Array.from({ length: count }, (_, at) => at)
      const after = before.filter((id) => id !== from % count)
      after.splice(to % count, 0, from % count)
      expect(orderMoves(before, after)).toBeLessThanOrEqual(1)
    }),
  )
})
