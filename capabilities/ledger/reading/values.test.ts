import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAmountText } from './amounts.ts'
import { lastDay, readDateText } from './dates.ts'
import { readNature } from './natures.ts'
import { readPerson } from './people.ts'
import { findDateLine, titleDay, yearIn } from './periods.ts'
import { readStage } from './stages.ts'
import { statedCount } from './stated.ts'
import { isSameText, tidy, tidyLong } from './text.ts'
import { unitIn, unitLine } from './units.ts'

describe('text', () => {
  test.each([
    ['３ＧＷｈ全钒和６．５ＧＷｈ锂电池', '3GWh全钒和6.5GWh锂电池'],
    ['浴龙谷600MW\n抽水蓄能', '浴龙谷600MW抽水蓄能'],
    ['　合　计 ', '合计'],
    ['Lithium \n Battery 二期', 'Lithium Battery二期'],
    ['（一）“四化”：A，B', '（一）“四化”：A，B'],
    ['甲\u200b乙', '甲乙'],
    ['<b onmouseover=x>甲</b>', '<b onmouseover=x>甲</b>'],
  ])('%j is tidied to %j', (text, expected) => expect(tidy(text)).toBe(expected))

  test('tidying twice changes nothing more', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => tidy(tidy(text)) === tidy(text)))
  })

  test('long texts keep their lines', () => expect(tidyLong('一、甲 \r\n\r\n二、１０吨 ')).toBe('一、甲\n二、10吨'))

  test.each([
    ['同位素（辽宁）公司', '同位素(辽宁)公司', true],
    ['重点推进', '重点推进 ', true],
    ['利州古城', '利州古城二期', false],
    ['PBN', 'pbn', false],
  ])('%j and %j are the same: %s', (a, b, expected) => expect(isSameText(a, b)).toBe(expected))
})

describe('amounts', () => {
  test.each([
    ['25亿元', null, 250000],
    ['8000万元', '亿元', 8000],
    ['１０．５亿元', null, 105000],
    ['5　亿元', null, 50000],
    ['约3亿', '万元', 30000],
    ['1,000', '万元', 1000],
    ['12，500.5', '万元', 12500.5],
    ['11.60', '亿元', 116000],
    ['1亿2000万元', null, 12000],
    ['5千万元', null, 5000],
    ['三亿元', null, 30000],
    ['二十五亿', null, 250000],
    ['总投资2.5亿元', '万元', 25000],
    ['人民币3000万元', null, 3000],
    ['(100)', '万元', -100],
    ['-12.5', '万元', -12.5],
    ['12345', '元', 1.2345],
    ['0.123456', '万元', 0.1235],
    ['0', null, 0],
    ['10亿元左右', null, 100000],
  ] as const)('%j under %s is %d万元', (text, unit, expected) =>
    expect(readAmountText(text, unit)).toMatchObject({ wan: expected, problem: null }),
  )

  test.each(['', ' ', '/', '—', '——', '无', '-', '待定', '－'])('%j is no amount and no problem', (text) => {
    expect(readAmountText(text, '万元')).toMatchObject({ wan: null, problem: null })
  })

  test.each([
    ['6.3', null, 'unit-ambiguous'],
    ['5000万美元', '万元', 'currency-foreign'],
    ['$300万', '万元', 'currency-foreign'],
    ['3-5亿元', null, 'amount-unreadable'],
    ['10亿元（一期3亿元）', null, 'amount-unreadable'],
    ['12,5', '万元', 'amount-unreadable'],
    ['2000万1亿', null, 'amount-unreadable'],
    ['已完成', '万元', 'amount-unreadable'],
    ['85%', '万元', 'amount-unreadable'],
  ] as const)('%j under %s: %s', (text, unit, problem) =>
    expect(readAmountText(text, unit)).toMatchObject({ wan: null, problem }),
  )

  test('any amount in 亿元 is ten thousand times itself in 万元, exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (yuanWan) => {
        const yi = `${Math.floor(yuanWan / 10_000)}.${String(yuanWan % 10_000).padStart(4, '0')}`
        expect(readAmountText(`${yi}亿元`, null).wan).toBe(yuanWan)
      }),
    )
  })
})

