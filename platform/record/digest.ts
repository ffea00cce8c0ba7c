import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'
import { firstHead } from './chain.ts'

/** How far a chain had come: its name, how many entries, and the hash of the last (hex). */
export type ChainHead = { name: string; length: number; head: string }

/**
 * What a day's digest says. `day` is the last finished day (Asia/Shanghai) when it was made, `since` the first it covers, null where nothing
 * came before; `chains` is every chain at the moment `madeAt`, sorted by name; `previous` the digest before it (hex).
 */
export type DigestContent = { day: string; since: string | null; previous: string; chains: ChainHead[]; madeAt: string }
export type Digest = DigestContent & { hash: string }

/** What the first digest stands on. */
export const FIRST_DIGEST = createHash('sha256').update('guatu-record-digest').digest('hex')

/** SHA-256 (hex) over the canonical JSON of everything the digest says. */
export function digestHash({ day, since, previous, chains, madeAt }: DigestContent): string {
  return createHash('sha256').update(canonicalJson({ day, since, previous, chains, madeAt })).digest('hex')
}

/** How many entries a digest covers. */
export function entriesOf({ chains }: Pick<DigestContent, 'chains'>): number {
  return chains.reduce((sum, { length }) => sum + length, 0)
}

/** Digests read one after the other, oldest first. */
export type DigestWalk = { previous: string; day: string | null; heads: Map<string, ChainHead> }

export function beginDigests(): DigestWalk {
  return { previous: FIRST_DIGEST, day: null, heads: new Map() }
}

/** Takes the next digest; answers why it does not follow those before, or null. */
export function nextDigest(walk: DigestWalk, digest: Digest): string | null {
  if (digestHash(digest) !== digest.hash) return '摘要的内容与哈希不符，摘要被改动'
  if (digest.previous !== walk.previous) return '摘要与前一日的摘要不相接'
  if (walk.day !== null && digest.day <= walk.day) return '摘要的日期没有向前'
  const shrunk = digest.chains.find((chain, at) => !follows(chain, digest.chains[at - 1], walk.heads.get(chain.name)))
  if (shrunk) return `摘要中链“${shrunk.name}”与前一日的摘要矛盾`
  const names = new Set(digest.chains.map(({ name }) => name))
  const lost = [...walk.heads.keys()].find((name) => !names.has(name))
  if (lost !== undefined) return `摘要中缺少链“${lost}”`
  walk.previous = digest.hash
  walk.day = digest.day
  for (const chain of digest.chains) walk.heads.set(chain.name, chain)
  return null
}

/** In the order of names, not shorter than before, and the same head where the length is the same. */
function follows(chain: ChainHead, above: ChainHead | undefined, before: ChainHead | undefined): boolean {
  if (above && above.name >= chain.name) return false
  if (chain.length === 0) return chain.head === firstHead(chain.name).toString('hex')
  return !before || chain.length > before.length || (chain.length === before.length && chain.head === before.head)
}

/** A place in a chain that a digest names. */
export type Mark = { seq: number; head: string; day: string }

/** The places digests name, chain by chain in ascending order; of several days that name the same place the first. */
export function marksOf(digests: Iterable<Digest>): Map<string, Mark[]> {
  const marks = new Map<string, Mark[]>()
  for (const { chains, day } of digests) {
    for (const { name, length, head } of chains) {
      const own = marks.get(name) ?? []
      if (own.length === 0) marks.set(name, own)
      if (length > (own.at(-1)?.seq ?? 0)) own.push({ seq: length, head, day })
    }
  }
  return marks
}
