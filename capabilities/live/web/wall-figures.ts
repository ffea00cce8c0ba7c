import type { Wall } from '#capabilities/live/contract.ts'
import { addWan, compareWan, subtractWan, sumWan } from '#kernel/money.ts'
import { percentOf, pointsBetween } from '#kernel/ratio.ts'
import type { MoneyUnit } from '#platform/web/format.ts'
import type { LightColour } from '#platform/web/kit/Light.tsx'

/** The unit of a wall: 亿元 where the annual plan or what was completed reaches one 亿, else 万元. */
export function unitOf({ annualPlan, completedYtd }: { annualPlan: string; completedYtd: string }): MoneyUnit {
  return compareWan(annualPlan, '10000') >= 0 || compareWan(completedYtd, '10000') >= 0 ? 'yi' : 'wan'
}

/** Completion rate minus pace, percentage points; null where either does not exist. */
export function gapOf({ completionRate, pace }: { completionRate: string | null; pace: string | null }): string | null {
  return completionRate === null || pace === null ? null : pointsBetween(completionRate, pace)
}

/** The thresholds of the light rules in force, percentage points behind pace. */
export type Thresholds = { greenWithin: number; redBeyond: number }

/** The light of an organisation's gap by the same thresholds as its projects'; without them only ahead and behind are told apart. */
export function lightOfGap(gap: string | null, thresholds: Thresholds | null): LightColour {
  if (gap === null) return 'grey'
  const behind = -Number(gap)
  if (behind <= 0) return 'green'
  if (!thresholds) return 'yellow'
  if (behind > thresholds.redBeyond) return 'red'
  return behind < thresholds.greenWithin ? 'green' : 'yellow'
}

/** What the parts leave of the total: zero when they reconcile. */
export function remainderOf({ totals, children, unplaced }: Pick<Wall, 'totals' | 'children' | 'unplaced'>): string {
  const parts = addWan(sumWan(children.map((child) => child.completedYtd)), unplaced.completedYtd)
  return subtractWan(totals.completedYtd, parts)
}

/** Where each month's plan ends on the ruler of the annual plan, per cent; null months have no place. */
export function rulerTicks(curve: Wall['curve'], annualPlan: string): (number | null)[] {
  return curve.map(({ plannedYtd }) => {
    const share = percentOf(plannedYtd, annualPlan)
    return share === null ? null : Number(share)
  })
}

/** Ticks that may carry their label without touching a neighbour; `kept` (the month that counts) always may. */
export function labelledTicks(ticks: readonly (number | null)[], kept: number, apart: number): Set<number> {
  const chosen = new Set<number>(ticks[kept] === null || ticks[kept] === undefined ? [] : [kept])
  for (let index = ticks.length - 1; index >= 0; index -= 1) {
    const at = ticks[index]
    if (at === null || at === undefined) continue
    const isFree = [...chosen].every((other) => Math.abs(ticks[other]! - at) >= apart)
    if (isFree) chosen.add(index)
  }
  return chosen
}

const CHANGE_ORDER: Wall['changes'][number]['kind'][] = [
  'lightToRed',
  'lightToYellow',
  'correction',
  'stage',
  'added',
  'lightToGreen',
  'figure',
]

/** What turned red first, then what else leaders ask about; within a kind as given, newest first. */
export function inOrderOfWeight(changes: Wall['changes']): Wall['changes'] {
  return [...changes].sort((a, b) => CHANGE_ORDER.indexOf(a.kind) - CHANGE_ORDER.indexOf(b.kind))
}
