import { compareWan } from '#kernel/money.ts'

type Child = { orgId: number; place: number | null; completionRate: string | null }
/** Five steps of ink; more would not be told apart under coloured points. */
export const SHADES = 5

/**
 * A step of ink for each organisation, 1 (light) to 5 (dark): by place in the ranking where there is one, else by completion rate. Who is
 * not ranked, or has no rate, is left out and stays white. Ties share a shade.
 */
export function shadesOf(children: readonly Child[]): Map<number, number> {
  const places = children.some((child) => child.place !== null) ? rankedPlaces(children) : ratePlaces(children)
  const last = Math.max(1, ...places.values())
  return new Map(
    [...places].map(([orgId, place]) => [
      orgId,
      last === 1 ? SHADES : SHADES - Math.round(((place - 1) / (last - 1)) * (SHADES - 1)),
    ]),
  )
}

function rankedPlaces(children: readonly Child[]): Map<number, number> {
  return new Map(children.flatMap(({ orgId, place }) => (place === null ? [] : [[orgId, place] as const])))
}

function ratePlaces(children: readonly Child[]): Map<number, number> {
  const rated = children.filter((child) => child.completionRate !== null)
  const better = (child: Child) => rated.filter((other) => compareWan(other.completionRate!, child.completionRate!) > 0)
  return new Map(rated.map((child) => [child.orgId, better(child).length + 1]))
}
