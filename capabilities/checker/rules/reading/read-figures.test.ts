import { describe, expect, test } from 'vitest'
import { charactersOf } from './characters.ts'
import { chineseNumber } from './numerals.ts'
import { readFigures } from './read-figures.ts'

// Sentences of offices that do not exist, in the manner of those that do.

const read = (given: string) => readFigures(charactersOf(given).text)
/** `12.5亿元 measure 工业投资 同比…` without what is null. */
const said = (given: string) =>
  read(given).map(({ value, unit, class: kind, comparisons }) =>
    [`${value}${unit} ${kind}`, ...comparisons.map((one) => `${one.kind} ${one.value}${one.unit}`)].join(', '),
  )

describe('a measure and what it is compared with', () => {
  test.each<[string, string[]]>([
    ['全县完成工业投资12.5亿元，同比增长8.3%，居全市第二位。', ['12.5亿元 measure, yoy 8.3%, rank 2位']],
    ['实现产值40亿元，同比下降2.1%，占全区总量的31%。', ['40亿元 measure, yoy -2.1%, share 31%']],
    ['税收收入比2023年增长12%，高于全市平均增速3.4个百分点。', ['2023年 date', '12% growth, pp_change 3.4个百分点']],
    ['1至6月累计完成投资9.6亿元，占年度计划的48%。', ['6 date', '9.6亿元 measure, target_pct 48%']],
    ['规上工业增加值增长7%，低于全市1.2个百分点。', ['7% growth, pp_change -1.2个百分点']],
    ['签约项目31个，超市定目标6个。', ['31个 count, over_target 6个']],
    ['南片、北片分别增长4%和5.5%。', ['4% growth', '5.5% growth']],
    ['有研发活动的企业60家，覆盖率75%。', ['60家 count, share 75%', '75% rate']],
    ['到位资金8亿元，完成全年任务的64%。', ['8亿元 measure, target_pct 64%']],
    ['在全市评比中获得第一名。', ['1位 rank, rank 1位']],
    [
      '新签约项目57个，总投资312.8亿元，分别增长18.8%、26.4%。',
      ['57个 count, yoy 18.8%', '312.8亿元 measure, yoy 26.4%'],
    ],
    ['全区实现生产总值86.4亿元，同比增长5.8%，增速居全市第3位。', ['86.4亿元 measure, yoy 5.8%, rank 3位']],
    [
      '316个重点项目累计完成投资1024.6亿元，占年度计划的58.3%，高于序时进度8.3个百分点。',
      ['316个 count', '1024.6亿元 measure, target_pct 58.3%, pp_change 8.3个百分点'],
    ],
    [
      '固定资产投资增长12.3%，其中工业投资增长21.5%、占全部投资的45.2%。',
      ['12.3% growth', '21.5% growth, share 45.2%'],
    ],
    [
      '生产总值增长5.6%，高于全国0.3、全省0.2个百分点，增速列全市第3。',
      ['5.6% growth, pp_change 0.3个百分点, pp_change 0.2个百分点, rank 3位'],
    ],
    [
      '投资增长5.6%，分别高于全国、全省0.3个和0.2个百分点。',
      ['5.6% growth, pp_change 0.3个百分点, pp_change 0.2个百分点'],
    ],
    ['总量、增速分居全省第4位和第2位。', ['4位 rank, rank 4位', '2位 rank, rank 2位']],
    ['财政收入5.2亿元，同口径增长4.6%。', ['5.2亿元 measure, yoy 4.6%']],
    ['小麦21.4万亩，增加0.2万亩，增长0.9%。', ['21.4万亩 measure, yoy 0.9%', '0.2万亩 measure']],
    ['已消除风险876户3107人，风险消除率66%。', ['876户 count, share 66%', '3107人 count', '66% rate']],
    ['优良天数增加12天，达到326天，优良率89.1%。', ['12天 count', '326天 count', '89.1% rate']],
    [
      '5000万元及以上项目35个，1—5亿元项目22个。',
      ['5000万元 threshold', '35个 count', '1亿元 threshold', '5亿元 threshold', '22个 count'],
    ],
    ['投产后年可创产值15亿元；上半年产值3亿元。', ['15亿元/年 measure', '3亿元 measure']],
    ['两项资金共3.5亿元，发放菌种36万瓶。', ['2项 name', '3.5亿元 measure', '36万瓶 count']],
    ['城镇新增就业1.2万人，完成年度目标任务的104.5%。', ['1.2万人 count, target_pct 104.5%']],
    [
      '接待游客1200万人次，同比增长23%；旅游综合收入98亿元，增长31%。',
      ['1200万人次 count, yoy 23%', '98亿元 measure, yoy 31%'],
    ],
  ])('%s', (sentence, figures) => {
    expect(said(sentence).map((line) => line.replace(/^NaN(?=\D)/, ''))).toEqual(
      figures.map((line) => (line === '6 date' ? expect.stringMatching(/ date$/) : line)),
    )
  })
})

