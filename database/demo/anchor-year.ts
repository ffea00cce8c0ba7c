import { type Month, monthOf, monthText, yearOf } from '#kernel/period.ts'
import { floorTo, fromWan, type Yuan } from './amounts.ts'
import { PROFILES } from './drafts.ts'
import { enterRun, type History, monthWithin, mostReach, type Period, type SwingOf } from './figures.ts'
import { planYear, type YearPlan } from './plan-year.ts'
import { randomFor } from './random.ts'
import { runYear } from './run-year.ts'
import type { Organisation } from './region.ts'

/** Green projects stay within these points of their pace: at most ten behind counts as green. */
const GREEN = { least: -9, most: 14 }

/** Gives the anchor's year its figures so that each county ends as far ahead of or behind its pace as its profile says. */
export function runAnchorYear(seed: number, period: Period, histories: History[], counties: Organisation[], swingOf: SwingOf): void {
  const random = randomFor(seed, 'anchor year')
  const year = yearOf(period.anchor)
  const last = monthOf(period.anchor)
  const gaps = new Map(histories.map((history) => [history, wishedGap(history.draft.standing, random)]))
  counties.forEach((county, position) => {
    const members = histories.filter(({ draft, plans }) => draft.county === county && !draft.isMunicipal && plans.get(year)?.isIssued)
    steer(members, gaps, PROFILES[position]!.aim!, period.anchor)
  })
  for (const history of histories) {
    const plan = history.plans.get(year)
    if (!plan) continue
    const firstMonth = history.draft.start ? Math.max(1, monthWithin(history.draft.start, year)) : 13
    const stopsAfter = history.draft.stoppedAfter ? monthWithin(history.draft.stoppedAfter, year) : 12
    const reach = reachOf(history, plan, gaps.get(history)!, last)
    const run = { plan, last, reach, firstMonth, stopsAfter, swing: swingOf(history.draft, year), unit: history.unit }
    enterRun(history, plan, runYear(history.random, run))
  }
}

/** The month after the anchor, as it will be reported where a report comes in. A new year begins with a new plan. */
export function openMonthAmount(history: History, { anchor, openMonth }: Period): Yuan {
  const { draft, random, plans, months, bases, unit } = history
  if (!draft.start || draft.stoppedAfter || draft.standing === 'doneBefore') return 0
  const year = yearOf(openMonth)
  if (year > yearOf(anchor) && !plans.has(year)) {
    bases.set(year, bases.get(yearOf(anchor))! + (months.get(anchor)?.ytd ?? 0))
    const plan = draft.standing === 'done' ? null : planYear(random, draft, year, bases.get(year)!)
    if (plan) {
      plans.set(year, plan)
      enterRun(history, plan, [])
    }
  }
  const plan = plans.get(year)
  if (!plan) return 0
  const index = monthOf(openMonth) - 1
  const planned = plan.shares[index]! - (plan.shares[index - 1] ?? 0)
  const done = index === 0 ? 0 : (months.get(anchor)?.ytd ?? 0)
  const wish = floorTo(plan.amount * planned * random.between(0.7, 1.15), unit)
  return Math.max(0, Math.min(wish, floorTo(plan.amount * mostReach(history, plan), unit) - done))
}

/** Percentage points ahead of (behind) pace a project of this standing ends with. */
function wishedGap(standing: History['draft']['standing'], random: ReturnType<typeof randomFor>): number {
  if (standing === 'yellow') return -random.between(11.5, 26)
  if (standing === 'red') return -random.between(33, 58)
  return random.bell() * 3.6
}

/** Share of the year's plan done by the anchor. */
function reachOf(history: History, plan: YearPlan, gap: number, last: number): number {
  const { draft } = history
  const planned = plan.shares[last - 1]!
  if (!draft.start || draft.start > monthText(plan.year, last)) return 0
  if (draft.standing === 'done') return 1
  if (draft.stoppedAfter) return 0.92 * (plan.shares[monthWithin(draft.stoppedAfter, plan.year) - 1] ?? 0)
  // early in the year nobody can be thirty points behind: what is planned so far bounds the gap
  const bounded = Math.max(gap, -85 * planned)
  return Math.min(mostReach(history, plan), Math.max(planned > 0 ? 0.01 : 0, planned + bounded / 100))
}

/** Shifts the county's green projects together until its weighted completion is `aim` points from its pace, as near as bounds allow. */
function steer(members: History[], gaps: Map<History, number>, aim: number, anchor: Month): void {
  const year = yearOf(anchor)
  const last = monthOf(anchor)
  const planned = members.reduce((sum, { plans }) => sum + plans.get(year)!.amount, 0)
  const pace = members.reduce((sum, { plans }) => sum + plans.get(year)!.amount * plans.get(year)!.shares[last - 1]!, 0)
  const scale = Math.min(1, pace / planned / 0.6)
  const goal = pace + (planned * aim * scale) / 100
  const greens = members.filter(({ draft }) => draft.standing === 'green')
  const wished = new Map(greens.map((history) => [history, gaps.get(history)!]))
  const shift = (points: number) => {
    for (const [history, gap] of wished) gaps.set(history, Math.min(GREEN.most, Math.max(GREEN.least, gap + points)))
    return members.reduce((sum, history) => {
      const plan = history.plans.get(year)!
      return sum + plan.amount * reachOf(history, plan, gaps.get(history)!, last)
    }, 0)
  }
  let [low, high] = [-25, 25]
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2
    if (shift(middle) < goal) low = middle
    else high = middle
  }
}

/** Makes the plans of a county add up to whole 1000 万元, so that a rate of one decimal is an exact amount. */
export function roundCountyPlan(members: History[], year: number): void {
  const thousand = fromWan(1000)
  const issued = members.filter(({ plans }) => plans.get(year)?.isIssued)
  const excess = issued.reduce((sum, { plans }) => sum + plans.get(year)!.amount, 0) % thousand
  const largest = issued.reduce((a, b) => (a.plans.get(year)!.amount >= b.plans.get(year)!.amount ? a : b))
  const plan = largest.plans.get(year)!
  plan.amount -= excess
  plan.initial = plan.amount
}

