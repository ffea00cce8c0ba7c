import { describe, expect, test } from 'vitest'
import { checkText } from './check-text.ts'

// Numbers of a text against each other. A relation is judged by what the printed places allow, not by equality of decimals.

const judged = (given: string) => checkText(given).relations.map(({ kind, status }) => `${kind} ${status}`)

describe('parts and their whole', () => {
  test.each<[string, string[]]>([
    ['研发机构30家，其中省级8家、市级12家、自建10家。', ['sum holds']],
    [
      '项目25个，概算投资100亿元。其中：甲类9个，概算投资60亿元；乙类10个，概算投资30亿元；丙类3个，概算投资6亿元。',
      ['sum fails', 'sum fails'],
    ],
    ['完成产值105.7亿元，其中甲完成53.06亿元，乙完成32.47亿元，丙完成9亿元，丁完成11.4亿元。', ['sum suspect']],
    ['新增企业5家，其中2家进入省级名单。', ['part holds']],
    ['新增企业5家，其中7家进入省级名单。', ['part fails']],
    ['完成投资30亿元，其中工业投资12亿元，农业投资3亿元。', ['sum derived']],
    ['重点项目18个。甲厂、乙厂2个项目已建成；丙厂等14个项目正在加快建设。', ['sum fails', 'enumeration holds']],
    ['工业项目25个、技改项目22个，其中亿元以上20个，外资22个。', []],
  ])('%s', (text, relations) => {
    expect(judged(text)).toEqual(relations)
  })
})

describe('percentages and what they are of', () => {
  test.each<[string, string[]]>([
    ['年度计划投资60.99亿元，累计完成投资54.05亿元，占年度计划的88.6%。', ['ratio holds']],
    ['年度计划投资60.99亿元，累计完成投资54.05亿元，占年度计划的98.6%。', ['ratio fails']],
    ['全县94家企业，有研发活动的74家，覆盖率78.7%。', ['ratio holds']],
    ['全县94家企业，有研发活动的74家，覆盖率87.7%。', ['ratio fails']],
    ['有研发机构的企业82家，覆盖率68.2%。', ['whole fails']],
    ['有研发机构的企业82家，覆盖率68.3%。', []],
    ['价格从226元/平方米降至140.61元/平方米，成本降低38%。', ['change holds']],
    ['价格从226元/平方米降至140.61元/平方米，成本降低48%。', ['change fails']],
    ['地价140.61元/平方米，合9.374万元/亩。', ['conversion holds']],
    ['地价140.61元/平方米，合93.74万元/亩。', ['conversion fails']],
    ['实施项目29个。其中9个项目已建成，17个项目正在建设，项目开工率为100%。', ['sum fails', 'ratio fails']],
  ])('%s', (text, relations) => {
    expect(judged(text)).toEqual(relations)
  })
})

