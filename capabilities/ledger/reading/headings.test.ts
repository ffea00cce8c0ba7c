import { describe, expect, test } from 'vitest'
import { readHeading } from './headings.ts'

describe('headings', () => {
  test.each([
    ['序号', 'rowNumber'],
    ['No.', 'rowNumber'],
    ['投资项目统一代码', 'code'],
    ['项目\n名称', 'name'],
    ['项目名称（全称）', 'name'],
    ['项目业主单位', 'owner'],
    ['企业名称', 'owner'],
    ['项目隶属区域', 'county'],
    ['属地', 'county'],
    ['所在园区/乡镇', 'site'],
    ['责任单位', 'responsibleOrg'],
    ['牵头单位', 'leadOrg'],
    ['行业主管部门', 'competentOrg'],
    ['包保责任领导', 'sponsor'],
    ['首席服务员', 'serviceOfficer'],
    ['联系人及电话', 'contact'],
    ['建设性质', 'constructionNature'],
    ['新开工/续建', 'planState'],
    ['立项方式', 'approvalKind'],
    ['建设规模及内容', 'scale'],
    ['年度建设内容', 'annualContent'],
    ['计划开工时间', 'startDate'],
    ['建成时间', 'finishDate'],
    ['建设起止年限', 'constructionPeriod'],
    ['是否开工', 'stage'],
    ['截至目前进展', 'progressText'],
    ['需协调解决事项', 'problems'],
    ['下月计划', 'nextStep'],
    ['是否入统', 'statisticalEntry'],
    ['施工许可证文号', 'approval'],
    ['备 注', 'remark'],
    ['闲聊', null],
    ['其中：固定资产投资', null],
    ['资金来源', null],
  ])('%s is %s', (heading, field) => expect(readHeading([heading]).field).toBe(field))

  test.each([
    [['总投资（亿元）'], 'totalInvestment', '亿元', null, null],
    [['概算投资'], 'totalInvestment', null, null, null],
    [['计划总投资(万元)'], 'totalInvestment', '万元', null, null],
    [['2024年计划投资'], 'annualPlan', null, 2024, null],
    [['2024年投资（万元）', '计划'], 'annualPlan', '万元', 2024, null],
    [['2022年投资', '1-7月完成'], 'completedYtd', null, 2022, { from: 1, to: 7 }],
    [['完成投资（1-7月）'], 'completedYtd', null, null, { from: 1, to: 7 }],
    [['本年度完成投资（截至10月底）（万元）'], 'completedYtd', '万元', null, { from: 1, to: 10 }],
    [['累计完成投资（自开工）'], 'completedSinceStart', null, null, null],
    [['其中：2024年计划投资'], 'annualPlan', null, 2024, null],
    [['计划投资（2024年）'], 'annualPlan', null, 2024, null],
    [['年初至今累计完成投资额'], 'completedYtd', null, null, null],
    [['1—9月份完成投资'], 'completedYtd', null, null, { from: 1, to: 9 }],
    [['上半年完成投资'], 'completedYtd', null, null, { from: 1, to: 6 }],
    [['5月完成'], 'completedCurrent', null, null, { from: 5, to: 5 }],
    [['本月完成投资'], 'completedCurrent', null, null, null],
    [['自开工累计完成投资'], 'completedSinceStart', null, null, null],
    [['开工以来累计完成'], 'completedSinceStart', null, null, null],
    [['截至2023年底累计完成投资'], 'completedToLastYearEnd', null, 2023, null],
    [['截至上年底累计完成'], 'completedToLastYearEnd', null, null, null],
    [['3月计划'], 'monthlyPlan', null, null, { from: 3, to: 3 }],
    [['2024年分月投资计划', '12月'], 'monthlyPlan', null, 2024, { from: 12, to: 12 }],
    [['到位资金（万元）'], 'fundsInPlace', '万元', null, null],
    [['完成率'], 'completionRate', null, null, null],
    [['占年度计划%'], 'completionRate', null, null, null],
  ])('%j', (parts, field, unit, year, months) =>
    expect(readHeading(parts as string[])).toMatchObject({ field, unit, year, months }),
  )

  test.each([
    ['累计完成投资', 'completed-ambiguous'],
    ['完成投资', 'completed-ambiguous'],
    ['截至7月底累计完成', 'completed-ambiguous'],
    ['是否入库', 'register-ambiguous'],
  ])('%s is left open', (heading, doubt) => expect(readHeading([heading])).toMatchObject({ field: null, doubt }))

  test('sources of funds in place, and agreement sums that are no investment', () => {
    expect(readHeading(['资金到位情况', '其中', '中央预算内'])).toMatchObject({
      field: 'fundsInPlace',
      fundSource: 'central',
    })
    expect(readHeading(['资金到位情况', '银行贷款'])).toMatchObject({ field: 'fundsInPlace', fundSource: 'bankLoan' })
    const sources = ['中央预算内', '省级', '市县级', '企业自筹', '银行贷款', '专项债', '地方政府专项债券', '其他']
    expect(sources.map((leaf) => readHeading(['到位资金', '其中', leaf]).fundSource)).toEqual([
      ...['central', 'provincial', 'localGovernment', 'ownFunds', 'bankLoan', 'specialBond', 'specialBond', 'other'],
    ])
    expect(readHeading(['协议金额（万元）'])).toMatchObject({ field: null, extra: { key: 'agreementAmount' } })
    expect(readHeading(['招商到位资金'])).toMatchObject({ field: null, extra: { key: 'promotionFunds' } })
  })

  test('leaves that mean something only under their upper heading', () => {
    expect(readHeading(['建设起止年限', '起']).field).toBe('startDate')
    expect(readHeading(['建设起止年限', '止']).field).toBe('finishDate')
    expect(readHeading(['包联领导', '姓名']).field).toBe('sponsor')
    expect(readHeading(['包联领导', '职务']).field).toBeNull()
  })
})
