import Big from 'big.js'

/**
 * Money is kept in 万元 as a decimal string with at most four decimals (exact to one yuan), as PostgreSQL's `numeric` gives it.
 * Sums never pass through a float. Bulletins print 亿元 or 万元, half up, trailing zeros dropped (MISSION.md, "Money").
 */
export type Wan = string

const WAN_PER_YI = new Big(10_000)

/** 万元 with at most four decimals, or null when the text is not such a number. */
export function parseWan(text: string): Wan | null {
  const trimmed = text.trim()
  if (!/^-?\d{1,12}(\.\d{1,4})?$/.test(trimmed)) return null
  return plain(new Big(trimmed))
}

export function addWan(a: Wan, b: Wan): Wan {
  return plain(new Big(a).plus(b))
}

export function subtractWan(a: Wan, b: Wan): Wan {
  return plain(new Big(a).minus(b))
}

/** Sum in 万元; null entries are unknown amounts and add nothing. */
export function sumWan(amounts: readonly (Wan | null)[]): Wan {
  return plain(amounts.reduce((sum, amount) => (amount === null ? sum : sum.plus(amount)), new Big(0)))
}

/** Negative, zero or positive as `a` is below, equal to or above `b`. */
export function compareWan(a: Wan, b: Wan): number {
  return new Big(a).cmp(b)
}

/** `105.7亿元`: 亿 with at most two decimals (`decimals`), half up, trailing zeros dropped. */
export function formatYi(wan: Wan, decimals = 2): string {
  return `${yiNumber(wan, decimals)}亿元`
}

/** The number of 亿 without its unit: for columns whose heading carries it. */
export function yiNumber(wan: Wan, decimals = 2): string {
  return plain(new Big(wan).div(WAN_PER_YI).round(decimals, Big.roundHalfUp))
}

/** `9374元` has no place in a ledger of 万元: `9374万元`, at most four decimals. */
export function formatWan(wan: Wan): string {
  return `${wanNumber(wan)}万元`
}

/** Nothing to round, and not a zero with a sign. */
const SHORT = /^-?[1-9]\d*(?:\.\d{1,4})?$|^0(?:\.\d{1,4})?$/

/** The number of 万 without its unit, at most four decimals, trailing zeros dropped. */
export function wanNumber(wan: Wan): string {
  // as the database writes them nearly all are plain already: a hundred thousand rows have a million of them
  if (SHORT.test(wan)) return wan.includes('.') ? wan.replace(/\.?0+$/, '') : wan
  return plain(new Big(wan).round(4, Big.roundHalfUp))
}

/** Chooses 亿元 from one 亿 upwards, 万元 below, as bulletins do. */
export function formatMoney(wan: Wan): string {
  return new Big(wan).abs().gte(WAN_PER_YI) ? formatYi(wan) : formatWan(wan)
}

/** Plain decimal notation without exponent, trailing zeros or negative zero. */
function plain(value: Big): string {
  const text = value.toFixed()
  return text === '-0' ? '0' : text
}
