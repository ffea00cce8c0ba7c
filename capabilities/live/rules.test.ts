import { expect, test } from 'vitest'
import type { Wall } from './contract.ts'
import { inRankingOrder, startOfDayInChina, unplacedOf, yearCurve, yesterdayInChina } from './rules.ts'

test('the plan cumulates month by month; nothing is said about months after the as-of month', () => {
  const planned = [
    { month: '2026-03', amount: '20.5' },
    { month: '2026-01', amount: '10' },
    { month: '2026-12', amount: '1' },
  ]
  const completed = [
    { month: '2026-01', amount: '5' },
    { month: '2026-02', amount: '5' },
    { month: '2026-03', amount: '4' },
  ]
  const curve = yearCurve(2026, planned, completed)
  expect(curve.map(({ plannedYtd }) => plannedYtd)).toEqual(['10', '10', ...Array(9).fill('30.5'), '31.5'])
  expect(curve.map(({ completedYtd }) => completedYtd)).toEqual(['5', '5', '4', ...Array(9).fill(null)])
  expect(curve[11]?.month).toBe('2026-12')
})

function aChild(orgId: number, completedYtd = '0'): Wall['children'][number] {
  const lights = { green: 0, yellow: 0, red: 0, grey: 0 }
  const none = { completionRate: null, pace: null, place: null, isTied: false, previousPlace: null }
  return { orgId, name: '', kind: 'county', projects: 1, annualPlan: '10', completedYtd, lights, ...none }
}

test('children stand in the ranking’s order, the rest behind in the office’s own', () => {
  const order = inRankingOrder([aChild(1), aChild(2), aChild(3), aChild(4)], [3, 2])
  expect(order.map(({ orgId }) => orgId)).toEqual([3, 2, 1, 4])
})

test('children and what is unplaced make the total', () => {
  const totals = { projects: 5, annualPlan: '25.5', completedYtd: '7' }
  expect(unplacedOf(totals, [aChild(1, '3'), aChild(2, '2.5')])).toEqual({
    projects: 3,
    annualPlan: '5.5',
    completedYtd: '1.5',
  })
})

test.each([
  // 15:59 UTC is still the same day in China, 16:00 UTC is the next
  ['2026-11-20T15:59:00Z', '2026-11-19T16:00:00.000Z', '2026-11-18T16:00:00.000Z'],
  ['2026-11-20T16:00:00Z', '2026-11-20T16:00:00.000Z', '2026-11-19T16:00:00.000Z'],
])('days begin at midnight in China: %s', (now, today, yesterday) => {
  expect(startOfDayInChina(new Date(now)).toISOString()).toBe(today)
  expect(yesterdayInChina(new Date(now)).toISOString()).toBe(yesterday)
})
