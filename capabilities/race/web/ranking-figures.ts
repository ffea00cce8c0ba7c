import type { Place, Ranking } from '#capabilities/race/contract.ts'
import { compareWan, subtractWan, sumWan } from '#kernel/money.ts'

/** Who has a place, best first, and who takes no part. */
export function parted(places: readonly Place[]): { ranked: Place[]; outside: Place[] } {
  return {
    ranked: places.filter((place) => place.place !== null).sort((a, b) => a.place! - b.place!),
    outside: places.filter((place) => place.place === null),
  }
}

/** What the lines leave of the totals: the named remainder. Amounts in 万元. */
export type Remainder = { projects: number; annualPlan: string; completedYtd: string; completedCurrent: string }

/** `differs` is what the server's own remainder leaves unexplained: `0` when lines and remainder make the total. */
export function remainderOf({ places, totals }: Pick<Ranking, 'places' | 'totals'>): {
  rest: Remainder | null
  differs: string
} {
  const left = (column: 'annualPlan' | 'completedYtd' | 'completedCurrent') =>
    subtractWan(totals[column], sumWan(places.map((place) => place[column])))
  const rest = {
    projects: totals.projects - places.reduce((sum, place) => sum + place.projects, 0),
    annualPlan: left('annualPlan'),
    completedYtd: left('completedYtd'),
    completedCurrent: left('completedCurrent'),
  }
  const isEmpty =
    rest.projects === 0 && compareWan(rest.annualPlan, '0') === 0 && compareWan(rest.completedYtd, '0') === 0
  return { rest: isEmpty ? null : rest, differs: subtractWan(rest.completedYtd, totals.unplacedCompletedYtd) }
}
