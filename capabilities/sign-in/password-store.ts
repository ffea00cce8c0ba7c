import { sql } from 'kysely'
import { closedAt, foldUsername } from '#capabilities/people/public.ts'
import type { Database, Transaction } from '#platform/database/pool.ts'

type Db = Database | Transaction

export type Credentials = { id: number; username: string; passwordHash: string | null; disabledAt: string | null }

export async function findCredentials(db: Db, username: string): Promise<Credentials | null> {
  const { rows } = await sql<Credentials>`
    select a.id, a.username, ${closedAt()} as "disabledAt",
      (select p.hash from password p where p.account_id = a.id order by p.id desc limit 1) as "passwordHash"
    from account a where a.folded_username = ${foldUsername(username)}`.execute(db)
  return rows[0] ?? null
}

/** The hashes of an account's last passwords, newest first. */
export async function lastHashes(db: Db, accountId: number, count: number): Promise<string[]> {
  const { rows } = await sql<{ hash: string }>`
    select p.hash from password p where p.account_id = ${accountId} order by p.id desc limit ${count}`.execute(db)
  return rows.map(({ hash }) => hash)
}

/**
 * Keeps the account from being disabled or given another password until the transaction ends; false where one of them has happened since
 * `hash` was read. Exclusive: the session that follows writes the account's last sign-in, and two sharing the lock would wait in a circle.
 */
export async function holdAccount(db: Db, accountId: number, hash: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from account a where a.id = ${accountId} and ${closedAt()} is null for no key update`.execute(db)
  // in a statement of its own: it sees what was committed while this one waited
  const [newest] = await lastHashes(db, accountId, 1)
  return rows.length === 1 && newest === hash
}

/** The same password under newer parameters: neither its age nor its place in the history changes. */
export async function renewHash(db: Db, accountId: number, hashes: { old: string; renewed: string }): Promise<void> {
  await sql`update password set hash = ${hashes.renewed} where account_id = ${accountId} and hash = ${hashes.old}`.execute(
    db,
  )
}

/** The words somebody would try first for an account: its names, its unit's and the region's. */
export async function wordsAbout(db: Db, accountId: number): Promise<string[]> {
  const { rows } = await sql<{ words: string[] }>`
    select array[a.username, a.display_name, o.name, r.name] || coalesce(
      (select array_agg(l.alias) from organisation_alias l where l.organisation_id = o.id), '{}') as words
    from account a join organisation o on o.id = a.organisation_id cross join region r where a.id = ${accountId}`.execute(
    db,
  )
  return rows[0]?.words ?? []
}
