import type { Books, Material, Member, PlacedRow } from '#capabilities/figures/public.ts'
import { type RoundNature, sceneOf } from '../rules/scene-of.ts'
import type { Scene } from './scene.ts'

/**
 * A small region for tests, worked out by hand: 203.1亿元 of 331.9亿元 is 61.19313046…%, seven twelfths are 58.33333333…%.
 * 青原县 72.4/100, 东湖区 75/120, 南陵区 40/80 are ranked; 市本级 15.7/31.9 is shown without a rank (亿元). Of 25 new projects 20 are due, 4 of
 * them not begun; 2 of the 5 others began early.
 */
export function sampleRows(): PlacedRow[] {
  const rows = [
    ...ofOrg(
      2,
      '东湖区',
      { plan: '1200000', done: '750000', month: '120000' },
      { green: 16, yellow: 3, red: 2, grey: 1 },
    ),
    ...ofOrg(
      1,
      '青原县',
      { plan: '1000000', done: '724000', month: '100000' },
      { green: 16, yellow: 2, red: 1, grey: 1 },
    ),
    ...ofOrg(3, '南陵区', { plan: '800000', done: '400000', month: '60000' }, { green: 5, yellow: 3, red: 5, grey: 1 }),
    ...ofOrg(null, null, { plan: '319000', done: '157000', month: '20000' }, { green: 3, yellow: 1, red: 0, grey: 0 }),
  ]
  return rows.map((row, index) => ({
    ...row,
    projectId: 300 + index,
    projectName: `项目${300 + index}`,
    ...(index < 25 ? NEW[index < 16 ? 'begun' : index < 20 ? 'overdue' : index < 22 ? 'early' : 'later'] : {}),
  }))
}

const NEW = {
  begun: { planState: 'new', plannedStart: '2026-03', stage: 'underConstruction' },
  overdue: { planState: 'new', plannedStart: '2026-05', stage: 'preparation' },
  early: { planState: 'new', plannedStart: '2026-11', stage: 'started' },
  later: { planState: 'new', plannedStart: '2026-11', stage: 'preparation' },
} as const

const PACE = '58.33333333'

function ofOrg(
  placeOrgId: number | null,
  name: string | null,
  { plan, done, month }: { plan: string; done: string; month: string },
  lights: Record<'green' | 'yellow' | 'red' | 'grey', number>,
): PlacedRow[] {
  const colours = (['green', 'yellow', 'red', 'grey'] as const).flatMap((light) =>
    Array.from({ length: lights[light] }, () => light),
  )
  // the first project carries the organisation's money, so that its sums are those worked out
  return colours.map((light, index) => ({
    ...{ projectId: 0, projectName: '', countyId: placeOrgId, countyName: name, placeOrgId },
    ...{ orgId: placeOrgId ?? 9, orgName: name ?? '云州市', planState: 'continuing', stage: 'underConstruction' },
    ...{ plannedStart: '2025-03', startDate: '2025-03', problems: null, reportState: 'locked', isStarted: true },
    annualPlan: index === 0 ? plan : '0',
    annualPlanInitial: index === 0 ? plan : '0',
    completedCurrent: index === 0 ? month : '0',
    completedYtd: index === 0 ? done : '0',
    ...{
      pace: PACE,
      light,
      completionRate: null,
      isReported: true,
      isLate: false,
      priority: true,
      totalInvestment: '0',
    },
  }))
}

const MEMBERS: Member[] = [
  { orgId: 2, name: '东湖区', rank: 2, isTied: false, previousRank: 3 },
  { orgId: 1, name: '青原县', rank: 1, isTied: false, previousRank: 1 },
  { orgId: 3, name: '南陵区', rank: 3, isTied: false, previousRank: 2 },
]

/** June: 52.1 % of the same plan, ten red projects and nine yellow ones. */
export function juneBooks(): Books {
  const rows = sampleRows().map((row, index) => ({
    ...row,
    completedYtd: index === 0 ? '1729199' : '0',
    light: index < 10 ? ('red' as const) : index < 19 ? ('yellow' as const) : ('green' as const),
  }))
  return { ...JULY, month: '2026-06', period: '2026-06', cutoffOn: '2026-06-25', rows }
}

const JULY: Books = {
  kind: 'round',
  month: '2026-07',
  period: '2026-07',
  cutoffOn: '2026-07-25',
  lockedAt: '2026-07-30T10:00:00Z',
  planBasis: '年初计划',
  rows: [],
}

export interface SampleGiven {
  rows?: PlacedRow[]
  members?: Member[]
  now?: Partial<Books>
  earlier?: Material['earlier']
  nature?: Partial<RoundNature>
}

export function sampleMaterial({
  rows = sampleRows(),
  members = MEMBERS,
  now = {},
  earlier,
}: SampleGiven = {}): Material {
  return {
    orgId: 9,
    scope: '全市',
    ownLevel: '市本级',
    group: '县（市、区）',
    members,
    now: { ...JULY, ...now, rows },
    earlier: earlier ?? { before: juneBooks() },
  }
}

export function sampleScene(given: SampleGiven = {}): Scene {
  return sceneOf({
    material: sampleMaterial(given),
    org: { name: '云州市' },
    issuer: ISSUER,
    nature: { isEstimate: false, isMerged: false, isPartial: false, ...given.nature },
  })
}

export const ISSUER = '云州市重点项目建设指挥部办公室'
export const PUBLICATION = { issuer: ISSUER, date: '2026-08-03' }
