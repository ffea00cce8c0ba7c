import { matchAt, type NumberToken, plainToken } from './token.ts'
import { UNIT } from './units.ts'
import { levelAt, onlyAt, wordsAt } from './words.ts'

const NUMBER = /\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?/y
const BARE_THRESHOLD = /(?:十|百|千)?[亿万]元(?=及?以[上下]|（含）以[上下])/y

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
    const read = termsAt(text, at)
    const token =
      dateAt(text, at) ??
      thresholdAt(text, at) ??
      figureAt(text, at) ??
      wordsAt(text, at) ??
      onlyAt(text, at) ??
      levelAt(text, at)
    const found = read.length > 0 ? read : token ? [withSign(text, token, tokens.at(-1))] : []
    tokens.push(...found)
    at = Math.max(found.at(-1)?.unitEnd ?? 0, at + 1)
  }
  return withSharedUnits(text, tokens)
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

/** 0.7个、5.1个、6.5个百分点, 高于全国0.3、全省0.2个百分点, 5亿—10亿元项目: the last one's unit is that of all. */
function withSharedUnits(text: string, tokens: NumberToken[]): NumberToken[] {
  for (let at = tokens.length - 2; at >= 0; at -= 1) {
    const [one, next] = [tokens[at]!, tokens[at + 1]!]
    const between = text.slice(one.unitEnd, next.start)
    const isBracket = next.kind === 'statistic' && isBracketOf(text, [one, next], between)
    if (isBracket) tokens[at + 1] = { ...next, kind: 'threshold' }
    if (isBracket) tokens[at] = { ...one, unit: next.unit, kind: 'threshold' }
    else if (isPartOfPoints(one, next) && /^(?:、|和|及|与)[\u4e00-\u9fff]{0,6}$/.test(between))
      tokens[at] = { ...one, unit: next.unit }
  }
  return tokens
}

function isPartOfPoints({ unit, decimals, kind }: NumberToken, next: NumberToken): boolean {
  return kind === 'statistic' && (unit === '个' || unit === '') && decimals > 0 && next.unit === '个百分点'
}

/** 5亿—10亿元项目, 10—50万元的村: both ends say which are meant. */
function isBracketOf(text: string, [one, next]: [NumberToken, NumberToken], between: string): boolean {
  const isSame = one.unit === '' || one.unit === next.unit || `${one.unit}元` === next.unit
  return (
    /^[-—~－–至到]+$/.test(between) &&
    isSame &&
    /^[万亿]*元$/.test(next.unit) &&
    isLimitOf(next.unit, text.slice(next.unitEnd, next.unitEnd + 12))
  )
}

const TERMS = /\d+(?:\.\d+)?(?::\d+(?:\.\d+)?)+/y

/** 17.2:33.2:49.6: each term is a figure. Two are a scale, and a name. */
function termsAt(text: string, at: number): NumberToken[] {
  if (!/\d/.test(text[at]!) || /[\d.]/.test(text[at - 1] ?? '')) return []
  const found = matchAt(TERMS, text, at)
  if (!found || !/:.*:/.test(found)) return []
  const tokens: NumberToken[] = []
  let start = at
  for (const term of found.split(':')) {
    const end = start + term.length
    tokens.push({ ...plainToken(text, { start, end, value: Number(term) }), decimals: decimalsIn(term) })
    start = end + 1
  }
  return tokens
}

/** -3.35‰ is below zero; in 5-10个 and 一季度-三季度 the same sign leads from one number to the next. */
function withSign(text: string, token: NumberToken, before: NumberToken | undefined): NumberToken {
  const { start, kind } = token
  if (kind !== 'statistic' || !/[-－−]/.test(text[start - 1] ?? '') || before?.unitEnd === start - 1) return token
  if (!/[\u4e00-\u9fff，、：；（]/.test(text[start - 2] ?? '')) return token
  return { ...token, start: start - 1, printed: `-${token.printed}`, value: -token.value }
}

