import { foldName } from '#kernel/fold.ts'
import { type Comparable, core, ownerCore } from './likeness.ts'

/** A sign that more projects share tells nothing of any two of them: 平安路 in a hundred names. */
const TELLING = 60
/** So many pairs are judged at most; those with the stronger signs come first. */
const JUDGED = 1_000_000
const INDEX_BITS = 2 ** 21
/** So many projects are taken up before others get their turn. */
const UNTIL_REST = 2_000

/**
 * Pairs of projects (by their places in the list) that share a telling sign: the code or the name without what all names carry; the owner or the
 * amount with a piece of the name; the beginning or the end of the name. Each pair once. Costs the length of the list, not its square. `rest` is awaited now and then, so
 * that a long list keeps nobody else waiting. Pure.
 */
export async function* likelyPairs(
  projects: readonly Comparable[],
  rest: () => Promise<void>,
): AsyncGenerator<[number, number]> {
  const cores: string[] = []
  for (const { name } of projects) {
    cores.push(core(name))
    if (cores.length % UNTIL_REST === 0) await rest()
  }
  const seen = new Set<number>()
  for (const signsOf of [strong, middling, weak]) {
    const entries = await sortedEntries(projects, (project, index) => signsOf(project, cores[index]!), rest)
    for (const block of blocksOf(entries)) {
      for (let one = 0; one < block.length; one++) {
        for (let other = one + 1; other < block.length; other++) {
          const [i, j] = [block[one]!, block[other]!]
          const key = i * INDEX_BITS + j
          if (seen.has(key)) continue
          if (seen.size >= JUDGED) return
          seen.add(key)
          yield [i, j]
        }
      }
    }
  }
}

function strong({ code }: Comparable, bare: string): string[] {
  return [`n${bare}`, ...(code ? [`c${code.replace(/[^0-9A-Za-z]/g, '')}`] : [])]
}

function middling({ owner, totalInvestment }: Comparable, bare: string): string[] {
  const pieces = [bare.slice(0, 2), bare.slice(-2)]
  const held = ownerCore(foldName(owner ?? ''))
  const amount = totalInvestment === null ? 0 : Number(totalInvestment)
  return pieces.flatMap((piece) => [
    ...(held === '' ? [] : [`o${held}|${piece}`]),
    ...(amount > 0 ? [`t${amount}|${piece}`] : []),
  ])
}

function weak(_: Comparable, bare: string): string[] {
  return bare.length < 6 ? [] : [`b${bare.slice(0, 4)}`, `e${bare.slice(-4)}`]
}

/** One number for each sign of each project, its hash before its place: equal signs stand together once sorted. Two signs of one hash do no harm. */
async function sortedEntries(
  projects: readonly Comparable[],
  signsOf: (project: Comparable, index: number) => string[],
  rest: () => Promise<void>,
): Promise<Float64Array> {
  const entries: number[] = []
  for (const [index, project] of projects.entries()) {
    for (const sign of new Set(signsOf(project, index))) entries.push(hash(sign) * INDEX_BITS + index)
    if (index % UNTIL_REST === UNTIL_REST - 1) await rest()
  }
  return Float64Array.from(entries).sort()
}

function* blocksOf(entries: Float64Array): Generator<number[]> {
  for (let from = 0; from < entries.length; ) {
    const sign = Math.floor(entries[from]! / INDEX_BITS)
    let to = from + 1
    while (to < entries.length && Math.floor(entries[to]! / INDEX_BITS) === sign) to++
    if (to - from > 1 && to - from <= TELLING)
      yield Array.from(entries.subarray(from, to), (entry) => entry - sign * INDEX_BITS)
    from = to
  }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return value >>> 0
}
