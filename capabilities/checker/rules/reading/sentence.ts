import { type Comparison, type Role, roleOf } from './comparing.ts'
import { described } from './describing.ts'
import { figureOf, isAmount, isPercentage, type ReadFigure } from './figure.ts'
import { bare } from './phrases.ts'
import type { NumberToken } from './token.ts'
import {
  type Before,
  beforeGroup,
  cameFrom,
  carriedOn,
  changedBy,
  changedWith,
  differsFrom,
  groupOf,
  isArrival,
  isDifference,
  isGrowthBeside,
  linkDifference,
  numeratorOf,
  overBase,
} from './tying.ts'
import { isLevel } from './words.ts'

export type Span = { start: number; end: number; sentence: number; before: ReadFigure | null }

type State = Before & {
  span: Span
  tokens: readonly NumberToken[]
  figures: ReadFigure[]
  /** What 其中 speaks of. */
  total: ReadFigure | null
  /** 南片、北片分别增长10.3%和18.5%: the role that the second takes from the first. */
  shared: Role | null
  /** 高于全国0.3、全省0.2个百分点; 分居全省第4位和第2位: the role that goes on with the next number, and where the last one ended. */
  goesOn: { role: Role; end: number } | null
  /** What is spoken of outside the brackets that are open. */
  outside: Pick<State, 'level' | 'earlier'>[]
  /** 甲、乙分别为1个、2个: whose the next ones are. */
  names: string[]
  /** Figures that wait for their share of what 分别 says. */
  spread: { role: Compares; left: ReadFigure[] } | null
}
type Compares = Extract<Role, { role: 'comparison' }>
/** A number as it comes: the words since the one before it, and what they make of it. */
type Heard = { token: NumberToken; left: string; role: Role; group: ReadFigure | null }

/** The figures of one sentence, each with what the words tie it to. `before` is what a sentence that begins with 其中 speaks of. */
export function inSentence(text: string, tokens: readonly NumberToken[], span: Span): ReadFigure[] {
  const { before } = span
  const state: State = {
    ...{ text, span, tokens, figures: [], level: before, earlier: null },
    ...{ total: before, outside: [], names: [], shared: null, goesOn: null, spread: null },
  }
  let from = span.start
  for (const [index, token] of tokens.entries()) {
    const words = text.slice(from, token.start)
    throughBrackets(state, words)
    const left = aroundBracket(state, token, words)
    if (token.kind !== 'date') from = token.unitEnd
    if (token.kind !== 'statistic')
      state.figures.push(figureOf(token, { class: token.kind, sentence: span.sentence, left }))
    else if (!isSpread(state, index, left)) readOne(state, index, left)
  }
  return state.figures
}

/** What is said in brackets is aside; behind them the sentence goes on with what it spoke of before. */
function throughBrackets(state: State, left: string): void {
  for (const [one] of left.matchAll(/[（）]/g)) {
    const { level, earlier } = state
    if (one === '（') state.outside.push({ level, earlier })
    else Object.assign(state, state.outside.pop())
  }
}

/** 高于序时进度（83.3%）3.1个百分点: the bracket says how much that is, and the words go on around it. */
function aroundBracket({ figures }: State, token: NumberToken, left: string): string {
  const inside = figures.at(-1)
  const isDifference = /分点$/.test(token.unit) || isLevel(token)
  return isDifference && left === '）' && inside?.unit === '%' ? inside.left.slice(0, -1) : left
}

const JOINED = /^(?:和|及|与|、)$/
const EACH = /^[，；]?(?:同比|环比|(?:比|较)[^，；。\d]{1,6})?分别/

/** 项目57个、投资312亿元，分别增长18.8%、26.4%: each to its own. */
function isSpread(state: State, index: number, left: string): boolean {
  const goesOn = state.spread && state.spread.left.length > 0 && JOINED.test(left)
  if (!goesOn) state.spread = spreadFrom(state, index, left)
  const mine = state.spread?.left.shift()
  if (!state.spread || !mine) return false
  mine.comparisons.push(comparisonOf(state.spread.role, state.tokens[index]!))
  return true
}

/**
 * 分别 with nothing else before it speaks of as many figures before as numbers follow; without 分别, numbers that are joined speak of as many that
 * are joined: 实现产值82亿元、61亿元和35亿元，增长14%、11%和3%.
 */
function spreadFrom({ text, tokens, figures }: State, index: number, left: string): State['spread'] {
  const follows = tokens[index + 1]
  if (!follows || !JOINED.test(text.slice(tokens[index]!.unitEnd, follows.start))) return null
  const role = roleOf(left.replace('分别', ''), tokens[index]!)
  if (role.role !== 'comparison') return null
  const count = joinedFrom(text, tokens, index)
  if (count > figures.length) return null
  const before = figures
    .slice(-3 * count)
    .filter(role.comparison.kind === 'pp_change' ? isPercentage : isAmount)
    .slice(-count)
  const isEach = EACH.test(left) || before.slice(1).every((one) => JOINED.test(one.left))
  return before.length === count && isEach ? { role, left: before } : null
}

