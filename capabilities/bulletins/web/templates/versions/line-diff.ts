/** A line that both texts have, that only the earlier one has, or only the later one. */
export interface DiffLine {
  kind: 'same' | 'gone' | 'new'
  text: string
}

/** Comparing every line with every other is given up beyond so many pairs: all is gone and all is new. */
const MOST_PAIRS = 4_000_000

/** The lines of two texts with as many as possible in common, in order; what is gone stands before what is new. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const [a, b] = [linesOf(before), linesOf(after)]
  const most = Math.min(a.length, b.length)
  let head = 0
  while (head < most && a[head] === b[head]) head += 1
  let tail = 0
  while (tail < most - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1
  return [
    ...a.slice(0, head).map(as('same')),
    ...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...a.slice(a.length - tail).map(as('same')),
  ]
}

/** A text without anything has no line. */
function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n')
}

function as(kind: DiffLine['kind']) {
  return (text: string): DiffLine => ({ kind, text })
}

function middle(a: readonly string[], b: readonly string[]): DiffLine[] {
  if (a.length * b.length > MOST_PAIRS) return [...a.map(as('gone')), ...b.map(as('new'))]
  const common = commonFrom(a, b)
  const width = b.length + 1
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      lines.push({ kind: 'same', text: a[i]! })
      i += 1
      j += 1
    } else if (common[(i + 1) * width + j]! >= common[i * width + j + 1]!) lines.push({ kind: 'gone', text: a[i++]! })
    else lines.push({ kind: 'new', text: b[j++]! })
  }
  return [...lines, ...a.slice(i).map(as('gone')), ...b.slice(j).map(as('new'))]
}

/** How many lines the rests of both have in common at most, from each pair of places on. */
function commonFrom(a: readonly string[], b: readonly string[]): Uint32Array {
  const width = b.length + 1
  const common = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      common[i * width + j] =
        a[i] === b[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!)
  return common
}

/** A line with what of it is otherwise in the line that took its place; all of it where none did. */
export type ComparedLine = DiffLine & { from: number; to: number }

/** Lines that are gone are compared with the new ones right after them, one by one. */
export function comparedLines(lines: readonly DiffLine[]): ComparedLine[] {
  const compared = lines.map((line) => ({ ...line, from: 0, to: line.kind === 'same' ? 0 : line.text.length }))
  let at = 0
  while (at < lines.length) {
    const start = at
    while (lines[at]?.kind === 'gone') at += 1
    const middle = at
    while (lines[at]?.kind === 'new') at += 1
    for (let pair = 0; pair < Math.min(middle - start, at - middle); pair += 1)
      narrow(compared[start + pair]!, compared[middle + pair]!)
    if (at === start) at += 1
  }
  return compared
}

/** To the characters between what both begin with and what both end with. */
function narrow(a: ComparedLine, b: ComparedLine): void {
  const most = Math.min(a.text.length, b.text.length)
  let head = 0
  while (head < most && a.text[head] === b.text[head]) head += 1
  let tail = 0
  while (tail < most - head && a.text.at(-1 - tail) === b.text.at(-1 - tail)) tail += 1
  for (const line of [a, b]) Object.assign(line, { from: head, to: line.text.length - tail })
}

/** What is drawn of a difference: lines, and runs of equal ones away from any change as their number. */
export type Shown = { line: ComparedLine; at: number } | { folded: number; at: number }

/** Equal lines left in view beside a change. */
const BESIDE = 2

/** Runs of equal lines folded, except the two nearest a change. `at` counts the lines of the difference. */
export function folded(lines: readonly ComparedLine[]): Shown[] {
  const isNear = lines.map(() => false)
  lines.forEach(({ kind }, at) => {
    if (kind !== 'same') isNear.fill(true, Math.max(0, at - BESIDE), at + BESIDE + 1)
  })
  const shown: Shown[] = []
  lines.forEach((line, at) => {
    const last = shown.at(-1)
    if (isNear[at]) shown.push({ line, at })
    else if (last && 'folded' in last) last.folded += 1
    else shown.push({ folded: 1, at })
  })
  return shown
}
