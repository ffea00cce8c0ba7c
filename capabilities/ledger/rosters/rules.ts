import { foldName } from '#kernel/fold.ts'

/** One pasted line taken apart: a code where there is one, and the name in the forms it may be kept in. */
export type Line = { line: string; code: string | null; folded: string }

const CODE = /\d{4}-\d{6}-\d{2}-\d{2}-\d{6}/
/** `12.`, `（3）`, `4、`: how lines of a list are numbered. A bare number before the name may belong to it (30万吨…). */
const NUMBERING = /^\s*(?:[（(]?\d{1,4}[）)]|\d{1,4}\s*[.．、](?!\d)|\d{1,4}\t)\s*/

/** Pasted text as lines: empty ones go, cells of one row (tabs) are searched for a code and give the longest text as the name. */
export function readLine(line: string): Line | null {
  const text = line.normalize('NFKC').replace(NUMBERING, '').trim()
  if (text === '') return null
  const code = CODE.exec(text.replace(/[—–－]/g, '-'))?.[0] ?? null
  const cells = text
    .split('\t')
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '' && !CODE.test(cell))
  const name = cells.sort((a, b) => b.length - a.length)[0] ?? ''
  return { line: line.trim(), code, folded: foldName(name) }
}

/**
 * How alike two folded names are, 0 to 1: pairs of characters they share (Dice); a short name that the longer one holds whole is nearly
 * as good as the name itself. Brackets and marks say nothing.
 */
export function likeness(a: string, b: string): number {
  const left = pairsOf(a)
  const right = pairsOf(b)
  if (left.size === 0 || right.size === 0) return a === b ? 1 : 0
  let common = 0
  for (const pair of left) if (right.has(pair)) common++
  const smaller = Math.min(left.size, right.size)
  const dice = (2 * common) / (left.size + right.size)
  return smaller >= 3 ? Math.max(dice, (0.9 * common) / smaller) : dice
}

/** Below this two names are not offered as close. */
export const CLOSE = 0.45

function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>()
  const bare = text.replace(/[()（）“”"'·、,，.．。-]/g, '')
  for (let at = 0; at + 1 < bare.length; at++) pairs.add(bare.slice(at, at + 2))
  return pairs
}

const COMMON = /项目|工程|建设|有限|公司|万元|改造/
const WINDOW = 3

/** Pieces of a folded name by which names like it are looked up: those that tell it from others, at most eight. */
export function piecesOf(folded: string): string[] {
  if (folded.length <= WINDOW) return folded.length < 2 ? [] : [folded]
  const pieces: string[] = []
  for (let at = 0; at + WINDOW <= folded.length; at += 2) pieces.push(folded.slice(at, at + WINDOW))
  const telling = pieces.filter((piece) => !COMMON.test(piece))
  return (telling.length > 0 ? telling : pieces).slice(0, 8)
}