describe('units', () => {
  test.each([
    ['总投资（万元）', '万元'],
    ['总投资(亿)', '亿元'],
    ['投资额：亿元', '亿元'],
    ['总投资', null],
    ['建设面积（万平方米）', null],
    ['单位：亿元/万元', 'several'],
  ])('%s: %s', (text, expected) => expect(unitIn(text)).toBe(expected))

  test.each([
    ['单位：亿元', '亿元'],
    ['金额单位:万元、亩', '万元'],
    ['截至2025年6月30日　　　单位：万元', '万元'],
    ['（单位：元）', '元'],
    ['填报单位：县发改局', null],
    ['填报单位：县发改局　单位：万元', '万元'],
  ])('the line %s states %s', (text, expected) => expect(unitLine(text)).toBe(expected))
})

describe('dates', () => {
  test.each([
    ['2024.3', '2024-03'],
    ['2024.1', '2024-01'],
    ['2024.10', '2024-10'],
    ['2024年3月', '2024-03'],
    ['2024/3/15', '2024-03-15'],
    ['2024-03-15', '2024-03-15'],
    ['２０２４年３月１５日', '2024-03-15'],
    ['45366', '2024-03-15'],
    ['202403', '2024-03'],
    ['20240315', '2024-03-15'],
    ['2024', '2024'],
    ['2024年', '2024'],
    ['2024年底', '2024-12'],
    ['24年3月', '2024-03'],
    ['2024-03', '2024-03'],
    ['已于2023年11月开工', '2023-11'],
    ['2024年2月30日', null],
    ['/', null],
    ['已开工', null],
    ['12个月', null],
  ])('%s is %s', (text, expected) =>
    expect(readDateText(text, 2022)).toMatchObject({ date: expected, isYearInferred: false }),
  )

  test.each([
    ['3月28日', '2024-03-28'],
    ['3月底', '2024-03'],
    ['3月', '2024-03'],
    ['预计6月开工', '2024-06'],
    ['年底', '2024-12'],
  ])('%s takes its year from the ledger: %s', (text, expected) => {
    expect(readDateText(text, 2024)).toMatchObject({ date: expected, isYearInferred: true })
    expect(readDateText(text, null)).toMatchObject({ date: null, problem: 'year-missing' })
  })

  test.each([
    ['2023-2025', '2023', '2025'],
    ['2023—2025年', '2023', '2025'],
    ['2023.3-2025.12', '2023-03', '2025-12'],
    ['2023年3月至2025年6月', '2023-03', '2025-06'],
    ['2023-03至2025-06', '2023-03', '2025-06'],
    ['2023-25', '2023', '2025'],
    ['3月-10月', '2024-03', '2024-10'],
  ])('%s is a period', (text, date, until) => expect(readDateText(text, 2024)).toMatchObject({ date, until }))

  test('the last day of a month, a year, a day', () => {
    expect(['2024-02', '2022-07', '2023', '2024-03-05'].map(lastDay)).toEqual([
      '2024-02-29',
      '2022-07-31',
      '2023-12-31',
      '2024-03-05',
    ])
  })
})

