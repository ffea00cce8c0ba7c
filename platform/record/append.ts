import { sql } from 'kysely'
import type { Transaction } from '../database/pool.ts'
import { asStored, storableText } from './canonical-json.ts'
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
  await insertEntries(db, chained, [...heads.values()])
}

type Head = { chain: string; seq: number; hash: Buffer }

async function lockHeads(db: Transaction, chains: string[]): Promise<Map<string, Head>> {
  const heads = await lockAll(db, chains)
  if (heads.size > 0) return heads
  // begun in sorted order too, and before any is locked: who holds one while waiting for another's beginning may wait in a circle
  const begun = chains.map((chain) => sql`(${chain}, 0, ${firstHead(chain)})`)
  await sql`insert into record_chain (name, length, head) values ${sql.join(begun)} on conflict (name) do nothing`.execute(
    db,
  )
  return await lockAll(db, chains)
}

/** Locks the chains' heads; while any of them has not begun, none. */
async function lockAll(db: Transaction, chains: string[]): Promise<Map<string, Head>> {
  const { rows } = await sql<{ chain: string; seq: number; hash: Buffer }>`
    select name as chain, length as seq, head as hash from record_chain where name = any (${chains}::text[])
      and (select count(*) from record_chain k where k.name = any (${chains}::text[])) = ${chains.length} order by name for update`.execute(
    db,
  )
  return new Map(rows.map((head) => [head.chain, head]))
}

function chainedEntry(entry: Entry, author: Author, head: Head): ChainedEntry {
  return {
    chain: head.chain,
    seq: head.seq + 1,
    at: author.at.toISOString(),
    accountId: author.accountId,
    actor: storableText(author.actor),
    action: entry.action,
    subjectType: entry.subject.type,
    subjectId: storableText(String(entry.subject.id)),
    orgPath: entry.orgPath,
    before: asStored(entry.before),
    after: asStored(entry.after),
    reason: entry.reason == null ? null : storableText(entry.reason),
    origin: storableText(author.origin),
    previousHash: head.hash,
  }
}

/** The entries and the new heads in one statement. */
async function insertEntries(
  db: Transaction,
  entries: (ChainedEntry & { hash: Buffer })[],
  heads: Head[],
): Promise<void> {
  const rows = entries.map((entry) => ({
    ...entry,
    previousHash: entry.previousHash.toString('hex'),
    hash: entry.hash.toString('hex'),
  }))
  const ends = heads.map(({ chain, seq, hash }) => ({ chain, seq, hash: hash.toString('hex') }))
  await sql`
    with moved as (
      update record_chain c set length = h.seq, head = decode(h.hash, 'hex')
      from jsonb_to_recordset(${JSON.stringify(ends)}::jsonb) as h (chain text, seq int, hash text) where c.name = h.chain
    )
    insert into record_entry (chain, seq, at, account_id, actor, action, subject_type, subject_id, org_path, before, after, reason, origin,
      previous_hash, hash)
    select e.chain, e.seq, e.at, e."accountId", e.actor, e.action, e."subjectType", e."subjectId", e."orgPath"::ltree, e.before,
      e.after, e.reason, e.origin, decode(e."previousHash", 'hex'), decode(e.hash, 'hex')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e (chain text, seq int, at timestamptz, "accountId" int, actor text, action text,
      "subjectType" text, "subjectId" text, "orgPath" text, before jsonb, after jsonb, reason text, origin text, "previousHash" text, hash text)
    order by e.chain, e.seq`.execute(db)
}
