import type { Comparison } from '../reading/comparing.ts'
import type { Link, ReadFigure } from '../reading/figure.ts'
import { scaled } from '../reading/units.ts'
import {
  decimalsOf,
  halfPlace,
  intervalOf,
  over,
  overlap,
  type Print,
  percent,
  shown,
  size,
  times,
} from './interval.ts'
import { isPlain, judged, type Read, type Relation } from './relation.ts'

/** 10 000 m² are 15 mu. */
const MU = 10_000 / 15

/** Old → new with its percentage or its points, a difference with its percentage, and one price said in two units. */
export function changes({ text, figures }: Read): Relation[] {
  const own = new Map(figures.map((figure) => [figure.start, figure]))
  return figures.flatMap((figure, index) => {
    const next = figures[index + 1]
    const links = figure.links.filter(({ other }) => isPlain(figure) && isPlain(other))
    const named = links.find(({ kind, comparison }) => kind === 'base' && comparison === null)?.other
    const by = links.find(({ kind }) => kind === 'difference')?.other
    const isPrice = figure.unit === '元/平方米' && next?.unit === '万元/亩' && next.sentence === figure.sentence
    return [
      ...links.flatMap((link) => fromOld(text, own, { figure, link })),
      ...links.flatMap((link) => byDifference(text, figure, link)),
      ...(named && by ? [apart(figure, named, by)] : []),
      ...(next && figure.unit === '位' ? places(figure, next) : []),
      ...(isPrice && isPlain(figure) ? [conversion(figure, next)] : []),
    ]
  })
}

type Tied = { figure: ReadFigure; link: Link }

/** 由22家增至31家，增长40.9%; 比上年的1420万元压减9.4%; 由39.7%提高到52.7%，提高13个百分点. */
function fromOld(text: string, own: ReadonlyMap<number, ReadFigure>, { figure, link }: Tied): Relation[] {
  const old = link.other
  if (link.kind === 'base' && link.comparison?.kind === 'change_pct')
    return [inPercent(text, { now: figure, old, comparison: link.comparison })]
  if (link.kind === 'base' && link.comparison?.kind === 'pp_change' && !old.left.endsWith('（'))
    return inPoints(text, { now: figure, old, comparison: link.comparison })
  if (link.kind !== 'from') return []
  return figure.comparisons.flatMap((comparison) => {
    // 比上年 names another old value than the one printed
    if (/比|较|同|高于|低于/.test(text.slice(figure.unitEnd, comparison.start))) return []
    if (comparison.kind === 'pp_change') return inPoints(text, { now: figure, old, comparison })
    if (comparison.kind !== 'change_pct' || figure.unit === '%') return []
    const stated = own.get(comparison.start)
    const relation = inPercent(text, { now: figure, old, comparison })
    if (!stated) return [relation]
    // 价格从226元降至140元，成本降低38%: another word for the same only where it comes near
    const isNear = Math.sign(comparison.value) === Math.sign(figure.value - old.value) && isWithin(relation, 2)
    return isNear ? [{ ...relation, figures: [old, figure, stated] }] : []
  })
}

type Changed = { now: ReadFigure; old: ReadFigure; comparison: Comparison }

function inPercent(text: string, { now, old, comparison }: Changed): Relation {
  const isLess = size(now) < size(old)
  const stated = Math.abs(comparison.value)
  const decimals = decimalsOf(text.slice(comparison.start, comparison.end))
  const ranges = (print: Print) => {
    const [a, b] = [intervalOf(old, print), intervalOf(now, print)]
    const computed = isLess
      ? { low: ((a.low - b.high) / a.low) * 100, high: ((a.high - b.low) / a.high) * 100 }
      : { low: ((b.low - a.high) / a.high) * 100, high: ((b.high - a.low) / a.low) * 100 }
    return { computed, stated: percent(stated, decimals, print) }
  }
  const [more, less] = isLess ? [old, now] : [now, old]
  return judged(ranges, {
    kind: 'change',
    formula: `(${more.printed}-${less.printed})/${old.printed}*100`,
    figures: [old, now],
    computed: (Math.abs(size(old) - size(now)) / size(old)) * 100,
    stated,
    unit: '%',
  })
}