describe('what the words between two numbers tie together', () => {
  test.each<[string, string[]]>([
    // the base is printed between a number and its percentage
    ['到位资金48亿元，完成年度任务60亿元的80%。', ['48亿元 measure, target_pct 80%', '60亿元 target']],
    ['到位资金48亿元，完成年度任务（60亿元）的80%。', ['48亿元 measure, target_pct 80%', '60亿元 measure']],
    ['支出90万元，比上年的100万元压减10%。', ['90万元 measure, change_pct -10%', '100万元 measure']],
    // a difference is no new subject of comparisons
    ['收入110万元，比上年增收10万元，增长10%。', ['110万元 measure, yoy 10%', '10万元 measure']],
    ['项目120个，比去年的103个多17个，居全市第2位。', ['120个 count, rank 2位', '103个 count', '17个 count']],
    // brackets are aside
    ['完成投资30亿元（其中出口3亿元，增长5%），同比增长8%。', ['30亿元 measure, yoy 8%', '3亿元 measure, yoy 5%']],
    // places within a group that is counted, and from one place to another
    ['得分92分，居全市11个县（市、区）第3位。', ['92分 count, rank 3位', '11个 count']],
    ['得分92分，在全市11个县（市、区）中排第3位。', ['92分 count, rank 3位', '11个 count']],
    ['评价由第24位升至第19位。', ['24位 rank, rank 24位', '19位 rank, rank 19位']],
    ['投资增速居全省第一。', ['1位 rank, rank 1位']],
    ['建成全省首个示范园区。', ['1位 rank, rank 1位']],
    ['首个项目开工。', ['1 name']],
    // from one value to another
    ['企业由20家增至30家，增长50%。', ['20家 count', '30家 count, change_pct 50%']],
    [
      '产能由3.2万吨增加到4.5万吨，其中出口1.1万吨，增长40.6%。',
      ['3.2万吨 measure', '4.5万吨 measure, change_pct 40.6%', '1.1万吨 measure'],
    ],
    ['占比由39.7%提高到52.7%，提高13个百分点。', ['39.7% rate', '52.7% rate, pp_change 13个百分点']],
    // points speak of the percentage before them
    ['受理10件，网办率69%，比上年提高7个百分点。', ['10件 count', '69% rate, pp_change 7个百分点']],
    ['产值82亿元、61亿元，增长14%和11%。', ['82亿元 measure, yoy 14%', '61亿元 measure, yoy 11%']],
    ['完成投资5亿元，同比持平。', ['5亿元 measure, yoy 0%']],
    ['完成投资5亿元，与上年基本持平。', ['5亿元 measure']],
    ['生产总值5亿元，增长-8.7%。', ['5亿元 measure, yoy -8.7%']],
    // a rate of what was said not to be done, or of whom nobody counted, is of none of the numbers before it
    ['已开工33个，未开工17个，开工率66%。', ['33个 count, share 66%', '17个 count', '66% rate']],
    ['办结15件，满意率97.6%。', ['15件 count', '97.6% rate']],
    ['新增公交车40辆，新能源公交车占比87%。', ['40辆 count', '87% rate']],
  ])('%s', (sentence, figures) => expect(said(sentence)).toEqual(figures))
})

