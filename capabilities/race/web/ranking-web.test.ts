import { expect, test } from 'vitest'
import type { Place, Ranking } from '#capabilities/race/contract.ts'
import { placeChange, placeChangeText } from './place-change.ts'
import { parted, remainderOf } from './ranking-figures.ts'

test.each([
  [2, 4, '↑2'],
  [4, 3, '↓1'],
  [1, 1, '＝'],
  [1, null, ''],
  [null, 3, ''],
])('place %j after %j is said as “%s”', (place, previous, text) => {
  expect(placeChangeText(placeChange(place, previous))).toBe(text)
})

test('ranked by place, ties in the order given, those outside apart', () => {
  const place = (orgId: number, at: number | null) => ({ orgId, place: at }) as Place
  const { ranked, outside } = parted([place(1, 4), place(2, null), place(3, 1), place(4, 2), place(5, 2)])
  expect(ranked.map(({ orgId }) => orgId)).toEqual([3, 4, 5, 1])
  expect(outside.map(({ orgId }) => orgId)).toEqual([2])
})

const totals = {
  projects: 10,
  annualPlan: '1000',
  completedYtd: '500.5',
  completedCurrent: '50',
  completionRate: '50.05',
  pace: '40',
  unplacedProjects: 3,
  unplacedCompletedYtd: '100.5',
}
const places = [
  { projects: 4, annualPlan: '500', completedYtd: '300', completedCurrent: '30' },
  { projects: 3, annualPlan: '300', completedYtd: '100', completedCurrent: '25' },
] as Place[]

test('the remainder is what the lines leave of every column, and may be negative for a month', () => {
  expect(remainderOf({ places, totals } as Ranking)).toEqual({
    rest: { projects: 3, annualPlan: '200', completedYtd: '100.5', completedCurrent: '-5' },
    differs: '0',
  })
})

test('a remainder that is not the named one is said', () => {
  expect(remainderOf({ places, totals: { ...totals, unplacedCompletedYtd: '90' } } as Ranking).differs).toBe('10.5')
})

test('where the lines make the total there is no remainder', () => {
  const whole = {
    ...totals,
    projects: 7,
    annualPlan: '800',
    completedYtd: '400',
    unplacedProjects: 0,
    unplacedCompletedYtd: '0',
  }
  expect(remainderOf({ places, totals: whole } as Ranking)).toEqual({ rest: null, differs: '0' })
})
