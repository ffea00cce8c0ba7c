import { chineseNumber } from './numerals.ts'
import { matchAt, type NumberToken, plainToken } from './token.ts'
import { WORD_UNIT } from './units.ts'

const WORDS = /[一二两三四五六七八九十百千零]+/y

/** 同比持平: a change of nothing. 基本持平 is not quite nothing and no number. */
export function levelAt(text: string, at: number): NumberToken | null {
  if (!text.startsWith('持平', at) || text.slice(at - 2, at) === '基本') return null
  return { ...plainToken(text, { start: at, end: at + 2, value: 0 }), unit: '%', inWords: true }
}

export function isLevel({ inWords, unit }: { inWords: boolean; unit: string }): boolean {
  return inWords && unit === '%'
}

/** A group that has a first: 全省, 东北三省, 我国, 县内. */
const AMONG = /(?:[全我本该][省市县区州国旗]|[\u4e00-\u9fff][省市县区州国]|世界|全球|[省市县区国]内|[东西南北中]部)$/

/** 唯一 is one of a kind, without a numeral; 全省首家 the first place among all of them. 首个项目 is only the first in time. */
export function onlyAt(text: string, at: number): NumberToken | null {
  const found = /^(?:首(?=[个家例座条项])|唯一)/.exec(text.slice(at, at + 3))?.[0]
  if (!found) return null
  const end = at + found.length
  const one = { ...plainToken(text, { start: at, end, value: 1 }), unitEnd: end, inWords: true }
  if (found === '唯一') return { ...one, unit: '个' }
  const isPlace = AMONG.test(text.slice(Math.max(0, at - 4), at))
  return isPlace ? { ...one, unit: '位', isOrdinal: true } : { ...one, unitEnd: end + 1, kind: 'name' }
}

export function wordsAt(text: string, at: number): NumberToken | null {
  if (!/[一二两三四五六七八九十]/.test(text[at]!)) return null
  if (/[\d十百千万亿第“+]/.test(text[at - 1] ?? '') && !/[第“]/.test(text[at - 1] ?? '')) return null
  // in the middle of a number in words that was none
  if (/[一二两三四五六七八九十百千零]/.test(text[at - 1] ?? '')) return null
  const printed = matchAt(WORDS, text, at)
  const value = printed && chineseNumber(printed)
  if (!printed || !value) return null
  const end = at + printed.length
  const unit = WORD_UNIT.exec(text.slice(end, end + 6))?.[0]
  const isOrdinal = text[at - 1] === '第' || (text[at - 1] === '前' && /[名位]/.test(unit ?? ''))
  const token = { ...plainToken(text, { start: at, end, value }), isOrdinal, inWords: true }
  // 居全市第一，: a place says no more
  if (!unit && text[at - 1] === '第' && !/[\u4e00-\u9fff]/.test(text[end] ?? '')) return token
  // 一个, 一批: hardly ever a count
  if (!unit || (value === 1 && !isOrdinal && unit !== '天')) return null
  const behind = text.slice(end + unit.length, end + unit.length + 3)
  // 十家子镇, 二期工程, 四大班子, 三季度
  const isName =
    (unit === '家' && /^[子镇村屯堡集]/.test(behind)) ||
    (unit === '期' && !/[第前]/.test(text[at - 1] ?? '')) ||
    unit === '季度' ||
    // who counts two says 两: 二次消费, 二级公路 are the second
    (printed === '二' && !isOrdinal) ||
    (unit === '次' && /^产业/.test(behind)) ||
    (/[项类者]/.test(unit) && SUMMED.test(text.slice(end + unit.length, end + unit.length + 8))) ||
    /^(?:班子|家)/.test(unit === '大' ? behind : '')
  return {
    ...token,
    unitEnd: end + unit.length,
    unit: unit === '大' ? counterOf(text.slice(end + 1, end + 9)) : unit,
    kind: isName || text[at - 1] === '“' ? 'name' : 'statistic',
  }
}

/** 两项资金共36亿元: how many have just been named, and no new count. */
const SUMMED = /^[\u4e00-\u9fff]{0,4}?(?:合计|共计|总计|共(?![同有])(?=[\u4e00-\u9fff]{0,3}\d))/

/** 五大产业链条 are five 条, 八大事项 eight 项: a noun may end in its own counter. */
function counterOf(noun: string): string {
  return /^[\u4e00-\u9fff]{1,6}?([条类项])(?![\u4e00-\u9fff])/.exec(noun)?.[1] ?? '个'
}
