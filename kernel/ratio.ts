import Big from 'big.js'

/** A ratio as exact decimal string of per cent: '61.2' means 61.2 %. */
export type Percent = string

/** part ÷ whole in per cent, eight decimals; null for a zero or negative whole (such a rate does not exist, MISSION.md "Percent"). */
export function percentOf(part: string, whole: string): Percent | null {
  const divisor = new Big(whole)
  if (divisor.lte(0)) return null
  return new Big(part).times(100).div(divisor).round(8, Big.roundHalfUp).toFixed()
}

/** `61.2%`: one decimal, half up, trailing zero dropped. */
export function formatPercent(percent: Percent): string {
  return `${percentNumber(percent)}%`
}

/** The number of a percentage without its sign. */
export function percentNumber(percent: Percent, decimals = 1): string {
  const text = new Big(percent).round(decimals, Big.roundHalfUp).toFixed()
  return text === '-0' ? '0' : text
}

/** a − b in percentage points (个百分点), exact. */
export function pointsBetween(a: Percent, b: Percent): string {
  return new Big(a).minus(b).toFixed()
}

/** Growth over a base in per cent; null where none can be stated (zero or negative base). */
export function growthOver(current: string, base: string): Percent | null {
  const from = new Big(base)
  if (from.lte(0)) return null
  return new Big(current).minus(from).times(100).div(from).round(8, Big.roundHalfUp).toFixed()
}
