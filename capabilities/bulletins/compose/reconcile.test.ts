import { expect, test } from 'vitest'
import type { Figure } from './figure.ts'
import type { BulletinInput } from './input.ts'
import { composeMonthlyBulletin } from './monthly-bulletin.ts'
import { reconcile } from './reconcile.ts'
import { sampleCounties, sampleInput } from './sample-input.ts'

const figures = composeMonthlyBulletin(sampleInput()).figures

test.each([
  'region.projectCount',
  'region.newCount',
  'region.annualPlan',
  'region.completedYtd',
  'region.completedCurrent',
  'region.light.red',
  'region.startDueStarted',
  'region.gap',
  'region.rateChange',
  'total.completedYtd',
  'org.1.projectCount',
  'org.1.completedYtd',
  'org.1.completedCurrent',
  'org.9.annualPlan',
  'org.3.light.grey',
  'org.2.rank',
  'project.301.completedYtd',
])('%s altered by one does not close', (id) => {
  const altered = figures.map((figure) =>
    figure.id === id ? { ...figure, value: String(Number(figure.value) + 1) } : figure,
  )
  expect(figures.some((figure) => figure.id === id)).toBe(true)
  expect(reconcile(altered)).not.toEqual([])
})

test('a total that is twelve 万元 too high is named, with the difference', () => {
  const overall = { ...sampleInput().overall, annualPlan: '3319012' }
  const problem = problemOf({ overall }, 'region.annualPlan')
  expect(problem).toMatchObject({ kind: 'total', expected: '3319000', found: '3319012' })
  expect(problem?.sentence).toBe(
    '全市年度计划投资（年初计划）为3319012万元，按县（市、区）相加为3319000万元，总数多12万元，差额没有归属。请核对数据，或在表中补列相应单位后再出文。',
  )
})

test('an organisation left out of the table is a remainder without a name', () => {
  const counties = sampleCounties().filter((county) => county.orgId !== 9)
  expect(problemOf({ counties }, 'region.completedYtd')).toMatchObject({
    kind: 'total',
    expected: '1874000',
    found: '2031000',
  })
})

test('a rate that does not follow from its amounts is a problem, one rounded at the eighth decimal is none', () => {
  const wrong = { ...sampleInput().overall, completionRate: '62.19313046' }
  expect(problemOf({ overall: wrong }, 'region.completionRate')?.kind).toBe('rule')
  const shorter = { ...sampleInput().overall, completionRate: '61.19313' }
  expect(problemOf({ overall: shorter }, 'region.completionRate')).toBeUndefined()
})

test('places must follow from the rates', () => {
  const counties = sampleCounties().map((county) => (county.orgId === 3 ? { ...county, rank: 2 } : county))
  expect(problemOf({ counties }, 'org.3.rank')).toMatchObject({ kind: 'rule', expected: '3', found: '2' })
})

test('start counts that contradict each other give a negative count', () => {
  const overall = { ...sampleInput().overall, starts: { planned: 25, due: 20, started: 10, overdue: 4 } }
  expect(problemOf({ overall }, 'region.startEarly')).toMatchObject({ kind: 'negative', found: '-6' })
})

test('a missing part is reported, not taken for zero', () => {
  const without = figures.filter((figure) => figure.id !== 'org.9.light.red')
  expect(reconcile(without).find((problem) => problem.figureId === 'region.light.red')?.kind).toBe('missing')
})

test('decimals add up exactly', () => {
  const part = (id: string, value: string): Figure => ({
    ...figures[0]!,
    id,
    value,
    unit: '万元',
    partitions: [],
    rule: 'rows',
  })
  const total = { ...part('sum', '0.3'), partitions: [{ by: '单位', parts: ['a', 'b'] }] }
  expect(reconcile([total, part('a', '0.1'), part('b', '0.2')])).toEqual([])
})

function problemOf(changes: Partial<BulletinInput>, figureId: string) {
  return reconcile(composeMonthlyBulletin(sampleInput(changes)).figures).find(
    (problem) => problem.figureId === figureId,
  )
}
