import { expect, test } from 'vitest'
import type { PlacedRow } from '#capabilities/race/public.ts'
import type { Figure } from './figure.ts'
import { reconcile } from './reconcile.ts'
import { aMaterial, fullBook, someBooks } from './sample-material.ts'
import { aRow } from './sample-rows.ts'

const EAST = { placeOrgId: 12, countyId: 12 }
const OWN = { placeOrgId: null, countyId: null, countyName: null, orgId: 1 }
const SEPTEMBER = { month: '2026-09', period: '2026-09', cutoffOn: '2026-09-25' }

const rows: PlacedRow[] = [
  aRow({ light: 'red' }),
  aRow({ planState: 'continuing', light: 'grey' }),
  aRow({ ...EAST, completedYtd: '75' }),
  aRow({ ...EAST, stage: 'preparation', light: 'yellow' }),
  aRow({ ...OWN, annualPlan: '31.9', completedYtd: '15.7' }),
]
const { figures } = fullBook(aMaterial(rows, { earlier: { before: someBooks(rows.slice(0, 2), SEPTEMBER) } }))

test.each([
  'region.projectCount',
  'region.newCount',
  'region.annualPlan',
  'region.completedYtd',
  'region.completedCurrent',
  'region.light.red',
  'region.lagging',
  'region.startDueStarted',
  'region.gap',
  'region.completionRate.change.before',
  'region.completedYtd.growth.before',
  'region.completedYtd@2026-09',
  'org.11.projectCount',
  'org.11.completedYtd',
  'org.11.completedYtd.share',
  'org.11.completedCurrent',
  'org.1.annualPlan',
  'org.12.light.grey',
  'org.12.rank',
  `project.${rows[0]!.projectId}.completedYtd`,
])('%s altered by one does not close', (id) => {
  const altered = figures.map((figure) =>
    figure.id === id ? { ...figure, value: String(Number(figure.value) + 1) } : figure,
  )
  expect(figures.some((figure) => figure.id === id)).toBe(true)
  expect(reconcile(altered)).not.toEqual([])
})

test('all of it closes', () => {
  expect(reconcile(figures)).toEqual([])
})

test('a total that is twelve 万元 too high is named, with the difference', () => {
  const problem = reconcile(changed('region.annualPlan', { value: '443.9' })).find(({ kind }) => kind === 'total')
  expect(problem).toMatchObject({ figureId: 'region.annualPlan', expected: '431.9', found: '443.9' })
  expect(problem?.sentence).toBe(
    '全市年度计划投资（年初计划）为443.9万元，按县（市、区）相加为431.9万元，总数多12万元，差额没有归属。请核对数据，或在表中补列相应单位后再出文。',
  )
})

test('a part that is left out is missing, not nothing', () => {
  const without = figures.filter(({ id }) => id !== 'org.1.completedYtd')
  expect(reconcile(without).map(({ figureId, kind }) => [figureId, kind])).toContainEqual([
    'region.completedYtd',
    'missing',
  ])
})

test('a rate that does not follow from its amounts is a problem, one rounded at the eighth decimal is none', () => {
  const exact = figures.find(({ id }) => id === 'region.completionRate')!.value
  const wrong = reconcile(changed('region.completionRate', { value: String(Number(exact) + 1) }))
  expect(wrong.find(({ figureId }) => figureId === 'region.completionRate')?.kind).toBe('rule')
  const shorter = reconcile(changed('region.completionRate', { value: Number(exact).toFixed(5) }))
  expect(shorter.find(({ figureId }) => figureId === 'region.completionRate')).toBeUndefined()
})

test('a count below zero is a problem, a change below zero is none', () => {
  const below = reconcile(changed('region.startEarly', { value: '-1' }))
  expect(below.map(({ kind }) => kind)).toContain('negative')
  const change = figures.find(({ id }) => id === 'region.completedYtd.change.before')!
  const negative = { ...change, unit: '个' as const, rule: 'rows' as const, value: '-1', inputs: [] }
  expect(reconcile([negative])).toEqual([])
})

function changed(id: string, given: Partial<Figure>): Figure[] {
  return figures.map((figure) => (figure.id === id ? { ...figure, ...given } : figure))
}
