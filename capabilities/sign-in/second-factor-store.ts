import { sql } from 'kysely'
import type { Database, Transaction } from '#platform/database/pool.ts'
import type { NewCodes } from './second-factor-codes.ts'

type Db = Database | Transaction

export type Factor = {
  secretSealed: string
  confirmedAt: string | null
  lastStep: number
  recoverySalt: Buffer | null
  codesLeft: number
}

/** An account's second factor, confirmed or begun; as the doorway only. */
export async function readFactor(db: Db, accountId: number): Promise<Factor | null> {
  const { rows } = await sql<Factor>`
    select f.secret_sealed as "secretSealed", f.confirmed_at as "confirmedAt", f.last_step as "lastStep", f.recovery_salt as "recoverySalt",
      (select count(*)::int from recovery_code c where c.account_id = f.account_id and c.used_at is null) as "codesLeft"
    from second_factor f where f.account_id = ${accountId}`.execute(db)
  return rows[0] ?? null
}

/** Since when an account has a second factor; any mask may ask. */
export async function factorSince(db: Db, accountId: number): Promise<string | null> {
  const { rows } = await sql<{ confirmedAt: string | null }>`
    select f.confirmed_at as "confirmedAt" from second_factor f where f.account_id = ${accountId}`.execute(db)
  return rows[0]?.confirmedAt ?? null
}

/** Keeps a sealed secret to be confirmed, in place of one begun before; false when the account has a confirmed one. */
export async function beginFactor(db: Db, accountId: number, sealed: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into second_factor (account_id, secret_sealed, made_at) values (${accountId}, ${sealed}, ${now.toISOString()})
    on conflict (account_id) do update set secret_sealed = excluded.secret_sealed, made_at = excluded.made_at, last_step = 0
    where second_factor.confirmed_at is null returning account_id`.execute(db)
  return rows.length > 0
}

/** Confirms the secret the code was checked against; false when it is no longer the one begun, or confirmed already. */
export async function confirmFactor(
  db: Db,
  given: { accountId: number; secretSealed: string; step: number; now: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update second_factor set confirmed_at = ${given.now.toISOString()}, last_step = ${given.step}, tries = 0, tries_since = null
    where account_id = ${given.accountId} and secret_sealed = ${given.secretSealed} and confirmed_at is null
    returning account_id`.execute(db)
  return rows.length > 0
}

/** New recovery codes; the earlier ones no longer count, used or not. */
export async function replaceCodes(db: Db, accountId: number, { salt, digests }: NewCodes): Promise<void> {
  await sql`delete from recovery_code where account_id = ${accountId}`.execute(db)
  await sql`update second_factor set recovery_salt = ${salt} where account_id = ${accountId}`.execute(db)
  await sql`insert into recovery_code (account_id, digest)
    select ${accountId}, digest from unnest(${digests}::bytea[]) as digest`.execute(db)
}

/** Uses up a time step; false when it or a later one was used already, also at the same moment. */
export async function takeStep(db: Db, accountId: number, step: number): Promise<boolean> {
  const { rows } = await sql`
    update second_factor set last_step = ${step}, tries = 0, tries_since = null
    where account_id = ${accountId} and confirmed_at is not null and last_step < ${step} returning account_id`.execute(
    db,
  )
  return rows.length > 0
}

export async function hasUnusedCode(db: Db, accountId: number, digest: Buffer): Promise<boolean> {
  const { rows } = await sql`
    select 1 from recovery_code c where c.account_id = ${accountId} and c.digest = ${digest} and c.used_at is null`.execute(
    db,
  )
  return rows.length > 0
}

/** Uses up a recovery code; false when it was used already, also at the same moment. */
export async function takeCode(db: Db, accountId: number, digest: Buffer, now: Date): Promise<boolean> {
  const { rows } = await sql`
    update recovery_code set used_at = ${now.toISOString()}
    where account_id = ${accountId} and digest = ${digest} and used_at is null returning id`.execute(db)
  if (rows.length > 0)
    await sql`update second_factor set tries = 0, tries_since = null where account_id = ${accountId}`.execute(db)
  return rows.length > 0
}

/** Counts an attempt before its code is looked at, so that many at the same moment are all counted; answers how many since `since`. */
export async function countTry(db: Db, accountId: number, { now, since }: { now: Date; since: Date }): Promise<number> {
  const isOver = sql`(tries_since is null or tries_since < ${since.toISOString()})`
  const { rows } = await sql<{ tries: number }>`
    update second_factor set tries = case when ${isOver} then 1 else tries + 1 end,
      tries_since = case when ${isOver} then ${now.toISOString()} else tries_since end
    where account_id = ${accountId} returning tries`.execute(db)
  return rows[0]?.tries ?? 0
}

/** Ends a second factor, begun or confirmed, and its recovery codes; false when there is none. */
export async function removeFactor(db: Db, accountId: number): Promise<boolean> {
  const { rows } = await sql`delete from second_factor where account_id = ${accountId} returning account_id`.execute(db)
  return rows.length > 0
}
