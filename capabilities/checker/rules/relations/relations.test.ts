import { describe, expect, test } from 'vitest'
import { checkText } from '../check-text.ts'

// Sentences of offices that do not exist. What fails is a contradiction; what tempts must stay quiet.

const failing = (text: string) =>
  checkText(text)
    .relations.filter(({ status }) => status === 'fails')
    .map(({ formula }) => formula)

describe('contradicts itself', () => {
  test.each<[string, string]>([
    ['城镇居民人均可支配收入18462元；农村居民人均可支配收入8915元；城乡收入比2.17。', '18462元/8915元'],
    ['中央资金4.15亿元、专项债券31.2亿元，两项资金共36.35亿元。', '4.15+31.2'],
    ['新增龙头企业7家，总数达52家，其中国家级1家、省级14家、市级39家。', '1+14+39'],
    ['监测对象1328户4615人，已消除风险876户3107人，风险消除率69%。', '876/1328*100'],
    ['新登记5326户。其中企业1384户，个体工商户3871户，农民合作社71户；注销2145户，净增3281户。', '5326-2145'],
  ])('%s', (text, formula) => {
    expect(failing(text)).toEqual([formula])
  })
})

describe('tempts and does not', () => {
  test.each([
    '集中开工项目72个、总投资318亿元，其中产业项目49个、总投资226亿元，10亿元以上项目8个，单体最大的投资达45亿元。',
    '签约项目126个，其中亿元以上项目74个、占58.7%，开工58个，投产31个，开工率46%，投产率24.6%。',
    '新开工项目41个，开工率87.2%；已竣工项目13个，竣工率43.3%。',
    '开工率、完成率、竣工率分别为92.3%、58.6%和31.2%，分别高于全市5.1个、3.4个和2.2个百分点。',
    '优良天数增加12天，达到326天，优良率89.1%。',
    '城镇居民人均可支配收入18462元；农村居民人均可支配收入8915元；上年城乡收入比2.17。',
    '播种面积54.3万亩，其中小麦30万亩，增加0.2万亩；玉米24.3万亩，增加0.4万亩。',
    '办结案件389件，罚没款536.8万元，案件数、罚没款同比分别上升12.6%和下降7.5%。',
  ])('%s', (text) => {
    expect(failing(text)).toEqual([])
  })
})
