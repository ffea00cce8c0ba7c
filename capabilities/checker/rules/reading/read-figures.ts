import { regionOf } from './describing.ts'
import { isAmount, type ReadFigure } from './figure.ts'
import { numbersOf } from './numbers.ts'
import { periodsOf } from './periods.ts'
import { inSentence } from './sentence.ts'
import type { NumberToken } from './token.ts'

export type ReadingOptions = { region?: string | null; year?: string | null }

const SENTENCE = /[^。！？\n]*[。！？\n]?/g

/** All figures of a text as characters, in order. */
export function readFigures(text: string, { region = null, year = null }: ReadingOptions = {}): ReadFigure[] {
  const tokens = numbersOf(text)
  const named = year ?? /((?:19|20)\d{2})年/.exec(text)?.[1] ?? null
  const figures: ReadFigure[] = []
  let sentence = 0
  let next = 0
  for (const { index, 0: words } of text.matchAll(SENTENCE)) {
    const end = index + words.length
    const own: NumberToken[] = []
    while (next < tokens.length && tokens[next]!.start < end) own.push(tokens[next++]!)
    if (own.length === 0) continue
    // 其中 goes on with what the sentence before was about
    const before = /^(?:其中|分别)/.test(words) ? (figures.findLast(isAmount) ?? null) : null
    figures.push(...inSentence(text, own, { start: index, end, sentence: sentence++, before }))
  }
  const periods = periodsOf(text, named)
  let at = 0
  let period: string | null = null
  for (const figure of figures) {
    while (at < periods.length && periods[at]!.end <= figure.start) period = periods[at++]!.period
    figure.period = period
    figure.region = regionOf(text, figure) ?? region
  }
  return figures
}
