import { expect, test } from 'vitest'
import { inGroups } from './in-groups.ts'

test('rows go into their groups in the order they came, the groups in theirs', () => {
  const sorted = { ids: [5, 3, 9, 1], values: [['乙', '甲', '乙', '']] }
  expect(inGroups(sorted, [['甲'], ['乙'], ['']])).toEqual([3, 5, 9, 1])
})

test('two levels; without any the order stays; a group nobody knows comes last', () => {
  const values = [
    ['a', 'a', 'b', 'a'],
    ['1', '2', '1', '1'],
  ]
  const groups = [
    ['b', '1'],
    ['a', '1'],
    ['a', '2'],
  ]
  expect(inGroups({ ids: [1, 2, 3, 4], values }, groups)).toEqual([3, 1, 4, 2])
  expect(inGroups({ ids: [2, 1], values: [] }, [[]])).toEqual([2, 1])
  expect(inGroups({ ids: [1, 2], values: [['x', 'a']] }, [['a']])).toEqual([2, 1])
})
