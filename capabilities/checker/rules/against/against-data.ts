import Big from 'big.js'
import {
  type Ask,
  type Figure,
  type FigureBook,
  figureBook,
  isMissing,
  type Material,
  type Whose,
} from '#capabilities/figures/public.ts'
import { monthSpanText, yearOf } from '#kernel/period.ts'
import type { CheckedComparison, CheckedFigure, CheckedText, Verdict } from '../check-text.ts'
import { type Claim, claimOf } from './claim.ts'

/** A figure of the data a printed number was judged by. */
export interface JudgedBy {
  id: string
  subject: string
  value: string
  unit: string
  asOf: string
}

export type FigureAgainstData = CheckedFigure & { data: JudgedBy | null }
export type TextAgainstData = Omit<CheckedText, 'figures'> & { figures: FigureAgainstData[] }

/**
 * Judges what a text claims by the figures of a period, through the one door that documents come from. `whose` is whom the text is about
 * where it names nobody. Printed precision decides: 203.1亿元 agrees with anything that rounds to it. What is not understood for sure is not
 * judged. Of numbers that contradict each other the data say which is right; the contradiction stays in the list of relations.
 */
export function againstData(text: string, checked: CheckedText, material: Material, whose: Whose): TextAgainstData {
  const book = figureBook(material)
  const period = `${yearOf(material.now.month)}年${monthSpanText(material.now.month)}`
  let previous: Claim | null = null
  const ends = checked.figures.flatMap(endsOf).sort((a, b) => a - b)
  const figures = checked.figures.map((figure): FigureAgainstData => {
    const start = numberStart(text, figure.start, figure.printed)
    const previousEnd = ends.findLast((end) => end <= start) ?? 0
    const claim = ABOUT_DATA.has(figure.class) ? claimOf({ text, start, previousEnd, previous }, material, whose) : null
    if (figure.class !== 'date') previous = claim
    const judged = claim && judgedBy(book, figure, claim)
    if (!judged) return { ...figure, data: null }
    const { figure: known, agrees } = judged
    const data = { id: known.id, subject: known.subject, value: known.value, unit: known.unit, asOf: known.asOf }
    const why = agrees
      ? `与${period}调度数据一致：${known.subject}${known.text}。`
      : `${period}调度数据为：${known.subject}${known.text}。`
    // the data decide: of numbers that contradict each other they say which one is right
    const verdict: Verdict = agrees ? 'agrees' : 'contradicts'
    return { ...figure, verdict, why: figure.verdict === 'contradicts' ? `${why}${figure.why}` : why, data }
  })
  return { ...checked, figures }
}

const ABOUT_DATA: ReadonlySet<string> = new Set(['count', 'measure', 'rate', 'target'])

function numberStart(text: string, start: number, printed: string): number {
  const at = text.indexOf(printed, start)
  return at >= 0 && at < start + 3 ? at : start
}

/** Where numbers of the text end, dates apart: the words between two of them belong to the second. */
function endsOf({ class: kind, end, comparison, moreComparisons }: CheckedFigure): number[] {
  if (kind === 'date') return []
  return [end, ...[comparison, ...moreComparisons].flatMap((one) => one?.end ?? [])]
}

function judgedBy(book: FigureBook, figure: CheckedFigure, claim: Claim): { figure: Figure; agrees: boolean } | null {
  const known = book.figureOf(claim)
  if (isMissing(known) || figure.value === null || !isSameKind(figure.unit, known.unit)) return null
  const agrees = agreesWith(figure.value, figure, known)
  if (!agrees && claim.orElse) return judgedBy(book, figure, { subject: claim.orElse, whose: claim.whose })
  if (!agrees) return { figure: known, agrees }
  const wrong = [figure.comparison, ...figure.moreComparisons].flatMap((one) =>
    one ? wrongComparison(book, one, claim) : [],
  )
  return { figure: wrong[0] ?? known, agrees: wrong.length === 0 }
}

/** A growth, a share, a place or a rate said of it that the data contradict. */
function wrongComparison(book: FigureBook, comparison: CheckedComparison, claim: Claim): Figure[] {
  const ask = askOf(comparison, claim)
  const known = ask && book.figureOf(ask)
  if (!known || isMissing(known)) return []
  const { value, unit } = comparison
  return agreesWith(value, { unit, qualifier: null, printed: String(Math.abs(value)) }, known) ? [] : [known]
}

function askOf({ kind, unit }: CheckedComparison, { subject, whose }: Claim): Ask | null {
  if (kind === 'yoy' && unit === '%') return { subject, whose, compared: { kind: 'growth', against: 'yearBefore' } }
  if (kind === 'target_pct' && subject === 'completedYtd') return { subject: 'completionRate', whose }
  if (kind === 'rank' && subject === 'completionRate') return { subject: 'rank', whose }
  return null
}

function isSameKind(printed: string, unit: Figure['unit']): boolean {
  if (unit === '万元') return Object.hasOwn(WAN, printed)
  if (unit === '个') return /^[个项户家处件]$/.test(printed)
  return printed === unit
}

/** How many 万元 one of the printed unit is. */
const WAN: Record<string, number> = { 元: 0.0001, 万元: 1, 亿元: 10_000 }

/** Within what the print may stand for: half its last place, and what 余, 近 and 约 leave open. */
function agreesWith(
  value: number,
  { unit, qualifier, printed }: Pick<CheckedFigure, 'unit' | 'qualifier' | 'printed'>,
  known: Figure,
): boolean {
  const scale = known.unit === '万元' ? (WAN[unit] ?? 1) : 1
  const decimals = /\.(\d+)/.exec(printed)?.[1]?.length ?? 0
  const isExact = known.unit === '个' || known.unit === '位'
  const half = isExact ? new Big(0) : new Big(10).pow(-decimals).div(2).times(scale)
  const claimed = new Big(value).times(scale)
  const actual = new Big(known.value)
  const [low, high] = widened(claimed, half, qualifier)
  return actual.gte(low) && actual.lte(high)
}

/** 近 stands for somewhat less, 余 and 以上 for somewhat more, 约 for either; a twentieth is as far as the words reach. */
function widened(claimed: Big, half: Big, qualifier: string | null): [Big, Big] {
  const room = claimed.abs().div(20)
  const tenth = claimed.abs().div(10)
  if (qualifier === null) return [claimed.minus(half), claimed.plus(half)]
  if (/近|接近/.test(qualifier)) return [claimed.minus(room), claimed]
  if (/余|多|超|以上|突破/.test(qualifier)) return [claimed, claimed.plus(tenth)]
  return [claimed.minus(room), claimed.plus(room)]
}
