import { floorTo, type Yuan } from './amounts.ts'
import type { YearPlan } from './plan-year.ts'
import type { Random } from './random.ts'

type Run = {
  plan: YearPlan
  /** 1 to 12: the last month that is known */
  last: number
  /** share of the plan done by the end of `last` */
  reach: number
  /** 1 to 12: the first month in which anything was built; 13 when nothing was */
  firstMonth: number
  /** 0 to 12: the last month in which anything was built */
  stopsAfter: number
  /** percentage points by which a county runs beside its plan, month by month */
  swing: readonly number[]
  /** smallest amount this project's people report in */
  unit: Yuan
}

export const STEADY: readonly number[] = Array<number>(12).fill(0)

/** Cumulative completed amounts from January to `last`: never falling, ending at the reach exactly (to the unit). */
export function runYear(random: Random, run: Run): Yuan[] {
  const { plan, last, reach, firstMonth, stopsAfter, unit } = run
  const planned = plan.shares[last - 1]!
  const reached = floorTo(plan.amount * reach, unit)
  let done = 0
  return Array.from({ length: last }, (_, index) => {
    const month = index + 1
    if (month < firstMonth || month > stopsAfter) return done
    if (month === last || month === stopsAfter) {
      done = reached
      return done
    }
    const share = plan.shares[index]!
    const drift = planned > 0 ? (reach - planned) * (share / planned) : 0
    const wobble = random.between(-0.03, 0.03) * Math.min(1, share * 3)
    const wish = floorTo(plan.amount * (share + drift + wobble + run.swing[index]! / 100), unit)
    done = Math.min(reached, Math.max(done, wish))
    return done
  })
}
