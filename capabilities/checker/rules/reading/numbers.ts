import { chineseNumber } from './numerals.ts'
import { UNIT, WORD_UNIT } from './units.ts'

/** What a number is there for. Only statistics are claims; the others are kept so that nothing takes them for one. */
export type NumberKind = 'statistic' | 'threshold' | 'date' | 'name' | 'specification'

/** A number as it stands: `start` to `end` are its digits alone, `unitEnd` is where its unit ends. */
export type NumberToken = {
  start: number
  end: number
  unitEnd: number
  printed: string
  value: number
  /** Decimals as printed. */
  decimals: number
  unit: string
  /** 余, 多, 以上, 约, 近, 超, 预计 …; null: the number itself. */
  qualifier: string | null
  kind: NumberKind
  /** 第 before it. */
  isOrdinal: boolean
  inWords: boolean
}

const NUMBER = /\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?/y
const WORDS = /[一二两三四五六七八九十百千零]+/y
const BARE_THRESHOLD = /(?:十|百|千)?[亿万]元(?=以上|以下)/y

/** Dates and spans of months are read whole, so that their parts are no statistics. */
const DATES = [
  /(?:19|20)\d{2}年(?:\d{1,2}月(?:\d{1,2}日)?)?/y,
  /\d{1,2}月\d{1,2}日/y,
  /(?:[12]?\d|3[01])日(?!均|产|处理|报|游|活)/y,
  /\d{1,2}月?(?:份)?(?:至|到|-|—|~|－|–)+\d{1,2}月(?:份)?/y,
  /\d{1,2}月(?:份|底|末|初|中旬|上旬|下旬)?(?!计划|调度)/y,
  /(?:19|20)\d{2}(?:-|—|~|－|–|至)+(?:19|20)?\d{2,4}年/y,
  /\d{1,2}[:：]\d{2}(?!\d)/y,
]

/** Every number of a text, in its order. */
export function numbersOf(text: string): NumberToken[] {
  const tokens: NumberToken[] = []
  for (let at = 0; at < text.length; ) {
    const token =
      dateAt(text, at) ?? thresholdAt(text, at) ?? figureAt(text, at) ?? wordsAt(text, at) ?? onlyAt(text, at)
    if (token) tokens.push(token)
    at = token ? Math.max(token.unitEnd, at + 1) : at + 1
  }
  return tokens
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}

function dateAt(text: string, at: number): NumberToken | null {
  if (!/\d/.test(text[at]!) || /[\d.]/.test(text[at - 1] ?? '')) return null
  for (const pattern of DATES) {
    const found = matchAt(pattern, text, at)
    if (!found) continue
    const end = at + found.length
    const year = /^(\d{4})年$/.exec(found)?.[1]
    const month = /^(\d{1,2})月/.exec(found)?.[1]
    // a year alone is printed as its digits
    const digits = year ? 4 : found.length
    return {
      ...plainToken(text, { start: at, end: at + digits, value: Number(year ?? month ?? Number.NaN) }),
      unitEnd: end,
      unit: year ? '年' : '',
      kind: 'date',
    }
  }
  return null
}

/** 亿元以上项目: a number that is not written. */
function thresholdAt(text: string, at: number): NumberToken | null {
  if (/[\d.十百千万亿一二三四五六七八九两几余多]/.test(text[at - 1] ?? '')) return null
  const found = matchAt(BARE_THRESHOLD, text, at)
  if (!found) return null
  const value = found.startsWith('十') ? 10 : found.startsWith('百') ? 100 : found.startsWith('千') ? 1000 : 1
  const unit = found.replace(/^[十百千]/, '')
  return { ...plainToken(text, { start: at, end: at + found.length, value }), unit, kind: 'threshold' }
}

function figureAt(text: string, at: number): NumberToken | null {
  if (!/\d/.test(text[at]!)) return null
  const printed = matchAt(NUMBER, text, at)
  if (!printed) return null
  const end = at + printed.length
  const token = plainToken(text, { start: at, end, value: Number(printed.replaceAll(',', '')) })
  // 6N5, 5G+: a mark of what is made, no amount of it
  const mark = /^[A-Za-z]+\d[A-Za-z\d]*/.exec(text.slice(end))?.[0]
  if (mark)
    return { ...token, end: end + mark.length, unitEnd: end + mark.length, printed: printed + mark, kind: 'name' }
  const scale = /^:\d+/.exec(text.slice(end))?.[0]
  if (scale) return { ...token, unitEnd: end + scale.length, kind: 'name' }
  return { ...withUnit(text, token), decimals: printed.split('.')[1]?.length ?? 0 }
}

