import { sql } from 'kysely'
import type { Transaction } from '../database/pool.ts'
import { type ChainedEntry, chainOf, type Entry, entryHash, firstHead } from './chain.ts'

export type Author = { accountId: number | null; actor: string; origin: string; at: Date }

/**
 * Appends the entries of one request to their chains, as the last thing of its transaction: chain heads are locked in sorted order
 * at the very end, so that writers wait for each other as shortly as possible and never in a circle.
 */
export async function appendEntries(db: Transaction, author: Author, entries: Entry[]): Promise<void> {
  const chains = [...new Set(entries.map((entry) => chainOf(entry.orgPath)))].sort()
  const heads = await lockHeads(db, chains)
  const chained = entries.map((entry) => {
    const head = heads.get(chainOf(entry.orgPath))!
    const content = chainedEntry(entry, author, head)
    const hash = entryHash(content)
    head.seq += 1
    head.hash = hash
    return { ...content, hash }
  })
  await insertEntries(db, chained)
  for (const [chain, head] of heads) {
    await sql`update record_chain set length = ${head.seq}, head = ${head.hash} where name = ${chain}`.execute(db)
  }
}

type Head = { chain: string; seq: number; hash: Buffer }

async function lockHeads(db: Transaction, chains: string[]): Promise<Map<string, Head>> {
  const heads = new Map<string, Head>()
  for (const chain of chains) {
    const { rows } = await sql<{ length: number; head: Buffer }>`
      insert into record_chain (name, length, head) values (${chain}, 0, ${firstHead(chain)})
      on conflict (name) do update set length = record_chain.length
      returning length, head`.execute(db)
    heads.set(chain, { chain, seq: rows[0]!.length, hash: rows[0]!.head })
  }
  return heads
}

function chainedEntry(entry: Entry, author: Author, head: Head): ChainedEntry {
  return {
    chain: head.chain,
    seq: head.seq + 1,
    at: author.at.toISOString(),
    accountId: author.accountId,
    actor: author.actor,
    action: entry.action,
    subjectType: entry.subject.type,
    subjectId: String(entry.subject.id),
    orgPath: entry.orgPath,
    before: asStored(entry.before),
    after: asStored(entry.after),
    reason: entry.reason ?? null,
    origin: author.origin,
    previousHash: head.hash,
  }
}

/** As it will come back from jsonb: undefined fields gone, dates as text. */
function asStored(value: unknown): unknown {
  return value === undefined || value === null ? null : JSON.parse(JSON.stringify(value))
}

async function insertEntries(db: Transaction, entries: (ChainedEntry & { hash: Buffer })[]): Promise<void> {
  for (const e of entries) {
    await sql`
      insert into record_entry (chain, seq, at, account_id, actor, action, subject_type, subject_id, org_path, before, after, reason,
        origin, previous_hash, hash)
      values (${e.chain}, ${e.seq}, ${e.at}, ${e.accountId}, ${e.actor}, ${e.action}, ${e.subjectType}, ${e.subjectId},
        ${e.orgPath}::ltree, ${jsonOrNull(e.before)}::jsonb, ${jsonOrNull(e.after)}::jsonb, ${e.reason}, ${e.origin},
        ${e.previousHash}, ${e.hash})`.execute(db)
  }
}

function jsonOrNull(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}
