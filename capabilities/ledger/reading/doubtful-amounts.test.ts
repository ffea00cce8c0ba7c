import { describe, expect, test } from 'vitest'
import { parseNumberFormat } from '#platform/excel/number-format.ts'
import { emptySheet, type Workbook } from '#platform/excel/workbook.ts'
import type { LedgerAnswers } from './answers.ts'
import { readLedger } from './read-ledger.ts'
import { readingOf, rowAt, type TestSheet, warned } from './test-workbook.ts'

const HEAD = ['项目名称', '县区']

/** One project whose total investment stands under `heading` as `value` in `format`, below the lines given. */
function oneCell(heading: string, value: string | number, format = '', above: string[] = [], answers?: LedgerAnswers) {
  const sheet = emptySheet('表')
  sheet.rows = [...above.map((line) => [line]), [...HEAD, heading], ['甲', '南乐县', value]]
  sheet.numberFormats = [parseNumberFormat(''), parseNumberFormat(format)]
  sheet.formatIds = sheet.rows.map((_, row) => (row === above.length + 1 ? Uint16Array.of(0, 0, 1) : null))
  const workbook: Workbook = { format: 'xlsx', sheets: [sheet] }
  return readLedger(workbook, '台账.xlsx', { answers })
}

describe('what a number format shows', () => {
  test.each([
    ['总投资', 2.5, '0.00"亿元"', 25_000],
    ['总投资', 2.5, '0.00"亿"', 25_000],
    ['总投资（万元）', 2.5, '0.00"亿元"', 25_000],
    ['总投资（万元）', 1234, '#,##0.00', 1234],
    ['总投资（万元）', 1234, '¥#,##0.00', 1234],
    ['总投资（万元）', 1234, '[$¥-804]#,##0', 1234],
    ['总投资（万元）', 1234, '_ * #,##0.00_ ;_ * -#,##0.00_ ', 1234],
    // shown as 12.3万元, stored in 元
    ['总投资（万元）', 123_456, '0!.0,"万元"', 12.3456],
    // shown as 2.50亿元: two commas and two places behind a written point
    ['总投资（万元）', 250_000_000, '0!.00,,"亿元"', 25_000],
  ])('%s %d as %s is %d万元', (heading, value, format, expected) => {
    const reading = oneCell(heading, value, format)
    expect([rowAt(reading, 2).totalInvestmentWan, reading.questions]).toEqual([expected, []])
  })

  test.each([
    ['[$$-409]#,##0.00', 'currency-foreign'],
    ['"US$"#,##0', 'currency-foreign'],
    ['[$€-2] #,##0', 'currency-foreign'],
    ['0.00"万美元"', 'currency-foreign'],
    ['#,##0,', 'unit-ambiguous'],
    ['0!.0,', 'unit-ambiguous'],
  ])('under 万元 a number shown as %s is asked about: %s', (format, code) => {
    const reading = oneCell('总投资（万元）', 123_456, format)
    expect(rowAt(reading, 2).totalInvestmentWan).toBeNull()
    expect(reading.questions.map((question) => question.code)).toEqual([code])
  })

  test('the answer is the unit of the number stored', () => {
    const [question] = oneCell('总投资（万元）', 123_456, '#,##0,').questions
    const reading = oneCell('总投资（万元）', 123_456, '#,##0,', [], { choices: { [question?.key as string]: '元' } })
    expect([rowAt(reading, 2).totalInvestmentWan, reading.questions]).toEqual([12.3456, []])
  })
})

