import type { Comparison } from './comparing.ts'
import type { NumberToken } from './token.ts'

export type FigureClass =
  | 'count'
  | 'measure'
  | 'growth'
  | 'rate'
  | 'rank'
  | 'target'
  | 'threshold'
  | 'specification'
  | 'name'
  | 'date'

/** A number with what it says of whom. Offsets are those of the characters as read. */
export type ReadFigure = NumberToken & {
  class: FigureClass
  subject: string | null
  indicator: string | null
  region: string | null
  period: string | null
  comparisons: Comparison[]
  links: Link[]
  /** Sentences are counted through the text. */
  sentence: number
  /** What is spoken of is only compared with it: a base or a difference. */
  isAside: boolean
  /** The words between the number before it in its sentence and this one. */
  left: string
}

/**
 * What the sentence itself ties a figure to. `base`: `comparison` is its part of, or its change over, `other` (完成任务56亿元的85.4%, 比上年的1420万元
 * 压减9.4%). `from`: it came from `other` (由22家增至31家). `difference`: it is more or less by `other` (比上年增加3亿元), by `comparison` per cent.
 * `group`: it is placed by `comparison` among `other` (居11个县第3位). `numerator`: it is a rate of `other` (办结15件，办结率75%).
 */
export type Link = {
  kind: 'base' | 'from' | 'difference' | 'group' | 'numerator'
  other: ReadFigure
  /** A difference that makes less: 比上年减少3个. */
  isLess?: boolean
  comparison: Comparison | null
}

export type Described = Pick<ReadFigure, 'class' | 'sentence' | 'left'> & Partial<ReadFigure>

export function figureOf(token: NumberToken, described: Described): ReadFigure {
  return {
    ...{ subject: null, indicator: null, region: null, period: null, comparisons: [], links: [], isAside: false },
    ...token,
    ...described,
  }
}

/** What may have parts, a plan, a growth: neither a percentage nor a place. */
export function isAmount({ class: kind }: ReadFigure): boolean {
  return kind === 'count' || kind === 'measure' || kind === 'target'
}

export function isPercentage({ class: kind, unit }: ReadFigure): boolean {
  return (kind === 'growth' || kind === 'rate') && unit === '%'
}