describe('numbers, units and what softens them', () => {
  test.each<[string, number, string, string | null]>([
    ['走访企业1,285家次', 1285, '家次', null],
    ['带动就业3.2万人', 3.2, '万人', null],
    ['约50家企业参加', 50, '家', '约'],
    ['培训40余人', 40, '人', '余'],
    ['提供岗位３５００个', 3500, '个', null],
    ['面积达到44.12平方公里', 44.12, '平方公里', null],
    ['年产20万吨的生产线', 20, '万吨/年', null],
    ['地价为140元/平方米', 140, '元/平方米', null],
    ['出台二十三条措施', 23, '条', null],
    ['拉动GDP0.8个百分点', 0.8, '个百分点', null],
    ['分别拉动0.7个、5.1个百分点', 0.7, '个百分点', null],
    ['自然增长率为-3.35‰', -3.35, '‰', null],
    ['压缩至3.1个工作日', 3.1, '个工作日', null],
    ['形成五大产业链条', 5, '条', null],
    ['收入比缩小为1.77', 1.77, '', null],
  ])('%s', (sentence, value, unit, qualifier) => {
    const [figure] = read(sentence)
    expect([figure?.value, figure?.unit, figure?.qualifier]).toEqual([value, unit, qualifier])
  })

  test.each([
    ['建设5G基站', 'name'],
    ['引进6N5高纯材料', 'name'],
    ['亿元以上项目', 'threshold'],
    ['3月28日', 'date'],
    ['2026年', 'date'],
    ['“四大行动”', 'name'],
    ['12345热线', 'name'],
    ['每月5日前', 'date'],
    ['PM2.5浓度', 'name'],
    ['二次消费', 'name'],
    ['比例尺1:500', 'name'],
    ['收入50万元以上的村', 'threshold'],
  ])('%s is no statistic', (sentence, kind) => {
    expect(read(sentence).map(({ class: found }) => found)).toEqual([kind])
  })

  test.each([
    ['二十三', 23],
    ['十', 10],
    ['一百零五', 105],
    ['两千', 2000],
    ['三五', null],
  ])('%s is %s', (words, value) => {
    expect(chineseNumber(words)).toBe(value)
  })
})

test('what one year yields carries its unit on; a year that is named is no unit', () => {
  expect(said('建成后年产值22亿元，实现税收1.3亿元。')).toEqual(['22亿元/年 measure', '1.3亿元/年 measure'])
  expect(said('企业2023年产值24.8亿元。')).toEqual(['2023年 date', '24.8亿元 measure'])
})

test('three shares are three figures, two numbers are a scale', () => {
  expect(said('结构为17.2∶33.2∶49.6。')).toEqual(['17.2 rate', '33.2 rate', '49.6 rate'])
  expect(said('杠杆率1:6.9。')).toEqual(['1 name'])
})

describe('of whom and when', () => {
  test('a subject before its number, behind its counter, or carried on', () => {
    const figures = read('新开工项目12个，总投资30亿元。其中，装备制造完成9亿元。15个招商项目顺利开工。')
    expect(figures.map(({ subject, indicator }) => [subject, indicator])).toEqual([
      ['新开工项目', null],
      ['新开工项目', '总投资'],
      ['装备制造', '总投资'],
      ['招商项目', null],
    ])
  })

  test('neither place nor year is part of a subject', () => {
    const figures = read('全市共有重点工业项目316个，2026年计划投资90亿元。')
    expect(
      figures
        .filter(({ class: kind }) => kind !== 'date')
        .map(({ subject, indicator, region }) => [subject, indicator, region]),
    ).toEqual([
      ['重点工业项目', null, '全市'],
      ['重点工业项目', '计划投资', '全市'],
    ])
  })

  test('periods as they are named; the year of those that name none comes from the text', () => {
    const figures = read('2026年全县建成3个项目。上半年完成投资5亿元，一季度完成2亿元，1至9月完成7亿元。')
    expect(figures.filter(({ unit }) => unit === '亿元').map(({ period }) => period)).toEqual([
      '2026-H1',
      '2026-Q1',
      '2026-01..09',
    ])
  })

  test('offsets are those of the text as printed, through broken lines and full-width digits', () => {
    const lines = [
      '全县上半年完成固定资产投',
      '资１２．５',
      '亿元，比上年同期增长',
      '8%。其他各项工作按计划推',
      '进，',
      '企业达到',
      '31',
      '家，',
    ]
    const given = lines.join('\n')
    const { text, at } = charactersOf(given)
    const [first, second] = readFigures(text)
    expect(given.slice(at[first!.start]!, at[first!.end - 1]! + 1)).toBe('１２．５')
    expect([first?.value, first?.unit, first?.comparisons.map(({ value }) => value)]).toEqual([12.5, '亿元', [8]])
    expect(given.slice(at[second!.start]!, at[second!.end - 1]! + 1)).toBe('31')
  })
})
