import type { Comparison } from '../reading/comparing.ts'
import { isAmount, type ReadFigure } from '../reading/figure.ts'
import { decimalsOf, intervalOf, over, type Print, percent, plus, size, times } from './interval.ts'
import { BACK, firstThatHolds, isPlain, judged, type Read, type Relation, sameUnit } from './relation.ts'
import { mayBeWhole, namedWholes, partsBefore, topicBefore, wholesOfPart } from './wholes.ts'

/** Percentages of a plan or of a whole, and rates, against the numbers they come from. */
export function ratios(read: Read): Relation[] {
  return read.figures.flatMap((figure, index) => {
    const rates = figure.links.filter(({ kind }) => kind === 'numerator').map(({ other }) => other)
    return [
      ...figure.comparisons.flatMap((comparison) => ofComparison(read, index, comparison)),
      ...rates.flatMap((part) => ofRate(read, index, part)),
      ...(figure.class === 'rate' && figure.indicator?.endsWith('开工率') && rates.length === 0
        ? startRate(read, index)
        : []),
      ...(figure.class === 'rate' && /(?:合计|共|总共)占(?:比)?$/.test(figure.left) ? ofTogether(read, index) : []),
    ]
  })
}

function ofComparison(read: Read, index: number, comparison: Comparison): Relation[] {
  const figure = read.figures[index]!
  const { kind, unit } = comparison
  if (unit !== '%' || (kind !== 'target_pct' && kind !== 'share') || !isAmount(figure)) return []
  const printed = read.text.slice(comparison.start, comparison.end)
  const base = figure.links.find((link) => link.comparison === comparison)?.other
  if (base) return isPlain(base) && sameUnit(base, figure) ? [quotient(figure, base, comparison.value, printed)] : []
  const isRate = /率$/.test(comparison.scope ?? '')
  if (isRate && !isCompletion(figure, comparison)) return []
  return kind === 'target_pct' ? ofPlan(read, index, comparison, printed) : ofWhole(read, index, comparison, printed)
}

/** 完成投资77亿元，完成率122.6%: of a plan, which may be less than what was done. */
function isCompletion({ class: kind }: ReadFigure, { scope }: Pick<Comparison, 'scope'>): boolean {
  return kind === 'measure' && /完成率$/.test(scope ?? '')
}

function ofPlan({ text, figures }: Read, index: number, { value }: Comparison, printed: string): Relation[] {
  const figure = figures[index]!
  const plan = before(figures, index, (one) => isPlanned(text, one) && sameUnit(one, figure))
  if (plan) return [quotient(figure, plan, value, printed)]
  // in the sentences before: a plan that the paragraph states once
  const near = figures.slice(Math.max(0, index - CLOSE), index).filter((one) => isPlain(one) && sameUnit(one, figure))
  const plans = near.filter((one) => isPlanned(text, one) && !text.slice(one.end, figure.start).includes('\n'))
  const candidates = plans.map((one) => quotient(figure, one, value, printed))
  return firstThatHolds(candidates, undefined)
}

function isPlanned(text: string, { start, class: kind, isAside }: ReadFigure): boolean {
  if (isAside) return false
  return kind === 'target' || /(?:计划|任务|目标)[^，。；]{0,6}$/.test(text.slice(Math.max(0, start - 12), start))
}

/** 占一般公共预算收入的64% is of what bears that name before it; 其中……占64% of what 其中 divides. Of 全市 nothing is printed here. */
function ofWhole(read: Read, index: number, { value, scope }: Comparison, printed: string): Relation[] {
  const figure = read.figures[index]!
  if (!isPlain(figure)) return []
  const wholes = scope === null ? wholesOfPart(read, index) : namedWholes(read, index, scope)
  const candidates = wholes.map((whole) => quotient(figure, whole, value, printed))
  const values = new Set(wholes.map(size))
  const certain = values.size === 1 ? candidates[0] : undefined
  if (candidates.length > 0 || scope !== null) return firstThatHolds(candidates, certain)
  const shared = sharedWhole(read, index)
  const others = wholesAround(read, index).map((whole) => quotient(figure, whole, value, printed))
  return firstThatHolds(others, shared ? quotient(figure, shared, value, printed) : undefined)
}

