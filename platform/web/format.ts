import Big from 'big.js'
import { type Wan, wanNumber, yiNumber } from '#kernel/money.ts'
import { type Percent, percentNumber } from '#kernel/ratio.ts'

export type MoneyUnit = 'wan' | 'yi'
const NONE = '—'
const THIN = '\u2009'
const MINUS = '\u2212'

/** Thousands set apart by thin spaces, a true minus sign: `−12 345.6`. For figures inside sentences and drawings. */
export function thin(number: string): string {
  const { sign, groups, fraction } = partsOf(number)
  return `${sign}${groups.join(THIN)}${fraction}`
}

/** Sign, groups of three, and fraction with its point. */
export function partsOf(number: string): { sign: string; groups: string[]; fraction: string } {
  const match = /^([-−+]?)(\d+)(\.\d+)?$/.exec(number)
  if (!match) return { sign: '', groups: [number], fraction: '' }
  const [, sign = '', whole = '', fraction = ''] = match
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ' ').split(' ')
  return { sign: sign === '-' ? MINUS : sign, groups, fraction }
}

/** A 万元 amount as the number of its column; `decimals` fixes the places so that points stand under each other. Null is `—`. */
export function moneyIn(wan: Wan | null | undefined, unit: MoneyUnit, decimals?: number): string {
  if (wan === null || wan === undefined) return NONE
  if (decimals === undefined) return unit === 'yi' ? yiNumber(wan) : wanNumber(wan)
  const inUnit = unit === 'yi' ? new Big(wan).div(10_000) : new Big(wan)
  return fixed(inUnit, decimals)
}

/** Places a column needs so that no amount in it is cut, at most `limit`: one rule per column. */
export function decimalsOf(amounts: readonly (Wan | null | undefined)[], unit: MoneyUnit, limit = 2): number {
  const places = amounts.map((amount) => {
    if (amount === null || amount === undefined) return 0
    const exact = unit === 'yi' ? yiNumber(amount, 8) : wanNumber(amount)
    return exact.split('.')[1]?.length ?? 0
  })
  return Math.min(limit, Math.max(0, ...places))
}

/** A rate for a column whose heading carries the %: one decimal always, half up. Null is `—`. */
export function rateIn(percent: Percent | null | undefined, decimals = 1): string {
  return percent === null || percent === undefined ? NONE : fixed(new Big(percent), decimals)
}

/** A rate in a sentence: `61.2%`, trailing zero dropped. Null is `—`. */
export function rateText(percent: Percent | null | undefined): string {
  return percent === null || percent === undefined ? NONE : `${percentNumber(percent)}%`
}

/** A difference with its sign: `+2.9`, `−2.9`, `0.0`. */
export function signed(value: string | null | undefined, decimals = 1): string {
  if (value === null || value === undefined) return NONE
  const text = fixed(new Big(value), decimals)
  return new Big(text).gt(0) ? `+${text}` : text.replace('-', MINUS)
}

/** `11月20日 18:30` in China's time; the year is added when it is not this year's. */
export function instantText(iso: string | null | undefined, now: Date = new Date()): string {
  if (!iso) return NONE
  const { year, month, day, time } = inChina(new Date(iso))
  const date = `${month}月${day}日 ${time}`
  return year === inChina(now).year ? date : `${year}年${date}`
}

/** `10:32` in China's time. */
export function clockText(iso: string): string {
  return inChina(new Date(iso)).time
}

/** `还有2天3小时`, `还有35分钟`, `已过1天2小时`. */
export function untilText(deadline: string, now: Date = new Date()): string {
  const minutes = Math.round((new Date(deadline).getTime() - now.getTime()) / 60_000)
  return `${minutes >= 0 ? '还有' : '已过'}${spanText(Math.abs(minutes))}`
}

function spanText(minutes: number): string {
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  if (days > 0) return hours > 0 ? `${days}天${hours}小时` : `${days}天`
  return hours > 0 ? `${hours}小时${minutes % 60 > 0 ? `${minutes % 60}分钟` : ''}` : `${minutes}分钟`
}

function inChina(instant: Date): { year: number; month: number; day: number; time: string } {
  const shifted = new Date(instant.getTime() + 8 * 3_600_000)
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    time: shifted.toISOString().slice(11, 16),
  }
}

function fixed(value: Big, decimals: number): string {
  const text = value.round(decimals, Big.roundHalfUp).toFixed(decimals)
  return /^-0(\.0+)?$/.test(text) ? text.slice(1) : text
}