/** As many names before 分别 as numbers are joined behind it, each its own. */
function namesFor({ text, tokens }: State, index: number, left: string): string[] {
  const clause = /([^，。；：\d]+?)分别[^，。；、\d]{0,6}$/.exec(left)?.[1]?.replace(/^.*是/, '') ?? ''
  const names = clause.split(/、|和|及|与/)
  return names.length === joinedFrom(text, tokens, index) ? names : []
}

/** How many numbers stand joined from this one on. */
function joinedFrom(text: string, tokens: readonly NumberToken[], index: number): number {
  let last = index
  while (last + 1 < tokens.length && JOINED.test(text.slice(tokens[last]!.unitEnd, tokens[last + 1]!.start))) last += 1
  return last - index + 1
}

const OWN: Role = { role: 'own' }
const IN_GROUP: Role = { role: 'rank', scope: null, from: 0 }

function readOne(state: State, index: number, left: string): void {
  const token = state.tokens[index]!
  const { shared } = state
  const follows = shared !== null && JOINED.test(left)
  const group = groupOf(state, token, left)
  const role: Role = follows
    ? shared
    : group
      ? IN_GROUP
      : !token.isOrdinal && isArrival(state.figures, token, left)
        ? OWN
        : (roleGoingOn(state, token, left) ?? roleOf(left, token))
  if (/分别/.test(left)) state.names = namesFor(state, index, left)
  else if (!JOINED.test(left)) state.names = []
  state.shared = /分别/.test(left) ? role : JOINED.test(left) ? shared : null
  const heard = { token, left, role, group }
  const isNextPlace = token.isOrdinal && NEXT_PLACE.test(left) && state.figures.at(-1)?.class === 'rank'
  const isNoted = !follows && !isNextPlace && (isOverBase(state, heard) || isAttached(state, heard))
  state.goesOn = isNoted || role.role === 'rank' ? { role, end: token.unitEnd } : null
  if (isNoted) {
    state.shared = null
    return
  }
  // 持平 of what is not said
  if (isLevel(token)) return
  standsAlone(state, heard)
}

/** What is compared with one named place or pace goes on to the next that is named, 分别高于全国、全省0.3个、0.2个百分点 to the next number. */
const NEXT_NAMED = /^(?:、|和|及|与)(?:比|较)?[\u4e00-\u9fff]{0,6}$/
const NEXT_PLACE = /^(?:、|和|及|与)第$/

function roleGoingOn({ goesOn }: State, token: NumberToken, left: string): Role | null {
  if (goesOn?.end !== token.start - left.length) return null
  const { role } = goesOn
  if (role.role === 'rank' && token.isOrdinal && NEXT_PLACE.test(left)) return { ...role, from: 0 }
  if (role.role !== 'comparison' || role.comparison.kind !== 'pp_change' || !/分点$/.test(token.unit)) return null
  if (!NEXT_NAMED.test(left)) return null
  if (roleOf(left, token).role !== 'own') return null
  const value = Math.sign(role.comparison.value) * token.value
  return { role: 'comparison', comparison: { ...role.comparison, value, scope: left.slice(1) || null }, from: 0 }
}

function isOverBase(state: State, { token, left, role }: Heard): boolean {
  const found = overBase(state, token, left, role)
  if (!found) return false
  const { of, base, comparison } = found
  of.comparisons.push(comparison)
  of.links.push({ kind: 'base', other: base, comparison })
  base.isAside = true
  state.level = of
  return true
}

/** Whether a number only compares one before it; then it is noted there. */
function isAttached(state: State, { token, left, role, group }: Heard): boolean {
  if (role.role === 'own' || role.role === 'rate' || isArrival(state.figures, token, left)) return false
  const isAgainst = role.role === 'comparison' && role.comparison.kind === 'pp_change' && role.comparison.scope !== null
  const before = group ? beforeGroup(group) : left.slice(0, role.from)
  const words = isAgainst ? before.replace(/分别$/, '') : before
  const of = group ? state.earlier : receiver(state, role, words)
  if (!of || !isSame(words, of) || isGrowthBeside(of, role, left)) return false
  const comparison =
    role.role === 'rank' ? placeAt(state, { token, left, role, group }) : inUnitOf(of, comparisonOf(role, token))
  const inside = state.figures.at(-1)
  if (inside?.isAside && inside.left.endsWith('（')) of.links.push({ kind: 'base', other: inside, comparison })
  if (group) {
    of.links.push({ kind: 'group', other: group, comparison })
    state.level = of
  }
  const changed = changedBy(state, of, comparison)
  if (changed) changed.comparisons.push({ ...comparison, kind: 'change_pct' })
  else {
    of.comparisons.push(comparison)
    linkDifference(state, of, comparison)
  }
  return true
}

