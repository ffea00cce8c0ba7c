import { sql } from 'kysely'
import type { Database } from '../database/pool.ts'
import type { ChainHead, Digest, Mark } from './digest.ts'
import type { Hashed } from './walk.ts'

/** A chain's head, and how many rows there really are. */
export type StoredChain = ChainHead & { rows: number }

/** Every chain at one moment (one statement sees one). Names sort by bytes, as everywhere in the record. */
export async function readChains(db: Database): Promise<StoredChain[]> {
  const { rows } = await sql<StoredChain>`
    select c.name, c.length, encode(c.head, 'hex') as head, coalesce(e.rows, 0)::int as rows
    from record_chain c left join (select chain, count(*) as rows from record_entry group by chain) e on e.chain = c.name
    order by c.name collate "C"`.execute(db)
  return rows
}

/** Up to `limit` entries of a chain after `after`, up to `until`. */
export async function readEntries(
  db: Database,
  chain: string,
  { after, until, limit }: { after: number; until: number; limit: number },
): Promise<Hashed[]> {
  const { rows } = await sql<Hashed>`
    select chain, seq, at, account_id as "accountId", actor, action, subject_type as "subjectType", subject_id as "subjectId",
      org_path::text as "orgPath", before, after, reason, origin, previous_hash as "previousHash", hash
    from record_entry where chain = ${chain} and seq > ${after} and seq <= ${until} order by seq limit ${limit}`.execute(
    db,
  )
  return rows
}

/** Every digest, oldest first: one a day, a few thousand in ten years. */
export async function readDigests(db: Database): Promise<Digest[]> {
  const { rows } = await sql<Digest>`
    select day, since, encode(previous_hash, 'hex') as previous, chains, made_at as "madeAt", encode(hash, 'hex') as hash
    from record_digest order by day`.execute(db)
  return rows
}

/** The places of one chain that digests name, up to an entry. */
export async function readMarks(db: Database, chain: string, until: number): Promise<Mark[]> {
  const { rows } = await sql<Mark>`
    select distinct on (c.length) c.length as seq, c.head, d.day
    from record_digest d cross join lateral jsonb_to_recordset(d.chains) as c (name text, length int, head text)
    where c.name = ${chain} and c.length between 1 and ${until} order by c.length, d.day`.execute(db)
  return rows
}
