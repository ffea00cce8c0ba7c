import { expect, test } from 'vitest'
import type { Wall } from '#capabilities/live/contract.ts'
import { projectsOf } from './projects-address.ts'
import { gapOf, inOrderOfWeight, labelledTicks, lightOfGap, remainderOf, rulerTicks, unitOf } from './wall-figures.ts'

test('亿元 from one 亿 of plan or completed upwards, 万元 below', () => {
  expect(unitOf({ annualPlan: '10000', completedYtd: '0' })).toBe('yi')
  expect(unitOf({ annualPlan: '9999.9999', completedYtd: '9000' })).toBe('wan')
  expect(unitOf({ annualPlan: '0', completedYtd: '12000' })).toBe('yi')
})

test('the gap is in percentage points, and does not exist without a rate', () => {
  expect(gapOf({ completionRate: '61.2', pace: '58.3' })).toBe('2.9')
  expect(gapOf({ completionRate: null, pace: '58.3' })).toBeNull()
})

test.each([
  ['2.9', 'green'],
  ['0', 'green'],
  ['-9.9', 'green'],
  ['-10', 'yellow'],
  ['-30', 'yellow'],
  ['-30.1', 'red'],
  [null, 'grey'],
] as const)('a gap of %s is %s where 10 and 30 points are the thresholds', (gap, light) => {
  expect(lightOfGap(gap, { greenWithin: 10, redBeyond: 30 })).toBe(light)
})

test('without thresholds behind is behind, never red', () => {
  expect(lightOfGap('-80', null)).toBe('yellow')
  expect(lightOfGap('1', null)).toBe('green')
})

test('parts, remainder and total', () => {
  const wall = (unplaced: string) =>
    ({
      totals: { completedYtd: '100.5' },
      children: [{ completedYtd: '60.1' }, { completedYtd: '30' }],
      unplaced: { completedYtd: unplaced },
    }) as unknown as Wall
  expect(remainderOf(wall('10.4'))).toBe('0')
  expect(remainderOf(wall('10'))).toBe('0.4')
})

test('a month stands on the ruler where its plan ends', () => {
  const curve = ['250', '500', '1000'].map((plannedYtd) => ({ month: '', plannedYtd, completedYtd: null }))
  expect(rulerTicks(curve, '1000')).toEqual([25, 50, 100])
  expect(rulerTicks(curve, '0')).toEqual([null, null, null])
})

test('labels do not touch; the month that counts always has one', () => {
  expect([...labelledTicks([1, 2, 4, 10, 12], 1, 3)].sort()).toEqual([1, 4])
  expect(labelledTicks([null, null], 0, 3).size).toBe(0)
})

test('what turned red stands first, the newest first within a kind', () => {
  const change = (kind: string, at: string) => ({ kind, at }) as Wall['changes'][number]
  const ordered = inOrderOfWeight([
    change('figure', '4'),
    change('lightToYellow', '3'),
    change('lightToRed', '2'),
    change('lightToRed', '1'),
  ])
  expect(ordered.map(({ at }) => at)).toEqual(['2', '1', '3', '4'])
})

test('the ledger’s address of an organisation’s projects', () => {
  expect(projectsOf({ id: 1, kind: 'city' })).toBe('/projects')
  expect(projectsOf({ id: 57, kind: 'county' }, { light: 'red' })).toBe('/projects?county=57&light=red')
  expect(projectsOf({ id: 60, kind: 'town' })).toBe('/projects?org=60')
})
