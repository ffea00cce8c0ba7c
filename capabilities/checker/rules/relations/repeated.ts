import type { ReadFigure } from '../reading/figure.ts'
import { scaled } from '../reading/units.ts'
import { intervalOf, overlap, shown, size } from './interval.ts'
import { isPlain, type Read, type Relation } from './relation.ts'

/**
 * The same thing stated twice differently. Only what the text says in the same words of the whole it is about (全市完成投资……), in sentences that
 * name the same times, with the same kind of number: whether two other claims mean the same thing the words do not say.
 */
export function repeated({ text, figures }: Read): Relation[] {
  const stated = new Map<string, ReadFigure>()
  const relations: Relation[] = []
  for (const figure of figures) {
    const key = isPlain(figure) && figure.class !== 'rank' ? keyOf(text, figure) : null
    if (key === null) continue
    const first = stated.get(key)
    if (!first) stated.set(key, figure)
    else relations.push(compared(first, figure))
  }
  return relations
}

/** 全市, 我县: a whole, of which a text has one figure of a kind. */
const WHOLE = /[全我][省市县区旗乡镇村]/
const TIMES = /\d{4}年|\d{1,2}月|[一二三四]季度|[上下]半年|去年|上年|同期|上期|年初|年末|年底|今年|明年|目前/g
const SOFTENED = /(?:约|近|超|达到|达|为|约为)$/

/** The words before the number back to the mark before them, with the times their sentence names; null where they name no whole. */
function keyOf(text: string, { start, unit, class: kind, region, period }: ReadFigure): string | null {
  const words = text.slice(Math.max(0, start - LONGEST), start)
  const clause = words.slice(lastMark(words, '，。；：、（\n') + 1).replace(/\s/g, '')
  const whole = clause.search(WHOLE)
  if (whole < 0) return null
  const sentence = words.slice(lastMark(words, '。；\n') + 1)
  const times = (sentence.match(TIMES) ?? []).join()
  const said = clause.slice(whole).replace(TIMES, '').replace(SOFTENED, '')
  return said.length < SHORTEST ? null : [said, kind, scaled(unit).base, region, period, times].join('|')
}

const LONGEST = 80
/** 全市 alone, with a number after it, may be of anything. */
const SHORTEST = 6

function lastMark(words: string, marks: string): number {
  return Math.max(...Array.from(marks, (mark) => words.lastIndexOf(mark)))
}

function compared(first: ReadFigure, second: ReadFigure): Relation {
  const computed = size(first) / scaled(second.unit).factor
  const base = { kind: 'logic' as const, formula: `${first.printed}=${second.printed}`, figures: [first, second] }
  const agrees = overlap(intervalOf(first), intervalOf(second))
  return {
    ...base,
    computed: Number(shown(computed)),
    stated: second.value,
    status: agrees ? 'holds' : 'fails',
    why: agrees
      ? '与前文同一说法一致。'
      : `前文写的是${first.printed}${first.unit}，这里写的是${second.printed}${second.unit}，同一说法前后不一。`,
  }
}
