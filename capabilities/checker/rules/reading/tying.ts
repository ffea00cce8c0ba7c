import { type Comparison, PLACED, type Role } from './comparing.ts'
import { isAmount, isPercentage, type ReadFigure } from './figure.ts'
import { bare, shortens } from './phrases.ts'
import type { NumberToken } from './token.ts'
import { scaled } from './units.ts'

/** How far a sentence has been read, for what ties a number to those before it. */
export type Before = {
  text: string
  figures: readonly ReadFigure[]
  /** What comparisons speak of: the last figure with a claim of its own, and the one before it. */
  level: ReadFigure | null
  earlier: ReadFigure | null
}

const BASED = /(?:完成|占|为|达到|达|是|实现|相当于)[^，。；、\d]{0,14}$/
const THAN = /(?:(?<![同环占])比|较)[^，。；、\d]{1,12}$/
const PLANNED = /计划|任务|目标|预算/

type OverBase = { of: ReadFigure; base: ReadFigure; comparison: Comparison }

/**
 * 完成任务56亿元的85.4%, 完成任务（56亿元）的85.4%, 比上年的1420万元压减9.4%: what the percentage says of the number before the last, whose base the last
 * one is. `role` is that of the words between.
 */
export function overBase(before: Before, token: NumberToken, left: string, role: Role): OverBase | null {
  const base = before.figures.at(-1)
  const isBracketed = left.startsWith('）')
  const of = isBracketed ? before.level : before.earlier
  if (!base || !of || (!isBracketed && base !== before.level) || of.sentence !== base.sentence) return null
  const words = base.left.replace(/（$/, '')
  const between = left.replace(/^）/, '')
  const isPoints = /百分点$/.test(token.unit) && isPercentage(base) && isPercentage(of)
  if (token.unit !== '%' && !isPoints) return null
  const said = (kind: Comparison['kind'], value: number): OverBase => {
    const { unit, start, end } = token
    return { of, base, comparison: { kind, value, unit, scope: bare(words), start, end } }
  }
  if (!isPoints && BASED.test(words) && /^[^，。；、]{0,6}的$/.test(between))
    return said(PLANNED.test(words + between) ? 'target_pct' : 'share', token.value)
  if (!THAN.test(words) || /[，。；、]/.test(between) || role.role !== 'comparison') return null
  // 罚款536万元，案件上升12.6%: an amount has come from none of another unit
  if (scaled(base.unit).base !== scaled(of.unit).base) return null
  if (isPoints) return said('pp_change', role.comparison.value)
  return role.comparison.kind === 'growth' ? said('change_pct', role.comparison.value) : null
}

/** 居11个县（市、区）第3位: the number between is the size of the group. */
export function groupOf({ figures, level }: Before, token: NumberToken, left: string): ReadFigure | null {
  const size = figures.at(-1)
  if (!token.isOrdinal || size?.class !== 'count' || size !== level) return null
  const isPlaced = /^[^，。；\d]{1,14}[第前]$/.test(left) && BEFORE_GROUP.test(size.left)
  return isPlaced || (AMONG.test(left) && WITHIN.test(size.left)) ? size : null
}

const BEFORE_GROUP = new RegExp(`${PLACED}$`)
/** 在全市9个县（市、区）中排第4位 */
const WITHIN = /在[^，。；\d]{0,8}$/
const AMONG = new RegExp(`^[^，。；\\d]{1,12}中${PLACED}第$`)

/** What is said before a place among a group: 92分，居全市11个县第3位 is of the 92. */
export function beforeGroup({ left }: ReadFigure): string {
  return left.replace(BEFORE_GROUP, '').replace(WITHIN, '')
}

/** 案件、罚款分别上升12.6%和下降7.5%: a growth beside another, of which it says nothing. */
export function isGrowthBeside(of: ReadFigure, role: Role, left: string): boolean {
  const isGrowth = role.role === 'comparison' && (role.comparison.kind === 'growth' || role.comparison.kind === 'yoy')
  return isGrowth && of.class === 'growth' && of.unit === '%' && /^(?:、|和|及|与)/.test(left)
}

const CAME = /(?:由|从)[^。；，]{0,10}$/
const TO = /^[^，。；、\d]{0,6}(?:至|到|为|成)$/

