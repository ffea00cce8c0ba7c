import { titleLines, widthInCharacters } from '#platform/word/document-model.ts'

/** A name in lines, its centre and the first line's base, px. */
export type Label = { lines: string[]; x: number; y: number }
type Wanted = { text: string; at: [number, number] | null }

/** Characters a line of a name on the map holds. */
const LINE = 6
const LEADING = 1.12

/** Names broken into short lines and moved apart downwards where two would lie on each other. Null where there is nowhere to stand. */
export function placeLabels(wanted: readonly Wanted[], letter: number): (Label | null)[] {
  const placed: (Label | null)[] = wanted.map(() => null)
  const order = [...wanted.keys()].sort((a, b) => (wanted[a]!.at?.[1] ?? 0) - (wanted[b]!.at?.[1] ?? 0))
  for (const index of order) {
    const { text, at } = wanted[index]!
    if (!at) continue
    const lines = titleLines(text, LINE)
    const label = { lines, x: at[0], y: at[1] - ((lines.length - 1) / 2) * letter * LEADING }
    const others = placed.filter((other) => other !== null)
    while (others.some((other) => overlap(label, other, letter))) label.y += letter / 4
    placed[index] = label
  }
  return placed
}

/** Base lines of a label, px from its first. */
export function lineOffset(index: number, letter: number): number {
  return index * letter * LEADING
}

function overlap(a: Label, b: Label, letter: number): boolean {
  const halves = (widthOf(a) + widthOf(b)) * letter * 0.5
  const isBeside = Math.abs(a.x - b.x) >= halves
  const isAbove = a.y + a.lines.length * letter * LEADING <= b.y || b.y + b.lines.length * letter * LEADING <= a.y
  return !isBeside && !isAbove
}

function widthOf(label: Label): number {
  return Math.max(...label.lines.map(widthInCharacters))
}
