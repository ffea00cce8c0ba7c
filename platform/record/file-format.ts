import { canonicalJson } from './canonical-json.ts'
import { type ChainedEntry, entryContent } from './chain.ts'
import type { ChainHead, Digest, DigestContent } from './digest.ts'
import type { Hashed } from './walk.ts'

// The exported record, docs/record-format.md: UTF-8, one canonical JSON object a line, told apart by their first key.

export const FORMAT = 'guatu-record'
export const FORMAT_VERSION = 1

export type Header = { format: typeof FORMAT; madeAt: string; region: string; version: number }
/** `sha256` (hex) covers every byte before the closing line. */
export type Ending = { chains: number; digests: number; entries: number; sha256: string }
export type EntryLine = { entry: Omit<ChainedEntry, 'previousHash'>; hash: string; previous: string }
export type DigestLine = { digest: DigestContent; hash: string }

export function headerLine(header: Header): string {
  return `${canonicalJson(header)}\n`
}

export function chainLine({ name, length, head }: ChainHead): string {
  return `${canonicalJson({ chain: { name, length, head } })}\n`
}

export function digestLine(digest: Digest): string {
  return `${canonicalJson(digestDocument(digest))}\n`
}

/** A digest as it leaves the house: what it says, and the hash of that. */
export function digestDocument({ day, since, previous, chains, madeAt, hash }: Digest): DigestLine {
  return { digest: { day, since, previous, chains, madeAt }, hash }
}

export function entryLine({ hash, ...entry }: Hashed): string {
  return entryLineOf(entryContent(entry), { hash, previousHash: entry.previousHash })
}

/** The same, of an entry whose canonical form is known. */
export function entryLineOf(content: string, { hash, previousHash }: Pick<Hashed, 'hash' | 'previousHash'>): string {
  return `{"entry":${content},"hash":"${hash.toString('hex')}","previous":"${previousHash.toString('hex')}"}\n`
}

export function endLine(end: Ending): string {
  return `${canonicalJson({ end })}\n`
}

/** A digest as it was written; throws where the line is none. */
export function readDigestLine({ digest, hash }: DigestLine): Digest {
  const { day, since, previous, chains, madeAt } = digest
  const texts = [day, since ?? '', previous, madeAt, hash]
  if (!texts.every((text) => typeof text === 'string') || !Array.isArray(chains)) throw new Error('no digest')
  return { day, since, previous, chains: chains.map(readChainHead), madeAt, hash }
}

/** A chain's head as it was written; throws where it is none. */
export function readChainHead({ name, length, head }: ChainHead): ChainHead {
  if (typeof name !== 'string' || !Number.isInteger(length) || typeof head !== 'string') throw new Error('no chain')
  return { name, length, head }
}

/** An entry as it was written; throws where the line is none. */
export function readEntryLine({ entry, hash, previous }: EntryLine): Hashed {
  if (typeof entry.chain !== 'string' || !Number.isInteger(entry.seq)) throw new Error('no entry')
  return { ...entry, previousHash: Buffer.from(previous, 'hex'), hash: Buffer.from(hash, 'hex') }
}