/** 由39.7%提高到52.7%: the second is where it got to, and no growth of 52.7 %. */
export function isArrival(figures: readonly ReadFigure[], { unit }: NumberToken, left: string): boolean {
  const before = figures.at(-1)
  const words = left.replace(/第$/, '')
  return before !== undefined && CAME.test(before.left.replace(/第$/, '')) && TO.test(words) && before.unit === unit
}

/** 由226元降至140元: the number it came from. */
export function cameFrom(figures: readonly ReadFigure[], figure: ReadFigure): ReadFigure | null {
  return isArrival(figures, figure, figure.left) ? figures.at(-1)! : null
}

/** More or less by so much than a named time or thing, or 净. 增加到 names the new value and is none. */
const DIFFERS =
  /(?:(?:同比|环比|(?:比|较)[^，。；、]{1,12}?)(?:净|共)?(?:增加|增长|增收|增支|减少|减收|减支|下降|上升|提高|多增|少增|多|少|增|减|节约|压减)|净(?:增加|减少|增|减)|[增减](?:产|收|支|盈|亏))(?:了)?(?:约|近|超|超过)?$/
const DIRECTLY = /^(?:净)?(?:增加|增长|减少|下降|上升|提高|多|少|增|减)(?:了)?$/

/** 小麦21.4万亩，增加0.2万亩 */
const CHANGED = /^，净?(?:增加|减少|增|减)(?:了)?$/

/** 比上年增收9120万元 is a difference of the amount spoken of. */
export function isDifference(level: ReadFigure | null, { left, unit, class: kind }: ReadFigure): boolean {
  if (level === null || (kind !== 'count' && kind !== 'measure')) return false
  const isSaid = DIFFERS.test(left) || CHANGED.test(left) || (DIRECTLY.test(left) && THAN.test(level.left))
  return isSaid && scaled(level.unit).base === scaled(unit).base
}

/** 比上年的103个多17个: the 103, where what differs from it stands before. */
export function differsFrom({ level, earlier, figures }: Before, { left, unit }: ReadFigure): ReadFigure | null {
  const isDirect = level !== null && level === figures.at(-1) && DIRECTLY.test(left) && THAN.test(level.left)
  return isDirect && earlier && scaled(earlier.unit).base === scaled(unit).base ? level : null
}

/** 比上年增收9120万元，增长6.4%: by how much and by what part, where both are over the same and counted the same way. */
export function linkDifference({ text, figures }: Before, of: ReadFigure, comparison: Comparison): void {
  const link = of.links.findLast(({ kind }) => kind === 'difference')
  if (!link || link.comparison || link.other !== figures.at(-1) || comparison.unit !== '%') return
  const words = text.slice(link.other.unitEnd, comparison.start)
  if (/口径|可比|不变价|剔除|扣除|占|完成/.test(words)) return
  const isYear = /同比|上年|去年|20\d\d年/
  const isMonth = /环比|月|季/
  const named = /同比|环比|比|较/.test(words)
  const isSame = (over: RegExp) => over.test(words) && over.test(link.other.left)
  const isBare = !/比|较/.test(link.other.left) && isYear.test(words)
  if (!named || isBare || isSame(isYear) || isSame(isMonth)) link.comparison = comparison
}

/** 年销售收入112亿元，实现税金4.39亿元: what is yielded beside a yearly amount is yearly. */
export function carriedOn({ figures, level }: Before, token: NumberToken, left: string): NumberToken {
  const before = figures.at(-1)
  // 上半年产值 is of the time it names
  const isYield =
    /(?:税收|税金|利税|利润|产值|销售收入|营业收入)[^，。；、\d]{0,4}$/.test(left) && !/[年月季]/.test(left)
  if (!before || before !== level || !isYield || !/元$/.test(token.unit) || !/元\/年$/.test(before.unit)) return token
  return { ...token, unit: `${token.unit}/年`, qualifier: token.qualifier ?? before.qualifier }
}

/** 由3.2万吨增加到4.5万吨，其中出口1.1万吨，增长40.6%: which of the two has grown, only their numbers say. */
export function changedBy({ figures }: Before, of: ReadFigure, { kind, value }: Comparison): ReadFigure | null {
  if (kind !== 'yoy' && kind !== 'growth') return null
  if (hasCome(of)) return of
  return figures.slice(-3).find((one) => one !== of && isChangedBy(one, value)) ?? null
}

