import type { TextCheck } from '../contract.ts'

/** A stretch of the text: plain, a figure (by its place), a comparison of one, or a slip. */
export type MarkedSpan = { start: number; end: number; figure: number | null; slip: number | null }

/** What is no statistic is read over. */
const SILENT = ['date', 'name']

/** The whole text as stretches in order, none overlapping; of two that would, the one that begins first stands. */
export function markedSpans(length: number, { figures, slips }: TextCheck): MarkedSpan[] {
  const marks: MarkedSpan[] = []
  figures.forEach((one, figure) => {
    if (SILENT.includes(one.class)) return
    marks.push({ start: one.start, end: one.end, figure, slip: null })
    for (const each of [one.comparison, ...one.moreComparisons])
      if (each) marks.push({ start: each.start, end: each.end, figure, slip: null })
  })
  for (const [slip, { start, end }] of slips.entries()) marks.push({ start, end, figure: null, slip })
  marks.sort((a, b) => a.start - b.start || b.end - a.end)
  const spans: MarkedSpan[] = []
  let at = 0
  for (const mark of marks) {
    if (mark.start < at || mark.end > length) continue
    if (mark.start > at) spans.push({ start: at, end: mark.start, figure: null, slip: null })
    spans.push(mark)
    at = mark.end
  }
  if (at < length) spans.push({ start: at, end: length, figure: null, slip: null })
  return spans
}