function inPoints(text: string, { now, old, comparison }: Changed): Relation[] {
  if (now.unit !== '%' || old.unit !== '%') return []
  const [a, b] = [intervalOf(old), intervalOf(now)]
  const stated = Math.abs(comparison.value)
  const isLess = now.value < old.value
  const range = isLess ? { low: a.low - b.high, high: a.high - b.low } : { low: b.low - a.high, high: b.high - a.low }
  const printed = percent(stated, decimalsOf(text.slice(comparison.start, comparison.end)))
  const [more, less] = isLess ? [old, now] : [now, old]
  return [
    judged(() => ({ computed: range, stated: printed }), {
      kind: 'change',
      formula: `${more.printed}-${less.printed}`,
      figures: [old, now],
      computed: Math.abs(now.value - old.value),
      stated,
      unit: '个百分点',
    }),
  ]
}

/** 152360万元，比上年增收9120万元，增长6.4%: what it was before is the amount less the difference. */
function byDifference(text: string, figure: ReadFigure, link: Link): Relation[] {
  const { kind, other: difference, comparison } = link
  if (kind !== 'difference' || !comparison) return []
  const sign = link.isLess ? 1 : -1
  const old = size(figure) + sign * size(difference)
  const places =
    2 * (halfPlace(figure) * scaled(figure.unit).factor + halfPlace(difference) * scaled(difference.unit).factor)
  if (old <= places) return []
  const stated = Math.abs(comparison.value)
  const decimals = decimalsOf(text.slice(comparison.start, comparison.end))
  const ranges = (print: Print) => {
    const [now, by] = [intervalOf(figure, print), intervalOf(difference, print)]
    const [less, more] = sign < 0 ? [by.high, by.low] : [-by.low, -by.high]
    const before = { low: now.low - less, high: now.high - more }
    return { computed: times(over(by, before), 100), stated: percent(stated, decimals, print) }
  }
  return [
    judged(ranges, {
      kind: 'change',
      formula: `${difference.printed}/(${figure.printed}${sign < 0 ? '-' : '+'}${difference.printed})*100`,
      figures: [figure, difference],
      computed: (size(difference) / old) * 100,
      stated,
      unit: '%',
    }),
  ]
}

/** 比上年的103个多17个: the two and their difference. */
function apart(figure: ReadFigure, named: ReadFigure, by: ReadFigure): Relation {
  const [more, less] = size(figure) >= size(named) ? [figure, named] : [named, figure]
  const [a, b] = [intervalOf(more), intervalOf(less)]
  return judged(() => ({ computed: { low: a.low - b.high, high: a.high - b.low }, stated: intervalOf(by) }), {
    kind: 'change',
    formula: `${more.printed}-${less.printed}`,
    figures: [figure, named, by],
    computed: (size(more) - size(less)) / scaled(by.unit).factor,
    stated: by.value,
    unit: by.unit,
  })
}

/** 由第24位升至第19位，前移5位. */
function places(now: ReadFigure, moved: ReadFigure): Relation[] {
  const old = now.links.find(({ kind }) => kind === 'from')?.other
  const isMove = /^[，；]?(?:前移|后移|上升|提升|提高|跃升|前进|下降|下滑|后退|退后)(?:了)?$/.test(moved.left)
  if (!old || !isMove || moved.unit !== '位') return []
  const exact = Math.abs(old.value - now.value)
  return [
    judged(() => ({ computed: { low: exact, high: exact }, stated: intervalOf(moved) }), {
      kind: 'change',
      formula: `${Math.max(old.value, now.value)}-${Math.min(old.value, now.value)}`,
      figures: [old, now, moved],
      computed: exact,
      stated: moved.value,
      unit: '位',
    }),
  ]
}

function isWithin({ computed, stated }: Relation, times: number): boolean {
  return stated !== null && computed <= stated * times && stated <= computed * times
}

function conversion(square: ReadFigure, mu: ReadFigure): Relation {
  const range = intervalOf(square)
  const { factor } = scaled(mu.unit)
  const computed = (square.value * MU) / factor
  const holds = overlap({ low: range.low * MU, high: range.high * MU }, intervalOf(mu))
  return {
    kind: 'conversion',
    formula: `${square.printed}*666.6667/10000`,
    figures: [square, mu],
    computed,
    stated: mu.value,
    status: holds ? 'holds' : 'fails',
    why: holds
      ? '两种单位换算一致。'
      : `${square.printed}元/平方米合${shown(computed)}万元/亩，文中写的是${mu.printed}。`,
  }
}
