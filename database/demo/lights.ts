import { FIRST_PRESET, judge } from '#capabilities/ledger/rules/light.ts'
import type { Light } from '#capabilities/ledger/vocabulary.ts'
import type { Wan } from '#kernel/money.ts'
import { type Month, monthsOfYearTo, monthText, yearOf } from '#kernel/period.ts'
import { toWan } from './amounts.ts'
import type { History } from './figures.ts'

/** The light each project had when a month was locked, by the preset of a new installation; each month remembers the one before. */
export function lightsOf({ draft, plans, months }: History, anchor: Month): Map<Month, Light> {
  const lights = new Map<Month, Light>()
  const curves = new Map([...plans.keys()].map((year) => [year, curveOf(months, year)]))
  let before: Light | undefined
  for (const [month, { ytd }] of [...months].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (ytd === null || month > anchor) continue
    const plan = plans.get(yearOf(month))
    const facts = {
      month,
      annualPlan: plan?.isIssued ? toWan(plan.amount) : null,
      plannedByMonth: curves.get(yearOf(month)) ?? [],
      completedYtd: toWan(ytd),
      stage: null,
      plannedStart: draft.plannedStart,
      startDate: draft.start,
      previousLights: before ? [before] : [],
    }
    before = judge(facts, FIRST_PRESET.rules).light
    lights.set(month, before)
  }
  return lights
}

function curveOf(months: History['months'], year: number): Wan[] {
  return monthsOfYearTo(monthText(year, 12)).map((month) => toWan(months.get(month)?.planned ?? 0))
}
