import Big from 'big.js'
import { type Wan, wanNumber, yiNumber } from '#kernel/money.ts'
import { type Month, monthOf, yearOf } from '#kernel/period.ts'
import { type Percent, percentNumber } from '#kernel/ratio.ts'
import type { Say } from './words/catalogue.ts'
import { words } from './words/use-words.ts'

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

/** `11月20日 18:30` in China's time; the year is added when it is not this year's. `say` in another language than the person's. */
export function instantText(iso: string | null | undefined, now: Date = new Date(), say: Say = words): string {
  if (!iso) return NONE
  const instant = new Date(iso)
  return `${dayText(instant, now, say)} ${inChina(instant).time}`
}

/** `11月20日` in China's time; the year is added when it is not this year's. */
export function dayText(instant: Date, now: Date = new Date(), say: Say = words): string {
  const { year, month, day } = inChina(instant)
  const named = { day, month: monthName(month, say) }
  return year === inChina(now).year ? say('kit.time.day', named) : say('kit.time.date', { year, ...named })
}

/** `2026年11月20日` of an ISO date. */
export function dateText(date: string): string {
  const [year = 0, month = 1, day = 1] = date.slice(0, 10).split('-').map(Number)
  return words('kit.time.date', { year, month: monthName(month), day })
}

/** `11月` of 11. */
export function monthName(month: number, say: Say = words): string {
  return say('kit.time.months').split(' ')[month - 1] ?? ''
}

/** `2026年10月`. */
export function monthOfYear(month: Month): string {
  return words('kit.time.monthOfYear', { year: yearOf(month), month: monthName(monthOf(month)) })
}

/** The year to date: `1—10月`; January alone is `1月`. */
export function spanText(month: Month): string {
  const name = monthName(monthOf(month))
  return monthOf(month) === 1 ? name : words('kit.time.span', { month: name })
}

/** `2026年1—10月`. */
export function spanOfYear(month: Month): string {
  return words('kit.time.spanOfYear', { year: yearOf(month), span: spanText(month) })
}

/** `10:32` in China's time. */
export function clockText(iso: string): string {
  return inChina(new Date(iso)).time
}

/** `还有2天3小时`, `还有35分钟`, `已过1天2小时`. */
export function untilText(deadline: string, now: Date = new Date(), say: Say = words): string {
  const minutes = Math.round((new Date(deadline).getTime() - now.getTime()) / 60_000)
  const span = durationText(Math.abs(minutes), say)
  return minutes >= 0 ? say('kit.time.left', { span }) : say('kit.time.past', { span })
}

/** At most two units, the smaller one only when there is some of it; minutes only within a day. */
function durationText(minutes: number, say: Say): string {
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  const parts = [
    days > 0 ? say('kit.time.days', { count: days }) : null,
    hours > 0 ? say('kit.time.hours', { count: hours }) : null,
    days === 0 && (hours === 0 || minutes % 60 > 0) ? say('kit.time.minutes', { count: minutes % 60 }) : null,
  ].filter((part) => part !== null)
  const [larger = '', smaller] = parts
  return smaller === undefined ? larger : say('kit.time.both', { larger, smaller })
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
