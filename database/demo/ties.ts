import { type Month, monthOf, yearOf } from '#kernel/period.ts'
import { floorTo, fromWan, type Yuan } from './amounts.ts'
import { type History, mostReach } from './figures.ts'

/**
 * Brings two counties to exactly the same completion rate (one decimal) at the anchor: the difference goes into the anchor month of green
 * projects, which stay green. Their plans must add up to whole 1000 万元 before.
 */
export function tieCounties(counties: [History[], History[]], anchor: Month): void {
  const ranges = counties.map((members) => rangeOf(members, anchor))
  const least = Math.max(...ranges.map(({ plan, done, below }) => (done - below) / plan))
  const most = Math.min(...ranges.map(({ plan, done, above }) => (done + above) / plan))
  const wish = ranges.reduce((sum, { plan, done }) => sum + done / plan / 2, 0)
  const perMille = Math.min(Math.floor(most * 1000), Math.max(Math.ceil(least * 1000), Math.round(wish * 1000)))
  if (perMille < least * 1000) return
  counties.forEach((members, position) => {
    const { plan, done } = ranges[position]!
    spread(members, (plan / 1000) * perMille - done, anchor)
  })
}

/** Plan and completion of a county, and how far its green projects could move the latter. */
function rangeOf(members: History[], anchor: Month) {
  const greens = greensOf(members)
  return {
    plan: members.reduce((sum, { plans }) => sum + plans.get(yearOf(anchor))!.amount, 0),
    done: members.reduce((sum, { months }) => sum + (months.get(anchor)?.ytd ?? 0), 0),
    below: greens.reduce((sum, history) => sum + roomBelow(history, anchor), 0),
    above: greens.reduce((sum, history) => sum + roomAbove(history, anchor), 0),
  }
}

/** Shares a difference among the green projects by their room; rooms keep a tenth in reserve for what rounding leaves over. */
function spread(members: History[], difference: Yuan, anchor: Month): void {
  const rooms = greensOf(members)
    .map((history) => ({ history, room: difference > 0 ? roomAbove(history, anchor) : roomBelow(history, anchor) }))
    .sort((a, b) => b.room - a.room || a.history.draft.id - b.history.draft.id)
  const whole = rooms.reduce((sum, { room }) => sum + room, 0)
  let rest = Math.abs(difference)
  for (const { history, room } of rooms) {
    const part = Math.min(floorTo((Math.abs(difference) * room) / whole, fromWan(1)), rest)
    addToMonth(history, anchor, Math.sign(difference) * part)
    rest -= part
  }
  addToMonth(rooms[0]!.history, anchor, Math.sign(difference) * rest)
}

function greensOf(members: History[]): History[] {
  return members.filter(({ draft }) => draft.standing === 'green')
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
