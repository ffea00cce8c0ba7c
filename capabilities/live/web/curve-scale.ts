/** A scale from 0 (or below, after net reductions) to a round number above the largest value. */
export type Scale = { low: number; high: number; ticks: number[] }

/** Ticks at 1, 2, 2.5 or 5 times a power of ten, about `count` of them. */
export function niceScale(values: readonly number[], count = 4): Scale {
  const top = Math.max(0, ...values)
  const bottom = Math.min(0, ...values)
  if (top === bottom) return { low: 0, high: 1, ticks: [0] }
  const step = niceStep((top - bottom) / count)
  const low = Math.floor(bottom / step) * step
  const steps = Math.ceil((top - low) / step - 1e-9)
  const ticks = Array.from({ length: steps + 1 }, (_, index) => round(low + index * step))
  return { low: round(low), high: ticks.at(-1)!, ticks }
}

/** The height of a value in a drawing whose zero is its upper edge. */
export function heightOn(scale: Scale, value: number, height: number): number {
  return height - ((value - scale.low) / (scale.high - scale.low)) * height
}

/** Where a month's end stands: January at 1/12 of the width, December at its end. The year begins at zero on the left. */
export function monthX(index: number, width: number): number {
  return ((index + 1) / 12) * width
}

/** Where an ISO date stands in its year, 0 to 1: whole months plus the share of the current one. Null in another year. */
export function shareOfYear(date: string, year: number): number | null {
  const [own, month, day] = date.split('-').map(Number)
  if (own !== year || !month || !day) return null
  const days = new Date(Date.UTC(own, month, 0)).getUTCDate()
  return (month - 1 + day / days) / 12
}

/** A path from the origin of the year through the months; it ends where values end. */
export function yearPath(values: readonly (number | null)[], scale: Scale, width: number, height: number): string {
  const end = values.indexOf(null)
  const known = (end < 0 ? values : values.slice(0, end)) as number[]
  if (known.length === 0) return ''
  const points = known.map((value, index) => [monthX(index, width), heightOn(scale, value, height)])
  return [[0, heightOn(scale, 0, height)], ...points]
    .map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x!.toFixed(1)} ${y!.toFixed(1)}`)
    .join('')
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough - 1e-12)!
  return step * power
}

function round(value: number): number {
  return Number(value.toPrecision(12))
}
