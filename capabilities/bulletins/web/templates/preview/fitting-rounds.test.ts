import { expect, test } from 'vitest'
import { firstShown, fittingRounds } from './fitting-rounds.ts'

const ROUNDS = [
  { id: 5, kind: 'week', month: '2026-11', lockedAt: null },
  { id: 4, kind: 'month', month: '2026-10', lockedAt: null },
  { id: 3, kind: 'month', month: '2026-09', lockedAt: '2026-09-28' },
  { id: 2, kind: 'month', month: '2026-08', lockedAt: '2026-08-28' },
] as const

test.each([
  ['month', [4, 3, 2], 3],
  ['quarter', [3], 3],
  ['week', [5], 5],
] as const)('for a template of every %s', (rhythm, ids, first) => {
  const fitting = fittingRounds(ROUNDS, rhythm)
  expect(fitting.map(({ id }) => id)).toEqual(ids)
  expect(firstShown(fitting)?.id).toBe(first)
})
