import { describe, expect, test } from 'vitest'
import { openWorkbook } from '#platform/excel/open-workbook.ts'
import { readLedger } from './read-ledger.ts'
import { fieldsOf, readingOf, rowAt, type TestSheet, warned } from './test-workbook.ts'

describe('text files', () => {
  test('two header rows without merged cells, counties settled by the city of the title', async () => {
    const text =
      '阜新市2025年重点项目计划表,,,,,,\n单位：亿元,,,,,,\n序号,县区,项目名称,总投资,2025年投资,,责任单位\n,,,,计划,1-3月完成,\n' +
      '1,海州,甲项目,1.5,0.5,0.1,区发改局\n2,彰武,乙项目,2,1,,县工信局\n3,阜新县,丙项目,,"1,000",0.2,\n4,阜新市,丁项目,1,,,\n小计,,,4.5,,,\n'
    const reading = readLedger(await openWorkbook(Buffer.from(text)), '计划.csv')
    expect(fieldsOf(reading)).toEqual({
      A: 'rowNumber',
      B: 'county',
      C: 'name',
      D: 'totalInvestment',
      E: 'annualPlan',
      F: 'completedYtd',
      G: 'responsibleOrg',
    })
    expect(reading.rows.map(({ county, totalInvestmentWan }) => [county, totalInvestmentWan])).toEqual([
      ['海州区', 15000],
      ['彰武县', 20000],
      ['阜新蒙古族自治县', null],
      [null, 10000],
    ])
    expect(warned(reading, 'county-above').map(({ excelRow }) => excelRow)).toEqual([8])
    expect(warned(reading, 'total-mismatch')).toEqual([])
    expect(warned(reading, 'number-as-text')).toEqual([])
  })
})

describe('subtotals', () => {
  test('without sections they cover the rows since the last one; units stand in a row of their own', async () => {
    const reading = await readingOf([
      [
        'Sheet1',
        [
          ['序号', '县区', '项目名称', '总投资', '2023年完成投资', '完成投资（1-11月）', '2024年计划'],
          ['', '', '', '（亿元）', '（万元）', '（万元）', '（万元）'],
          [1, '南乐县', '（一）期污水厂', 1, 2, 3, 4],
          [2, '南乐县', '一、二号厂房', 2, 2, 3, 4],
          ['', '', '南乐县小计（2个）', 3, 4, 6, 8],
          [3, '台前县', '丙', 3, 1, 1, 1],
          ['', '', '台前县小计', 4, 1, 1, 1],
          ['', '', '合计', 7],
        ],
      ],
    ])
    expect(reading.groups.map(({ kind, members, parts }) => [kind, members, parts])).toEqual([
      ['subtotal', [3, 4], undefined],
      ['subtotal', [6], undefined],
      ['total', [3, 4, 6], [5, 7]],
    ])
    expect(warned(reading, 'total-mismatch').map(({ excelRow, stated, listed }) => [excelRow, stated, listed])).toEqual(
      [
        [7, 40000, 30000],
        [8, 70000, 60000],
      ],
    )
    expect(reading.completedPeriod).toBe('2024-01..11')
    expect(rowAt(reading, 3)).toMatchObject({
      totalInvestmentWan: 10000,
      completedYtdWan: 3,
      completedYtdByPeriodWan: { '2023-01..12': 2, '2024-01..11': 3 },
      annualPlanWan: 4,
    })
  })
})

describe('several sheets', () => {
  const sheets: TestSheet[] = [
    [
      '1.南乐县',
      [
        ['2024年项目清单'],
        ['序号', '项目名称', '总投资(亿元)', '累计完成投资'],
        ['合计（2个）', '', 3.5],
        ['新建项目（1个）'],
        [1, 'A产业园', 1.5, 0.3],
        ['续建项目（2个）'],
        [2, 'B产业园', 2, 0.8],
      ],
      ['A4:D4', 'A6:D6'],
    ],
    [
      '台前',
      [
        ['序号', '项目名称', '总投资(亿元)', '1月计划', '2月计划'],
        ['一', '基础设施项目'],
        [1, 'C路', 1, null, null],
      ],
    ],
    [
      '市本级',
      [
        ['序号', '项目名称', '总投资'],
        [1, 'D馆', '12000'],
        [2, 'E馆', 35000],
      ],
    ],
    [
      '汇总',
      [
        ['县区', '项目个数', '总投资'],
        ['南乐县', 2, 3.5],
      ],
    ],
  ]

  test('counties come from the sheets, a summary is not read, totals above their rows are checked', async () => {
    const reading = await readingOf(sheets, {}, '2024年.xlsx')
    expect(reading.rows.map(({ name, county }) => [name, county])).toEqual([
      ['A产业园', '南乐县'],
      ['B产业园', '南乐县'],
      ['C路', '台前县'],
      ['D馆', '市本级'],
      ['E馆', '市本级'],
    ])
    expect(reading.sheets.map(({ kind, import: isImported }) => [kind, isImported])).toEqual([
      ['projects', true],
      ['projects', true],
      ['projects', true],
      ['summary', false],
    ])
    expect(reading.groups.map(({ excelRow, kind, members }) => [excelRow, kind, members])).toEqual([
      [3, 'total', [5, 7]],
      [4, 'section', [5]],
      [6, 'section', [7]],
      [2, 'section', [3]],
    ])
    expect(warned(reading, 'count-mismatch').map(({ scope }) => scope)).toEqual(['续建项目（2个）'])
  })

  test('a column without any unit is one question; its answer counts for next month', async () => {
    const reading = await readingOf(sheets)
    const question = reading.questions.find(({ code, sheet }) => code === 'unit-ambiguous' && sheet === '市本级')
    expect(rowAt(reading, 2, '市本级')).toMatchObject({ totalInvestmentWan: null, totalInvestmentRaw: '12000' })
    const answered = await readingOf(sheets, { choices: { [question?.key as string]: '万元' } })
    expect(
      answered.rows
        .slice(-2)
        .map(({ totalInvestmentWan, totalInvestmentRaw }) => [totalInvestmentWan, totalInvestmentRaw]),
    ).toEqual([
      [12000, undefined],
      [35000, undefined],
    ])
  })

  test('a bare 累计完成投资 is a question, and becomes the field chosen', async () => {
    const reading = await readingOf(sheets)
    const question = reading.questions.find(({ code }) => code === 'completed-ambiguous')
    expect(fieldsOf(reading).D).toBeNull()
    const answered = await readingOf(sheets, {
      choices: { [question?.key as string]: 'completedSinceStart' },
      sheets: { '#.南乐县': { units: { D: '亿元' } } },
    })
    expect(rowAt(answered, 5, '1.南乐县').completedSinceStartWan).toBe(3000)
  })
})
