import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'

export type { Entry } from './entry.ts'

/** An entry as it stands in the record; `hash` covers everything else here. */
export type ChainedEntry = {
  chain: string
  seq: number
  at: string
  accountId: number | null
  actor: string
  action: string
  subjectType: string
  subjectId: string
  orgPath: string
  before: unknown
  after: unknown
  reason: string | null
  origin: string
  previousHash: Buffer
}

/** The head of a chain that has no entries yet: depends on the name, so that two chains never share a hash. */
export function firstHead(chain: string): Buffer {
  return createHash('sha256').update(`guatu-record\n${chain}`).digest()
}

/**
 * SHA-256 over the previous hash and the entry in canonical form, since jsonb keeps no order. Anyone can repeat it offline from an export
 * (docs/record-format.md).
 */
export function entryHash(entry: ChainedEntry): Buffer {
  return contentHash(entry.previousHash, entryContent(entry))
}

/** What the hash covers besides the hash before: the entry in canonical form. */
export function entryContent({ previousHash, ...content }: ChainedEntry): string {
  return canonicalJson(content)
}

export function contentHash(previousHash: Buffer, content: string): Buffer {
  return createHash('sha256').update(previousHash).update(content).digest()
}

/** The chain an entry belongs to: one for each child of the root (county or city department), one for the root itself. */
export function chainOf(orgPath: string): string {
  return orgPath.split('.').slice(0, 2).join('.')
}
