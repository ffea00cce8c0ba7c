import { Dice } from './dice.ts'

/** A project as it is known, whatever a sheet makes of it. Amounts are whole 万元, dates days. */
export interface KnownProject {
  code: string
  name: string
  owner: string
  county: string
  site: string
  responsibleOrg: string
  leadOrg: string
  competentOrg: string
  sponsor: string
  steward: string
  contact: string
  phone: string
  industry: string
  constructionNature: [words: string, value: string]
  planState: 'new' | 'continuing'
  approvalKind: string
  fundKind: string
  field: string
  scale: string
  annualContent: string
  totalInvestment: number
  annualPlan: number
  completedYtd: number
  completedCurrent: number
  completedToLastYearEnd: number
  completedSinceStart: number
  monthlyPlan: number
  fundsInPlace: number
  funds: Record<string, number>
  startDate: string
  finishDate: string
  stage: [words: string, value: string]
  progressText: string
  problems: string
  nextStep: string
  statisticalEntry: string
  onSiteWorkers: string
  remark: string
  approval: string
}

/** Regions by how counties are called in them: full name first, then what offices write. */
export const REGIONS = [
  {
    city: '濮阳市',
    counties: [['南乐县', '南乐'], ['清丰县', '清丰'], ['台前县', '台前'], ['范县'], ['华龙区', '华龙']],
  },
  {
    city: '阜新市',
    counties: [['阜新蒙古族自治县', '阜新县'], ['彰武县', '彰武'], ['海州区', '海州'], ['细河区'], ['太平区']],
  },
] as const

const THINGS = [
  '聚乳酸',
  '全钒液流电池',
  '冷链物流',
  '高标准农田',
  '风机叶片',
  '生物医药CDMO',
  '城乡供水',
  '页岩气储气库',
  '职业教育',
  '智能装备',
]
const WORKS = ['产业园', '生产线建设', '改造提升工程', '示范基地', '标准厂房', '研发中心', '综合利用', '配套基础设施']
const FIRMS = ['新材料科技有限公司', '水务集团有限公司', '城市建设投资有限公司', '能源发展有限公司', '农业开发有限公司']
const SURNAMES = '张王李赵刘陈杨黄周吴徐孙马朱胡郭何高林罗'
const GIVEN = ['建国', '志强', '海燕', '玉兰', '文博', '晓明', '立新', '德胜', '秀英', '国栋']
const NATURES: [string, string][] = [
  ['新建', 'new'],
  ['扩建', 'expansion'],
  ['改建', 'reconstruction'],
  ['技改', 'technicalUpgrade'],
  ['迁建', 'relocation'],
]
const STAGES: [string, string][] = [
  ['谋划', 'planning'],
  ['签约', 'signed'],
  ['前期', 'preparation'],
  ['已开工', 'started'],
  ['在建', 'underConstruction'],
  ['主体施工', 'underConstruction'],
  ['竣工', 'completed'],
  ['投产', 'inProduction'],
]

/** The projects every layout shows some of: always the same. */
export function knownProjects(region: number): KnownProject[] {
  const dice = new Dice(4_711 + region)
  return Array.from({ length: 60 }, (_, index) => knownProject(index, region, dice))
}

function knownProject(index: number, region: number, dice: Dice): KnownProject {
  const person = () => `${dice.one([...SURNAMES])}${dice.one(GIVEN)}`
  const { counties } = REGIONS[region] as (typeof REGIONS)[number]
  const county = dice.one(counties as readonly (readonly string[])[])[0] as string
  const thing = dice.one(THINGS)
  const total = dice.int(1, 40) * 2_500 + dice.int(0, 9) * 37
  const past = dice.is(0.5) ? 0 : Math.round(total * 0.3)
  const plan = Math.round((total - past) * 0.4)
  const ytd = Math.round(plan * dice.next())
  const place = county.slice(0, 2)
  return {
    code: `2${dice.int(2, 4)}0${dice.int(1, 9)}-4109${dice.int(10, 99)}-0${dice.int(1, 4)}-0${dice.int(1, 5)}-${dice.int(100_000, 999_999)}`,
    name: `${place}${thing}${dice.one(WORKS)}${index + 1}期项目`,
    owner: `${place}${dice.one(THINGS).replace(/[A-Z]/g, '')}${dice.one(FIRMS)}`,
    county,
    site: `${place}产业集聚区${dice.int(1, 30)}号路`,
    responsibleOrg: `${place}发展和改革局`,
    leadOrg: dice.one(['县工信局', '县住建局', '县农业农村局']),
    competentOrg: dice.one(['市工信局', '市能源局', '市交通运输局']),
    sponsor: person(),
    steward: person(),
    contact: person(),
    phone: `13${dice.int(100_000_000, 999_999_999)}`,
    industry: dice.one(['化学原料制造', '仓储业', '电力生产', '食品制造', 'C2651']),
    constructionNature: dice.one(NATURES),
    planState: dice.is(0.5) ? 'new' : 'continuing',
    approvalKind: dice.one(['审批', '核准', '备案']),
    fundKind: dice.one(['政府投资', '企业投资']),
    field: dice.one(['工业', '农业', '基础设施', '民生']),
    scale: `占地${dice.int(20, 300)}亩，新建厂房${dice.int(1, 9)}万平方米，购置设备${dice.int(10, 200)}台（套）。\n配套建设道路、管网。`,
    annualContent: `完成${dice.int(1, 5)}栋厂房主体及设备基础施工`,
    totalInvestment: total,
    annualPlan: plan,
    completedYtd: ytd,
    completedCurrent: Math.round(ytd * 0.2),
    completedToLastYearEnd: past,
    completedSinceStart: past + ytd,
    monthlyPlan: Math.round(plan / 12),
    fundsInPlace: Math.round(plan * 0.6),
    funds: { central: dice.int(1, 9) * 110, ownFunds: dice.int(1, 9) * 230, bankLoan: dice.int(1, 9) * 310 },
    startDate: `202${dice.int(2, 4)}-${pad(dice.int(1, 12))}-${pad(dice.int(1, 28))}`,
    finishDate: `202${dice.int(5, 7)}-${pad(dice.int(1, 12))}-${pad(dice.int(1, 28))}`,
    stage: dice.one(STAGES),
    progressText: `1号厂房主体完成${dice.int(10, 90)}%，正在进行钢结构安装。`,
    problems: `尚有${dice.int(5, 90)}亩用地指标未落实，需市级协调。`,
    nextStep: `加快${dice.int(2, 5)}号厂房施工，8月底前完成封顶。`,
    statisticalEntry: dice.one(['是', '否']),
    onSiteWorkers: String(dice.int(10, 300)),
    remark: `第${index + 1}批省重点`,
    approval: `发改审〔2024〕${dice.int(1, 200)}号`,
  }
}

function pad(number: number): string {
  return String(number).padStart(2, '0')
}