describe('what sentences say of each other', () => {
  test.each<[string, string[]]>([
    // division: complete, and over or under its whole
    ['全市项目54个。分产业看，一产6个、二产31个、三产17个。', ['sum holds']],
    ['全市项目54个。分产业看，一产6个、二产31个、三产19个。', ['sum fails']],
    ['全市项目54个。分区域看，东片19个、西片14个、南片11个，合计占81.5%。', ['sum suspect', 'ratio holds']],
    ['全市项目54个。分区域看，东片19个、西片14个、南片11个，合计占83.3%。', ['sum suspect', 'ratio fails']],
    ['生产总值186亿元，其中第一产业32亿元、第二产业62亿元、第三产业82亿元。', ['sum fails']],
    ['粮食面积186万亩，其中水稻32万亩、玉米62万亩、大豆82万亩。', ['sum suspect']],
    ['收入15亿元，其中税收收入9.6亿元、非税收入4.1亿元。', ['sum fails']],
    // nested, bracketed and overlapping sets are no parts
    ['签约项目54个，其中5亿元以上项目39个，10亿元以上项目23个。', []],
    ['项目30项，其中：建设项目27项（省级6项、市级21项），前期项目3项。', ['sum holds']],
    ['13个乡镇中，有4个提前完成任务，6个低于序时进度，2个没有签约。', ['sum suspect']],
    // states
    ['收集问题268个，已解决231个，正在推进29个，暂不具备条件8个。', ['sum holds']],
    ['收集问题268个，已解决231个，正在推进29个，暂不具备条件18个。', ['sum fails']],
    // sums said, what is left, what is net
    ['供水管网68公里、燃气管网53公里、热力管网31公里，合计152公里。', ['sum holds']],
    ['供水管网68公里、燃气管网53公里、热力管网31公里，合计162公里。', ['sum fails']],
    ['基金收入713万元，支出669万元，当年收支结余44万元，年末滚存结余527万元。', ['sum holds']],
    ['企业新增12户，退出5户，净增8户。', ['sum fails']],
    ['改造管网37.6公里，完成年度任务的89.5%，剩余6.4公里。', ['ratio fails']],
    // wholes by their name, by 其中, by 中
    ['社会消费品零售总额68.37亿元。网上零售额12.9亿元，占社会消费品零售总额的18.9%。', ['ratio holds']],
    ['社会消费品零售总额68.37亿元。网上零售额12.9亿元，占社会消费品零售总额的21.9%。', ['ratio fails']],
    ['产值105.7亿元，占全市总量的39.4%。', []],
    ['办件1482件，其中网办1267件，占比85.5%。', ['part holds', 'ratio holds']],
    // bases, differences, averages, points
    ['到位资金47.85亿元，完成任务56亿元的85.4%。', ['ratio holds']],
    ['到位资金47.85亿元，完成任务56亿元的95.4%。', ['ratio fails']],
    ['贷款余额198.3亿元，比年初增加31.6亿元，增长19.0%。', ['change holds']],
    ['贷款余额198.3亿元，比年初增加31.6亿元，增长18.0%。', ['change fails']],
    ['贷款余额198.3亿元，比年初增加31.6亿元，同比增长8.0%。', []],
    ['发放贷款186笔、7.35亿元，笔均395万元。', ['ratio holds']],
    ['发放贷款186笔、7.35亿元，笔均495万元。', ['ratio fails']],
    ['常住人口35.4万人，生产总值186.42亿元，人均生产总值52480元。', []],
    ['占比由39.7%提高到52.7%，提高15个百分点。', ['change fails']],
    ['投资由118亿元增加到176亿元，年均增长6.1%。', []],
    ['得分居8个县第9位。', ['logic fails']],
    ['最高的是甲镇，为93.5%，高于全县22.7个百分点；最低的是乙乡，仅为41.2%，低于全县26.9个百分点。', ['change fails']],
    // cut off instead of rounded
    ['年度计划投资17.68亿元，完成投资4.28亿元，占年度计划的24.25%。', ['ratio suspect']],
  ])('%s', (text, relations) => {
    expect(judged(text)).toEqual(relations)
  })
})

describe('numbers that cannot both be', () => {
  test.each<[string, string[]]>([
    ['为142家企业发放贷款137笔。', ['logic fails']],
    ['为137家企业发放贷款142笔。', ['logic holds']],
    ['93名干部“一对一”帮扶123家企业。', ['logic fails']],
    ['聚焦甲材料、乙食品、丙制造三大主导产业。', ['enumeration holds']],
    ['聚焦甲材料、乙食品、丙制造四大主导产业。', ['enumeration suspect']],
    ['沈阳、大连、抚顺等9个城市参加。', []],
  ])('%s', (text, relations) => {
    expect(judged(text)).toEqual(relations)
  })
})

