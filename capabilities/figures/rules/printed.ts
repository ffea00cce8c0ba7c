import Big from 'big.js'
import { type Percent, percentNumber } from '#kernel/ratio.ts'

/** A rate above its pace as a reader finds it, who subtracts the two printed numbers: 83.3 beside 83.3 is no difference, whatever was rounded. */
export function printedGap(rate: Percent, pace: Percent): string {
  return new Big(percentNumber(rate)).minus(percentNumber(pace)).toFixed()
}

/** The number as printed: one decimal of rates and points. */
export function printedOf({ value, printed, unit }: { value: string; printed?: string; unit: string }): string {
  return printed ?? (unit === '%' || unit === '个百分点' ? percentNumber(value) : value)
}
