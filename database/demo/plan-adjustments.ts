import { type Month, monthOf, yearOf } from '#kernel/period.ts'
import { floorTo, fromWan } from './amounts.ts'
import type { History } from './figures.ts'
import type { Random } from './random.ts'

const LOWERED = '年中调整：征迁交地滞后，按市重点项目调度办公室批复调减年度计划'
const RAISED = '年中调整：工程进度快于预期，按市重点项目调度办公室批复调增年度计划'

/** The batch of the last mid-year that has passed: six plans lowered, three raised. The plan first issued stands beside the effective one. */
export function adjustPlans(random: Random, histories: History[], anchor: Month): void {
  const year = monthOf(anchor) >= 7 ? yearOf(anchor) : yearOf(anchor) - 1
  const withPlan = random.shuffled(
    histories.filter(({ plans, draft }) => plans.get(year)?.isIssued && draft.start && draft.standing !== 'done'),
  )
  const behind = withPlan.filter(({ draft }) => draft.standing === 'yellow' || draft.standing === 'red')
  const ahead = withPlan.filter(({ draft }) => draft.standing === 'green')
  for (const history of behind.slice(0, 6)) restate(history, year, random.between(1.12, 1.3), LOWERED)
  for (const history of ahead.slice(0, 3)) restate(history, year, random.between(0.75, 0.9), RAISED)
}

function restate({ plans, bases, draft }: History, year: number, factor: number, reason: string): void {
  const plan = plans.get(year)!
  const initial = Math.min(floorTo(plan.amount * factor, fromWan(10)), draft.total - bases.get(year)!)
  if (initial <= 0 || initial === plan.amount) return
  plan.initial = initial
  // the most a project can lose is what it has left: a plan that could not be higher was not lowered
  if (factor > 1 && initial < plan.amount) plan.initial = plan.amount
  else plan.adjustedReason = reason
}
