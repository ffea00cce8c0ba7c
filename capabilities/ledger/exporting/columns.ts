import { monthOf, yearOf } from '#kernel/period.ts'
import { strictFold } from '../reading/text.ts'
import type { ImportField } from '../store/bulk.ts'
import type { ExportedProject } from '../store/export.ts'
import type { LIBRARIES, LIGHTS } from '../vocabulary.ts'
import { NATURE_WORDS, PLAN_STATE_WORDS, STAGE_WORDS } from '../wording.ts'
import { amountText, plainText } from './cell-text.ts'

/** Where a column's values live in the ledger. */
export type Target =
  | { field: ImportField; words?: Readonly<Record<string, string>>; keptUnder?: string }
  | { plan: string }
  | { ytd: string }
  | { current: string }
  | { extra: string }

/** A column of the ledger as it leaves in a workbook and is known again when it comes back. */
export type LedgerColumn = {
  /** Stable: `name`, `annualPlan.2026`, `completedYtd.2026-10`, `extra.环评批复`. */
  key: string
  heading: string
  kind: 'text' | 'amount' | 'number' | 'date' | 'choice'
  /** In characters; Chinese ones count two. */
  width: number
  wraps?: boolean
  choices?: readonly string[]
  /** The value as its cell says it: canonical text, amounts in 万元 without trailing zeros, dates as precise as written. */
  value: (project: ExportedProject) => string | null
  /** Absent: the column is for reading, and `readOnly` says where it is changed. */
  target?: Target
  readOnly?: string
}

/** Heading of the column by which our own export knows its projects again, whatever was renamed in Excel. */
export const SYSTEM_ID_HEADING = '系统编号'
/** What a project is called in the region's dictionaries: written for reading, not taken back. */
export const TERMS_HEADING = '字典词条'
export const EXTRA_PREFIX = 'extra.'

/** Columns that leave when nobody chooses: those that import back, in the order offices know. */
const USUAL = [
  ...['code', 'name', 'owner', 'county', 'site', 'industry', 'field', 'constructionNature', 'planState'],
  ...['approvalKind', 'fundKind', 'scale', 'totalInvestment', 'annualPlan', 'completedYtd', 'completedCurrent'],
  ...['completedToLastYearEnd', 'fundsInPlace', 'plannedStart', 'startDate', 'finishDate', 'stage', 'annualContent'],
  ...['progressText', 'problems', 'nextStep', 'responsibleOrg', 'leadOrg', 'competentOrg', 'sponsor', 'steward'],
  ...['contact', 'statisticalEntry', 'remark'],
]

/** Keys of the columns of a whole export for this month; without a month the columns of figures are left out. */
export function usualKeys(month: string | null): string[] {
  return USUAL.flatMap((key) => columnOfKey(dated(key, month))?.key ?? [])
}

/** `annualPlan`, `completedYtd`, `completedCurrent` name the columns of the region's month. */
export function dated(key: string, month: string | null): string {
  if (key === 'annualPlan') return `annualPlan.${month?.slice(0, 4) ?? ''}`
  if (key === 'completedToLastYearEnd') return `${key}.${month ? yearOf(month) - 1 : ''}`
  return key === 'completedYtd' || key === 'completedCurrent' ? `${key}.${month ?? ''}` : key
}

/** The column of a key; null when this version knows none. */
export function columnOfKey(key: string): LedgerColumn | null {
  if (key.startsWith(EXTRA_PREFIX)) return extraColumn(key.slice(EXTRA_PREFIX.length))
  const [name = '', part] = key.split('.', 2)
  if (part !== undefined) return figureColumn(name, part)
  return COLUMNS[name]?.(name) ?? null
}

/** The column a heading of the export's own means, of this month; null when it is none of ours. */
export function columnOfHeading(heading: string, month: string | null): LedgerColumn | null {
  const folded = strictFold(heading)
  const keys = [...usualKeys(month), ...Object.keys(COLUMNS)]
  return keys.map((key) => columnOfKey(key)!).find((column) => strictFold(column.heading) === folded) ?? null
}