function decimalsIn(printed: string): number {
  return printed.split('.')[1]?.length ?? 0
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
  const scale = /^:\d+(?:\.\d+)?/.exec(text.slice(end))?.[0]
  // 收入比2.02:1 is a measured ratio, 1:500 a scale
  const kind = scale === ':1' && printed.includes('.') ? 'statistic' : 'name'
  if (scale) return { ...token, unitEnd: end + scale.length, kind, decimals: decimalsIn(printed) }
  return { ...withUnit(text, token), decimals: decimalsIn(printed) }
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
  const read = UNIT.exec(rest)?.[0] ?? ''
  // 7县（市）, 12乡镇: places are counted without a counter
  const unit = read === '' && /^[县市区省州旗镇乡村](?![长委政府域级])/.test(rest) ? '个' : read
  const unitEnd = end + soft.length + read.length + (inner ? inner[2]!.length : 0)
  const latin = /^[A-Za-z]/.test(text.slice(end)) && unit === ''
  const stuck = /[A-Za-z]$/.test(before) && !/(?:GDP|CPI|PPI|R&D)$/.test(before)
  if (latin || stuck || /^\+/.test(text.slice(end)) || /\+$/.test(before))
    return { ...token, unitEnd: end, kind: 'name' }
  const isYearly = YEARLY.test(before)
  const after = /^(?:(?:及|（含）)?以[上下]|以内|左右|上下)/.exec(text.slice(unitEnd, unitEnd + 6))?.[0] ?? ''
  const isOver = /(?:超|超过|不足|低于|不到)$/.test(before) && OF_SOME.test(text.slice(unitEnd, unitEnd + 12))
  const isLimit =
    (isOver && /[元吨亩米]$/.test(unit)) ||
    (/以[上下]$/.test(after) && isLimitOf(unit, text.slice(unitEnd + after.length, unitEnd + after.length + 12)))
  return {
    ...token,
    unitEnd: unitEnd + after.length,
    unit: isYearly && unit !== '' && !unit.includes('/') && !/[%个家]/.test(unit) ? `${unit}/年` : unit,
    qualifier: soft || inner?.[2] || (isLimit ? null : after) || softenerBefore(before),
    kind: isLimit ? 'threshold' : 'statistic',
    isOrdinal: /第$/.test(before) || (/前$/.test(before) && /^[名位]$/.test(unit)),
  }
}

/** 年产20万吨, 年创产值15亿元: what each year yields. 全年产值, 上半年实现产值 and 两年新增产值 are of a time that is over. */
const YEARLY =
  /(?<![\d全今去上当同近明本半一二两三四五六七八九十几])年(?:产|处理|加工|发电|销售收入|营业收入|税收|利税|吞吐|供|可?(?:创|创造|实现|新增)(?:销售|营业|营收|产值|税收|利税|收入|利润))[^，。；、\d]{0,8}$/

/** 产值超10亿元的4家: the number behind is of those beyond the limit. */
const OF_SOME = /^的[\u4e00-\u9fff]{0,6}\d+[个家户]/

/** 亿元以上项目, 50万元以上的村: amounts that say which are meant. 80%以上的村 are four fifths of them. */
function isLimitOf(unit: string, behind: string): boolean {
  if (/^(?:的)?[\u4e00-\u9fff]{0,8}(?:项目|企业|工程|园区|单位|产业)/.test(behind)) return true
  return /(?:[元吨亩米]|公里|公顷)$/.test(unit) && /^的[\u4e00-\u9fff]/.test(behind)
}

/** Words before a number that say it is not exactly that. 超 before 目标 or 平均 is a comparison and read there. */
function softenerBefore(before: string): string | null {
  const found = /(约|近|超|超过|逾|突破|预计|不足|不少于|不低于|至少|最多|力争)(?:达|达到|为|可|新增|实现)?$/.exec(
    before,
  )?.[1]
  return found ?? (/预计[^，。；\d]{0,7}$/.test(before) ? '预计' : null)
}
