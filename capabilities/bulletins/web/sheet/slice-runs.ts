import type { Run } from '#platform/word/document-model.ts'

/** The runs between two places of the whole text, counted in UTF-16 units; a figure cut in two keeps its id in both halves. */
export function sliceRuns(runs: readonly Run[], from: number, to: number): Run[] {
  const slice: Run[] = []
  let start = 0
  for (const run of runs) {
    const text = run.text.slice(Math.max(0, from - start), Math.max(0, to - start))
    if (text !== '') slice.push({ ...run, text })
    start += run.text.length
  }
  return slice
}
