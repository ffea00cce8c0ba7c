export type Piece = { kind: 'same' | 'removed' | 'added'; text: string }

/** Beyond this many comparisons two texts are shown whole, one after the other. */
const MOST = 4_000_000
/** Shorter runs of equal characters between changes are noise. */
const SHORTEST_RUN = 2

/** What changed from one text to another, character by character (Chinese has no spaces between words), numbers whole, runs kept readable. */
export function textDiff(before: string, after: string): Piece[] {
  const [a, b] = [wordsOf(before), wordsOf(after)]
  const head = commonHead(a, b)
  const tail = commonTail(a.slice(head), b.slice(head))
  const [middleA, middleB] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)]
  const middle =
    middleA.length * middleB.length > MOST ? replaced(middleA, middleB) : readable(compare(middleA, middleB))
  return joined([
    { kind: 'same', text: a.slice(0, head).join('') },
    ...middle,
    { kind: 'same', text: a.slice(a.length - tail).join('') },
  ])
}

/** Characters, but a number or a Latin word is one: 60 becomes 75, not 6 → 7 and 0 → 5. */
function wordsOf(text: string): string[] {
  return text.match(/\d+(?:[.,]\d+)*|[A-Za-z]+|[\s\S]/gu) ?? []
}

function commonHead(a: readonly string[], b: readonly string[]): number {
  const limit = Math.min(a.length, b.length)
  let count = 0
  while (count < limit && a[count] === b[count]) count += 1
  return count
}

function commonTail(a: readonly string[], b: readonly string[]): number {
  return commonHead([...a].reverse(), [...b].reverse())
}

/** By the longest common subsequence. */
function compare(a: readonly string[], b: readonly string[]): Piece[] {
  const width = b.length + 1
  const lengths = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const [down, right] = [lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!]
      lengths[i * width + j] = a[i] === b[j] ? lengths[(i + 1) * width + j + 1]! + 1 : Math.max(down, right)
    }
  }
  const pieces: Piece[] = []
  let [i, j] = [0, 0]
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      pieces.push({ kind: 'same', text: a[i]! })
      i += 1
      j += 1
    } else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) {
      pieces.push({ kind: 'removed', text: a[i]! })
      i += 1
    } else {
      pieces.push({ kind: 'added', text: b[j]! })
      j += 1
    }
  }
  return [...pieces, ...replaced(a.slice(i), b.slice(j))]
}

/** Lone equal characters between changes belong to the change: one sees two wordings, not a sieve. */
function readable(pieces: readonly Piece[]): Piece[] {
  const runs = joined(pieces)
  const loosened = runs.flatMap((piece, index): Piece[] => {
    const isInside = index > 0 && index < runs.length - 1
    if (piece.kind !== 'same' || !isInside || Array.from(piece.text).length >= SHORTEST_RUN) return [piece]
    return [
      { kind: 'removed', text: piece.text },
      { kind: 'added', text: piece.text },
    ]
  })
  return grouped(loosened)
}

/** Between two equal runs first everything removed, then everything added. */
function grouped(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = []
  let [removed, added] = ['', '']
  const flush = () => {
    result.push({ kind: 'removed', text: removed }, { kind: 'added', text: added })
    removed = ''
    added = ''
  }
  for (const piece of pieces) {
    if (piece.kind === 'removed') removed += piece.text
    else if (piece.kind === 'added') added += piece.text
    else {
      flush()
      result.push(piece)
    }
  }
  flush()
  return result
}

function replaced(a: readonly string[], b: readonly string[]): Piece[] {
  return [
    { kind: 'removed', text: a.join('') },
    { kind: 'added', text: b.join('') },
  ]
}

function joined(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = []
  for (const piece of pieces) {
    const last = result.at(-1)
    if (piece.text === '') continue
    if (last?.kind === piece.kind) last.text += piece.text
    else result.push({ ...piece })
  }
  return result
}
