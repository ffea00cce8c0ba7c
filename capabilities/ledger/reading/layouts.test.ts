import { describe, expect, test } from 'vitest'
import { cellsOf } from './cells.ts'
import { fieldsOf, readingOf, rowAt, type TestSheet, warned } from './test-workbook.ts'

const THREE_LEVELS: TestSheet = [
  '南乐县',
  [
    ['附件1'],
    ['濮阳市2024年省市重点项目月调度表'],
    ['填报单位：市发改委', '', '', '', '', '', '', '', '截至2024年8月25日', '', '', '单位：万元'],
    [
      '序号',
      '项目代码',
      '项目名称',
      '项目单位',
      '总投资',
      '2024年投资情况',
      '',
      '',
      '',
      '资金到位情况',
      '',
      '',
      '开竣工时间',
      '',
      '备注',
    ],
    ['', '', '', '', '', '年度计划', '1-8月完成', '', '8月完成', '累计到位', '其中', '', '开工', '竣工', ''],
    ['', '', '', '', '', '', '金额', '占年度计划%', '', '', '中央预算内', '银行贷款', '', '', ''],
    [
      1,
      '2410-410923-04-01-123456',
      '聚乳酸项目',
      '甲公司',
      50000,
      20000,
      '12，500',
      0.625,
      '1,500',
      8000,
      3000,
      5000,
      2024.3,
      '2025年底',
      '/',
    ],
    [
      2,
      '2410-410923-04-01-12345',
      '生物基材料产业园',
      '乙公司',
      '约3亿',
      '１２０００',
      '—',
      '',
      '无',
      null,
      null,
      null,
      45366,
      '2025.12',
      '无',
    ],
    [3, '', '冷链物流园', '丙公司', '5000万美元', 3000, 500, '', '', '', '', '', '3月底', '2023-2025', ''],
    ['合计', '', '', '', 80000, 35000, 13000, '', '1500', 9000],
  ],
  [
    'A2:O2',
    'A4:A6',
    'B4:B6',
    'C4:C6',
    'D4:D6',
    'E4:E6',
    'F4:I4',
    'F5:F6',
    'G5:H5',
    'I5:I6',
    'J4:L4',
    'J5:J6',
    'K5:L5',
    'M4:N4',
    'M5:M6',
    'N5:N6',
    'O4:O6',
  ],
]

describe('a header of three rows', () => {
  test('columns, periods, sources', async () => {
    const reading = await readingOf([THREE_LEVELS])
    const [sheet] = reading.sheets
    expect(sheet).toMatchObject({
      unit: '万元',
      unitCell: 'L3',
      titleRow: 2,
      headerRows: [4, 5, 6],
      firstDataRow: 7,
      lastDataRow: 10,
    })
    expect(fieldsOf(reading)).toEqual({
      A: 'rowNumber',
      B: 'code',
      C: 'name',
      D: 'owner',
      E: 'totalInvestment',
      F: 'annualPlan',
      G: 'completedYtd',
      H: 'completionRate',
      I: 'completedCurrent',
      J: 'fundsInPlace',
      K: 'fundsInPlace',
      L: 'fundsInPlace',
      M: 'startDate',
      N: 'finishDate',
      O: 'remark',
    })
    expect(sheet?.columns?.[6]).toMatchObject({
      heading: '2024年投资情况/1-8月完成/金额',
      year: 2024,
      period: '1-8月',
      unit: '万元',
    })
    expect(reading).toMatchObject({
      asOf: '2024-08-25',
      asOfText: '截至2024年8月25日',
      planYear: 2024,
      completedPeriod: '2024-01..08',
    })
  })

  test('values of every kind', async () => {
    const reading = await readingOf([THREE_LEVELS])
    expect(rowAt(reading, 7)).toMatchObject({
      code: '2410-410923-04-01-123456',
      county: '南乐县',
      countyFrom: 'sheetName',
      annualPlansWan: { 2024: 20000 },
      completedYtdByPeriodWan: { '2024-01..08': 12500 },
      completedCurrentByMonthWan: { '2024-08': 1500 },
      fundsInPlaceWan: 8000,
      fundsBySourceWan: { central: 3000, bankLoan: 5000 },
      startDate: '2024-03',
      finishDate: '2025-12',
    })
    expect(rowAt(reading, 8)).toMatchObject({
      totalInvestmentWan: 30000,
      annualPlanWan: 12000,
      startDate: '2024-03-15',
      finishDate: '2025-12',
    })
    expect(rowAt(reading, 8).completedYtdWan).toBeUndefined()
    expect(rowAt(reading, 9)).toMatchObject({
      totalInvestmentWan: null,
      totalInvestmentRaw: '5000万美元',
      startDate: '2024-03',
      finishDate: '2025',
    })
    expect(rowAt(reading, 7).remark).toBeUndefined()
  })

  test('what is told and asked', async () => {
    const reading = await readingOf([THREE_LEVELS])
    expect(reading.questions.map(({ code, place }) => [code, place])).toEqual([['currency-foreign', 'E9']])
    expect(warned(reading, 'code-malformed').map(({ excelRow }) => excelRow)).toEqual([8])
    expect(warned(reading, 'amount-approximate').map(({ excelRow, column }) => [excelRow, column])).toEqual([[8, 'E']])
    expect(warned(reading, 'year-inferred').map(({ column, excelRows }) => [column, excelRows])).toEqual([['M', [9]]])
    expect(warned(reading, 'total-mismatch').map(({ column, difference }) => [column, difference])).toEqual([
      ['J', 1000],
    ])
    const answered = await readingOf([THREE_LEVELS], { choices: { [reading.questions[0]?.key as string]: '36000' } })
    expect([answered.questions, rowAt(answered, 9).totalInvestmentWan]).toEqual([[], 36000])
  })

  test('cells are named for every key', async () => {
    const reading = await readingOf([THREE_LEVELS])
    expect(cellsOf(reading, rowAt(reading, 7))).toMatchObject({
      name: 'C7',
      totalInvestmentWan: 'E7',
      'annualPlansWan.2024': 'F7',
      'completedYtdByPeriodWan.2024-01..08': 'G7',
      'fundsBySourceWan.central': 'K7',
    })
  })
})

