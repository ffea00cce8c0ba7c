import type { FigureUnit, Light } from './figure.ts'

/**
 * What a document may ask for. Each is one idea of the glossary; `names` are how an office writes it, the first as documents print it.
 * Indicators of the economy will stand here beside the project figures once there is a capability that has them.
 */
export interface Subject {
  names: readonly [string, ...string[]]
  unit: FigureUnit
  /** A total of its organisations: printed for the whole it must close with them. */
  isAdditive?: true
  /** Only of the region as a whole, or only of a ranked organisation. */
  only?: 'region' | 'member'
  light?: Light
}

export const SUBJECTS = {
  projectCount: { names: ['项目数', '重点项目数', '项目个数'], unit: '个', isAdditive: true },
  newCount: { names: ['新开工项目数', '新建项目数'], unit: '个', isAdditive: true },
  continuingCount: { names: ['续建项目数'], unit: '个', isAdditive: true },
  completed: { names: ['竣工项目数', '建成项目数'], unit: '个', isAdditive: true },
  totalInvestment: { names: ['总投资'], unit: '万元', isAdditive: true },
  annualPlan: { names: ['年度计划投资', '年度计划', '计划投资'], unit: '万元', isAdditive: true },
  completedYtd: { names: ['完成投资', '累计完成投资', '年初累计完成投资'], unit: '万元', isAdditive: true },
  completedCurrent: { names: ['当月完成投资', '本月完成投资'], unit: '万元', isAdditive: true },
  completedQuarter: { names: ['本季完成投资', '当季完成投资'], unit: '万元' },
  completionRate: { names: ['完成率', '投资完成率', '年度计划完成率'], unit: '%' },
  pace: { names: ['序时进度'], unit: '%' },
  gap: { names: ['较序时', '较序时进度'], unit: '个百分点' },
  rank: { names: ['位次', '排名'], unit: '位', only: 'member' },
  'light.green': { names: ['绿灯项目数'], unit: '个', isAdditive: true, light: 'green' },
  'light.yellow': { names: ['黄灯项目数'], unit: '个', isAdditive: true, light: 'yellow' },
  'light.red': { names: ['红灯项目数'], unit: '个', isAdditive: true, light: 'red' },
  'light.grey': { names: ['灰灯项目数'], unit: '个', isAdditive: true, light: 'grey' },
  lagging: { names: ['滞后项目数'], unit: '个' },
  startPlanned: { names: ['计划新开工项目数', '计划开工数'], unit: '个', isAdditive: true },
  startStarted: { names: ['已开工项目数', '开工项目数'], unit: '个', isAdditive: true },
  startDue: { names: ['应开工项目数'], unit: '个', isAdditive: true },
  startOverdue: { names: ['逾期未开工项目数', '逾期未开工数'], unit: '个', isAdditive: true },
  startDueStarted: { names: ['应开工已开工项目数'], unit: '个' },
  startEarly: { names: ['提前开工项目数'], unit: '个' },
  startRate: { names: ['年度开工率', '开工率'], unit: '%' },
  startDueRate: { names: ['应开工项目开工率'], unit: '%' },
  'reports.due': { names: ['应报项目数'], unit: '个', isAdditive: true },
  'reports.missing': { names: ['未报项目数'], unit: '个', isAdditive: true },
  'reports.late': { names: ['迟报项目数'], unit: '个', isAdditive: true },
  groupSize: { names: ['参与排名单位数', '参评单位数'], unit: '个', only: 'region' },
  onPace: { names: ['达到序时单位数'], unit: '个', only: 'region' },
  behind: { names: ['低于序时单位数'], unit: '个', only: 'region' },
} as const satisfies Record<string, Subject>

export type SubjectCode = keyof typeof SUBJECTS

export function subjectOf(code: SubjectCode): Subject {
  return SUBJECTS[code]
}

const BY_NAME: ReadonlyMap<string, SubjectCode> = new Map(
  Object.entries(SUBJECTS).flatMap(([code, { names }]) => names.map((name) => [name, code as SubjectCode] as const)),
)

/** The subject an office calls by this name, or null. */
export function subjectNamed(name: string): SubjectCode | null {
  return BY_NAME.get(name) ?? null
}

/** Every name there is, for suggestions. */
export function subjectNames(): string[] {
  return [...BY_NAME.keys()]
}