describe('headings and lines', () => {
  test.each([
    ['总投资（万元/亿元）', ['单位：万元']],
    ['总投资', ['单位：万元', '金额单位：亿元']],
    ['总投资', ['重点项目台账（单位：亿元、万元）']],
    ['总投资', []],
  ])('%s under %j leaves the unit open', (heading, above) => {
    const reading = oneCell(heading, 123, '', above)
    expect(reading.rows[0]?.totalInvestmentWan).toBeNull()
    expect(reading.questions.map(({ code }) => code)).toEqual(['unit-ambiguous'])
  })

  test.each([
    ['重点项目台账（万元）', 123],
    ['重点项目台账（单位：亿元）', 1_230_000],
    ['计量单位：元', 0.0123],
  ])('above the table %s is the unit', (line, expected) => {
    expect(oneCell('总投资', 123, '', [line]).rows[0]?.totalInvestmentWan).toBe(expected)
  })

  test('a column in foreign money is asked once, for the rate', () => {
    const reading = oneCell('总投资（万美元）', 100, '', ['单位：万元'])
    const [question] = reading.questions
    expect([reading.rows[0]?.totalInvestmentWan, reading.rows[0]?.totalInvestmentRaw, question?.code]).toEqual([
      null,
      '100',
      'currency-foreign',
    ])
    const at = (answer: string) =>
      oneCell('总投资（万美元）', 100, '', [], { choices: { [question?.key as string]: answer } }).rows[0]
    expect([at('7.12')?.totalInvestmentWan, at('blank')?.totalInvestmentWan, at('七')?.totalInvestmentWan]).toEqual([
      712,
      null,
      null,
    ])
  })

  test('a telephone or a code under 总投资 is no amount', () => {
    const reading = oneCell('总投资（亿元）', 13_812_345_678)
    expect(reading.rows[0]?.totalInvestmentWan).toBeNull()
    expect(warned(reading, 'amount-unreadable')).toHaveLength(1)
  })
})

describe('within the table', () => {
  test('a second part in another unit is asked about; what says its unit is not', async () => {
    const sheet: TestSheet = [
      '表',
      [
        ['单位：万元'],
        [...HEAD, '总投资', '年度计划投资（亿元）'],
        ['甲', '南乐县', 100, 2],
        ['二、续建项目（单位：亿元）'],
        ['乙', '南乐县', 3, 1],
        ['丙', '南乐县', '5000万元', 1],
      ],
    ]
    const reading = await readingOf([sheet], { planYear: 2024 })
    expect(reading.rows.map((row) => [row.name, row.totalInvestmentWan, row.annualPlanWan])).toEqual([
      ['甲', 100, 20_000],
      ['乙', null, 10_000],
      ['丙', 5000, 10_000],
    ])
    expect(reading.questions.map(({ code, place }) => [code, place])).toEqual([['unit-ambiguous', 'C5']])
  })

  test('columns of one form share their answer, and the question names them', async () => {
    const sheet: TestSheet = [
      '表',
      [
        [...HEAD, '总投资（万元）', '1月计划', '2月计划', '3月计划', '4月计划'],
        ['甲', '南乐县', 100, 1, 2, 3, 4],
      ],
    ]
    const { questions } = await readingOf([sheet], { planYear: 2024 })
    expect(questions.map(({ text }) => text)).toEqual([
      '“1月计划”“2月计划”“3月计划”等4列各有1个数没有写明单位，请选择单位。',
    ])
    const answered = await readingOf([sheet], { planYear: 2024, choices: { [questions[0]?.key as string]: '亿元' } })
    expect(answered.rows[0]?.monthlyPlansWan).toEqual({
      '2024-01': 10_000,
      '2024-02': 20_000,
      '2024-03': 30_000,
      '2024-04': 40_000,
    })
  })

  test('another table below is not read by the headings of the first', async () => {
    const sheet: TestSheet = [
      '表',
      [
        [...HEAD, '总投资（万元）', '建设阶段'],
        ['甲', '南乐县', 100, '在建'],
        [],
        ['二、储备项目'],
        ['总投资（万元）', '项目名称', '建设单位', '县区'],
        [500, '乙', '某公司', '南乐县'],
      ],
    ]
    const reading = await readingOf([sheet])
    expect(reading.rows.map(({ name }) => name)).toEqual(['甲'])
    expect(reading.questions.map(({ code, place }) => [code, place])).toEqual([['second-table', 'A5']])
    const settled = await readingOf([sheet], { choices: { [reading.questions[0]?.key as string]: 'ignore' } })
    expect([settled.rows.length, settled.questions]).toEqual([1, []])
    expect(reading.skip.map(({ excelRow }) => excelRow)).toEqual([1, 3, 4, 5, 6])
  })

  test('of two columns of one meaning the one that is shown counts', () => {
    const sheet = emptySheet('表')
    sheet.rows = [
      [...HEAD, '总投资（亿元）', '计划总投资（万元）'],
      ['甲', '南乐县', 9, 100],
    ]
    sheet.formatIds = [null, null]
    sheet.hiddenColumns = new Set([2])
    expect(readLedger({ format: 'xlsx', sheets: [sheet] }, 'x.xlsx').rows[0]?.totalInvestmentWan).toBe(100)
  })
})
