import type { BulletinInput, CountyFigures } from './input.ts'

/**
 * A small region for tests, worked out by hand: 203.1亿元 of 331.9亿元 is 61.19313046…%, seven twelfths are 58.33333333…%.
 * 青原县 72.4/100, 东湖区 75/120, 南陵区 40/80 are ranked; 市本级 15.7/31.9 is shown without a rank (亿元).
 */
export function sampleInput(changes: Partial<BulletinInput> = {}): BulletinInput {
  return { ...REGION, ...changes }
}

export function sampleCounties(): CountyFigures[] {
  return [...COUNTIES]
}

const PACE = '58.33333333'
const RANKED = { pace: PACE, participates: true, tied: false }

const COUNTIES: CountyFigures[] = [
  {
    ...{
      orgId: 9,
      name: '市本级',
      projectCount: 4,
      annualPlan: '319000',
      completedYtd: '157000',
      completedCurrent: '20000',
    },
    ...{ completionRate: '49.21630094', pace: PACE, participates: false, rank: null, tied: false },
    lights: { green: 3, yellow: 1, red: 0, grey: 0 },
  },
  {
    ...{
      orgId: 2,
      name: '东湖区',
      projectCount: 22,
      annualPlan: '1200000',
      completedYtd: '750000',
      completedCurrent: '120000',
    },
    ...{ ...RANKED, completionRate: '62.5', rank: 2 },
    lights: { green: 16, yellow: 3, red: 2, grey: 1 },
  },
  {
    ...{
      orgId: 1,
      name: '青原县',
      projectCount: 20,
      annualPlan: '1000000',
      completedYtd: '724000',
      completedCurrent: '100000',
    },
    ...{ ...RANKED, completionRate: '72.4', rank: 1 },
    lights: { green: 16, yellow: 2, red: 1, grey: 1 },
  },
  {
    ...{
      orgId: 3,
      name: '南陵区',
      projectCount: 14,
      annualPlan: '800000',
      completedYtd: '400000',
      completedCurrent: '60000',
    },
    ...{ ...RANKED, completionRate: '50', rank: 3 },
    lights: { green: 5, yellow: 3, red: 5, grey: 1 },
  },
]

const REGION: BulletinInput = {
  region: '云州市',
  scope: '全市',
  group: '县（市、区）',
  round: { month: '2026-07', kind: 'separate', cutoffOn: '2026-07-25', lockedAt: '2026-07-30T10:00:00Z' },
  planBasis: '年初计划',
  overall: {
    projectCount: 60,
    newCount: 25,
    continuingCount: 35,
    annualPlan: '3319000',
    completedYtd: '2031000',
    completedCurrent: '300000',
    completionRate: '61.19313046',
    pace: '58.33333333',
    starts: { planned: 25, due: 20, started: 18, overdue: 4 },
    lights: { green: 40, yellow: 9, red: 8, grey: 3 },
  },
  previous: {
    month: '2026-06',
    planBasis: '年初计划',
    completionRate: '52.1',
    lights: { green: 38, yellow: 9, red: 10, grey: 3 },
  },
  counties: COUNTIES,
  lagging: [
    {
      projectId: 301,
      name: '南陵新材料产业园',
      county: '南陵区',
      annualPlan: '50000',
      completedYtd: '10000',
      completionRate: '20',
      pace: '58.33333333',
      light: 'red',
      problem: '用地手续尚未办结',
    },
    {
      projectId: 302,
      name: '东湖冷链物流中心',
      county: '东湖区',
      annualPlan: '8000',
      completedYtd: '3500.5',
      completionRate: '43.75625',
      pace: '58.33333333',
      light: 'yellow',
      problem: '',
    },
  ],
  unpunctual: [{ orgId: 3, name: '南陵区', due: 14, missing: 2, late: 1 }],
  publication: {
    issuer: '云州市重点项目建设指挥部办公室',
    addressees: ['各县（市、区）人民政府', '市政府各部门、各直属机构'],
    date: '2026-08-03',
    imprint: {
      copyTo: ['市委办公室', '市人大常委会办公室'],
      issuedBy: '云州市重点项目建设指挥部办公室',
      issuedOn: '2026-08-03',
    },
  },
}
