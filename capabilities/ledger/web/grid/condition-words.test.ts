import { expect, test } from 'vitest'
import { words } from '#platform/web/words/use-words.ts'
import type { GridCondition, OwnColumn } from '../../grid/contract.ts'
import { conditionWords } from './condition-words.ts'

const own = new Map([
  [7, { id: 7, heading: '用地指标', kind: 'number', unit: '亩', choices: [] } as unknown as OwnColumn],
])
const asking = {
  w: words,
  own,
  unit: 'wan' as const,
  organisations: new Map([
    [33, '南屏县'],
    [34, '西屏县'],
  ]),
}

test.each<[GridCondition, string]>([
  [{ field: 'totalInvestment', op: 'atLeast', value: '10000' }, '总投资 ≥ 10\u2009000 万元'],
  [{ field: 'totalInvestment', op: 'between', value: '5000', to: '10000' }, '总投资 5\u2009000—10\u2009000 万元'],
  [{ field: 'completionRate', op: 'atMost', value: '60' }, '完成率 ≤ 60.0 %'],
  [{ field: 'stage', op: 'oneOf', values: ['started', 'underConstruction'] }, '阶段：开工、在建'],
  [{ field: 'county', op: 'oneOf', values: ['33', '34', ''] }, '县区：南屏县、西屏县、（未填写）'],
  [{ field: 'owner', op: 'oneOf', values: ['甲', '乙', '丙', '丁'] }, '建设单位：甲、乙、丙 等4项'],
  [{ field: 'problems', op: 'contains', value: '用地' }, '存在问题 含“用地”'],
  [{ field: 'startDate', op: 'isEmpty' }, '实际开工：未填写'],
  [{ field: 'plannedStart', op: 'atMost', value: '2026-03' }, '计划开工 ≤ 2026-03'],
  [{ field: 'own.7', op: 'atLeast', value: '50' }, '用地指标 ≥ 50 亩'],
])('%o', (condition, text) => {
  expect(conditionWords(condition, asking)).toBe(text)
})

test('in 亿元 the bound is said in 亿元', () => {
  const condition = { field: 'totalInvestment', op: 'atLeast', value: '10000' } as const
  expect(conditionWords(condition, { ...asking, unit: 'yi' })).toBe('总投资 ≥ 1 亿元')
})
