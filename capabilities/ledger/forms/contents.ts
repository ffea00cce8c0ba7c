import { compareWan, sumWan } from '#kernel/money.ts'
import { dateLongText, lastDayOf, type Month, monthOf, yearOf } from '#kernel/period.ts'
import { percentOf } from '#kernel/ratio.ts'
import type { FilledValue } from '#platform/excel/filling/fill-sheet.ts'
import type { WholeProject } from '../store/whole.ts'
import { NATURE_WORDS, PLAN_STATE_WORDS, STAGE_WORDS } from '../wording.ts'

/** What a column of a form may be filled with. `extra.<heading>` is a column of the office's own, `text.<words>` the same words in every row. */
export const TEXT_CONTENTS = [
  'name',
  'code',
  'owner',
  'county',
  'org',
  'park',
  'site',
  'industry',
  'field',
  'constructionNature',
  'planState',
  'approvalKind',
  'fundKind',
  'scale',
  'totalInvestmentBasis',
  'plannedStart',
  'startDate',
  'finishDate',
  'constructionPeriod',
  'stage',
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
  'terms',
] as const
/** Amounts, written in the unit of the column. */
export const AMOUNT_CONTENTS = [
  'totalInvestment',
  'annualPlan',
  'completedYtd',
  'completedCurrent',
  'completedToLastYearEnd',
  'completedSinceStart',
  'fundsInPlace',
  'monthlyPlan',
] as const
export const OTHER_CONTENTS = ['serial', 'completionRate', 'physicalProgress'] as const

/** `name`, `totalInvestment`, `extra.用电负荷`, `text.市发改委`. */
export const CONTENT = new RegExp(
  `^(${[...TEXT_CONTENTS, ...AMOUNT_CONTENTS, ...OTHER_CONTENTS].join('|')}|(extra|text)\\..{1,180})$`,
)
const AMOUNTS: ReadonlySet<string> = new Set(AMOUNT_CONTENTS)

export function isContent(content: string): boolean {
  return CONTENT.test(content)
}

export function isAmount(content: string | null): boolean {
  return content !== null && AMOUNTS.has(content)
}

export type Unit = '亿元' | '万元' | '元'
/** A column's content with what it depends on; year and month null stand for those of the region's month. */
export type ColumnContent = { content: string; unit: Unit | null; year: number | null; month: string | null }
/** For which month the form is filled; the serial number counts from 1. */
export type At = { month: Month | null; serial: number }

/** What stands in the cell: null leaves it empty. Text for what is text, exact numbers for amounts. */
export function cellValue(column: ColumnContent, project: WholeProject, at: At): FilledValue {
  const { content } = column
  if (content === 'serial') return { number: String(at.serial) }
  if (content.startsWith('text.')) return text(content.slice('text.'.length))
  if (content.startsWith('extra.')) return text(project.extra[content.slice('extra.'.length)])
  if (isAmount(content)) return amount(amountOf(column, project, at.month), column.unit ?? '万元')
  if (content === 'completionRate') return rateOf(project, at.month)
  if (content === 'physicalProgress') return number(monthOfProject(project, at.month)?.physicalProgress ?? null)
  return text(textOf(content as (typeof TEXT_CONTENTS)[number], project))
}

function textOf(content: (typeof TEXT_CONTENTS)[number], project: WholeProject): string | null {
  if (content === 'constructionNature') return project.constructionNature && NATURE_WORDS[project.constructionNature]
  if (content === 'planState') return project.planState && PLAN_STATE_WORDS[project.planState]
  if (content === 'stage') return project.stage && STAGE_WORDS[project.stage]
  if (content === 'constructionPeriod') return periodOf(project)
  return project[content]
}

/** `2023-2025` as such columns are written; by month when both are known to the month. */
function periodOf({ startDate, plannedStart, finishDate }: WholeProject): string | null {
  const start = startDate ?? plannedStart
  if (!start || !finishDate) return null
  const isByMonth = start.length >= 7 && finishDate.length >= 7
  const said = (date: string) => (isByMonth ? `${yearOf(date)}.${Number(date.slice(5, 7))}` : date.slice(0, 4))
  return `${said(start)}-${said(finishDate)}`
}

/** 万元, or null where the ledger has no figure of the year or month. */
function amountOf({ content, year, month }: ColumnContent, project: WholeProject, now: Month | null): string | null {
  const ofMonth = monthOfProject(project, month ?? now)
  if (content === 'annualPlan') {
    const asked = year ?? (now === null ? null : yearOf(now))
    return project.plans.find((plan) => plan.year === asked)?.amount ?? null
  }
  if (content === 'completedYtd') return ofMonth?.completedYtd ?? null
  if (content === 'completedCurrent') return ofMonth?.current ?? null
  if (content === 'monthlyPlan') return ofMonth?.planned ?? null
  if (content === 'completedSinceStart') return sinceStart(project, now)
  return project[content as 'totalInvestment' | 'completedToLastYearEnd' | 'fundsInPlace']
}

/** To last year's end plus this year; what was stated as a whole only where this cannot be computed. */
function sinceStart(project: WholeProject, now: Month | null): string | null {
  const ytd = monthOfProject(project, now)?.completedYtd ?? null
  if (project.completedToLastYearEnd === null || ytd === null) return project.completedSinceStart
  return sumWan([project.completedToLastYearEnd, ytd])
}

function monthOfProject(project: WholeProject, month: string | null): WholeProject['months'][number] | undefined {
  return project.months.find((one) => one.month === month)
}

/** Per cent of the year's plan, two decimals. */
function rateOf(project: WholeProject, month: Month | null): FilledValue {
  const ytd = amountOf({ content: 'completedYtd', unit: null, year: null, month: null }, project, month)
  const plan = amountOf({ content: 'annualPlan', unit: null, year: null, month: null }, project, month)
  if (ytd === null || plan === null || compareWan(plan, '0') === 0) return null
  return number(percentOf(ytd, plan))
}

function amount(wan: string | null, unit: Unit): FilledValue {
  return wan === null ? null : { number: inUnit(wan, unit) }
}

/** Exact: the point moves, nothing is rounded. */
export function inUnit(wan: string, unit: Unit): string {
  const places = unit === '元' ? 4 : unit === '亿元' ? -4 : 0
  const isNegative = wan.startsWith('-')
  const [whole = '0', fraction = ''] = wan.replace('-', '').split('.')
  const digits = whole + fraction
  const point = whole.length + places
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0')
  const at = point <= 0 ? 1 : point
  const plain = `${padded.slice(0, at).replace(/^0+(?=\d)/, '')}.${padded.slice(at)}`.replace(/\.?0*$/, '')
  return isNegative && plain !== '0' ? `-${plain}` : plain
}

function number(decimal: string | null): FilledValue {
  return decimal === null ? null : { number: decimal }
}

function text(value: string | null | undefined): FilledValue {
  return value ? { text: value } : null
}

/** Words above and below the table: `{年}` `{月}` `{截止日}` `{单位}` `{日期}` stand for what is known when the form is filled. */
export function wordsOf(template: string, known: { month: Month | null; region: string; today: string }): string {
  const { month, region, today } = known
  return template
    .replaceAll('{单位}', region)
    .replaceAll('{日期}', dateLongText(today))
    .replaceAll('{截止日}', month ? dateLongText(lastDayOf(month)) : '')
    .replaceAll('{年}', month ? String(yearOf(month)) : '')
    .replaceAll('{月}', month ? String(monthOf(month)) : '')
}
