import { dateInChina, dateLongText, type Month, monthLongText } from '#kernel/period.ts'
import { invalid } from '#kernel/problem.ts'
import { deadlineText, hasPassed } from './lateness.ts'
import { daysOfWeek, weekBelongsTo } from './period.ts'

export type RoundPlan = {
  kind: 'month' | 'week'
  month: Month
  week?: string | null | undefined
  cutoffOn: string
  deadline: string
}

/** The week of a weekly round, null for a monthly one; refused when it is no week of the month. */
export function weekOfPlan({ kind, month, week }: Pick<RoundPlan, 'kind' | 'month' | 'week'>): string | null {
  if (kind === 'month') return null
  if (!week) throw invalid('week_missing', '周调度请选择是哪一周。')
  if (!daysOfWeek(week)) throw invalid('week_unknown', `没有${week}这一周，请重新选择。`)
  if (!weekBelongsTo(week, month))
    throw invalid('week_outside_month', `${weekText(week)}不在${monthLongText(month)}，请核对月份和周次。`)
  return week
}

/** The cut-off lies within the period, and the deadline neither before it nor in the past. */
export function checkDates(plan: RoundPlan, now: Date): void {
  checkDeadline(plan.deadline, now)
  const days = plan.kind === 'week' ? daysOfWeek(plan.week!)! : null
  const within = days
    ? plan.cutoffOn >= days[0]! && plan.cutoffOn <= days[6]!
    : plan.cutoffOn.startsWith(`${plan.month}-`)
  if (!isRealDate(plan.cutoffOn) || !within) {
    const period = days ? `${dateLongText(days[0]!)}至${dateLongText(days[6]!)}` : monthLongText(plan.month)
    throw invalid('cutoff_outside_period', `数据截止日应在${period}之内，请重新选择。`)
  }
  if (plan.cutoffOn > dateInChina(new Date(plan.deadline))) {
    throw invalid(
      'cutoff_after_deadline',
      `数据截止日${dateLongText(plan.cutoffOn)}晚于填报截止时间${deadlineText(plan.deadline)}，请调整其中一个。`,
    )
  }
}

export function checkDeadline(deadline: string, now: Date): void {
  if (hasPassed(deadline, now))
    throw invalid('deadline_in_past', `填报截止时间${deadlineText(deadline)}已过，请选择以后的时间。`)
}

/** `2026年10月项目进展调度`, `2026年第47周调度`; of a part of the projects it says so, since two rounds of a month may be open. */
export function defaultTitle(month: Month, week: string | null, narrowed = false): string {
  const title = week ? `${weekText(week)}调度` : `${monthLongText(month)}项目进展调度`
  return narrowed ? `${title}（部分项目）` : title
}

function weekText(week: string): string {
  const [year, number] = week.split('-W').map(Number)
  return `${year}年第${number}周`
}

/** The form was checked already: this refuses 2026-02-30. */
function isRealDate(date: string): boolean {
  const parsed = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 10) === date
}

type Narrowing = {
  countyIds?: number[] | undefined
  campaignId?: number | undefined
  importId?: number | undefined
  priorityOnly?: boolean | undefined
  projectIds?: number[] | undefined
}

/** Whether a selection takes only part of the projects of its libraries. */
export function isNarrowed({ countyIds, campaignId, importId, priorityOnly, projectIds }: Narrowing): boolean {
  return Boolean(countyIds?.length || campaignId || importId || priorityOnly || projectIds)
}
