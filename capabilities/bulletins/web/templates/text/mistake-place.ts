import { lineEnd, type Span, tagSpans } from './marks.ts'

/** What is marked of a mistake: the word of a tag, the whole tag where it begins there, else the rest of its line. */
export function mistakeSpan(text: string, at: number): Span {
  const tag = tagSpans(text).find(({ start, end }) => start <= at && at < end)
  if (!tag) return { start: at, end: Math.max(lineEnd(text, at), Math.min(at + 1, text.length)) }
  if (tag.start === at || tag.mark === 'open') return { start: tag.start, end: tag.end }
  const word = /^[^\s\u3000}]+/.exec(text.slice(at, tag.end))
  return { start: at, end: at + Math.max(1, word?.[0].length ?? 1) }
}

/** Where a place of a text stands after the text was edited; null when that very place was edited. */
export function carriedAt(at: number, before: string, after: string): number | null {
  if (before === after) return at
  const most = Math.min(before.length, after.length)
  let head = 0
  while (head < most && before[head] === after[head]) head += 1
  if (at < head) return at
  let tail = 0
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1
  return at >= before.length - tail ? at + after.length - before.length : null
}

/** Counted from 1. */
export function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length
}