describe('rows that are no projects', () => {
  const SHEET: TestSheet = [
    'Sheet1',
    [
      ['', '台前县2024年重点项目'],
      ['', '', '', '', '', '', '', '金额单位：亿元'],
      ['', '序号', '项目名称', '建设单位', '责任单位', '包联领导', '总投资', '年度计划投资', '建设阶段'],
      ['', '1', '2', '3', '4', '5', '6', '7', '8'],
      ['', 1, 'P1', '甲', '发改', '张三', 1.2, 0.5, '已竣工验收'],
      ['', 2, 'P1二期', '甲', '', '', '', '', '积极推进'],
      ['', 3, '', '丁公司', '', '', 0.3, '', ''],
      ['', 4, '/', '', '', '', '', '', ''],
      ['', '序号', '项目名称', '建设单位', '责任单位', '包联领导', '总投资', '年度计划投资', '建设阶段'],
      ['', 5, 'P3', '乙', '工信', '县级领导', '－', '0', '达产'],
      ['', 6, 'P3', '丙', '工信', '', '#N/A', '1亿2000万元', '前期手续办理中'],
      ['', '其中：省级项目1个'],
      [],
      ['', '共计', '', '', '', '', 3.7],
      ['', '填表人：赵六', '', '审核人：钱七'],
    ],
    ['E5:E6', 'F5:F6', 'G5:G6'],
  ]

  test('every used row is in exactly one list', async () => {
    const reading = await readingOf([SHEET])
    const all = [...reading.rows, ...reading.skip, ...reading.rejected].map(({ excelRow }) => excelRow)
    expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: 15 }, (_, index) => index + 1))
    expect(reading.skip.map(({ excelRow, reason }) => `${excelRow} ${reason}`)).toEqual([
      '1 title',
      '2 unit',
      '3 header',
      '4 header',
      '8 blank',
      '9 header',
      '12 ofWhich',
      '13 blank',
      '14 total',
      '15 note',
    ])
    expect(reading.rejected).toMatchObject([{ excelRow: 7, column: 'C', code: 'name-missing', owner: '丁公司' }])
  })

  test('merged cells: words are shared, an amount counts once', async () => {
    const reading = await readingOf([SHEET])
    expect(warned(reading, 'amount-merged')).toMatchObject([{ column: 'G', excelRows: [5] }])
    expect(rowAt(reading, 6)).toMatchObject({ responsibleOrg: '发改', sponsor: '张三', totalInvestmentWan: null })
    expect(rowAt(reading, 5)).toMatchObject({
      totalInvestmentWan: 12000,
      stage: 'completed',
      county: '台前县',
      countyFrom: 'title',
    })
    expect(rowAt(reading, 11)).toMatchObject({ annualPlanWan: 12000, totalInvestmentRaw: '#N/A', stage: 'preparation' })
  })

  test('namesakes of two owners are asked about, not merged', async () => {
    const reading = await readingOf([SHEET])
    const question = reading.questions.find(({ code }) => code === 'duplicate-name')
    expect(warned(reading, 'duplicate-name')).toMatchObject([{ excelRows: [10, 11], sameProject: false }])
    const same = await readingOf([SHEET], { choices: { [question?.key as string]: 'same' } })
    expect(same.rows.map(({ excelRow }) => excelRow)).toEqual([5, 6, 10])
    expect(same.skip.find(({ excelRow }) => excelRow === 11)?.reason).toBe('duplicate')
    const different = await readingOf([SHEET], { choices: { [question?.key as string]: 'different' } })
    expect([different.rows.length, different.questions.length]).toEqual([4, 0])
  })
})
