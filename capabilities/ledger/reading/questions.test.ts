import { describe, expect, test } from 'vitest'
import { fieldsOf, readingOf, rowAt, type TestSheet, warned } from './test-workbook.ts'

describe('corrections', () => {
  const sheet = (month: number): TestSheet => [
    `${month}月`,
    [
      [`2024年${month}月项目台账（单位：万元）`],
      ['项目名称', '县区', '投资', `1-${month}月完成`, '建设阶段'],
      ['甲', '南乐县', 100, 30, '有序推进'],
    ],
  ]

  test('columns, stage words and dates as the user said; the same for the next month of the same form', async () => {
    const before = await readingOf([sheet(3)])
    expect(fieldsOf(before)).toMatchObject({ C: null, D: 'completedYtd' })
    const answers = {
      sheets: { '#月': { fields: { C: 'totalInvestment' as const } } },
      stages: { 有序推进: 'underConstruction' as const },
    }
    const [march, april] = [await readingOf([sheet(3)], answers), await readingOf([sheet(4)], answers)]
    expect(rowAt(march, 3)).toMatchObject({
      totalInvestmentWan: 100,
      completedYtdByPeriodWan: { '2024-01..03': 30 },
      stage: 'underConstruction',
    })
    expect(rowAt(april, 3)).toMatchObject({ totalInvestmentWan: 100, completedYtdByPeriodWan: { '2024-01..04': 30 } })
    expect(warned(march, 'stage-unrecognised')).toEqual([])
  })

  test('header rows and sheets as the user said', async () => {
    const odd: TestSheet = [
      '表',
      [
        ['项目名称', '县区', '总投资（万元）'],
        ['名称', '属地', '概算（万元）'],
        ['甲', '南乐县', 5],
      ],
    ]
    expect((await readingOf([odd], { sheets: { 表: { headerRows: [1, 2] } } })).rows.map(({ name }) => name)).toEqual([
      '甲',
    ])
    expect((await readingOf([odd], { sheets: { 表: { import: false } } })).rows).toEqual([])
  })
})

describe('questions of time and place', () => {
  test('年初至今 without a date, 年度计划 without a year', async () => {
    const rows = [
      ['项目名称', '总投资（万元）', '年度计划投资（万元）', '年初至今累计完成（万元）'],
      ['甲', 10, 5, 3],
    ]
    const reading = await readingOf([['表', rows]])
    expect(reading.questions.map(({ code }) => code).sort()).toEqual(['period-missing', 'year-missing'])
    const choices = Object.fromEntries(
      reading.questions.map(({ key, code }) => [key, code === 'year-missing' ? '2024' : '2024-07']),
    )
    const answered = await readingOf([['表', rows]], { choices })
    expect(answered.questions).toEqual([])
    expect(rowAt(answered, 2)).toMatchObject({
      annualPlansWan: { 2024: 5 },
      completedYtdByPeriodWan: { '2024-01..07': 3 },
    })
  })

  test('a row without county beside others is asked; a file without any is not', async () => {
    const rows = [
      ['项目名称', '县区', '总投资（万元）'],
      ['甲', '南乐县', 1],
      ['乙', '', 2],
      ['丙', '范县', 3],
    ]
    const reading = await readingOf([['表', rows]])
    expect(rowAt(reading, 3).county).toBeNull()
    const [question] = reading.questions
    expect(question).toMatchObject({ code: 'county-missing', place: 'B3' })
    expect(question?.choices?.map(({ value }) => value)).toEqual(['南乐县', '范县', 'blank'])
    expect(rowAt(await readingOf([['表', rows]], { choices: { [question?.key as string]: '范县' } }), 3)).toMatchObject(
      { county: '范县', countyFrom: 'answer' },
    )
    const none = await readingOf([
      [
        '表',
        [
          ['项目名称', '总投资（万元）'],
          ['甲', 1],
        ],
      ],
    ])
    expect([none.questions, warned(none, 'county-missing').length]).toEqual([[], 1])
  })

  test('many rows without county are one question', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => [`第${index}号厂房`, index === 0 ? '南乐县' : '', index])
    const sheet: TestSheet = ['表', [['项目名称', '县区', '总投资（万元）'], ...rows]]
    const { questions } = await readingOf([sheet])
    expect(questions.map(({ code }) => code)).toEqual(['county-missing'])
    const answered = await readingOf([sheet], { choices: { [questions[0]?.key as string]: '南乐县' } })
    expect(answered.rows.every(({ county }) => county === '南乐县')).toBe(true)
  })

  test('a county the table does not know is kept and told', async () => {
    const reading = await readingOf([
      [
        '表',
        [
          ['项目名称', '县区', '总投资（万元）'],
          ['甲', '示例县', 1],
          ['乙', '南乐县、范县', 1],
          ['丙', '濮阳市', 1],
        ],
      ],
    ])
    expect(reading.rows.map(({ county }) => county)).toEqual(['示例县', null, null])
    expect(['county-unknown', 'county-several', 'county-above'].map((code) => warned(reading, code).length)).toEqual([
      1, 1, 1,
    ])
  })
})

describe('problem lists', () => {
  test('become issues, with project, county and state', async () => {
    const reading = await readingOf([
      [
        '问题清单',
        [
          ['项目问题清单'],
          ['序号', '县区', '项目名称', '存在问题', '责任单位', '解决措施', '是否销号'],
          [1, '南乐县', 'A', '用地未批', '自规局', '加快', '是'],
          [2, '台前', 'B', '资金不足', '', '', '否'],
        ],
      ],
    ])
    expect(reading.rows).toEqual([])
    expect(reading.issues).toMatchObject([
      {
        excelRow: 3,
        rowNo: 1,
        county: '南乐县',
        subject: 'A',
        problem: '用地未批',
        responsibleOrg: '自规局',
        measure: '加快',
        resolved: true,
      },
      { excelRow: 4, county: '台前县', subject: 'B', problem: '资金不足', responsibleOrg: null, resolved: false },
    ])
  })
})
