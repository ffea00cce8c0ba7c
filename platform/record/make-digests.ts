import { sql } from 'kysely'
import { dateInChina } from '#kernel/period.ts'
import type { Database } from '../database/pool.ts'
import { type ChainHead, type Digest, digestHash, FIRST_DIGEST } from './digest.ts'

/**
 * Makes the digest of the latest finished day (Asia/Shanghai), unless there is one of that day or a later one; answers those made now, so
 * that they can be sent outside. Days missed because nothing ran are covered by the next digest, which says since when. Several processes
 * may ask at once: one makes it. Runs as the application's own role; no request may make a digest.
 */
export async function makeDueDigests(db: Database, now: Date): Promise<Digest[]> {
  const day = addDays(dateInChina(now), -1)
  return await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(7146)`.execute(tx)
    const { last, chains } = await readMoment(tx)
    if (last && last.day >= day) return []
    const content = {
      day,
      since: last && addDays(last.day, 1),
      previous: last?.hash ?? FIRST_DIGEST,
      chains,
      madeAt: now.toISOString(),
    }
    const digest = { ...content, hash: digestHash(content) }
    return (await insertDigest(tx, digest)) ? [digest] : []
  })
}

type Moment = { last: { day: string; hash: string } | null; chains: ChainHead[] }

/** The newest digest and every chain's head, in one statement and therefore of one moment. */
async function readMoment(db: Database): Promise<Moment> {
  const { rows } = await sql<Moment>`
    select
      (select json_build_object('day', d.day, 'hash', encode(d.hash, 'hex')) from record_digest d order by d.day desc limit 1) as last,
      coalesce((select json_agg(json_build_object('name', c.name, 'length', c.length, 'head', encode(c.head, 'hex')) order by c.name collate "C")
        from record_chain c), '[]'::json) as chains`.execute(db)
  return rows[0]!
}

async function insertDigest(db: Database, digest: Digest): Promise<boolean> {
  const { rows } = await sql`
    insert into record_digest (day, since, previous_hash, chains, hash, made_at)
    values (${digest.day}, ${digest.since}, decode(${digest.previous}, 'hex'), ${JSON.stringify(digest.chains)}::jsonb,
      decode(${digest.hash}, 'hex'), ${digest.madeAt})
    on conflict do nothing returning day`.execute(db)
  return rows.length === 1
}

function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
