import type { Wan } from '#kernel/money.ts'
import { isMonth, type Month } from '#kernel/period.ts'
import type { LedgerReading, LedgerRow } from '../reading/shape.ts'
import type { ImportValues, MonthWrite } from '../store/bulk.ts'

export type RowValues = {
  values: ImportValues & { name: string }
  extra: Record<string, string>
  plans: Record<string, Wan>
  months: MonthWrite[]
}

const TEXTS = [
  'code',
  'owner',
  'site',
  'industry',
  'field',
  'constructionNature',
  'planState',
  'approvalKind',
  'fundKind',
  'scale',
  'startDate',
  'finishDate',
  'responsibleOrg',
  'leadOrg',
  'competentOrg',
  'sponsor',
  'steward',
  'contact',
  'annualContent',
  'progressText',
  'problems',
  'nextStep',
  'remark',
  'statisticalEntry',
  'stage',
] as const

/** Words of a cell that gave no value are kept beside the fields, under their heading, so that nothing of the file is lost. */
export const KEPT_WORDS = {
  sponsorText: '包联领导',
  stewardText: '项目管家',
  contactText: '联系人',
  onSiteWorkers: '现场施工人数',
  town: '乡镇园区',
  constructionAgent: '代建单位',
  contractor: '施工单位',
  contactPhone: '联系电话',
  serviceOfficer: '首席服务员',
  libraryEntry: '入库时间',
  nationalRegister: '国家重大项目库',
  firstStatisticalFigure: '首次上报时间',
  expectedBenefit: '预期效益',
} as const

/** What a row of a ledger says of a project. A field that was not stated is absent: it never clears what the ledger has. */
export function rowValues(row: LedgerRow, reading: LedgerReading): RowValues {
  const values: ImportValues & { name: string } = { name: row.name }
  for (const field of TEXTS) {
    const value = row[field]
    if (typeof value === 'string' && value !== '') values[field] = value
  }
  if (row.constructionNature === 'new') values.constructionNature = 'newBuild'
  if (row.plannedStartDate) values.plannedStart = row.plannedStartDate
  if (row.totalInvestmentWan !== null) values.totalInvestment = wanText(row.totalInvestmentWan)
  if (row.fundsInPlaceWan !== undefined) values.fundsInPlace = wanText(row.fundsInPlaceWan)
  if (row.completedToLastYearEndWan !== undefined)
    values.completedToLastYearEnd = wanText(row.completedToLastYearEndWan)
  if (row.provincialKey || row.municipalKey) values.isPriority = true
  return { values, extra: extraOf(row), plans: plansOf(row, reading), months: monthsOf(row, reading) }
}

/** The library a new project belongs to, by its stage: not yet building, building, or finished. */
export function libraryOf(stage: string | null): 'reserve' | 'construction' | 'completed' {
  if (stage === 'planning' || stage === 'signed' || stage === 'preparation') return 'reserve'
  return stage === 'completed' || stage === 'inProduction' || stage === 'atCapacity' || stage === 'returnsAchieved'
    ? 'completed'
    : 'construction'
}

/** The last month of a period: `2022-01..07` ends in `2022-07`; `2022-07` is itself; anything else is no month. */
export function lastMonthOf(period: string | undefined): Month | null {
  if (!period) return null
  const span = /^(\d{4})-\d{2}\.\.(?:(\d{4})-)?(\d{2})$/.exec(period)
  const month = span ? `${span[2] ?? span[1]}-${span[3]}` : period
  return isMonth(month) ? month : null
}

/** The latest month any row has a completed amount for: the ledger's own as-of month. */
export function asOfMonthOf(reading: LedgerReading): Month | null {
  const months = reading.sheets.flatMap((sheet) =>
    (sheet.columns ?? []).map((column) => (column.field?.startsWith('completed') ? lastMonthOf(column.period) : null)),
  )
  const known = [...months, lastMonthOf(reading.completedPeriod)].filter((month): month is Month => month !== null)
  return known.sort().at(-1) ?? null
}

function plansOf(row: LedgerRow, reading: LedgerReading): Record<string, Wan> {
  const plans: Record<string, Wan> = {}
  for (const [year, amount] of Object.entries(row.annualPlansWan ?? {})) plans[year] = wanText(amount)
  if (row.annualPlanWan !== undefined && reading.planYear !== null)
    plans[reading.planYear] ??= wanText(row.annualPlanWan)
  return plans
}

function monthsOf(row: LedgerRow, reading: LedgerReading): MonthWrite[] {
  const months = new Map<Month, MonthWrite>()
  const at = (month: Month) => {
    const entry = months.get(month) ?? { month }
    months.set(month, entry)
    return entry
  }
  for (const [period, amount] of Object.entries(row.completedYtdByPeriodWan ?? {})) {
    const month = lastMonthOf(period)
    if (month) at(month).ytd = wanText(amount)
  }
  const asOf = lastMonthOf(reading.completedPeriod)
  if (row.completedYtdWan !== undefined && asOf) at(asOf).ytd ??= wanText(row.completedYtdWan)
  for (const [month, amount] of Object.entries(row.completedCurrentByMonthWan ?? {}))
    if (isMonth(month)) at(month).current = wanText(amount)
  for (const [month, amount] of Object.entries(row.monthlyPlansWan ?? {}))
    if (isMonth(month)) at(month).planned = wanText(amount)
  return [...months.values()]
}

function extraOf(row: LedgerRow): Record<string, string> {
  const extra: Record<string, string> = { ...row.extra, ...row.approvals }
  for (const [key, heading] of Object.entries(KEPT_WORDS)) {
    const words = row[key as keyof typeof KEPT_WORDS]
    if (typeof words === 'string' && words !== '') extra[heading] ??= words
  }
  return extra
}

/** Amounts of a reading are exact to four decimals, so their shortest notation is exact too. */
export function wanText(amount: number): Wan {
  return String(amount)
}
