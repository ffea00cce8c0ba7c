import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { WholeProject } from '../store/whole.ts'
import { cellValue, inUnit, wordsOf } from './contents.ts'

const PROJECT = {
  name: '甲项目',
  stage: 'underConstruction',
  constructionNature: 'technicalUpgrade',
  startDate: '2024-03-15',
  plannedStart: '2024-01',
  finishDate: '2026-10',
  totalInvestment: '12345.6789',
  completedToLastYearEnd: '100',
  completedSinceStart: '999',
  extra: { 用电负荷: '35kV' },
  plans: [
    { year: 2025, amount: '10' },
    { year: 2026, amount: '200.0000' },
  ],
  months: [
    { month: '2026-09', planned: '5', current: '7', completedYtd: '90', physicalProgress: null },
    { month: '2026-10', planned: '5', current: '10', completedYtd: '100', physicalProgress: '45.50' },
  ],
} as unknown as WholeProject
const at = (content: string, more: object = {}) =>
  cellValue({ content, unit: null, year: null, month: null, ...more }, PROJECT, { month: '2026-10', serial: 3 })

describe('what stands in a cell of a form', () => {
  test.each([
    ['serial', {}, { number: '3' }],
    ['name', {}, { text: '甲项目' }],
    ['stage', {}, { text: '在建' }],
    ['constructionNature', {}, { text: '技改' }],
    ['constructionPeriod', {}, { text: '2024.3-2026.10' }],
    ['totalInvestment', {}, { number: '12345.6789' }],
    ['totalInvestment', { unit: '元' }, { number: '123456789' }],
    ['totalInvestment', { unit: '亿元' }, { number: '1.23456789' }],
    ['annualPlan', {}, { number: '200' }],
    ['annualPlan', { year: 2025 }, { number: '10' }],
    ['annualPlan', { year: 2024 }, null],
    ['completedYtd', {}, { number: '100' }],
    ['completedYtd', { month: '2026-09' }, { number: '90' }],
    ['completedCurrent', {}, { number: '10' }],
    ['completedSinceStart', {}, { number: '200' }],
    ['completionRate', {}, { number: '50' }],
    ['physicalProgress', {}, { number: '45.50' }],
    ['extra.用电负荷', {}, { text: '35kV' }],
    ['extra.没有', {}, null],
    ['text.市发改委', {}, { text: '市发改委' }],
  ])('%s %o', (content, more, expected) => {
    expect(at(content, more)).toEqual(expected)
  })

  test('moving the point loses nothing: yuan and back, 亿元 and back', () => {
    const wan = fc
      .tuple(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }))
      .map(
        ([n]) =>
          `${n < 0n ? '-' : ''}${(n < 0n ? -n : n) / 10_000n}.${String((n < 0n ? -n : n) % 10_000n).padStart(4, '0')}`,
      )
    const asYuan = (decimal: string, places: number) => {
      const [whole = '0', fraction = ''] = decimal.split('.')
      return BigInt(whole + fraction.padEnd(places, '0'))
    }
    fc.assert(
      fc.property(wan, (amount) => {
        const yuan = BigInt(amount.replace('.', ''))
        expect(BigInt(inUnit(amount, '元'))).toBe(yuan)
        expect(asYuan(inUnit(amount, '亿元'), 8)).toBe(yuan)
        expect(asYuan(inUnit(amount, '万元'), 4)).toBe(yuan)
      }),
    )
  })

  test('words around the table say unit, month and day', () => {
    const known = { month: '2026-10', region: '云川市', today: '2026-11-21' }
    expect(wordsOf('填报单位：{单位}　截至{截止日}（{年}年1-{月}月）　{日期}填', known)).toBe(
      '填报单位：云川市　截至2026年10月31日（2026年1-10月）　2026年11月21日填',
    )
  })
})
