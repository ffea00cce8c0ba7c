import type { Comparison } from '../reading/comparing.ts'
import type { ReadFigure } from '../reading/figure.ts'
import { shortens } from '../reading/phrases.ts'
import { decimalsOf, type Interval, percent, shown } from './interval.ts'
import { BACK, firstThatHolds, judged, type Read, type Relation } from './relation.ts'

/** 高于全县居民收入增速5.2个百分点, 高于序时进度3.1个百分点: against the growth that bears the name, and against the months gone by. */
export function references(read: Read): Relation[] {
  return [...read.figures.flatMap((figure, index) => stated(read, figure, index)), ...implied(read)]
}

function stated(read: Read, figure: ReadFigure, index: number): Relation[] {
  return figure.comparisons.flatMap((comparison) => {
    if (comparison.kind !== 'pp_change' && comparison.kind !== 'over_target') return []
    const own = percentageOf(figure, comparison, read.text)
    if (!own) return []
    const inside = figure.links.find((link) => link.comparison === comparison && link.kind === 'base')?.other
    if (inside) return [difference(read, { own, comparison }, { ...inside, other: inside })]
    const words = wordsBefore(read.text, comparison)
    if (/(?:序时|时序|时间)进度/.test(words)) return atPace(read.text, { figure, own, comparison })
    return comparison.kind === 'pp_change' ? namedGrowth(read, index, { own, comparison }) : []
  })
}

/**
 * 最高的是甲镇，为93.5%，高于全县22.7个百分点；最低的是乙乡，仅为41.2%，低于全县29.6个百分点: both say what the county has. The second must say so of the
 * same thing: it names nothing of its own.
 */
function implied({ text, figures }: Read): Relation[] {
  return figures.flatMap((figure, index): Relation[] => {
    const over = figure.comparisons.find(({ kind, scope }) => kind === 'pp_change' && scope !== null)
    const first =
      over && figures.slice(Math.max(0, index - 4), index).findLast((one) => one.sentence === figure.sentence)
    const against = first?.comparisons.find(({ kind, scope }) => kind === 'pp_change' && scope === over?.scope)
    if (!over || !first || !against || first.unit !== '%' || figure.unit !== '%') return []
    if (NAMES.test(figure.left) || JOINED.test(figure.left)) return []
    const county = impliedBy(text, first, against)
    const own = percent(figure.value, figure.decimals)
    const printed = percent(over.value, decimalsOf(text.slice(over.start, over.end)))
    const relation = judged(
      () => ({ computed: { low: own.low - county.high, high: own.high - county.low }, stated: printed }),
      {
        kind: 'change',
        formula: `${figure.printed}-(${shown(first.value)}-${shown(against.value)})`,
        figures: [first, figure],
        computed: figure.value - (first.value - against.value),
        stated: over.value,
        unit: '个百分点',
      },
    )
    return [relation]
  })
}

/** An indicator of its own. */
const NAMES = /率|增|降|收入|投资|产值|额|比重|占比|指数/

/** 开工率、竣工率分别为92.3%、31.2%: each is a rate of its own. */
const JOINED = /^(?:、|和|及|与)$/

function impliedBy(text: string, { value, decimals }: ReadFigure, over: Comparison): Interval {
  const [a, b] = [percent(value, decimals), percent(over.value, decimalsOf(text.slice(over.start, over.end)))]
  return { low: a.low - b.high, high: a.high - b.low }
}

type Percentage = { value: number; decimals: number; start: number }

/** The percentage that the points are over: the figure itself, or what was last said of it. */
function percentageOf(figure: ReadFigure, comparison: Comparison, text: string): Percentage | null {
  if (figure.unit === '%') return figure
  const last = figure.comparisons.findLast((one) => one.unit === '%' && one.start < comparison.start)
  if (!last) return null
  return { value: last.value, decimals: decimalsOf(text.slice(last.start, last.end)), start: last.start }
}

