import type { Comparison } from '../reading/comparing.ts'
import type { ReadFigure } from '../reading/read-figures.ts'
import { scaled } from '../reading/units.ts'
import { decimalsOf, type Interval, intervalOf, over, overlap, percent, plus, shown, times } from './interval.ts'
import { isPlain, type Read, type Relation } from './relation.ts'

/** Percentages of a plan or of a whole, against the two numbers they come from. */
export function ratios(read: Read): Relation[] {
  const { text, figures } = read
  const relations: Relation[] = []
  figures.forEach((figure, index) => {
    for (const comparison of figure.comparisons) {
      if (comparison.unit !== '%') continue
      const printed = text.slice(comparison.start, comparison.end)
      if (comparison.kind === 'target_pct') relations.push(...againstPlan(read, index, comparison, printed))
      if (comparison.kind === 'share') relations.push(...againstWhole(read, index, comparison, printed))
    }
    if (figure.class === 'rate' && figure.indicator?.endsWith('开工率')) relations.push(...startRate(read, index))
  })
  return relations
}

function againstPlan({ text, figures }: Read, index: number, { value }: Comparison, printed: string): Relation[] {
  const figure = figures[index]!
  const plan = before(figures, index, (one) => isPlanned(text, one) && sameUnit(one, figure))
  return plan ? [quotient(figure, plan, value, printed)] : []
}

function isPlanned(text: string, { start, class: kind }: ReadFigure): boolean {
  return kind === 'target' || /(?:计划|任务|目标)[^，。；]{0,6}$/.test(text.slice(Math.max(0, start - 12), start))
}

/** A part of a whole that stands before it; where no whole is printed, whether any whole number gives such a rate. */
function againstWhole({ figures }: Read, index: number, { value, scope }: Comparison, printed: string): Relation[] {
  const figure = figures[index]!
  // 占全市总量的39.4% is a share of what this text does not print
  if (figure.class !== 'count' || !/率|比例|比重|面$/.test(scope ?? '')) return []
  const whole = before(
    figures,
    index,
    (one) => one.class === 'count' && sameUnit(one, figure) && one.value > figure.value,
  )
  return whole ? [quotient(figure, whole, value, printed)] : wholeNumber(figure, value, printed)
}

/** Rates that no whole number can give: 82 of how many is 68.2 %? */
function wholeNumber(figure: ReadFigure, rate: number, printed: string): Relation[] {
  const decimals = decimalsOf(printed)
  if (decimals === 0 || rate <= 0 || rate >= 100 || !isPlain(figure)) return []
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

/** Of projects of which the text says what became of them: those started cannot be more. */
function startRate(read: Read, index: number): Relation[] {
  const figure = read.figures[index]!
  const near = read.figures.slice(Math.max(0, index - BACK), index)
  const parts = near.filter((one) => one.sentence === figure.sentence && one.class === 'count')
  const total =
    parts[0] &&
    near.findLast(
      (one) =>
        one.start < parts[0]!.start &&
        one.sentence >= figure.sentence - 1 &&
        one.class === 'count' &&
        sameUnit(one, parts[0]!),
    )
  if (!total || parts.length < 2) return []
  const started = parts.map(intervalOf).reduce(plus)
  const computed = times(over(started, intervalOf(total)), 100)
  const nominal = (parts.reduce((all, one) => all + one.value, 0) * 100) / total.value
  return [
    judged(computed, percent(figure.value, figure.decimals), {
      computed: nominal,
      figures: [...parts, total, figure],
      formula: `(${parts.map(({ printed }) => printed).join('+')})/${total.printed}*100`,
      stated: figure.value,
    }),
  ]
}

function quotient(figure: ReadFigure, whole: ReadFigure, stated: number, printed: string): Relation {
  const computed = times(over(intervalOf(figure), intervalOf(whole)), 100)
  const formula = `${figure.printed}/${whole.printed}*100`
  const nominal = (figure.value * scaled(figure.unit).factor * 100) / (whole.value * scaled(whole.unit).factor)
  return judged(computed, percent(stated, decimalsOf(printed)), {
    computed: nominal,
    figures: [figure, whole],
    formula,
    stated,
  })
}

type Given = Pick<Relation, 'computed' | 'figures' | 'formula'> & { stated: number }

function judged(range: Interval, printed: Interval, given: Given): Relation {
  const holds = overlap(range, printed)
  const percentage = shown(given.computed, 2)
  const why = holds ? `算得${percentage}%，与文中一致。` : `按文中的数算得${percentage}%，文中写的是${given.stated}%。`
  return { kind: 'ratio', ...given, status: holds ? 'holds' : 'fails', why }
}

/** So far back a plan or a whole is looked for; bounds what a text of nothing but numbers costs. */
const BACK = 40

/** The nearest in the sentence before. */
function before(figures: readonly ReadFigure[], index: number, fits: (one: ReadFigure) => boolean): ReadFigure | null {
  const { sentence } = figures[index]!
  const near = figures.slice(Math.max(0, index - BACK), index)
  return near.findLast((one) => one.sentence === sentence && isPlain(one) && fits(one)) ?? null
}

function sameUnit(a: ReadFigure, b: ReadFigure): boolean {
  return scaled(a.unit).base === scaled(b.unit).base
}