/** The unit behind a number, and what softens it: 20余家, 3亿元以上, 约50个. */
function withUnit(text: string, token: NumberToken): NumberToken {
  const { start, end } = token
  const before = text.slice(Math.max(0, start - 8), start)
  const soft = /^(?:余|多|来|几)(?=[\u4e00-\u9fff%])/.exec(text.slice(end))?.[0] ?? ''
  let rest = text.slice(end + soft.length, end + soft.length + 12)
  // 3.77 万个, 40万余亩, 2亿多元
  const inner = /^((?:[十百千]?万|亿|万亿))(余|多)(?=[\u4e00-\u9fff])/.exec(rest)
  if (inner) rest = inner[1]! + rest.slice(inner[0].length)
  const unit = UNIT.exec(rest)?.[0] ?? ''
  const unitEnd = end + soft.length + unit.length + (inner ? inner[2]!.length : 0)
  const latin = /^[A-Za-z]/.test(text.slice(end)) && unit === ''
  const stuck = /[A-Za-z]$/.test(before) && !/(?:GDP|CPI|PPI|R&D)$/.test(before)
  if (latin || stuck || /^\+/.test(text.slice(end)) || /\+$/.test(before))
    return { ...token, unitEnd: end, kind: 'name' }
  const isYearly = /年(?:产|产能|处理|加工|发电|销售收入|产值|税收|利税|吞吐|供)[^，。；、\d]{0,8}$/.test(before + '')
  const after = /^(?:以上|以下|以内|左右|上下)/.exec(text.slice(unitEnd))?.[0] ?? ''
  const isLimit =
    (after === '以上' || after === '以下') &&
    /^(?:的)?[\u4e00-\u9fff]{0,8}(?:项目|企业|工程|园区|单位|产业)/.test(text.slice(unitEnd + 2))
  return {
    ...token,
    unitEnd: unitEnd + after.length,
    unit: isYearly && unit !== '' && !unit.includes('/') && !/[%个家]/.test(unit) ? `${unit}/年` : unit,
    qualifier: soft || inner?.[2] || (isLimit ? null : after) || softenerBefore(before),
    kind: isLimit ? 'threshold' : 'statistic',
    isOrdinal: /第$/.test(before) || (/前$/.test(before) && /^[名位]$/.test(unit)),
  }
}

/** Words before a number that say it is not exactly that. 超 before 目标 or 平均 is a comparison and read there. */
function softenerBefore(before: string): string | null {
  const found = /(约|近|超|超过|逾|突破|预计|不足|不少于|不低于|至少|最多|力争)(?:达|达到|为|可|新增|实现)?$/.exec(
    before,
  )?.[1]
  return found ?? (/预计[^，。；\d]{0,7}$/.test(before) ? '预计' : null)
}

/** 全省首家, 唯一: one, without a numeral. */
function onlyAt(text: string, at: number): NumberToken | null {
  const found = /^(?:首(?=[个家例座条项])|唯一)/.exec(text.slice(at, at + 3))?.[0]
  if (!found) return null
  const unit = found === '首' ? text[at + 1]! : '个'
  const end = at + found.length
  return { ...plainToken(text, { start: at, end, value: 1 }), unitEnd: end, unit, inWords: true }
}

function wordsAt(text: string, at: number): NumberToken | null {
  if (!/[一二两三四五六七八九十]/.test(text[at]!)) return null
  if (/[\d十百千万亿第“+]/.test(text[at - 1] ?? '') && !/[第“]/.test(text[at - 1] ?? '')) return null
  const printed = matchAt(WORDS, text, at)
  const value = printed && chineseNumber(printed)
  if (!printed || !value) return null
  const end = at + printed.length
  const unit = WORD_UNIT.exec(text.slice(end))?.[0]
  const isOrdinal = text[at - 1] === '第' || (text[at - 1] === '前' && /[名位]/.test(unit ?? ''))
  // 一个, 一批: hardly ever a count
  if (!unit || (value === 1 && !isOrdinal && unit !== '天')) return null
  const behind = text.slice(end + unit.length, end + unit.length + 3)
  // 十家子镇, 二期工程, 四大班子, 三季度
  const isName =
    (unit === '家' && /^[子镇村屯堡集]/.test(behind)) ||
    (unit === '期' && !/[第前]/.test(text[at - 1] ?? '')) ||
    unit === '季度' ||
    /^(?:班子|家)/.test(unit === '大' ? behind : '')
  const named = unit === '大' ? 1 : unit.length
  const token = plainToken(text, { start: at, end, value })
  return {
    ...token,
    unitEnd: end + named,
    unit: unit === '大' ? '个' : unit,
    kind: isName || text[at - 1] === '“' ? 'name' : 'statistic',
    isOrdinal,
    inWords: true,
  }
}

function plainToken(text: string, { start, end, value }: { start: number; end: number; value: number }): NumberToken {
  return {
    start,
    end,
    unitEnd: end,
    printed: text.slice(start, end),
    value,
    decimals: 0,
    unit: '',
    qualifier: null,
    kind: 'statistic',
    isOrdinal: false,
    inWords: false,
  }
}
