import { describe, expect, test } from 'vitest'
import type { Cell } from '#platform/excel/workbook.ts'
import { columnOfKey } from '../exporting/columns.ts'
import { isAsExported, readCellValue, readTypedValue } from './cell-values.ts'
import { withDecisions } from './decide.ts'
import { refusalOf } from './ledger-values.ts'

const cell = (over: Partial<Cell>): Cell => ({
  kind: 'blank',
  value: null,
  text: '',
  suffix: null,
  isPercent: false,
  isForeign: false,
  scaled: null,
  formula: null,
  isMissing: false,
  ...over,
})
const text = (words: string) => cell({ kind: 'text', value: words, text: words })
const number = (value: number) => cell({ kind: 'number', value, text: String(value) })
const date = (iso: string, precision: 'day' | 'month' | 'year') =>
  cell({ kind: 'date', value: 46000, text: iso, precision })

describe('what a cell of an exported workbook says', () => {
  test.each([
    ['totalInvestment', number(1200.5), '1200.5'],
    ['totalInvestment', text('１，２００．５０'), '1200.5'],
    ['totalInvestment', text('1.2亿元'), '12000'],
    ['totalInvestment', number(1.00005), '1.0001'],
    ['totalInvestment', cell({}), null],
    ['totalInvestment', text('—'), null],
    ['completedCurrent.2026-10', number(-3), '-3'],
    ['startDate', date('2026-03-28', 'day'), '2026-03-28'],
    ['startDate', date('2026-03-01', 'month'), '2026-03'],
    ['startDate', text('2026-03'), '2026-03'],
    ['startDate', text('2026年3月'), '2026-03'],
    ['startDate', text('2026/3/8'), '2026-03-08'],
    ['startDate', number(2026), '2026'],
    ['stage', text('在建'), '在建'],
    ['stage', text('正在施工'), '在建'],
    ['constructionNature', text('技术改造'), '技改'],
    ['planState', text('新开工 '), '新开工'],
    ['remark', text(' 两行\r\n文字 '), '两行\n文字'],
    ['remark', text('=1+1'), '=1+1'],
    ['code', number(20240001), '20240001'],
    ['extra.环评批复', text('√'), '√'],
  ])('%s %#', (key, given, value) => {
    expect(readCellValue(columnOfKey(key)!, given, 2026)).toEqual({ text: value })
  })

  test.each([
    ['totalInvestment', text('待核'), '读不出金额'],
    ['totalInvestment', text('5000万美元'), '外币'],
    ['totalInvestment', number(-1), '负数'],
    ['totalInvestment', cell({ kind: 'error', value: '#REF!', text: '#REF!' }), '错误值'],
    ['totalInvestment', cell({ formula: 'A1', isMissing: true }), '公式没有计算结果'],
    ['startDate', text('2023-2025'), '一段时间'],
    ['startDate', text('明年春天'), '读不出日期'],
    ['stage', text('很快'), '不在这一列的选项中'],
  ])('%s that cannot be taken is said %#', (key, given, sentence) => {
    const parsed = readCellValue(columnOfKey(key)!, given, 2026)
    expect('problem' in parsed && parsed.problem).toContain(sentence)
  })
})

describe('nothing counts as a change that is only spelt otherwise', () => {
  test.each([
    ['totalInvestment', '1200.5', number(1200.5), true],
    ['totalInvestment', '1234567890.1234', number(1234567890.1234), true],
    ['totalInvestment', '99999999999999.1234', number(Number('99999999999999.1234')), true],
    ['totalInvestment', '1200.5', number(1200.6), false],
    ['totalInvestment', null, cell({}), true],
    ['totalInvestment', '5', cell({}), false],
    ['startDate', '2026-03-28', date('2026-03-28', 'day'), true],
    ['startDate', '2026-03', text('2026-03'), true],
    ['startDate', '2026-03', date('2026-03-01', 'day'), false],
    ['remark', '甲\n乙', text('甲\r\n乙'), true],
    ['remark', '甲', text('甲 '), true],
    ['remark', '甲', text('甲。'), false],
    ['completionRate', '50.0083', number(50.0083), true],
  ])('%s %j %#', (key, base, given, same) => {
    expect(isAsExported(columnOfKey(key)!, base, given)).toBe(same)
  })
})

describe('what may stand in the ledger', () => {
  test.each([
    ['name', null, '项目名称不能为空'],
    ['annualPlan.2026', null, '不能用空白清除'],
    ['completedYtd.2026-10', null, '不能用空白清除'],
    ['owner', '长'.repeat(201), '不超过200字'],
    ['light', '红灯', '由系统按规则计算'],
    ['county', '西县', '在项目页调整'],
  ])('%s %#', (key, value, sentence) => {
    expect(refusalOf(columnOfKey(key)!, value)).toContain(sentence)
  })

  test('what is typed is read as a cell is', () => {
    expect(readTypedValue(columnOfKey('totalInvestment')!, '1.2亿元', null)).toEqual({ text: '12000' })
    expect(withDecisions({}, { cells: { '7|startDate': { value: '2026年3月' } } })).toEqual({
      cells: { '7|startDate': { value: '2026-03' } },
      columns: {},
    })
    expect(() => withDecisions({}, { cells: { '7|totalInvestment': { value: '许多' } } })).toThrow('读不出金额')
    expect(() => withDecisions({}, { cells: { '7|没有这列': { value: '甲' } } })).toThrow('没有这一列')
  })

  test('decisions are put over earlier ones, taken back with null, and bounded', () => {
    const kept = withDecisions(
      { cells: { a: 'ours', b: 'ours' }, columns: { remark: 'ours' } },
      { cells: { a: null, c: 'theirs' } },
    )
    expect(kept).toEqual({ cells: { b: 'ours', c: 'theirs' }, columns: { remark: 'ours' } })
    const many = Object.fromEntries(Array.from({ length: 20_001 }, (_, index) => [String(index), 'ours' as const]))
    expect(() => withDecisions({}, { cells: many })).toThrow('按列整批')
  })
})
