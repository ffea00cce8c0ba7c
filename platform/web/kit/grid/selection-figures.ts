import Big from 'big.js'
import type { SelectionFigures } from './types.ts'

/** Count, sum and average of the amounts among selected cells; null amounts are cells that hold none. */
export function figuresOf(amounts: Iterable<string | null>, size: { cells: number; rows: number }): SelectionFigures {
  let sum = new Big(0)
  let count = 0
  for (const amount of amounts) {
    if (amount === null) continue
    sum = sum.plus(amount)
    count += 1
  }
  if (count === 0) return { ...size, sum: null, average: null, count }
  return { ...size, sum: sum.toFixed(), average: sum.div(count).round(4, Big.roundHalfUp).toFixed(), count }
}
