import type { Cell } from '#platform/excel/workbook.ts'
import { serialToIso } from '#platform/excel/workbook.ts'
import { isNothing, strictFold } from './text.ts'

/** A date as precise as written: `2024-03-28`, `2024-03` or `2024`. */
export interface WrittenDate {
  date: string | null
  /** Last date of a period in one cell (`2023-2025`), else null. */
  until: string | null
  raw: string | null
  isYearInferred: boolean
  problem: 'date-unreadable' | 'date-ambiguous' | 'year-missing' | 'formula-value-missing' | null
}

/** The date of a cell. `planYear` gives the year where none is written. Numbers may be serials, `2024.3`, `202403`, `20240315`, `2024`;
 * serials are of the workbook's date system. */
export function readDate(cell: Cell, planYear: number | null, date1904 = false): WrittenDate {
  const raw = cell.kind === 'blank' ? null : cell.text
  const none: WrittenDate = { date: null, until: null, raw, isYearInferred: false, problem: null }
  if (cell.isMissing) return { ...none, problem: 'formula-value-missing' }
  if (cell.kind === 'blank') return none
  if (cell.kind === 'date') {
    const length = cell.precision === 'year' ? 4 : cell.precision === 'month' ? 7 : 10
    return { ...none, date: cell.text.slice(0, length) }
  }
  if (cell.kind === 'number') return { ...none, ...readDateNumber(cell.value as number, date1904) }
  if (cell.kind !== 'text') return { ...none, problem: 'date-unreadable' }
  return readDateText(cell.text, planYear)
}

/** The same for a text: `3月28日`, `2024/3/15`, `3月底`, `2023-2025`, `2023年3月至2025年6月`. */
export function readDateText(text: string, planYear: number | null): WrittenDate {
  const none: WrittenDate = { date: null, until: null, raw: text, isYearInferred: false, problem: null }
  const folded = relativeYears(chineseDigits(strictFold(text).replace(/[—–―－~～]/g, '-')), planYear)
  if (isNothing(folded.replace(/-+$/, '')) || folded === '') return folded === '' ? { ...none, raw: null } : none
  if (/^\d+(\.\d+)?$/.test(folded) && !/^\d{4}\.(0[1-9]|10)$/.test(folded)) {
    const number = readDateNumber(Number(folded))
    // As text 2024.1 is January: only a number can have lost a zero.
    if (number.problem !== 'date-unreadable') return { ...none, date: number.date }
  }
  const range = readRange(folded, planYear)
  if (range) return { ...none, ...range }
  const found = findDate(folded, planYear)
  if (!found) return { ...none, problem: /\d/.test(folded) || /[年月日]/.test(folded) ? 'date-unreadable' : null }
  return { ...none, ...found, problem: found.date === null ? 'year-missing' : null }
}