/** The column of the office's own under this heading. */
export function extraColumn(heading: string, kind: 'text' | 'number' = 'text'): LedgerColumn {
  return {
    key: `${EXTRA_PREFIX}${heading}`,
    heading,
    kind,
    width: 18,
    wraps: kind === 'text',
    value: ({ extra }) => plainText(extra[heading]),
    target: { extra: heading },
  }
}

/** Headings of columns that are only for reading: a file that carries them states nothing with them. */
export function readOnlyHeadings(): string[] {
  return Object.entries(COLUMNS).flatMap(([key, make]) => (make(key).readOnly ? [make(key).heading] : []))
}

type Make = (key: string) => LedgerColumn
type TextField = keyof ExportedProject & ImportField

const text =
  (heading: string, width: number, wraps = false): Make =>
  (key) => ({
    key,
    heading,
    kind: 'text',
    width,
    wraps,
    value: (project) => plainText(project[key as TextField] as string | null),
    target: { field: key as ImportField },
  })
const amount =
  (heading: string): Make =>
  (key) => ({
    key,
    heading,
    kind: 'amount',
    width: 16,
    value: (project) => amountText(project[key as TextField] as string | null),
    target: { field: key as ImportField },
  })
const date =
  (heading: string): Make =>
  (key) => ({
    key,
    heading,
    kind: 'date',
    width: 13,
    value: (project) => project[key as TextField] as string | null,
    target: { field: key as ImportField },
  })
const choice =
  (heading: string, width: number, words: Readonly<Record<string, string>>): Make =>
  (key) => ({
    key,
    heading,
    kind: 'choice',
    width,
    choices: Object.values(words),
    value: (project) => wordOf(words, project[key as TextField] as string | null),
    target: { field: key as ImportField, words },
  })
/** People of whom a file knew only the role stand among the office's own columns. */
const person =
  (heading: string, width: number): Make =>
  (key) => ({
    key,
    heading,
    kind: 'text',
    width,
    value: (project) => plainText((project[key as TextField] as string | null) ?? project.extra[heading]),
    target: { field: key as ImportField, keptUnder: heading },
  })
const reading =
  (
    heading: string,
    width: number,
    value: LedgerColumn['value'],
    readOnly: string,
    kind: 'text' | 'number' = 'text',
  ): Make =>
  (key) => ({ key, heading, kind, width, value, readOnly })

const COMPUTED = '由系统按规则计算，不能在表格中修改。'
const ON_ITS_PAGE = '请在项目页修改，表格中的改动不写入。'
const LIBRARY_WORDS: Record<(typeof LIBRARIES)[number], string> = {
  reserve: '储备库',
  construction: '建设库',
  completed: '竣工库',
}
const LIGHT_WORDS: Record<(typeof LIGHTS)[number], string> = {
  green: '绿灯',
  yellow: '黄灯',
  red: '红灯',
  grey: '灰灯',
}
const TIER_WORDS: Record<string, string> = { '1': '第一梯队', '2': '第二梯队' }

