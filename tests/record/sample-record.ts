import { createHash } from 'node:crypto'
import { type ChainedEntry, entryHash, firstHead } from '#platform/record/chain.ts'
import { type Digest, digestHash, FIRST_DIGEST } from '#platform/record/digest.ts'
import { chainLine, digestLine, endLine, entryLine, headerLine } from '#platform/record/file-format.ts'
import type { Hashed } from '#platform/record/walk.ts'

/** What an entry says, before it has a place. */
export type Said = Pick<ChainedEntry, 'action' | 'before' | 'after' | 'reason' | 'actor'>
export type Chains = Record<string, Hashed[]>

/** The entries in their chain, as appending would have made them. */
export function chained(name: string, said: Said[]): Hashed[] {
  let previousHash = firstHead(name)
  return said.map(({ action, actor, before, after, reason }, index) => {
    const entry = { ...fixed(name, index + 1), action, actor, before, after, reason, previousHash }
    const hash = entryHash(entry)
    previousHash = hash
    return { ...entry, hash }
  })
}

const fixed = (chain: string, seq: number) => ({
  chain,
  seq,
  at: new Date(Date.UTC(2026, 10, 9, 1, 0, seq)).toISOString(),
  accountId: 7,
  subjectType: 'project',
  subjectId: '12',
  orgPath: `${chain}.o9`,
  origin: '10.1.2.3',
})

/** One digest a day, each over the first `cut` entries of every chain. */
export function digestsAt(chains: Chains, cuts: number[]): Digest[] {
  let previous = FIRST_DIGEST
  return cuts.map((cut, index) => {
    const content = {
      day: `2026-11-${String(index + 1).padStart(2, '0')}`,
      since: index === 0 ? null : `2026-11-${String(index + 1).padStart(2, '0')}`,
      previous,
      chains: names(chains).map((name) => headAt(name, chains[name]!, cut)),
      madeAt: new Date(Date.UTC(2026, 10, index + 1, 16, 5)).toISOString(),
    }
    previous = digestHash(content)
    return { ...content, hash: previous }
  })
}

/** The lines of an export: header, chains, digests, entries, end. */
export function fileLines(chains: Chains, digests: Digest[]): string[] {
  const entries = names(chains).flatMap((name) => chains[name]!)
  const lines = [
    headerLine({ format: 'guatu-record', madeAt: '2026-11-10T02:00:00.000Z', region: '测试市', version: 1 }),
    ...names(chains).map((name) => chainLine(headAt(name, chains[name]!, Number.POSITIVE_INFINITY))),
    ...digests.map(digestLine),
    ...entries.map(entryLine),
  ]
  return sealed(lines, { chains: names(chains).length, digests: digests.length, entries: entries.length })
}

/** With a closing line that fits these lines: what a forger would write as well. */
export function sealed(lines: string[], counts: { chains: number; digests: number; entries: number }): string[] {
  const sha256 = createHash('sha256').update(lines.join('')).digest('hex')
  return [...lines, endLine({ ...counts, sha256 })]
}

export async function* bytesOf(text: string | Uint8Array, size = 64): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text as string)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

function names(chains: Chains): string[] {
  return Object.keys(chains).sort()
}

function headAt(name: string, entries: Hashed[], cut: number) {
  const length = Math.min(cut, entries.length)
  const head = length === 0 ? firstHead(name) : entries[length - 1]!.hash
  return { name, length, head: head.toString('hex') }
}
