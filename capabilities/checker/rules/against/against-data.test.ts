import { expect, test } from 'vitest'
import { aMaterial, someBooks } from '#capabilities/figures/rules/sample-material.ts'
import { aRow } from '#capabilities/figures/rules/sample-rows.ts'
import { checkText } from '../check-text.ts'
import { againstData } from './against-data.ts'

const EAST = { placeOrgId: 12, countyId: 12, countyName: '东湖区' }
const rows = [
  ...Array.from({ length: 18 }, () => aRow({ annualPlan: '1000', completedYtd: '700', plannedStart: '2026-03' })),
  ...Array.from({ length: 2 }, () =>
    aRow({ annualPlan: '1000', completedYtd: '0', stage: 'preparation' as const, light: 'red' }),
  ),
  ...Array.from({ length: 5 }, () =>
    aRow({ ...EAST, annualPlan: '10000', completedYtd: '9000', planState: 'continuing' as const }),
  ),
]
const lastYear = someBooks(rows.slice(0, 20), { month: '2025-10', period: '2025-10', cutoffOn: '2025-10-25' })
// 20 × 1000 + 5 × 10000 = 7 亿元 of plan; 18 × 700 + 5 × 9000 = 5.76 亿元 done, last year 1.26 亿元
const material = aMaterial(rows, { earlier: { yearBefore: lastYear } })

const judge = (text: string) =>
  againstData(text, checkText(text, { year: '2026' }), material, { kind: 'region' })
    .figures.filter(({ class: kind }) => kind !== 'date')
    .map(({ printed, verdict, data }) => [printed, data?.id ?? null, verdict])

test.each([
  ['1—10月，全市完成投资5.76亿元。', [['5.76', 'region.completedYtd', 'agrees']]],
  ['1—10月，全市完成投资57600万元。', [['57600', 'region.completedYtd', 'agrees']]],
  ['1—10月，全市完成投资5.8亿元。', [['5.8', 'region.completedYtd', 'agrees']]],
  ['1—10月，全市完成投资5.7亿元。', [['5.7', 'region.completedYtd', 'contradicts']]],
  ['1—10月，全市完成投资近6亿元。', [['6', 'region.completedYtd', 'agrees']]],
  [
    '全市共实施重点项目25个，其中新开工项目20个。',
    [
      ['25', 'region.projectCount', 'agrees'],
      ['20', 'region.newCount', 'agrees'],
    ],
  ],
  [
    '青原县完成率63%，东湖区完成率91%。',
    [
      ['63', 'org.11.completionRate', 'agrees'],
      ['91', 'org.12.completionRate', 'contradicts'],
    ],
  ],
  [
    '目前应开工项目20个，其中已开工18个，逾期未开工2个。',
    [
      ['20', 'region.startDue', 'agrees'],
      ['18', 'region.startDueStarted', 'agrees'],
      ['2', 'region.startOverdue', 'agrees'],
    ],
  ],
])('%s', (text, expected) => {
  expect(judge(text)).toEqual(expected)
})

test.each([
  ['another thing than the data know', '氟化工完成投资12亿元。'],
  ['another year', '2025年1—10月，全市完成投资3亿元。'],
  ['another month', '1—9月，全市完成投资3亿元。'],
  ['the year before', '去年同期全市完成投资3亿元。'],
  ['another unit', '全市完成投资3万平方米。'],
  ['an organisation of the sentence before the comma', '青原县招商活动频繁，完成投资3亿元。'],
  ['no name at all', '共有3个。'],
])('%s is not judged', (_, text) => {
  expect(judge(text).map(([, id]) => id)).toEqual(judge(text).map(() => null))
})

test('a growth, a rate of the plan and a place are judged with what they are said of', () => {
  const text = '1—10月，全市完成投资5.76亿元，同比增长12%。'
  // 5.76 over 1.26 is 357.1 % more
  expect(judge(text)[0]).toEqual(['5.76', 'region.completedYtd.growth.yearBefore', 'contradicts'])
  expect(judge('1—10月，全市完成投资5.76亿元，同比增长357.1%。')[0]![2]).toBe('agrees')
  expect(judge('东湖区完成率90%，居第2位。')[0]).toEqual(['90', 'org.12.rank', 'contradicts'])
})

test('of numbers that contradict each other the data say which is right', () => {
  const text = '全市共实施重点项目25个，其中新开工项目20个、续建项目6个。'
  expect(checkText(text).relations.map(({ status }) => status)).toEqual(['fails'])
  expect(judge(text).map(([printed, , verdict]) => [printed, verdict])).toEqual([
    ['25', 'agrees'],
    ['20', 'agrees'],
    ['6', 'contradicts'],
  ])
})

test('the reason names what the data say', () => {
  const [figure] = againstData('1—10月，全市完成投资6.1亿元。', checkText('1—10月，全市完成投资6.1亿元。'), material, {
    kind: 'region',
  }).figures.filter(({ data }) => data)
  expect(figure?.why).toBe('2026年1—10月调度数据为：全市1—10月完成投资5.76亿元。')
  expect(figure?.data).toEqual({
    id: 'region.completedYtd',
    subject: '全市1—10月完成投资',
    value: '57600',
    unit: '万元',
    asOf: '2026-10-25',
  })
})