const COLUMNS: Record<string, Make> = {
  id: reading(SYSTEM_ID_HEADING, 9, ({ id }) => String(id), '系统编号用来认出项目，请不要修改。'),
  code: text('项目代码', 27),
  name: text('项目名称', 40, true),
  owner: text('建设单位', 28, true),
  county: reading('县区', 14, ({ county }) => plainText(county), '项目所在县区请在项目页调整，表格中的改动不写入。'),
  org: reading('所属单位', 18, ({ orgName }) => plainText(orgName), ON_ITS_PAGE),
  park: reading('园区', 18, ({ parkName }) => plainText(parkName), ON_ITS_PAGE),
  library: reading('项目库', 10, ({ library }) => wordOf(LIBRARY_WORDS, library), ON_ITS_PAGE),
  isPriority: reading('重点项目', 10, ({ isPriority }) => (isPriority ? '是' : '否'), ON_ITS_PAGE),
  tier: reading('梯队', 10, ({ tier }) => wordOf(TIER_WORDS, tier === null ? null : String(tier)), ON_ITS_PAGE),
  site: text('建设地点', 26, true),
  industry: text('所属行业', 16, true),
  field: text('项目类别', 12),
  constructionNature: choice('建设性质', 10, NATURE_WORDS),
  planState: choice('新开工/续建', 12, PLAN_STATE_WORDS),
  approvalKind: text('立项方式', 10),
  fundKind: text('资金类别', 12),
  scale: text('主要建设内容', 46, true),
  totalInvestment: amount('总投资（万元）'),
  totalInvestmentBasis: reading('总投资依据', 16, (project) => plainText(project.totalInvestmentBasis), ON_ITS_PAGE),
  completedSinceStart: reading(
    '自开工累计完成（万元）',
    18,
    (project) => amountText(project.completedSinceStart),
    COMPUTED,
    'number',
  ),
  fundsInPlace: amount('到位资金（万元）'),
  plannedStart: date('计划开工时间'),
  startDate: date('实际开工时间'),
  finishDate: date('竣工时间'),
  stage: choice('建设阶段', 10, STAGE_WORDS),
  annualContent: text('年度建设内容', 34, true),
  progressText: text('形象进度', 40, true),
  problems: text('存在问题', 34, true),
  nextStep: text('下步计划', 34, true),
  responsibleOrg: text('责任单位', 20, true),
  leadOrg: text('牵头单位', 20, true),
  competentOrg: text('主管部门', 20, true),
  sponsor: person('包联领导', 12),
  steward: person('项目管家', 16),
  contact: person('联系人', 20),
  statisticalEntry: text('是否入统', 12),
  remark: text('备注', 28, true),
  terms: reading(TERMS_HEADING, 28, ({ terms }) => plainText(terms), ON_ITS_PAGE),
  standingMonth: reading('数据月份', 10, ({ standingMonth }) => standingMonth, COMPUTED),
  updatedAt: reading('更新日期', 12, ({ updatedOn }) => updatedOn, COMPUTED),
  completionRate: reading('完成率（%）', 11, ({ completionRate }) => amountText(completionRate), COMPUTED, 'number'),
  pace: reading('序时进度（%）', 12, ({ pace }) => amountText(pace), COMPUTED, 'number'),
  light: reading('亮灯', 8, ({ light }) => wordOf(LIGHT_WORDS, light), COMPUTED),
}

/** Columns whose heading carries a year or a month. */
function figureColumn(name: string, part: string): LedgerColumn | null {
  const key = `${name}.${part}`
  const column = (heading: string, value: LedgerColumn['value'], target: Target): LedgerColumn => ({
    key,
    heading: `${heading}（万元）`,
    kind: 'amount',
    width: 18,
    value,
    target,
  })
  if (name === 'annualPlan')
    return /^\d{4}$/.test(part)
      ? column(`${part}年计划投资`, ({ annualPlan }) => amountText(annualPlan), { plan: part })
      : null
  if (name === 'completedToLastYearEnd')
    return /^\d{4}$/.test(part)
      ? column(`截至${part}年底累计完成投资`, (project) => amountText(project.completedToLastYearEnd), {
          field: 'completedToLastYearEnd',
        })
      : null
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(part)) return null
  const [year, number] = [yearOf(part), monthOf(part)]
  const span = number === 1 ? '1月累计' : `1-${number}月`
  if (name === 'completedYtd')
    return column(`${year}年${span}完成投资`, ({ completedYtd }) => amountText(completedYtd), { ytd: part })
  if (name === 'completedCurrent')
    return column(`${year}年${number}月完成投资`, ({ completedCurrent }) => amountText(completedCurrent), {
      current: part,
    })
  return null
}

function wordOf(words: Readonly<Record<string, string>>, value: string | null): string | null {
  return value === null ? null : (words[value] ?? value)
}