/** 二〇二四年十一月 → 2024年11月. */
function chineseDigits(text: string): string {
  if (!/[〇○零一二三四五六七八九十](?=[年月日号〇○零一二三四五六七八九十])/.test(text)) return text
  return text
    .replace(/[〇○零一二三四五六七八九]{4}(?=年)/g, (year) => [...year].map(digitOf).join(''))
    .replace(
      /(?<=[年月底末至到-]|^)([一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=[月日号])/g,
      (words) => {
        const [tens, ones] = words.split('十') as [string, string?]
        return ones === undefined
          ? String(digitOf(tens))
          : String((tens === '' ? 1 : digitOf(tens)) * 10 + (ones === '' ? 0 : digitOf(ones)))
      },
    )
}

function digitOf(char: string): number {
  return char === '○' || char === '零' ? 0 : '〇一二三四五六七八九'.indexOf(char)
}

/** 今年6月, 去年10月, 明年6月 are of the years around the ledger's. */
function relativeYears(text: string, planYear: number | null): string {
  if (planYear === null || !/[今去明本当]年\d/.test(text)) return text
  return text.replace(
    /([今去明本当])年(?=\d)/g,
    (_, word: string) => `${planYear + (word === '去' ? -1 : word === '明' ? 1 : 0)}年`,
  )
}

/** Last day of a date that may be a month or a year: `2022-07` → `2022-07-31`. */
export function lastDay(date: string): string {
  if (date.length === 10) return date
  if (date.length === 4) return `${date}-12-31`
  const [year, month] = date.split('-').map(Number) as [number, number]
  return `${date}-${String(new Date(Date.UTC(year, month, 0)).getUTCDate()).padStart(2, '0')}`
}

type Found = Pick<WrittenDate, 'date' | 'isYearInferred'>

function readDateNumber(value: number, date1904 = false): Pick<WrittenDate, 'date' | 'problem'> {
  if (Number.isInteger(value)) {
    if (value >= 1950 && value <= 2100) return { date: String(value), problem: null }
    if (value >= 20_000 && value <= 80_000) return { date: serialToIso(value, date1904), problem: null }
    const digits = String(value)
    if (/^(19|20)\d{4}$/.test(digits)) return checked(digits.slice(0, 4), digits.slice(4, 6), null)
    if (/^(19|20)\d{6}$/.test(digits)) return checked(digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8))
  } else {
    const match = /^((?:19|20)\d\d)\.(\d{1,2})$/.exec(String(value))
    // 2024.1 as a number may have been typed as 2024.10: Excel drops the zero.
    if (match)
      return {
        ...checked(match[1] as string, match[2] as string, null),
        ...(match[2] === '1' && { problem: 'date-ambiguous' }),
      }
    const short = SHORT_YEAR.exec(String(value))
    if (short)
      return {
        ...checked(`20${short[1]}`, short[2] as string, null),
        ...(short[2] === '1' && { problem: 'date-ambiguous' }),
      }
    if (value > 20_000 && value < 80_000) return { date: serialToIso(Math.floor(value), date1904), problem: null }
  }
  return { date: null, problem: 'date-unreadable' }
}

function checked(year: string, month: string, day: string | null): Pick<WrittenDate, 'date' | 'problem'> {
  const date = join(Number(year), Number(month), day === null ? null : Number(day))
  return { date, problem: date === null ? 'date-unreadable' : null }
}

const YEAR = '((?:19|20)?\\d\\d)'
const FULL = /(?:^|[^\d])((?:19|20)\d\d)[-./](\d{1,2})(?:[-./](\d{1,2}))?(?!\d)/
const CHINESE = new RegExp(`${YEAR}年(?:度)?(?:(\\d{1,2})月(?:份)?(?:(\\d{1,2})(?:[日号]|$))?)?`)
/** 24.3: a year of this century that can be no month. */
const SHORT_YEAR = /^(1[3-9]|[2-4]\d)[./](\d{1,2})(?:[./](\d{1,2}))?$/
const MONTH_DAY = /(?:^|[^\d年])(\d{1,2})月(?:份)?(?:(\d{1,2})[日号])?/
const SLASHED = /^(\d{1,2})[./](\d{1,2})$/
const YEAR_ALONE = /(?:^|[^\d])((?:19|20)\d\d)(?![\d])/
const YEAR_END = /年[底末]/
const QUARTER = /[一二三四1-4]季度|[上下]半年/

function findDate(text: string, planYear: number | null): Found | null {
  const chinese = CHINESE.exec(text)
  if (chinese) {
    const year = fullYear(chinese[1] as string)
    const month = chinese[2] ? Number(chinese[2]) : YEAR_END.test(text) ? 12 : null
    const date = join(year, month, chinese[3] ? Number(chinese[3]) : null)
    return date ? { date, isYearInferred: false } : null
  }
  const full = FULL.exec(text)
  if (full) {
    const date = join(Number(full[1]), Number(full[2]), full[3] ? Number(full[3]) : null)
    if (date) return { date, isYearInferred: false }
  }
  const short = SHORT_YEAR.exec(text)
  if (short) {
    const date = join(2000 + Number(short[1]), Number(short[2]), short[3] ? Number(short[3]) : null)
    return date ? { date, isYearInferred: false } : null
  }
  const part = MONTH_DAY.exec(text) ?? SLASHED.exec(text)
  if (part) {
    if (planYear === null) return { date: null, isYearInferred: false }
    const date = join(planYear, Number(part[1]), part[2] ? Number(part[2]) : null)
    return date ? { date, isYearInferred: true } : null
  }
  const alone = YEAR_ALONE.exec(text)?.[1]
  if (alone) return { date: alone, isYearInferred: false }
  if (/^(今年|本年|当年|年内)?(年[底末]|[上下]半年|[一二三四1-4]季度)/.test(text)) return inferredYear(text, planYear)
  return null
}

