import { createHash } from 'node:crypto'

/** One line of the record before it stands in a chain. `before` and `after` hold what changed, amounts as decimal text. */
export type Entry = {
  action: string
  subject: { type: string; id: string | number }
  orgPath: string
  before?: unknown
  after?: unknown
  reason?: string | null
}

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
 * SHA-256 over the previous hash and the entry in canonical form: JSON with keys sorted at every depth, since jsonb keeps no order.
 * Anyone can repeat it offline from an export.
 */
export function entryHash(entry: ChainedEntry): Buffer {
  const { previousHash, ...content } = entry
  return createHash('sha256').update(previousHash).update(canonicalJson(content)).digest()
}

/** The chain an entry belongs to: one for each child of the root (county or city department), one for the root itself. */
export function chainOf(orgPath: string): string {
  return orgPath.split('.').slice(0, 2).join('.')
}

export function canonicalJson(value: unknown): string {
  if (value === undefined) return 'null'
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(',')}}`
}
