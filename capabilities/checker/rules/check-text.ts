import { charactersOf } from './reading/characters.ts'
import type { Comparison } from './reading/comparing.ts'
import type { FigureClass, ReadFigure } from './reading/figure.ts'
import { type ReadingOptions, readFigures } from './reading/read-figures.ts'
import { averages } from './relations/averages.ts'
import { balances } from './relations/balances.ts'
import { changes } from './relations/changes.ts'
import { counting } from './relations/counting.ts'
import { ratios } from './relations/ratios.ts'
import { references } from './relations/references.ts'
import type { Relation } from './relations/relation.ts'
import { repeated } from './relations/repeated.ts'
import { sums } from './relations/sums.ts'
import { type Slip, slipsOf } from './slips.ts'

export type Verdict = 'agrees' | 'contradicts' | 'cannotTell'

/** A claim of a text. `start` and `end` are characters of the text as given; `value` is in the printed `unit`. */
export type CheckedFigure = {
  start: number
  end: number
  printed: string
  /** Null for what is no one number: a day, a span of months. */
  value: number | null
  unit: string
  qualifier: string | null
  class: FigureClass
  subject: string | null
  indicator: string | null
  region: string | null
  period: string | null
  comparison: CheckedComparison | null
  moreComparisons: CheckedComparison[]
  verdict: Verdict
  why: string
}
export type CheckedComparison = Comparison
/** `figures` are places in the list of figures. */
export type CheckedRelation = Omit<Relation, 'figures'> & { figures: number[] }
export type CheckedText = { figures: CheckedFigure[]; relations: CheckedRelation[]; slips: Slip[] }

const FINDERS = [sums, balances, ratios, averages, changes, references, counting, repeated]

/** Reads a text and judges it by itself: what it claims, which of its numbers agree with each other, and slips of the pen. */
export function checkText(given: string, options: ReadingOptions = {}): CheckedText {
  const { text, at } = charactersOf(given)
  const read = readFigures(text, options)
  const relations = FINDERS.flatMap((find) => find({ text, figures: read }))
  const place = new Map(read.map((figure, index) => [figure, index]))
  const of = new Map<ReadFigure, Relation[]>()
  for (const relation of relations)
    for (const figure of relation.figures) of.set(figure, [...(of.get(figure) ?? []), relation])
  const offset = (index: number) => at[index] ?? given.length
  return {
    figures: read.map((figure) => checkedFigure(figure, of.get(figure) ?? [], offset)),
    relations: relations.map((relation) => ({ ...relation, figures: relation.figures.map((one) => place.get(one)!) })),
    slips: slipsOf(given),
  }
}

function checkedFigure(
  figure: ReadFigure,
  relations: readonly Relation[],
  offset: (index: number) => number,
): CheckedFigure {
  const { start, end, printed, value, unit, qualifier, subject, indicator, region, period } = figure
  const [comparison = null, ...moreComparisons] = figure.comparisons.map((one) => ({
    ...one,
    start: offset(one.start),
    end: offset(one.end - 1) + 1,
  }))
  const failing = relations.find(({ status }) => status === 'fails')
  const holding = relations.find(({ status }) => status === 'holds')
  const verdict: Verdict = failing ? 'contradicts' : holding ? 'agrees' : 'cannotTell'
  return {
    ...{
      start: offset(start),
      end: offset(end - 1) + 1,
      printed,
      value: Number.isNaN(value) ? null : value,
      unit,
      qualifier,
      class: figure.class,
    },
    ...{ subject, indicator, region, period, comparison, moreComparisons, verdict },
    why: (failing ?? holding)?.why ?? '文中没有可以核对的数。',
  }
}
