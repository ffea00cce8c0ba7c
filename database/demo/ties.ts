import { floorTo, fromWan, type Yuan } from './amounts.ts'
import { monthOf, type Month, yearOf } from '#kernel/period.ts'
import { type History, mostReach } from './figures.ts'

/**
 * Brings two counties to exactly the same completion rate (one decimal) at the anchor: the difference goes into the anchor month of green
 * projects, which stay green. Their plans must add up to whole 1000 万元 (`roundCountyPlan`).
 */
export function tieCounties(counties: [History[], History[]], anchor: Month): void {
  const sums = counties.map((members) => sumsOf(members, anchor))
  const perMille = Math.round(sums.reduce((total, { plan, done }) => total + done / plan, 0) * 500)
  counties.forEach((members, position) => {
    const { plan, done } = sums[position]!
    spread(members, (plan / 1000) * perMille - done, anchor)
  })
}

function sumsOf(members: History[], anchor: Month): { plan: Yuan; done: Yuan } {
  const issued = members.filter(({ plans }) => plans.get(yearOf(anchor))?.isIssued)
  return {
    plan: issued.reduce((sum, { plans }) => sum + plans.get(yearOf(anchor))!.amount, 0),
    done: issued.reduce((sum, { months }) => sum + (months.get(anchor)?.ytd ?? 0), 0),
  }
}

function spread(members: History[], difference: Yuan, anchor: Month): void {
  const greens = members.filter(({ draft }) => draft.standing === 'green')
  const rooms = greens
    .map((history) => ({ history, room: difference > 0 ? roomAbove(history, anchor) : roomBelow(history, anchor) }))
    .sort((a, b) => b.room - a.room || a.history.draft.id - b.history.draft.id)
  const whole = rooms.reduce((sum, { room }) => sum + room, 0)
  if (Math.abs(difference) > whole) throw new Error('the two counties are too far apart to be tied')
  let rest = Math.abs(difference)
  for (const { history, room } of rooms) {
    const wish = floorTo((Math.abs(difference) * room) / whole, fromWan(1))
    const part = Math.min(wish, rest)
    addToMonth(history, anchor, Math.sign(difference) * part)
    rest -= part
  }
  // what rounding left over is far below the room of the largest
  addToMonth(rooms[0]!.history, anchor, Math.sign(difference) * rest)
}

function addToMonth({ months }: History, anchor: Month, amount: Yuan): void {
  const figures = months.get(anchor)!
  figures.reported! += amount
  figures.ytd! += amount
}

function roomAbove(history: History, anchor: Month): Yuan {
  const plan = history.plans.get(yearOf(anchor))!
  const share = Math.min(mostReach(history, plan), plan.shares[monthOf(anchor) - 1]! + 0.14)
  return Math.max(0, floorTo(plan.amount * share, fromWan(1)) - history.months.get(anchor)!.ytd!) * 0.9
}

function roomBelow(history: History, anchor: Month): Yuan {
  const plan = history.plans.get(yearOf(anchor))!
  const { reported, ytd } = history.months.get(anchor)!
  const least = plan.amount * (plan.shares[monthOf(anchor) - 1]! - 0.095)
  return Math.max(0, Math.min(reported!, ytd! - least)) * 0.9
}