/** 1097个，占85.3%；164个，占12.8%: the whole that the share before it is of, where that one says so by itself. */
function sharedWhole(read: Read, index: number): ReadFigure | null {
  const { sentence } = read.figures[index]!
  for (let at = index - 1; at >= Math.max(0, index - CLOSE); at -= 1) {
    const one = read.figures[at]!
    const share = one.comparisons.find(({ kind, scope }) => kind === 'share' && scope === null)
    if (one.sentence !== sentence || !share || !isPlain(one) || !sameUnit(one, read.figures[index]!)) continue
    const printed = read.text.slice(share.start, share.end)
    return wholesAround(read, at).find((whole) => quotient(one, whole, share.value, printed).status === 'holds') ?? null
  }
  return null
}

/** What a share may be of where nothing says of what: the larger amounts right before it in the paragraph. */
function wholesAround({ text, figures }: Read, index: number): ReadFigure[] {
  const part = figures[index]!
  const near = figures.slice(Math.max(0, index - CLOSE), index)
  return near.filter((one) => mayBeWhole(one, part) && !text.slice(one.end, part.start).includes('\n')).reverse()
}

/** So far back what a rate is of; those of which a rate is said are said near it. */
const CLOSE = 16

/** 收集问题96条，已解决83条，解决率86.5%. Where no whole is printed: whether any whole number gives such a rate. */
function ofRate({ text, figures }: Read, index: number, part: ReadFigure): Relation[] {
  const rate = figures[index]!
  if (!isPlain(part) || rate.unit !== '%' || isCompletion(part, { scope: rate.indicator })) return []
  const at = figures.lastIndexOf(part, index)
  const wholes = figures
    .slice(Math.max(0, at - CLOSE), at)
    .filter(
      (one) =>
        isPlain(one) &&
        isAmount(one) &&
        sameUnit(one, part) &&
        size(one) >= size(part) &&
        !text.slice(one.end, part.start).includes('\n'),
    )
  const candidates = wholes.map((whole) => quotient(part, whole, rate.value, rate.printed)).reverse()
  const second = figures[at + 1]
  // 876户3107人，消除率: of either count, and of the first where neither agrees
  if (second && second !== rate && second.left === '' && isAmount(second) && isPlain(second) && !sameUnit(second, part))
    candidates.push(...ofSecond(figures, at, rate))
  const own = wholes.findLastIndex(({ sentence }) => sentence === part.sentence)
  const nearest = own < 0 ? wholeNumber(part, rate)[0] : candidates[wholes.length - 1 - own]
  // 开工41个，开工率87.2%；竣工13个，竣工率43.3%: what has such a rate itself stands beside, and maybe is no whole
  const certain = wholes[own]?.comparisons.some(({ scope }) => /率$/.test(scope ?? '')) ? undefined : nearest
  return firstThatHolds(candidates, certain).map((relation) => ({ ...relation, figures: [...relation.figures, rate] }))
}

/** The rate by the second counts of what is counted twice, 3107人 of 4615人. */
function ofSecond(figures: readonly ReadFigure[], at: number, rate: ReadFigure): Relation[] {
  const second = figures[at + 1]!
  const wholes = figures.slice(Math.max(0, at - CLOSE), at)
  return wholes.filter((one) => mayBeWhole(one, second)).map((one) => quotient(second, one, rate.value, rate.printed))
}

/** Rates that no whole number can give: 82 of how many is 68.2 %? */
function wholeNumber(figure: ReadFigure, { value: rate, decimals, printed }: ReadFigure): Relation[] {
  const isExact = figure.class === 'count' && Number.isInteger(figure.value) && size(figure) === figure.value
  if (!isExact || decimals === 0 || rate <= 0 || rate >= 100) return []
  const stated = percent(rate, decimals)
  const [most, least] = [
    Math.floor((figure.value * 100) / stated.low + 1e-9),
    Math.ceil((figure.value * 100) / stated.high - 1e-9),
  ]
  if (least <= most) return []
  const near = Math.round((figure.value * 100) / rate)
  const computed = (figure.value * 100) / near
  return [
    {
      kind: 'whole',
      formula: `${figure.printed}/${near}*100`,
      figures: [figure],
      computed,
      stated: rate,
      status: 'fails',
      why: `${figure.printed}${figure.unit}除以任何整数都不得${printed}%（最接近的是${figure.printed}÷${near}＝${computed.toFixed(decimals)}%）。`,
    },
  ]
}

