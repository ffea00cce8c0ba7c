import Big from 'big.js'

export type Direction = 'highFirst' | 'lowFirst'
export type Ranked<T> = { item: T; value: string; rank: number; tied: boolean }

/**
 * Ranks by exact decimal value; equal values share a place and the next place is skipped (1, 2, 2, 4; MISSION.md "Rank").
 * Within a tie the order given is kept: offices list tied organisations in their own fixed order.
 */
export function rankWithTies<T>(
  items: readonly { item: T; value: string }[],
  direction: Direction = 'highFirst',
): Ranked<T>[] {
  const sign = direction === 'highFirst' ? -1 : 1
  const sorted = items
    .map((entry, position) => ({ ...entry, position, number: new Big(entry.value) }))
    .sort((a, b) => sign * a.number.cmp(b.number) || a.position - b.position)
  return sorted.map((entry) => {
    const first = sorted.findIndex((other) => other.number.eq(entry.number))
    const count = sorted.filter((other) => other.number.eq(entry.number)).length
    return { item: entry.item, value: entry.value, rank: first + 1, tied: count > 1 }
  })
}