describe('the date of a ledger', () => {
  test.each([
    ['（截至2022年7月底）', '截至2022年7月底', '2022-07-31'],
    ['截至2025年6月30日　　　　单位：万元', '截至2025年6月30日', '2025-06-30'],
    ['截止2024年10月', '截止2024年10月', '2024-10-31'],
    ['填报日期：2024.7.25', '填报日期:2024.7.25', '2024-07-25'],
    ['2024年1-7月', '2024年1-7月', '2024-07-31'],
    ['截至7月25日', '截至7月25日', '2023-07-25'],
  ])('%s', (text, words, day) => expect(findDateLine(text, 2023)).toEqual({ text: words, day }))

  test.each(['喀左县2024年重点项目台账', '单位：万元', '建设内容', '2024年计划'])('%s is no date line', (text) =>
    expect(findDateLine(text)).toBeNull(),
  )

  test('year and months of a title', () => {
    expect(yearIn('喀左县2024年重点项目台账（3月）')).toBe(2024)
    expect(titleDay('喀左县2024年重点项目台账（3月）', 2024)).toBe('2024-03-31')
    expect(titleDay('2025年上半年工业项目台账', 2025)).toBe('2025-06-30')
    expect(titleDay('3月28日集中开工项目', 2024)).toBeNull()
  })
})

describe('stages', () => {
  test.each([
    ['签约落地', 'signed'],
    ['谋划对接', 'planning'],
    ['前期', 'preparation'],
    ['正在办理前期手续', 'preparation'],
    ['开工', 'started'],
    ['已开工建设', 'started'],
    ['在建', 'underConstruction'],
    ['主体完工', 'underConstruction'],
    ['主体封顶', 'underConstruction'],
    ['正在加快建设', 'underConstruction'],
    ['部分投产', 'underConstruction'],
    ['已建成', 'completed'],
    ['竣工验收', 'completed'],
    ['通车', 'completed'],
    ['已建成投产', 'inProduction'],
    ['试生产', 'inProduction'],
    ['投入使用', 'inProduction'],
    ['达产', 'atCapacity'],
    ['达效', 'returnsAchieved'],
    ['停工', 'suspended'],
    ['退库', 'withdrawn'],
    ['待开工', 'preparation'],
    ['未开工，办理环评', 'preparation'],
    ['未竣工，在建', 'underConstruction'],
  ])('%s is %s', (text, expected) => expect(readStage(text)).toBe(expected))

  test.each(['积极推进', '跟踪推进', '提速推进', '加快推进', '未开工', '拟投产', '重点', ''])(
    '%s is no stage',
    (text) => expect(readStage(text)).toBeNull(),
  )
})

describe('natures and people', () => {
  test.each([
    ['新建', 'planState', { planState: 'new' }],
    ['新建', 'constructionNature', { constructionNature: 'new' }],
    ['续建', 'constructionNature', { planState: 'continuing' }],
    ['扩建', 'planState', { constructionNature: 'expansion' }],
    ['改建', 'planState', { constructionNature: 'reconstruction' }],
    ['技术改造', 'constructionNature', { constructionNature: 'technicalUpgrade' }],
    ['产业类', 'planState', null],
  ] as const)('%s under %s', (text, column, expected) => expect(readNature(text, column)).toEqual(expected))

  test.each([
    ['张三', '张三', null],
    ['张三（副县长）', '张三', null],
    ['县委常委、副县长王五', '王五', null],
    ['副县长 李四 13812345678', '李四', '13812345678'],
    ['张三、李四', '张三、李四', null],
    ['县级领导', null, null],
    ['县级干部', null, null],
    ['县级领导干部', null, null],
    ['各包联领导', null, null],
    ['县委书记', null, null],
    ['县政府主要负责同志', null, null],
  ])('%s names %s', (text, name, phone) => expect(readPerson(text)).toMatchObject({ name, phone }))
})

describe('counts in headings', () => {
  test.each([
    ['一、新建项目（72个）', 72],
    ['（一）省、市重点产业项目（12个）', 12],
    ['三、半导体产业链项目（引进企业7个、项目12个）', 12],
    ['南乐县小计（工业项目25个）', 25],
    ['新建项目（共15个，总投资41.89亿元）', 15],
    ['合计：120个', 120],
    ['一、南乐县（工业项目25个、“四化”改造项目22个）', null],
    ['六、清洁能源项目（首批通过评审的重点用电负荷项目6个）', null],
    ['四、其他（县区待核）', null],
    ['三、储备项目', null],
  ])('%s: %s', (text, expected) => expect(statedCount(text)).toBe(expected))
})
