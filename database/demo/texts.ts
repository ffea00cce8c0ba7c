import { type Month, monthOf, monthsBetween } from '#kernel/period.ts'
import { toWan } from './amounts.ts'
import type { History } from './figures.ts'
import { FORMALITIES, FORMALITY_STEPS, PHASES, STALLED, TROUBLES } from './progress-words.ts'
import { type Random, randomFor } from './random.ts'

type Words = { progressText: string; problems: string | null; nextStep: string }

/** What the reporter writes for one month: where the works stand, what hinders them, what comes next. */
export function writeReport(seed: number, history: History, month: Month): Words {
  const { draft, months } = history
  const figures = months.get(month)
  const random = randomFor(seed, `words ${draft.id} ${month}`)
  if (draft.stoppedAfter && month > draft.stoppedAfter) return stalledWords(random, history)
  if (!draft.start || month < draft.start) return waitingWords(random, history, month)
  const physical = figures?.physical ?? 0
  const phase = PHASES[draft.field].find(({ upTo }) => physical <= upTo)!
  const works = draft.identity.works.split(/[、及]/)
  const opening = fill(random.pick(phase.sentences), { p: physical, w: random.pick(works) })
  const money = figures?.reported
    ? `；本月完成投资${toWan(figures.reported)}万元，年初以来累计完成${toWan(figures.ytd ?? 0)}万元`
    : ''
  const behind = pointsBehind(history, month)
  const trouble = behind > 10 || (behind > 4 && random.chance(0.3)) ? troubleOf(history, month) : null
  return {
    progressText: `${opening}${money}。`,
    problems: trouble?.problem ?? (random.chance(0.15) ? winterTrouble(month) : null),
    nextStep: `${trouble?.step ?? random.pick(phase.next)}。`,
  }
}

function stalledWords(random: Random, { draft }: History): Words {
  const words = draft.identity.industry.startsWith('黑色金属') ? STALLED.steel : STALLED.other
  const numbers = { n: 80 * (12 + (draft.id % 40)), m: random.whole(4, 9) }
  return {
    progressText: `${fill(words.text, numbers)}。`,
    problems: `${fill(words.problem, numbers)}。`,
    nextStep: `${words.step}。`,
  }
}

function waitingWords(random: Random, { draft }: History, month: Month): Words {
  const isOverdue = month >= draft.plannedStart
  // formalities go forward, never back: the nearer the planned start, the later the step
  const monthsLeft = Math.max(0, monthsBetween(month, draft.plannedStart))
  const step = Math.max(0, FORMALITIES.length - 1 - Math.floor(monthsLeft / 3))
  return {
    progressText: `${FORMALITIES[step]}。`,
    problems: isOverdue ? '未按计划月份开工：施工许可证尚未取得，建设用地有少量附着物未清理。' : null,
    nextStep: `${random.pick(FORMALITY_STEPS)}。`,
  }
}

/** The same trouble stays with a project for some months: months later it is still the same forty households. */
function troubleOf({ draft }: History, month: Month): { problem: string; step: string } {
  const random = randomFor(draft.id, `trouble ${Math.ceil(monthOf(month) / 4)}`)
  const { problem, step } = random.pick(TROUBLES)
  const numbers = { n: random.whole(12, 96), m: random.whole(2, 9) }
  return { problem: `${fill(problem, numbers)}。`, step: fill(step, numbers) }
}

function winterTrouble(month: Month): string | null {
  const number = monthOf(month)
  if (number <= 2) return '受低温雨雪和春节放假影响，现场作业人员不足。'
  return number >= 6 && number <= 8 ? '近期持续降雨，有效施工天数偏少。' : null
}

/** Percentage points behind the plan's own curve; 0 where there is no plan. */
function pointsBehind({ plans, months }: History, month: Month): number {
  const plan = plans.get(Number(month.slice(0, 4)))
  const ytd = months.get(month)?.ytd
  if (!plan || ytd === null || ytd === undefined) return 0
  return (plan.shares[monthOf(month) - 1]! - ytd / plan.amount) * 100
}

function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w)\}/g, (_, key: string) => String(values[key]))
}