const STARTED = /建成|投产|竣工|完工|在建|建设|开工/
const NOT_STARTED = /未|前期|拟|待|尚|暂/

/** What was to be started: planned this year, due by now. */
const TO_START = /计划|应开工|应于|拟/

/** A rate of starts: of those that were to be, where the sentence counts them; else of all whose states it tells. */
function startRate(read: Read, index: number): Relation[] {
  const figure = read.figures[index]!
  const near = read.figures.slice(Math.max(0, index - BACK), index)
  const states = near.filter((one) => one.sentence === figure.sentence && one.class === 'count')
  const isStarted = (one: ReadFigure) => {
    const words = one.left + read.text.slice(one.unitEnd, one.unitEnd + 14)
    return STARTED.test(words) && !NOT_STARTED.test(one.left)
  }
  const wanted = states.findLast((one) => TO_START.test(one.left) && !/已/.test(one.left))
  if (wanted) {
    const started = states.find((one) => one.start > wanted.start && isStarted(one))
    return started ? [together([started], wanted, figure)] : []
  }
  return startRateOfAll(near, states.filter(isStarted), { figure, states })
}

/** 2个项目已建成，14个正在建设，开工率……: those started cannot be more than there are. */
function startRateOfAll(
  near: readonly ReadFigure[],
  parts: ReadFigure[],
  { figure, states }: { figure: ReadFigure; states: readonly ReadFigure[] },
): Relation[] {
  const total =
    states[0] &&
    near.findLast(
      (one) =>
        one.start < states[0]!.start &&
        one.sentence >= figure.sentence - 1 &&
        one.class === 'count' &&
        sameUnit(one, states[0]!),
    )
  if (!total || states.length < 2 || parts.length < 2) return []
  return [together(parts, total, figure)]
}

/** 19个、14个、11个，合计占81.5%: of what the paragraph is about. */
function ofTogether(read: Read, index: number): Relation[] {
  const figure = read.figures[index]!
  const parts = partsBefore(read, index)
  const total = parts[0] && topicBefore(read, read.figures.lastIndexOf(parts[0], index))
  return total && parts.length > 1 ? [together(parts, total, figure)] : []
}

function together(parts: ReadFigure[], total: ReadFigure, rate: ReadFigure): Relation {
  const ranges = (print: Print) => ({
    computed: times(over(parts.map((one) => intervalOf(one, print)).reduce(plus), intervalOf(total, print)), 100),
    stated: percent(rate.value, rate.decimals, print),
  })
  return judged(ranges, {
    kind: 'ratio',
    computed: (parts.reduce((all, one) => all + size(one), 0) * 100) / size(total),
    figures: [...parts, total, rate],
    formula: `(${parts.map(({ printed }) => printed).join('+')})/${total.printed}*100`,
    stated: rate.value,
    unit: '%',
  })
}

function quotient(figure: ReadFigure, whole: ReadFigure, stated: number, printed: string): Relation {
  const ranges = (print: Print) => ({
    computed: times(over(intervalOf(figure, print), intervalOf(whole, print)), 100),
    stated: percent(stated, decimalsOf(printed), print),
  })
  return judged(ranges, {
    kind: 'ratio',
    computed: (size(figure) * 100) / size(whole),
    figures: [figure, whole],
    formula: `${figure.printed}/${whole.printed}*100`,
    stated,
    unit: '%',
  })
}

/** The nearest in the sentence before. */
function before(figures: readonly ReadFigure[], index: number, fits: (one: ReadFigure) => boolean): ReadFigure | null {
  const { sentence } = figures[index]!
  const near = figures.slice(Math.max(0, index - BACK), index)
  return near.findLast((one) => one.sentence === sentence && isPlain(one) && fits(one)) ?? null
}
