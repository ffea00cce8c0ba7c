import type { Database } from '../database/pool.ts'
import { firstHead } from './chain.ts'
import { beginDigests, type Digest, entriesOf, marksOf, nextDigest } from './digest.ts'
import { readChains, readDigests, readEntries, readMarks, type StoredChain } from './read.ts'
import { type Break, beginWalk, endWalk, nextEntry, resumeWalk, type Walk } from './walk.ts'

export type { Break } from './walk.ts'
export type ChainVerdict = { chain: string; entries: number; head: string }
/** A digest and how many entries it covers. */
export type DigestFound = { day: string; hash: string; entries: number }
/** `digests` counts those of the record; `last` is the newest of them. Entries beyond it are no proof against whoever owns the database. */
export type Verdict = {
  ok: boolean
  entries: number
  chains: ChainVerdict[]
  digests: number
  last: DigestFound | null
  firstBreak: Break | null
}

/** How the record is read: each call a transaction of its own, so that none is held for the length of a long walk. */
export type Reader = <T>(work: (db: Database) => Promise<T>) => Promise<T>

const PAGE = 2_000

/**
 * Walks every chain from its first entry to where it ended when the walk began, recomputing each hash, and compares it with every day's
 * digest; names the first entry that does not fit.
 */
export async function verifyRecord(db: Database): Promise<Verdict> {
  return await verifyRecordBy((work) => work(db))
}

export async function verifyRecordBy(read: Reader): Promise<Verdict> {
  const { chains, digests, firstBreak } = await read(readPlan)
  const verdict = { ok: true, entries: 0, chains: [] as ChainVerdict[], digests: digests.length, last: lastOf(digests) }
  if (firstBreak) return { ...verdict, ok: false, firstBreak }
  const marks = marksOf(digests)
  for (const chain of chains) {
    const walk = beginWalk(chain.name, marks.get(chain.name))
    const broken = (await walkOn(read, walk, chain.length)) ?? endWalk(walk, chain, chain.rows)
    if (broken) return { ...verdict, ok: false, firstBreak: broken }
    verdict.entries += walk.seq
    verdict.chains.push({ chain: chain.name, entries: walk.seq, head: walk.head.toString('hex') })
  }
  return { ...verdict, firstBreak: null }
}

export type Plan = { chains: StoredChain[]; digests: Digest[]; firstBreak: Break | null }

/** What there is to verify at this moment, and whether the digests follow each other and their chains are there. */
export async function readPlan(db: Database): Promise<Plan> {
  const chains = await readChains(db)
  const digests = await readDigests(db)
  return { chains, digests, firstBreak: digestBreak(digests) ?? missingChain(chains, digests) }
}

/** A part of a chain: `after` is the entry before it, whose hash is `head`. Answers how far it came. */
export type Slice = { chain: string; after: number; head: string | null; until: number }
export type SliceVerdict = { seq: number; head: string; firstBreak: Break | null }

/** Verifies one part of a chain by itself. Where it begins is taken on trust: whoever asks has walked there. */
export async function verifySlice(read: Reader, { chain, after, head, until }: Slice): Promise<SliceVerdict> {
  const marks = await read((db) => readMarks(db, chain, until))
  const from = { seq: after, head: head === null ? firstHead(chain) : Buffer.from(head, 'hex') }
  const walk = resumeWalk(chain, from, marks)
  const firstBreak = (await walkOn(read, walk, until)) ?? cutShort(walk, until)
  return { seq: walk.seq, head: walk.head.toString('hex'), firstBreak }
}

async function walkOn(read: Reader, walk: Walk, until: number): Promise<Break | null> {
  while (walk.seq < until) {
    const page = await read((db) => readEntries(db, walk.chain, { after: walk.seq, until, limit: PAGE }))
    for (const entry of page) {
      const broken = nextEntry(walk, entry)
      if (broken) return broken
    }
    if (page.length === 0) return null
  }
  return null
}

function cutShort({ chain, seq }: Walk, until: number): Break | null {
  return seq < until ? { chain, seq: seq + 1, day: null, what: `缺少记录：应有${until}条，实有${seq}条` } : null
}

function digestBreak(digests: Digest[]): Break | null {
  const walk = beginDigests()
  for (const digest of digests) {
    const what = nextDigest(walk, digest)
    if (what) return { chain: '', seq: 0, day: digest.day, what }
  }
  return null
}

/** A chain that a digest names and that is no longer there at all. */
export function missingChain(chains: { name: string }[], digests: Digest[]): Break | null {
  const names = new Set(chains.map(({ name }) => name))
  for (const { day, chains: named } of digests) {
    const lost = named.find(({ name }) => !names.has(name))
    if (lost) return { chain: lost.name, seq: 1, day, what: `缺少整条链：${day}的摘要记有${lost.length}条` }
  }
  return null
}

export function lastOf(digests: Digest[]): DigestFound | null {
  const last = digests.at(-1)
  return last ? { day: last.day, hash: last.hash, entries: entriesOf(last) } : null
}
