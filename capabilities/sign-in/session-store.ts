import { sql } from 'kysely'
import { pathInScope, type Scope } from '#platform/access/scope.ts'
import type { Database, Transaction } from '#platform/database/pool.ts'
import type { SessionRow } from './rules.ts'

type Db = Database | Transaction

export type NewSession = {
  tokenHash: Buffer
  accountId: number
  startedAt: Date
  expiresAt: Date
  address: string
  userAgent: string
  isFactorMet: boolean
}

export async function insertSession(db: Db, session: NewSession): Promise<void> {
  const startedAt = session.startedAt.toISOString()
  await sql`insert into session (token_hash, account_id, created_at, last_seen_at, expires_at, address, user_agent, second_factor_met)
    values (${session.tokenHash}, ${session.accountId}, ${startedAt}, ${startedAt}, ${session.expiresAt.toISOString()},
      ${session.address}, ${session.userAgent}, ${session.isFactorMet})`.execute(db)
}

export async function revokeSession(db: Db, tokenHash: Buffer): Promise<void> {
  await sql`update session set revoked_at = now() where token_hash = ${tokenHash} and revoked_at is null`.execute(db)
}

/** Ends all of an account's sessions but the one kept; answers how many. */
export async function revokeOtherSessions(db: Db, accountId: number, keep: Buffer | null): Promise<number> {
  const { rows } = await sql`update session set revoked_at = now()
    where account_id = ${accountId} and revoked_at is null and token_hash is distinct from ${keep} returning id`.execute(
    db,
  )
  return rows.length
}

/** Ends one session of an account, by its number. */
export async function revokeSessionById(db: Db, accountId: number, id: number): Promise<boolean> {
  const { rows } = await sql`update session set revoked_at = now()
    where id = ${id} and account_id = ${accountId} and revoked_at is null returning id`.execute(db)
  return rows.length > 0
}

/** Ends the oldest sessions of an account beyond `keep`. */
export async function revokeOldest(db: Db, accountId: number, keep: number, now: Date): Promise<void> {
  await sql`update session set revoked_at = now() where id in (
    select s.id from session s where s.account_id = ${accountId} and s.revoked_at is null and s.expires_at > ${now.toISOString()}
    order by s.created_at desc, s.id desc offset ${keep})`.execute(db)
}

export type OpenSession = SessionRow & { id: number; address: string | null; userAgent: string | null; isThis: boolean }

/** Sessions that were neither ended nor outlived, newest first; `own` is the digest of the one asking, where it may be read. */
export async function listOpenSessions(
  db: Db,
  asked: { accountId: number; own: Buffer | null; now: Date },
): Promise<OpenSession[]> {
  const isThis = asked.own ? sql`s.token_hash = ${asked.own}` : sql`false`
  const { rows } = await sql<OpenSession>`
    select s.id, s.address, s.user_agent as "userAgent", s.created_at as "createdAt", s.last_seen_at as "lastSeenAt",
      s.expires_at as "expiresAt", s.revoked_at as "revokedAt", null as "disabledAt", ${isThis} as "isThis"
    from session s
    where s.account_id = ${asked.accountId} and s.revoked_at is null and s.expires_at > ${asked.now.toISOString()}
    order by s.last_seen_at desc, s.id desc limit 100`.execute(db)
  return rows
}

/** An account whose unit lies in the scope. */
export async function findAccountWithin(db: Db, scope: Scope, id: number) {
  const { rows } = await sql<{ id: number; username: string; path: string }>`
    select a.id, a.username, o.path::text as path from account a join organisation o on o.id = a.organisation_id
    where a.id = ${id} and ${pathInScope(scope, 'o.path')}`.execute(db)
  return rows[0] ?? null
}