/** 个百分点 speak of the percentage right before them, everything else of the figure spoken of. */
function receiver({ level, figures }: State, role: Role, words: string): ReadFigure | null {
  // 三个片区合计占83%: of all of them
  if (/合计|共$|总共|共计/.test(words)) return null
  const isPoints = role.role === 'comparison' && ['pp_change', 'over_target'].includes(role.comparison.kind)
  const before = figures.at(-1)
  return isPoints && before && isPercentage(before) && !before.isAside ? before : level
}

/** 增速居全市第3位 goes on with the same thing; 按可比口径 and brackets say how it is counted. */
function isSame(words: string, of: ReadFigure): boolean {
  const plain = words
    .replace(/（[^）]*）|按[^，。；、\d]{2,10}(?:计算|口径|价格)|(?:同|可比|自然)口径|同比|环比/g, '')
    .replace(/[，。；：、（）]/g, '')
  const between = bare(plain).replace(/^(?:增速|增幅|降幅|涨幅|总量|规模|且|并)$/, '')
  if (between === '') return true
  return (of.indicator?.includes(between) ?? false) || (of.subject?.endsWith(between) ?? false)
}

function standsAlone(state: State, { token, left, role, group }: Heard): void {
  const { text, level, span } = state
  const seen = { text, left, last: level, end: span.end, sentence: span.sentence }
  const figure = figureOf(carriedOn(state, token, left), described(token, role, seen))
  figure.isAside = state.outside.length > 0
  figure.subject = state.names.shift() ?? figure.subject
  const comparison = role.role === 'rank' ? placeAt(state, { token, left, role, group }) : null
  if (comparison) figure.comparisons.push(comparison)
  if (comparison && group) figure.links.push({ kind: 'group', other: group, comparison })
  const of = role.role === 'rate' ? numeratorOf(state, figure, role.indicator) : null
  if (of && role.role === 'rate') noteRate(of, figure, role.indicator)
  changedWith(state.figures, figure)
  if (isDifference(level, figure)) differsBy(state, figure)
  else if (!of) settle(state, figure)
  state.figures.push(figure)
}

/** 比上年的103个多17个 differs from what is named, and what is spoken of stands before that. */
function differsBy(state: State, figure: ReadFigure): void {
  const named = differsFrom(state, figure)
  const of = named ? state.earlier! : state.level!
  figure.isAside = true
  of.links.push({ kind: 'difference', other: figure, isLess: /减|降|少|低/.test(figure.left), comparison: null })
  if (!named) return
  named.isAside = true
  of.links.push({ kind: 'base', other: named, comparison: null })
  state.level = of
}

/** The figure is what is spoken of from here on. */
function settle(state: State, figure: ReadFigure): void {
  if (/其中/.test(figure.left)) state.total = state.level
  const old = cameFrom(state.figures, figure)
  if (old) {
    figure.links.push({ kind: 'from', other: old, comparison: null })
    if (isPercentage(old)) figure.class = old.class
  }
  state.earlier = state.level
  state.level = figure
}

/** A rate that is part of a figure stands there as well. */
function noteRate(of: ReadFigure, figure: ReadFigure, indicator: string): void {
  const kind = /完成|办结|兑现|转化/.test(indicator) ? 'target_pct' : 'share'
  const { value, unit, start, end } = figure
  const comparison: Comparison = { kind, value, unit, scope: indicator, start, end }
  of.comparisons.push(comparison)
  figure.links.push({ kind: 'numerator', other: of, comparison })
}

/** A percentage that is level with another differs by no points. */
function inUnitOf(of: ReadFigure, comparison: Comparison): Comparison {
  const isPoints = comparison.kind === 'pp_change' || isPercentage(of)
  return comparison.value === 0 && comparison.unit === '%' && isPoints
    ? { ...comparison, kind: 'pp_change', unit: '个百分点' }
    : comparison
}

function placeAt({ text }: State, { token, role, group }: Heard): Comparison {
  const { value, start, end } = token
  const scope = role.role === 'rank' ? role.scope : null
  return { kind: 'rank', value, unit: '位', scope: group ? text.slice(group.start, start - 1) : scope, start, end }
}

function comparisonOf({ comparison }: Compares, { unit, value, start, end }: NumberToken): Comparison {
  const kind = comparison.kind === 'growth' ? 'yoy' : comparison.kind
  const isLess = comparison.value < 0 && value > 0
  return { kind, value: isLess ? -value : value, unit, scope: comparison.scope, start, end }
}
