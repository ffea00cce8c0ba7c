import type { ReadFigure } from '../reading/figure.ts'
import { scaled } from '../reading/units.ts'

/** What a printed number may stand for: 9亿元 is anything from 8.5 to 9.5; 9个 is nine. */
export type Interval = { low: number; high: number }

const COUNTED = /[元吨斤亩米瓦里顷升克煤箱度％%点倍]/

/** Half of the last printed place, in the printed unit. Whole numbers of what is counted one by one are exact. */
export function halfPlace({ decimals, unit }: { decimals: number; unit: string }): number {
  const { base, factor } = scaled(unit)
  const isExact = decimals === 0 && factor === 1 && base !== '' && !COUNTED.test(base)
  return isExact ? 0 : 0.5 * 10 ** -decimals
}

/** How print loses places: by rounding half up, or, in some offices, by cutting off. */
export type Print = 'rounded' | 'cut'

/** In the unit without its scale (元, not 亿元), so that 万元 and 亿元 can be compared. */
export function intervalOf(figure: ReadFigure, print: Print = 'rounded'): Interval {
  const { factor } = scaled(figure.unit)
  return times(around(figure.value, halfPlace(figure), print), factor)
}

function around(value: number, half: number, print: Print): Interval {
  return print === 'rounded' ? { low: value - half, high: value + half } : { low: value, high: value + 2 * half }
}

/** The value in the unit without its scale. */
export function size({ value, unit }: ReadFigure): number {
  return value * scaled(unit).factor
}

export function plus(a: Interval, b: Interval): Interval {
  return { low: a.low + b.low, high: a.high + b.high }
}

/** Of positive numbers. */
export function over(a: Interval, b: Interval): Interval {
  return { low: a.low / b.high, high: a.high / b.low }
}

export function times(a: Interval, factor: number): Interval {
  return { low: a.low * factor, high: a.high * factor }
}

// what binary fractions add to decimals is no difference
const NOTHING = 1e-9

export function overlap(a: Interval, b: Interval): boolean {
  const slack = NOTHING * Math.max(1, Math.abs(a.high), Math.abs(b.high))
  return a.low <= b.high + slack && b.low <= a.high + slack
}

/** A percentage as printed. */
export function percent(value: number, decimals: number, print: Print = 'rounded'): Interval {
  return around(value, 0.5 * 10 ** -decimals, print)
}

/** Decimals of a number as it stands in a text. */
export function decimalsOf(printed: string): number {
  return printed.split('.')[1]?.length ?? 0
}

/** For formulas and sentences: no more places than help. */
export function shown(value: number, places = 4): string {
  return String(Number(value.toFixed(places)))
}
