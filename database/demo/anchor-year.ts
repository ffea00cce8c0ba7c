import { type Month, monthOf, monthText, yearOf } from '#kernel/period.ts'
import { floorTo, fromWan, type Yuan } from './amounts.ts'
import { MUNICIPAL_PROFILE, PROFILES, type Standing } from './drafts.ts'
import { enterRun, type History, monthWithin, mostReach, type Period, type SwingOf } from './figures.ts'
import { STORY_PLACES } from './places.ts'
import { planYear, type YearPlan } from './plan-year.ts'
import { randomFor } from './random.ts'
import type { Organisation } from './region.ts'
import { runYear } from './run-year.ts'
import { tieCounties } from './ties.ts'

/** Points ahead of pace between which a project of this standing stays: at most ten behind is green, more than thirty red. */
const BOUNDS: Partial<Record<Standing, { least: number; most: number }>> = {
  green: { least: -9, most: 14 },
  yellow: { least: -27, most: -11 },
  red: { least: -58, most: -32 },
}

/**
 * Gives the anchor's year its figures so that each county ends as far ahead of or behind its pace as its profile says, and two of them
 * exactly level. Answers the two.
 */
export function runAnchorYear(
  seed: number,
  period: Period,
  histories: History[],
  known: { counties: Organisation[]; swingOf: SwingOf },
): [Organisation, Organisation] {
  const random = randomFor(seed, 'anchor year')
  const year = yearOf(period.anchor)
  const gaps = new Map(histories.map((history) => [history, wishedGap(history.draft.standing, random)]))
  const issued = histories.filter(({ plans }) => plans.get(year)?.isIssued)
  const members = [
    ...known.counties.map((county) => issued.filter(({ draft }) => draft.county === county && !draft.isMunicipal)),
    issued.filter(({ draft }) => draft.isMunicipal),
  ]
  for (const county of members) roundPlans(county, year)
  const { goals, tied } = goalsOf(known.counties, members, period.anchor)
  goals.forEach((goal, position) => {
    steer(members[position]!, gaps, goal, period.anchor)
  })
  for (const history of histories) runToAnchor(history, gaps.get(history)!, period.anchor, known.swingOf)
  tieCounties([members[tied[0]]!, members[tied[1]]!], period.anchor)
  return [known.counties[tied[0]]!, known.counties[tied[1]]!]
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

type Goals = { goals: number[]; tied: [number, number] }

/** The completion rate each county is steered to: its pace and its profile's points; the two tied counties share one rate. */
function goalsOf(counties: Organisation[], members: History[][], anchor: Month): Goals {
  const goals = members.map((histories, position) => {
    const pace = paceOf(histories, anchor)
    // early in the year the distances are small
    return pace + ([...PROFILES, MUNICIPAL_PROFILE][position]!.aim * Math.min(1, pace / 0.6)) / 100
  })
  const tied = pairToTie(counties, goals)
  const common = (goals[tied[0]]! + goals[tied[1]]!) / 2
  return { goals: goals.map((goal, position) => (tied.includes(position) ? common : goal)), tied }
}

/** The two counties of the story; when their plans run too differently (in January), the two that are nearest anyway. */
function pairToTie(counties: Organisation[], goals: number[]): [number, number] {
  const apart = ([a, b]: [number, number]) => Math.abs(goals[a]! - goals[b]!)
  const [first, second] = STORY_PLACES.tiedCounties.map((name) => counties.findIndex((county) => county.name === name))
  if (apart([first!, second!]) < 0.02) return [first!, second!]
  const pairs = counties.flatMap((_, a) => counties.slice(a + 1).map((_, b): [number, number] => [a, a + 1 + b]))
  return pairs.reduce((best, pair) => (apart(pair) < apart(best) ? pair : best))
}

/** Share of the counties' annual plans that should be done by now. */
function paceOf(members: History[], anchor: Month): number {
  const plans = members.map((history) => history.plans.get(yearOf(anchor))!)
  const planned = plans.reduce((sum, { amount, shares }) => sum + amount * shares[monthOf(anchor) - 1]!, 0)
  return planned / plans.reduce((sum, { amount }) => sum + amount, 0)
}

/** Shifts the county's projects together until its completion rate is the goal, as near as the bounds of their lights allow. */
function steer(members: History[], gaps: Map<History, number>, goal: number, anchor: Month): void {
  const year = yearOf(anchor)
  const wanted = goal * members.reduce((sum, { plans }) => sum + plans.get(year)!.amount, 0)
  const movable = members.filter(({ draft }) => BOUNDS[draft.standing])
  const wished = new Map(movable.map((history) => [history, gaps.get(history)!]))
  const shift = (points: number) => {
    for (const [history, gap] of wished) {
      const { least, most } = BOUNDS[history.draft.standing]!
      gaps.set(history, Math.min(most, Math.max(least, gap + points)))
    }
    return members.reduce((sum, history) => {
      const plan = history.plans.get(year)!
      return sum + plan.amount * reachOf(history, plan, gaps.get(history)!, monthOf(anchor))
    }, 0)
  }
  let [low, high] = [-25, 25]
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2
    if (shift(middle) < wanted) low = middle
    else high = middle
  }
}

/** Makes the plans of a county add up to whole 1000 万元, so that a rate of one decimal is an exact amount. */
function roundPlans(members: History[], year: number): void {
  const plans = members.map((history) => history.plans.get(year)!)
  const largest = plans.reduce((a, b) => (a.amount >= b.amount ? a : b))
  largest.amount -= plans.reduce((sum, { amount }) => sum + amount, 0) % fromWan(1000)
  largest.initial = largest.amount
}

function runToAnchor(history: History, gap: number, anchor: Month, swingOf: SwingOf): void {
  const { draft, plans, random, unit } = history
  const year = yearOf(anchor)
  const plan = plans.get(year)
  if (!plan) return
  const last = monthOf(anchor)
  const firstMonth = draft.start ? Math.max(1, monthWithin(draft.start, year)) : 13
  const stopsAfter = draft.stoppedAfter ? monthWithin(draft.stoppedAfter, year) : 12
  const reach = reachOf(history, plan, gap, last)
  enterRun(
    history,
    plan,
    runYear(random, { plan, last, reach, firstMonth, stopsAfter, swing: swingOf(draft, year), unit }),
  )
}
