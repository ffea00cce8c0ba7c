import { addMonths } from '#kernel/period.ts'
import type { LightRules } from '../../lights/contract.ts'
import { type Judgement, judge, type LightFacts } from '../../rules/light.ts'

export type Example = { key: string; kind: 'pace' | 'start' | 'recovery'; value: number; judged: Judgement }

const MONTH = '2026-10'
/** A plan of 12 000 万元 in equal months: by October pace is 83.3 %, and one percentage point is 120. */
const PLAN = '12000'
const EVEN: LightFacts = {
  month: MONTH,
  annualPlan: PLAN,
  plannedByMonth: Array.from({ length: 12 }, () => '1000'),
  completedYtd: '10000',
  stage: 'underConstruction',
  plannedStart: null,
  startDate: '2025-03',
  previousLights: ['green'],
}

/** What the thresholds do, by the very rule the ledger uses: on both sides of each threshold, by months of a late start, after a red month. */
export function examplesOf(rules: LightRules): Example[] {
  const gaps = [
    -5,
    0,
    rules.greenWithin - 1,
    rules.greenWithin,
    (rules.greenWithin + rules.redBeyond) / 2,
    rules.redBeyond,
    rules.redBeyond + 1,
  ]
  const distinct = [...new Set(gaps.map((gap) => Math.round(gap * 10) / 10))].sort((a, b) => a - b)
  const starts = [...new Set([1, rules.notStartedRedAfterMonths - 1, rules.notStartedRedAfterMonths])].filter(
    (count) => count >= 1,
  )
  return [
    ...distinct.map((gap) => example('pace', gap, rules, { completedYtd: String(10_000 - gap * 120) })),
    ...starts.map((count) =>
      example('start', count, rules, {
        stage: 'preparation',
        startDate: null,
        plannedStart: addMonths(MONTH, 1 - count),
      }),
    ),
    example('recovery', 0, rules, { previousLights: ['red'] }),
  ]
}

function example(kind: Example['kind'], value: number, rules: LightRules, facts: Partial<LightFacts>): Example {
  return { key: `${kind}${value}`, kind, value, judged: judge({ ...EVEN, ...facts }, rules) }
}