function wordsBefore(text: string, { start }: Comparison): string {
  return /[^，。；：\d%]*$/.exec(text.slice(Math.max(0, start - 30), start))![0]
}

const NAMED = /(?:高于|高出|低于|快于|慢于|超过)([\u4e00-\u9fff]{4,16}?)(?:的)?(?:增幅|增速|水平)(?:高|低)?$/

/** 高于农村居民收入增速: the name shortens the one the growth was stated for. */
function namedGrowth(read: Read, index: number, { own, comparison }: Compared): Relation[] {
  const name = NAMED.exec(wordsBefore(read.text, comparison))?.[1]
  if (!name || /^(?:全[省市国县区]|平均|上年|去年)/.test(name)) return []
  const near = read.figures.slice(Math.max(0, index - BACK), index)
  const others = near.filter((one) => one.period === read.figures[index]!.period && shortens(name, lastClause(one)))
  const candidates = others.flatMap((one) => {
    const growth = one.unit === '%' ? one : one.comparisons.find(({ kind }) => kind === 'yoy')
    if (!growth) return []
    const decimals = decimalsOf(read.text.slice(growth.start, growth.end))
    return [difference(read, { own, comparison }, { other: one, value: growth.value, decimals, start: growth.start })]
  })
  return firstThatHolds(candidates, candidates.length === 1 ? candidates[0] : undefined)
}

const lastClause = ({ left }: ReadFigure) => /[^，。；]*$/.exec(left.slice(-30))![0]

type Compared = { own: Percentage; comparison: Comparison }

function difference(read: Read, { own, comparison }: Compared, other: Percentage & { other: ReadFigure }): Relation {
  const [a, b] = [percent(own.value, own.decimals), percent(other.value, other.decimals)]
  const range: Interval = { low: a.low - b.high, high: a.high - b.low }
  const printed = percent(comparison.value, decimalsOf(read.text.slice(comparison.start, comparison.end)))
  const figure = read.figures.find(({ start }) => start === own.start)
  return judged(() => ({ computed: range, stated: printed }), {
    kind: 'change',
    formula: `${shown(own.value)}-${shown(other.value)}`,
    figures: figure ? [figure, other.other] : [other.other],
    computed: own.value - other.value,
    stated: comparison.value,
    unit: '个百分点',
  })
}

/** Months gone by of twelve; a plan may have its own curve, so that what differs is only to be looked at. */
function atPace(text: string, { figure, own, comparison }: Compared & { figure: ReadFigure }): Relation[] {
  const months = monthsOf(figure.period)
  if (months === null) return []
  const pace = (months / 12) * 100
  const range = percent(own.value, own.decimals)
  const computed = own.value - pace
  const printed = percent(comparison.value, decimalsOf(text.slice(comparison.start, comparison.end)))
  const holds = range.low - pace - 0.05 <= printed.high && printed.low <= range.high - pace + 0.05
  return [
    {
      kind: 'change',
      formula: `${shown(own.value)}-${months}/12*100`,
      figures: [figure],
      computed,
      stated: comparison.value,
      status: holds ? 'holds' : 'suspect',
      why: holds
        ? `按${months}个月的序时进度${shown(pace, 1)}%算，与文中一致。`
        : `按${months}个月的序时进度${shown(pace, 1)}%算，相差${shown(computed, 1)}个百分点，文中写的是${shown(comparison.value)}；计划另有分月进度的除外。`,
    },
  ]
}

/** 1—8月, 上半年, 三季度; of 8月 nobody says whether its end or the month alone is meant. */
function monthsOf(period: string | null): number | null {
  const [, end, half, quarter] = /(?:-01\.\.(\d\d)|-H(1)|-Q([1-4]))$/.exec(period ?? '') ?? []
  if (end) return Number(end)
  if (half) return 6
  return quarter ? Number(quarter) * 3 : null
}
