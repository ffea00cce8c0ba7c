/** How a place moved since the last published ranking. Up is towards the first place. */
export type PlaceChange = { direction: 'up' | 'down' | 'same'; by: number }

/** Null where one of the two is missing: not ranked now, not ranked then, or no ranking before. */
export function placeChange(place: number | null, previous: number | null): PlaceChange | null {
  if (place === null || previous === null) return null
  const by = Math.abs(previous - place)
  return { direction: by === 0 ? 'same' : place < previous ? 'up' : 'down', by }
}

/** `↑2`, `↓1`, `＝`; empty where there is nothing to compare with. */
export function placeChangeText(change: PlaceChange | null): string {
  if (!change) return ''
  if (change.direction === 'same') return '＝'
  return `${change.direction === 'up' ? '↑' : '↓'}${change.by}`
}
