import { isAmount, type ReadFigure } from '../reading/figure.ts'
import { scaled } from '../reading/units.ts'
import { decimalsOf, intervalOf, over, type Print, percent, plus, size, times } from './interval.ts'
import { BACK, isPlain, judged, type Read, type Relation, sameUnit } from './relation.ts'

/** What is added up to a total, what is left of two amounts, and what remains of a task. */
export function balances(read: Read): Relation[] {
  return read.figures.flatMap((figure, index) => {
    if (!isAmount(figure) || !isPlain(figure)) return []
    const { left } = figure
    const named = namedBefore(read, index)
    if (named > 0 || TOTAL.test(left)) return total(read, index, named)
    if (REST.test(left) && !/滚存|累计|历年/.test(left)) return rest(read, index)
    if (NET.test(left)) return net(read, index)
    if (REMAINS.test(left)) return remains(read, index)
    return []
  })
}

const TOTAL = /(?:总计|合计|共计)[^，。；\d]{0,4}$/
const REST = /(?:收支相抵|当年|本年|收支|年终)[^。；\d]{0,8}结余[^，。；\d]{0,2}$/
const NET = /净(?:增加?|减少?)[^，。；\d]{0,2}$/
const REMAINS = /(?:剩余|尚余|还剩|余下)[^，。；\d]{0,4}$/

function before({ figures }: Read, index: number): ReadFigure[] {
  const { sentence } = figures[index]!
  const near = figures.slice(Math.max(0, index - BACK), index)
  return near.filter(
    (one) => one.sentence === sentence && isAmount(one) && isPlain(one) && sameUnit(one, figures[index]!),
  )
}

/** 中央投资4.15亿元、专项债券31.2亿元，两项资金共35.35亿元: how many are added, where the words say it; else 0. */
function namedBefore({ text, figures }: Read, index: number): number {
  const [count, figure] = [figures[index - 1], figures[index]!]
  const isNamed =
    count && count.inWords && /^[项类者]$/.test(count.unit) && /[，；。]$/.test(text[count.start - 1] ?? '')
  return isNamed &&
    /^[\u4e00-\u9fff]{0,4}?(?:合计|共计|总计|共)(?:投入|安排|完成|实现|争取|下达)?(?:为|达到|达)?$/.test(figure.left)
    ? count.value
    : 0
}

/** 收入152360万元，加补助301450万元、调入24310万元，总计……: of a sentence that adds, or lists. */
function total(read: Read, index: number, named: number): Relation[] {
  const figure = read.figures[index]!
  const all = before(read, index)
  const parts = named > 0 ? all.slice(-named) : all
  if (parts.length < named) return []
  const isAdded = parts.slice(1).every(({ left }) => /^(?:，加上?|、|和|及|，)/.test(left))
  if (parts.length < 2 || !isAdded) return []
  const computed = parts.reduce((all, one) => all + size(one), 0)
  // far from it the total is of something else
  if (computed < size(figure) * 0.8 || computed > size(figure) * 1.25) return []
  return [stated(figure, parts, { range: parts.map((one) => intervalOf(one)).reduce(plus), computed, sign: '+' })]
}

/** 收支相抵，年终结余: of the two totals before it, or of the income and the spending right before it. */
function rest(read: Read, index: number): Relation[] {
  const figure = read.figures[index]!
  const near = read.figures
    .slice(Math.max(0, index - BACK), index)
    .filter((one) => isAmount(one) && isPlain(one) && sameUnit(one, figure))
  const isClose = (one: ReadFigure) => !read.text.slice(one.end, figure.start).includes('\n')
  const totals = near.filter((one) => TOTAL.test(one.left) && isClose(one)).slice(-2)
  const pair = totals.length === 2 ? totals : near.slice(-2)
  const [income, spent] = pair
  if (!income || !spent || !/收入/.test(income.left) || !/支出/.test(spent.left)) return []
  return [less(figure, income, spent)]
}

/** 新增12户，退出5户，净增7户. Where 其中 parts what is new, the largest of what is called so is all of it. */
function net(read: Read, index: number): Relation[] {
  const figure = read.figures[index]!
  const [next, gone] = before(read, index).slice(-2)
  const isGone = gone && /退出|注销|退库|核减|吊销|减少|流出|淘汰|关闭/.test(gone.left)
  if (!next || !isGone) return []
  const isNew = (one: ReadFigure) => /新|增|纳入|流入|设立/.test(one.left)
  const come = isNew(next) ? next : wholeOf(read, index, isNew)
  if (!come) return []
  return [/净减/.test(figure.left) ? less(figure, gone, come) : less(figure, come, gone)]
}

function wholeOf({ text, figures }: Read, index: number, fits: (one: ReadFigure) => boolean): ReadFigure | undefined {
  const figure = figures[index]!
  const near = figures
    .slice(Math.max(0, index - BACK), index)
    .filter((one) => one.sentence >= figure.sentence - 1 && isAmount(one) && isPlain(one) && sameUnit(one, figure))
  const [whole, ...others] = near.filter(fits).sort((a, b) => size(b) - size(a))
  if (!whole || others.some(({ start }) => start < whole.start)) return undefined
  return text.slice(whole.unitEnd, figure.start).includes('其中') ? whole : undefined
}

function less(figure: ReadFigure, from: ReadFigure, taken: ReadFigure): Relation {
  const [a, b] = [intervalOf(from), intervalOf(taken)]
  const range = { low: a.low - b.high, high: a.high - b.low }
  return stated(figure, [from, taken], { range, computed: size(from) - size(taken), sign: '-' })
}

type Sum = { range: ReturnType<typeof intervalOf>; computed: number; sign: '+' | '-' }

function stated(figure: ReadFigure, parts: ReadFigure[], { range, computed, sign }: Sum): Relation {
  return judged(() => ({ computed: range, stated: intervalOf(figure) }), {
    kind: 'sum',
    formula: parts.map(({ printed }) => printed).join(sign),
    figures: [...parts, figure],
    computed: computed / scaled(figure.unit).factor,
    stated: figure.value,
    unit: figure.unit,
  })
}

/** 改造37.6公里，完成任务的85.5%，剩余6.4公里: both together are the task. */
function remains(read: Read, index: number): Relation[] {
  const figure = read.figures[index]!
  const done = before(read, index).at(-1)
  const comparison = done?.comparisons.find(({ kind }) => kind === 'target_pct')
  if (!done || !comparison) return []
  const ranges = (print: Print) => ({
    computed: times(over(intervalOf(done, print), plus(intervalOf(done, print), intervalOf(figure, print))), 100),
    stated: percent(comparison.value, decimalsOf(printed), print),
  })
  const printed = read.text.slice(comparison.start, comparison.end)
  return [
    judged(ranges, {
      kind: 'ratio',
      formula: `${done.printed}/(${done.printed}+${figure.printed})*100`,
      figures: [done, figure],
      computed: (size(done) * 100) / (size(done) + size(figure)),
      stated: comparison.value,
      unit: '%',
    }),
  ]
}