/** 价格从226元降至140元，成本降低38%: of what a growth of something else is the change as well. */
export function changedWith(figures: readonly ReadFigure[], figure: ReadFigure): Comparison | null {
  if (figure.class !== 'growth' || figure.unit !== '%' || /年均/.test(figure.left)) return null
  const value = /降|减|缩/.test(figure.left) ? -figure.value : figure.value
  const before = figures.at(-1)
  const changed = before && hasCome(before) ? before : figures.slice(-3).find((one) => isChangedBy(one, value))
  if (!changed || !isAmount(changed)) return null
  const { start, end } = figure
  const comparison: Comparison = { kind: 'change_pct', value, unit: '%', scope: null, start, end }
  changed.comparisons.push(comparison)
  return comparison
}

const hasCome = ({ links }: ReadFigure) => links.some(({ kind }) => kind === 'from')

function isChangedBy(figure: ReadFigure, percent: number): boolean {
  const from = figure.links.find(({ kind }) => kind === 'from')?.other
  if (!from || from.value === 0) return false
  const change = ((figure.value - from.value) / from.value) * 100
  return Math.abs(change - percent) < (Number.isInteger(percent) ? 0.5 : 0.06)
}

const DONE = /办结|解决|完成|整改|化解|销号|办理/
/** Rates that name no verb of their own: what was counted last is what they are of. */
const GENERAL = /^(?:研发)?(?:覆盖|完成|转化|占比|占|)$/

/**
 * The figure a rate is a part of: whose own words the rate repeats (网上办理19万件，网办率; 已解决83条，办结率), or the one spoken of where the rate names
 * no other. A rate of something else (满意率, 按期办结率) is of none: who asked, and how many were in time, is not said.
 */
export function numeratorOf(
  before: Before & { total: ReadFigure | null },
  { left }: ReadFigure,
  indicator: string,
): ReadFigure | null {
  const { figures, level, total, text } = before
  const words = left
    .slice(0, left.lastIndexOf(indicator))
    .split(/[，。；：]/)
    .at(-1)!
  if (/[\u4e00-\u9fff]/.test(words) || figures.length === 0 || isPercentage(figures.at(-1)!)) return null
  const stem = indicator.replace(/(?:率|比例|比重|比|进度|面)$/, '')
  if (/完成$/.test(stem) && level?.class === 'measure') return level
  if (GENERAL.test(stem)) return [total, level].find((one) => one?.class === 'count') ?? null
  const near = figures.slice(-LIST).filter((one) => isAmount(one) && !isMoreOrLess(one))
  const last = near.length === 0 ? null : headOf(near)
  const own = near.filter((one) => last && scaled(one.unit).base === scaled(last.unit).base)
  const said =
    own.findLast(({ left: words }) => words.endsWith(`，${stem}`) || words.endsWith(`，已${stem}`)) ??
    own.findLast((one) => stem.length > 1 && isSaidOf(stem, around(text, one)) && !NOT.test(one.left))
  return said ?? (DONE.test(stem) && stem.length === 2 ? (own.find((one) => DONE.test(one.left)) ?? null) : null)
}

/** 优良天数增加12天, 同比减少3个: by how much something has changed, no amount of it. 新增 is one. */
export function isMoreOrLess({ left }: ReadFigure): boolean {
  return /(?:增加|减少|(?<!新)增|减|多|少)(?:了)?$/.test(left)
}

/** 876户3107人: what is counted twice is spoken of by its first count. */
function headOf(near: readonly ReadFigure[]): ReadFigure {
  let at = near.length - 1
  while (at > 0 && !near[at - 1]!.inWords && /^、?$/.test(near[at]!.left) && near[at - 1]!.unit !== near[at]!.unit)
    at -= 1
  return near[at]!
}

/** 风险消除率 is of what was done: 消除风险. */
function isSaidOf(stem: string, words: string): boolean {
  return shortens(stem, words) || (stem.length === 4 && words.includes(stem.slice(2) + stem.slice(0, 2)))
}

/** 未开工17个 is no part of the 开工率. */
const NOT = /(?:未|没有|尚无|不)[^，。；、\d]{0,6}$/

/** Beyond so many figures nothing is looked for: bounds what a text of nothing but numbers costs. */
const LIST = 12

function around(text: string, { left, unitEnd }: ReadFigure): string {
  const behind = text.slice(unitEnd, unitEnd + 8)
  return left.slice(-16) + behind.split(/[，。；、]/)[0]!
}