function inferredYear(text: string, planYear: number | null): Found {
  if (planYear === null) return { date: null, isYearInferred: false }
  return { date: QUARTER.test(text) ? String(planYear) : `${planYear}-12`, isYearInferred: true }
}

/** `2023-2025`, `2023年-2025年`, `2023.3-2025.12`, `2023年3月至2025年6月`, `3月至10月`; not `2024-03`. */
function readRange(
  text: string,
  planYear: number | null,
): Pick<WrittenDate, 'date' | 'until' | 'isYearInferred'> | null {
  const ofYear = /^((?:19|20)\d\d年)(\d{1,2})月?-(\d{1,2})月$/.exec(text)
  if (ofYear) return readRange(`${ofYear[1]}${ofYear[2]}月-${ofYear[1]}${ofYear[3]}月`, planYear)
  const compact = /^((?:19|20)\d\d)(\d\d)(\d\d)?-((?:19|20)\d\d)(\d\d)(\d\d)?$/.exec(text)
  if (compact) {
    const [, y1, m1, d1, y2, m2, d2] = compact as unknown as [
      string,
      string,
      string,
      string?,
      string?,
      string?,
      string?,
    ]
    return readRange(`${[y1, m1, d1].filter(Boolean).join('-')}至${[y2, m2, d2].filter(Boolean).join('-')}`, planYear)
  }
  const match =
    /^((?:19|20)\d\d(?:[年.](?:\d{1,2}月?)?)?(?:\d{1,2}日)?)(?:-|至|到|\/)((?:19|20)\d\d(?:[年.](?:\d{1,2}月?)?)?(?:\d{1,2}日)?)[底末]?(?:建成|竣工|完工)?$/.exec(
      text,
    ) ??
    /^((?:19|20)\d\d[-/]\d{1,2}(?:[-/]\d{1,2})?)(?:至|到|-{1,2})((?:19|20)\d\d[-/]\d{1,2}(?:[-/]\d{1,2})?)$/.exec(
      text,
    ) ??
    /^(.*?\d{1,2}月(?:\d{1,2}日)?.{0,3}?)(?:-|至|到)(.*?\d{1,2}月.*)$/.exec(text) ??
    /^((?:19|20)\d\d年?)(?:-|至|到)(\d\d年?)$/.exec(text)
  if (!match || /^\d{4}-(0?[1-9]|1[0-2])$/.test(text)) return null
  const start = findDate(match[1] as string, planYear)
  const ending = /^\d\d年?$/.test(match[2] as string) ? `20${match[2]}` : (match[2] as string)
  const startYear = start?.date ? Number(start.date.slice(0, 4)) : planYear
  const end = findDate(ending, startYear)
  if (!start?.date || !end?.date || end.date.slice(0, 4) < start.date.slice(0, 4)) return null
  return { date: start.date, until: end.date, isYearInferred: start.isYearInferred }
}

function fullYear(text: string): number {
  return text.length === 2 ? 2000 + Number(text) : Number(text)
}

function join(year: number, month: number | null, day: number | null): string | null {
  if (year < 1950 || year > 2100) return null
  if (month === null) return String(year)
  if (month < 1 || month > 12) return null
  const monthText = `${year}-${String(month).padStart(2, '0')}`
  if (day === null) return monthText
  if (day < 1 || day > Number(lastDay(monthText).slice(8))) return null
  return `${monthText}-${String(day).padStart(2, '0')}`
}
