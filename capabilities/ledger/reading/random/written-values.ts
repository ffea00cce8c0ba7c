import type { StoredValue } from '#platform/excel/workbook.ts'
import type { Dice } from './dice.ts'

/** A cell of a made-up sheet. `format` is a number format, `missing` a formula without a result. */
export interface MadeCell {
  value: StoredValue
  format?: string
  missing?: true
}

export type MadeUnit = '万元' | '亿元' | '元'

/** What stands in an amount cell and what it means: 万元, `null` for nothing, `open` for what has to be asked or left. */
export interface MadeAmount {
  cell: MadeCell
  means: number | null | 'open'
}

export interface AmountStyle {
  /** Unit of the bare numbers; null: every cell carries its own. */
  unit: MadeUnit | null
  /** The number format says the unit. */
  inFormat: boolean
  isText: boolean
  /** Formulas without results can be made in this kind of file. */
  mayMiss: boolean
}

/** Writes whole 万元 in one of the ways offices do. */
export function writtenAmount(wan: number, style: AmountStyle, dice: Dice): MadeAmount {
  if (dice.is(0.03)) return { cell: { value: dice.one(['/', '—', '－', '无', '', ' ']) }, means: null }
  if (dice.is(0.006)) return { cell: { value: `${dice.int(100, 900)}万美元` }, means: 'open' }
  if (style.mayMiss && dice.is(0.004)) return { cell: { value: null, missing: true }, means: 'open' }
  if (style.unit === null) {
    const unit = wan >= 10_000 && dice.is(0.6) ? '亿元' : '万元'
    const words = decimal(wan, unit)
    const text = dice.one([
      `${words}${unit}`,
      `${words}${unit.slice(0, 1)}`,
      `${full(words)}${unit}`,
      `${words} ${unit}`,
      `约${words}${unit.slice(0, 1)}`,
    ])
    return { cell: { value: text }, means: wan }
  }
  const words = decimal(wan, style.unit)
  if (style.inFormat) return { cell: { value: Number(words), format: `0.00"${style.unit}"` }, means: wan }
  if (dice.is(0.02)) return { cell: { value: `${decimal(wan, '亿元')}亿元` }, means: wan }
  if (dice.is(0.02)) return { cell: { value: `约${decimal(wan, '万元')}万` }, means: wan }
  if (!style.isText && dice.is(0.85)) return { cell: { value: Number(words) }, means: wan }
  return {
    cell: { value: dice.one([words, words, grouped(words), full(words), full(grouped(words)), ` ${words}`]) },
    means: wan,
  }
}

/** A sum as a total row gives it, in the unit of the column. */
export function sumWords(wan: number, { unit, inFormat }: AmountStyle): MadeCell {
  if (unit === null) return { value: `${decimal(wan, '万元')}万元` }
  return { value: Number(decimal(wan, unit)), ...(inFormat ? { format: `0.00"${unit}"` } : {}) }
}

/** 12345 万元 is `1.2345` 亿元 and `123450000` 元, exactly. */
function decimal(wan: number, unit: MadeUnit): string {
  if (unit === '元') return wan === 0 ? '0' : `${wan}0000`
  if (unit === '万元') return String(wan)
  const text = String(wan).padStart(5, '0')
  return `${text.slice(0, -4)}.${text.slice(-4)}`.replace(/\.?0+$/, '')
}

function grouped(words: string): string {
  const [whole, rest] = words.split('.') as [string, string?]
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (rest === undefined ? '' : `.${rest}`)
}

/** Full-width digits, point and comma. */
export function full(words: string): string {
  return words.replace(/[0-9.,]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))
}

/** A day written in one of the ways of a ledger of `year`, and as much of it as those words tell. */
export interface MadeDate {
  cell: MadeCell
  means: string
}

export const DATE_STYLES = [
  'dotted',
  'dottedNumber',
  'dottedDay',
  'chineseMonth',
  'chineseDay',
  'shortYear',
  'fullWidth',
  'chineseDigits',
  'slashed',
  'iso',
  'isoMonth',
  'compactDay',
  'compactMonth',
  'serial',
  'serialMonth',
  'bareSerial',
  'endOfMonth',
  'endOfMonthWithYear',
  'early',
] as const

/** `day` is `2024-03-15`. Serials are of the 1900 or the 1904 system. */
export function writtenDate(
  day: string,
  style: (typeof DATE_STYLES)[number],
  year: number,
  date1904: boolean,
): MadeDate {
  const [y, m, d] = day.split('-').map(Number) as [number, number, number]
  const month = day.slice(0, 7)
  const serial = Date.UTC(y, m - 1, d) / 86_400_000 + 25_569 - (date1904 ? 1_462 : 0)
  const made = (value: StoredValue, means: string, format?: string): MadeDate => ({
    cell: { value, ...(format ? { format } : {}) },
    means,
  })
  switch (style) {
    case 'dottedNumber':
      // 2024.1 may be 2024.10 with its zero lost: such are written as text
      return m === 1 || m === 10 ? made(`${y}.${m}`, month) : made(Number(`${y}.${m}`), month)
    case 'dottedDay':
      return made(`${y}.${day.slice(5, 7)}.${day.slice(8)}`, day)
    case 'chineseMonth':
      return made(`${y}年${m}月`, month)
    case 'chineseDay':
      return made(`${y}年${m}月${d}日`, day)
    case 'shortYear':
      return made(`${y % 100}年${m}月`, month)
    case 'fullWidth':
      return made(`${full(String(y))}年${full(String(m))}月${full(String(d))}日`, day)
    case 'chineseDigits':
      return made(
        `${[...String(y)].map((digit) => '〇一二三四五六七八九'[Number(digit)]).join('')}年${MONTHS[m - 1]}月`,
        month,
      )
    case 'slashed':
      return made(`${y}/${m}/${d}`, day)
    case 'iso':
      return made(day, day)
    case 'isoMonth':
      return made(`${y}-${m}`, month)
    case 'compactDay':
      return made(Number(day.replaceAll('-', '')), day)
    case 'compactMonth':
      return made(month.replace('-', ''), month)
    case 'serial':
      return made(serial, day, 'yyyy/m/d')
    case 'serialMonth':
      return made(serial, month, 'yyyy"年"m"月"')
    case 'bareSerial':
      return made(serial, day)
    case 'endOfMonth':
      return y === year ? made(`${m}月底`, month) : made(`${y}年${m}月底`, month)
    case 'endOfMonthWithYear':
      return made(`${y}年${m}月底前`, month)
    case 'early':
      return made(`${y}年${m}月上旬`, month)
    default:
      return made(`${y}.${m}`, month)
  }
}

const MONTHS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二']
