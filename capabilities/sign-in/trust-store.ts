import { sql } from 'kysely'
import { foldUsername } from '#capabilities/people/public.ts'
import type { Database, Transaction } from '#platform/database/pool.ts'

type Db = Database | Transaction

/** The browser an account signed in from before, by the digest of its cookie; null when it has not, or not since. */
export async function findDevice(db: Db, accountId: number, digest: Buffer, since: Date): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select d.id from trusted_device d
    where d.account_id = ${accountId} and d.digest = ${digest} and d.last_used_at > ${since.toISOString()}`.execute(db)
  return rows[0]?.id ?? null
}

/** The browser has signed in with this account, at `now`. */
export async function trustDevice(db: Db, accountId: number, digest: Buffer, now: Date): Promise<void> {
  const at = now.toISOString()
  await sql`insert into trusted_device (account_id, digest, created_at, last_used_at) values (${accountId}, ${digest}, ${at}, ${at})
    on conflict on constraint trusted_device_once do update set last_used_at = excluded.last_used_at`.execute(db)
}

/** The addresses an account signed in from. */
export async function addressesOf(db: Db, accountId: number, since: Date): Promise<string[]> {
  const { rows } = await sql<{ address: string }>`
    select distinct s.address from session s
    where s.account_id = ${accountId} and s.created_at > ${since.toISOString()} and s.address is not null`.execute(db)
  return rows.map(({ address }) => address)
}

/** From whom a password comes: a known browser, or a network which is known or not. */
export type Client = { deviceId: number | null; network: string; isStranger: boolean }

/** Wrong passwords for a name since then: from this client, and from all strangers together. */
export async function countFailures(db: Db, username: string, client: Client, since: Date) {
  const own = client.deviceId
    ? sql`f.device_id = ${client.deviceId}`
    : sql`f.device_id is null and f.address = ${client.network}`
  const { rows } = await sql<{ own: number; strangers: number }>`
    select count(*) filter (where ${own})::int as own, count(*) filter (where f.is_stranger)::int as strangers
    from sign_in_failure f
    where f.folded_username = ${foldUsername(username)} and f.at > ${since.toISOString()}`.execute(db)
  return rows[0]!
}

export async function noteFailure(db: Db, username: string, client: Client, now: Date): Promise<void> {
  await sql`insert into sign_in_failure (folded_username, address, device_id, is_stranger, at)
    values (${foldUsername(username)}, ${client.network}, ${client.deviceId}, ${client.isStranger}, ${now.toISOString()})`.execute(
    db,
  )
}
