import Big from 'big.js'
import { thin } from '#platform/web/format.ts'

/** Places a figure is shown with although two differ further behind. */
const EXACT = 4

/** Two values with as many places as tell them apart, at least one: rates are kept with eight. `now` null is `—`. */
export function toldApart(was: string, now: string | null, unit: string): [was: string, now: string] {
  const places = placesOf(was, now)
  const text = (value: string) => `${thin(places === null ? value : new Big(value).toFixed(places))}${unit}`
  return [text(was), now === null ? '—' : text(now)]
}

/** Null: as they are. */
function placesOf(was: string, now: string | null): number | null {
  const longest = Math.max(...[was, now ?? ''].map((value) => value.split('.')[1]?.length ?? 0))
  if (longest <= EXACT) return null
  for (let places = 1; places < longest; places += 1)
    if (now === null || new Big(was).toFixed(places) !== new Big(now).toFixed(places)) return places
  return null
}
