import Big from 'big.js'
import { formatMoney, type Wan } from '#kernel/money.ts'
import { type Month, monthLongText, monthsBetween } from '#kernel/period.ts'
import { formatPercent, type Percent, percentNumber, percentOf } from '#kernel/ratio.ts'
import { BEGUN, type Light } from '../vocabulary.ts'
import { type PaceBasis, paceOf } from './pace.ts'

/** Thresholds in percentage points behind pace; presets are rows of `light_preset`, never code. */
export type LightRules = {
  greenWithin: number
  redBeyond: number
  notStartedRedAfterMonths: number
  redRecoversThroughYellow: boolean
  paceBasis: PaceBasis
}

export type LightFacts = {
  month: Month
  annualPlan: Wan | null
  /** Twelve entries, January to December of the month's year; null where no monthly plan was made. */
  plannedByMonth: readonly (Wan | null)[]
  completedYtd: Wan | null
  stage: string | null
  /** As precise as written: 2026, 2026-03 or 2026-03-28. */
  plannedStart: string | null
  startDate: string | null
  /** Newest first; the first is the light of the month before. */
  previousLights: readonly Light[]
}

export type Reason = { rule: string; text: string; toGreen?: string }
export type Judgement = { completionRate: Percent | null; pace: Percent | null; light: Light; reason: Reason }

/** The preset in force on a new installation, and what it rests on. */
export const FIRST_PRESET = {
  name: '序时进度三色灯',
  version: 1,
  source:
    '各地重点项目调度通行做法：达到序时为绿灯，落后10—30个百分点为黄灯，落后30个百分点以上为红灯；逾期未开工黄灯，连续三个月红灯',
  rules: {
    greenWithin: 10,
    redBeyond: 30,
    notStartedRedAfterMonths: 3,
    redRecoversThroughYellow: true,
    paceBasis: 'plan',
  } satisfies LightRules,
}

/**
 * The light of a project for a month, with its reason in words.
 * Grey: not due or no plan. Not started in its planned month: yellow, for N months running: red. Otherwise by points behind pace.
 * A project that was red and caught up turns yellow, not green, until next month.
 */
export function judge(facts: LightFacts, rules: LightRules): Judgement {
  const { annualPlan, completedYtd, month } = facts
  const hasPlan = annualPlan !== null && new Big(annualPlan).gt(0)
  const pace = hasPlan ? paceOf(month, facts.plannedByMonth, rules.paceBasis) : null
  const completionRate = hasPlan && completedYtd !== null ? percentOf(completedYtd, annualPlan) : null
  const figures = { completionRate, pace }
  if (facts.stage === 'withdrawn')
    return { ...figures, light: 'grey', reason: { rule: 'withdrawn', text: '已退库，不再亮灯' } }
  const start = judgeStart(facts, rules)
  if (start) return { ...figures, ...start }
  if (!hasPlan) return { ...figures, light: 'grey', reason: { rule: 'noPlan', text: '没有本年度计划投资，暂不评价' } }
  if (completionRate === null || pace === null) {
    return { ...figures, light: 'grey', reason: { rule: 'noFigure', text: '本年度尚未报数，暂不评价' } }
  }
  return {
    ...figures,
    ...judgePace({ completionRate, pace, annualPlan, completedYtd: completedYtd ?? '0' }, facts, rules),
  }
}

type Coloured = { light: Light; reason: Reason }

function judgeStart(facts: LightFacts, rules: LightRules): Coloured | null {
  const begun =
    facts.startDate !== null
      ? facts.startDate.slice(0, 7) <= facts.month || BEGUN.has(facts.stage ?? '')
      : BEGUN.has(facts.stage ?? '')
  const planned = facts.plannedStart
  if (begun || !planned || planned.length < 7) return null
  const due = planned.slice(0, 7)
  const monthsOverdue = monthsBetween(due, facts.month) + 1
  if (monthsOverdue <= 0) {
    return { light: 'grey', reason: { rule: 'notDue', text: `计划${monthLongText(due)}开工，尚未到期，暂不评价` } }
  }
  const light = monthsOverdue >= rules.notStartedRedAfterMonths ? 'red' : 'yellow'
  const text = `计划${monthLongText(due)}开工，到本月仍未开工，已连续${monthsOverdue}个月；连续${rules.notStartedRedAfterMonths}个月为红灯`
  return { light, reason: { rule: 'notStarted', text, toGreen: '实际开工（首次永久性开挖或打桩）并上报后按进度亮灯' } }
}

type Progress = { completionRate: Percent; pace: Percent; annualPlan: Wan; completedYtd: Wan }

function judgePace(progress: Progress, facts: LightFacts, rules: LightRules): Coloured {
  const behind = new Big(progress.pace).minus(progress.completionRate)
  const standing = `完成年度计划的${formatPercent(progress.completionRate)}，序时进度${formatPercent(progress.pace)}，${gapText(behind)}`
  if (behind.gt(rules.redBeyond)) {
    return {
      light: 'red',
      reason: {
        rule: 'behind',
        text: `${standing}；超过${rules.redBeyond}个百分点为红灯`,
        toGreen: toGreen(progress, rules),
      },
    }
  }
  if (behind.gte(rules.greenWithin) && behind.gt(0)) {
    const text = `${standing}；落后${rules.greenWithin}至${rules.redBeyond}个百分点为黄灯`
    return { light: 'yellow', reason: { rule: 'behind', text, toGreen: toGreen(progress, rules) } }
  }
  if (rules.redRecoversThroughYellow && facts.previousLights[0] === 'red') {
    return {
      light: 'yellow',
      reason: {
        rule: 'recovering',
        text: `${standing}；上月为红灯，本月先转黄灯`,
        toGreen: '下月仍不低于序时进度即转绿灯',
      },
    }
  }
  return { light: 'green', reason: { rule: 'onPace', text: standing } }
}

function gapText(behind: Big): string {
  if (behind.eq(0)) return '与序时持平'
  const points = percentNumber(behind.abs().toFixed())
  return behind.gt(0) ? `落后${points}个百分点` : `超前${points}个百分点`
}

/** The amount still missing until the gap is below the green threshold, as a sentence. */
function toGreen({ annualPlan, completedYtd, pace }: Progress, rules: LightRules): string {
  const needed = new Big(annualPlan).times(new Big(pace).minus(rules.greenWithin)).div(100).minus(completedYtd)
  // at the very threshold nothing is missing but a touch
  const amount = needed.lt(1) ? '1' : needed.round(0, Big.roundUp).toFixed()
  return `按本月序时，再完成${formatMoney(amount)}转绿灯`
}
