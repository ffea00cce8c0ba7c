import { addWan, compareWan, formatWan, type Wan } from '#kernel/money.ts'
import { percentOf } from '#kernel/ratio.ts'
import type { CheckFacts, Finding } from '../shapes.ts'
import { completeFigures } from './period.ts'

/** The figures a check looks at. Amounts in 万元, 形象进度 in per cent. */
export type CheckedFigures = { completedCurrent: Wan | null; completedYtd: Wan | null; physicalProgress: string | null }

/** A current figure is a jump beyond these: times the usual month and at least this much, or times the month's plan. */
const JUMP_TIMES_USUAL = 3
const JUMP_AT_LEAST: Wan = '500'
const JUMP_TIMES_PLAN = 5
/** From here on one digit too many is likely: 4500 typed for 450 beside a usual 500 is nine times. */
const JUMP_LIKE_A_DIGIT = 8

/**
 * What is odd about the figures of a period, worst first. Also run by the browser while they are typed.
 * A cumulative may fall only by a posted 核减, which the base already contains (MISSION.md, "Cut-offs"; any other fall is an error).
 */
export function checkFigures(figures: CheckedFigures, facts: CheckFacts): Finding[] {
  const { completedCurrent, completedYtd } = completeFigures(figures, facts.base)
  if (completedYtd === null) return [missing(), ...physicalFindings(figures, facts)]
  return [
    ...fallFindings(figures, completedYtd, facts),
    ...limitFindings(completedYtd, facts),
    ...jumpFindings(completedCurrent, facts),
    ...physicalFindings(figures, facts),
  ]
}

export function blocks(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => finding.weight === 'block')
}

export function needsExplanation(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.weight === 'explain')
}

function missing(): Finding {
  return {
    code: 'figureMissing',
    weight: 'block',
    field: 'completedYtd',
    text: '没有填完成投资。本期完成和年初累计请至少填一项，本期没有进展请填0。',
  }
}

function fallFindings(given: CheckedFigures, ytd: Wan, { base }: CheckFacts): Finding[] {
  if (compareWan(ytd, '0') < 0) return [negative('completedYtd', `年初累计${formatWan(ytd)}为负数，请核对。`)]
  if (compareWan(ytd, base) >= 0) return []
  if (given.completedYtd === null) {
    return [
      negative(
        'completedCurrent',
        `本期完成${formatWan(given.completedCurrent!)}为负数。前期报多了，请由项目办办理核减，不在填报中冲减。`,
      ),
    ]
  }
  const text = `年初累计${formatWan(ytd)}低于上次审核通过的${formatWan(base)}。前期报多了，请由项目办办理核减后再填。`
  return [{ code: 'cumulativeFalls', weight: 'block', field: 'completedYtd', text }]
}

function negative(field: 'completedCurrent' | 'completedYtd', text: string): Finding {
  return { code: 'negative', weight: 'block', field, text }
}

function limitFindings(ytd: Wan, { annualPlan, totalInvestment, completedToLastYearEnd }: CheckFacts): Finding[] {
  const findings: Finding[] = []
  if (annualPlan !== null && compareWan(ytd, annualPlan) > 0) {
    const text = `年初累计${formatWan(ytd)}超过年度计划${formatWan(annualPlan)}，请核对或说明原因。`
    findings.push({ code: 'overPlan', weight: 'explain', field: 'completedYtd', text })
  }
  const sinceStart = addWan(completedToLastYearEnd ?? '0', ytd)
  if (totalInvestment !== null && compareWan(sinceStart, totalInvestment) > 0) {
    const text = `自开工累计${formatWan(sinceStart)}超过总投资${formatWan(totalInvestment)}，请核对或说明原因。`
    findings.push({ code: 'overTotal', weight: 'explain', field: 'completedYtd', text })
  }
  return findings
}

function jumpFindings(current: Wan | null, { usualCurrent, plannedCurrent }: CheckFacts): Finding[] {
  if (current === null) return []
  const overUsual = timesOf(current, usualCurrent)
  if (overUsual > JUMP_TIMES_USUAL && compareWan(current, JUMP_AT_LEAST) > 0) {
    return [jump(current, overUsual, `按前几个月平均推算的${formatWan(usualCurrent!)}`)]
  }
  const overPlan = timesOf(current, plannedCurrent)
  return overPlan > JUMP_TIMES_PLAN ? [jump(current, overPlan, `本期计划${formatWan(plannedCurrent!)}`)] : []
}

function jump(current: Wan, times: number, beside: string): Finding {
  const advice = times >= JUMP_LIKE_A_DIGIT ? '请核对是否多写一位，确实如此请说明原因。' : '请核对或说明原因。'
  const text = `本期完成${formatWan(current)}，约为${beside}的${Math.round(times * 10) / 10}倍，${advice}`
  return { code: 'jump', weight: 'explain', field: 'completedCurrent', text }
}

/** For comparison with a small factor and for the sentence; 0 where there is nothing to compare with. */
function timesOf(current: Wan, reference: Wan | null): number {
  const percent = reference === null ? null : percentOf(current, reference)
  return percent === null ? 0 : Number(percent) / 100
}

function physicalFindings({ physicalProgress }: CheckedFigures, { previousPhysical }: CheckFacts): Finding[] {
  if (physicalProgress === null || previousPhysical === null || compareWan(physicalProgress, previousPhysical) >= 0)
    return []
  const text = `形象进度${physicalProgress}%低于上期的${previousPhysical}%，请核对或说明原因。`
  return [{ code: 'progressFalls', weight: 'explain', field: 'physicalProgress', text }]
}
