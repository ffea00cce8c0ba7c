/**
 * How many rows came, went or stand elsewhere: those that are not in the longest run both orders have in common, told by the rows they
 * follow. Nought: the same order.
 */
export function orderMoves(before: readonly number[], after: readonly number[]): number {
  if (sameOrder(before, after)) return 0
  const old = new Set(before)
  const now = new Set(after)
  const gone = before.filter((id) => !now.has(id)).length
  const come = after.filter((id) => !old.has(id)).length
  return Math.max(
    1,
    gone +
      come +
      moved(
        before.filter((id) => now.has(id)),
        after.filter((id) => old.has(id)),
      ),
  )
}

/** Rows outside the longest rising run of former places. */
function moved(before: readonly number[], after: readonly number[]): number {
  const place = new Map(before.map((id, at) => [id, at]))
  const tails: number[] = []
  for (const id of after) {
    const at = place.get(id)!
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (tails[middle]! < at) low = middle + 1
      else high = middle
    }
    tails[low] = at
  }
  return after.length - tails.length
}

function sameOrder(before: readonly number[], after: readonly number[]): boolean {
  return before.length === after.length && before.every((id, at) => after[at] === id)
}