test('a figure says whether it agrees, contradicts, or cannot be told, with the reason', () => {
  const { figures } = checkText('年度计划投资50亿元，累计完成投资20亿元，占年度计划的60%。另有3家企业投产。')
  expect(figures.map(({ verdict, why }) => [verdict, why])).toEqual([
    ['contradicts', '按文中的数算得40%，文中写的是60%。'],
    ['contradicts', '按文中的数算得40%，文中写的是60%。'],
    ['cannotTell', '文中没有可以核对的数。'],
  ])
})

describe('slips of the pen', () => {
  test.each<[string, string[]]>([
    ['建设75G+智慧矿山。', ['mark 75G']],
    ['建设5G+智慧矿山。', []],
    ['坚持项目为王坚持项目为王，全力推进。', ['doubled 坚持项目为王坚持项目为王']],
    ['某某科技有限公司\n司一期项目', ['doubled 公司\n司']],
    ['他说：“项目为王。“上半年', ['quotes “']],
    ['他说：“项目为王。”', []],
    ['一、总体情况\n二、主要做法\n四、下一步', ['ladder 四、']],
    ['一、总体情况\n（一）投资\n（二）开工\n二、主要做法\n（一）专班', []],
  ])('%j', (text, slips) => {
    expect(checkText(text).slips.map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`)).toEqual(slips)
  })

  test('a paragraph twice', () => {
    const line = '各县区要压实责任，倒排工期，确保年度目标任务如期完成。'
    expect(checkText(`${line}\n另有一段。\n${line}`).slips).toMatchObject([
      { kind: 'doubled', why: '这一段与前面重复。' },
    ])
  })
})

test('ten thousand characters are nothing to wait for, whatever they are', () => {
  // no timing here: patterns that look back without end would not come back at all
  expect(checkText('增长'.repeat(20_000)).figures).toEqual([])
  expect(checkText('占'.repeat(20_000) + '3%').figures).toHaveLength(1)
  expect(checkText('一、'.repeat(5_000) + '3个项目').figures.length).toBeGreaterThan(0)
  expect(checkText('其中3个，'.repeat(10_000)).figures).toHaveLength(10_000)
  expect(checkText('有3家，覆盖率2.3%，'.repeat(4_000)).figures).toHaveLength(8_000)
  expect(checkText('1'.repeat(50_000)).figures).toHaveLength(1)
  expect(checkText('一'.repeat(50_000)).figures).toEqual([])
  expect(checkText('（'.repeat(30_000) + '3个').figures).toHaveLength(1)
  expect(checkText('分产业看，甲3个、乙4个。'.repeat(3_000)).figures).toHaveLength(6_000)
  expect(checkText('解决3家，解决率2.3%，'.repeat(3_000)).figures).toHaveLength(6_000)
})

describe('the same thing stated twice', () => {
  const statuses = (text: string) =>
    checkText(text).relations.flatMap(({ formula, status }) => (formula.includes('=') ? [[formula, status]] : []))

  test.each([
    ['1—10月，全市完成投资203.1亿元。总的看，1—10月，全市完成投资230.1亿元。', [['203.1=230.1', 'fails']]],
    ['全县共实施重点项目60个。会议指出，全县共实施重点项目66个。', [['60=66', 'fails']]],
    ['全市完成投资203.1亿元。总的看，全市完成投资2031000万元。', [['203.1=2031000', 'holds']]],
    ['全市完成投资203.1亿元。到年底全市完成投资203万元。', []],
  ])('%s', (text, expected) => expect(statuses(text)).toEqual(expected))

  test.each([
    ['another year', '2025年全市完成投资180亿元。2026年全市完成投资203亿元。'],
    ['the year before', '全市完成投资203亿元。去年同期全市完成投资180亿元。'],
    ['each of many', '青原县完成投资72亿元。东湖区完成投资75亿元。'],
    ['a part of it', '全市完成投资203亿元。全市工业完成投资80亿元。'],
    ['another kind of number', '全市完成投资203亿元。全市完成投资12个百分点。'],
  ])('%s is another thing', (_, text) => expect(statuses(text)).toEqual([]))
})
