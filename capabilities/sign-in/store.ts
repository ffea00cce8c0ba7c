import { sql } from 'kysely'
import { foldUsername, grantsOf, type PersonRow } from '#capabilities/people/public.ts'
import type { Role } from '#platform/access/permissions.ts'
import type { Person } from '#platform/access/scope.ts'
import type { Database, Transaction } from '#platform/database/pool.ts'
import type { SessionRow } from './rules.ts'

type Db = Database | Transaction

export type KnownSession = SessionRow & Person

export async function findSession(db: Db, tokenHash: Buffer): Promise<KnownSession | null> {
  const { rows } = await sql<SessionRow & PersonRow>`
    select s.created_at as "createdAt", s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt", s.revoked_at as "revokedAt",
      a.disabled_at as "disabledAt", a.id as "accountId", a.username, a.display_name as "displayName",
      a.organisation_id as "organisationId", a.must_change_password as "passwordDue", ${grantsOf()} as grants
    from session s join account a on a.id = s.account_id where s.token_hash = ${tokenHash}`.execute(db)
  return rows[0] ?? null
}

export async function touchSession(db: Db, tokenHash: Buffer, now: Date): Promise<void> {
  await sql`update session set last_seen_at = ${now.toISOString()} where token_hash = ${tokenHash}`.execute(db)
}

export async function findByToken(db: Db, tokenHash: Buffer): Promise<Person | null> {
  const { rows } = await sql<PersonRow>`
    update api_token t set last_used_at = now() from account a
    where t.token_hash = ${tokenHash} and t.revoked_at is null and (t.expires_at is null or t.expires_at > now())
      and a.id = t.account_id and a.disabled_at is null
    returning a.id as "accountId", a.username, a.display_name as "displayName", a.organisation_id as "organisationId",
      ${grantsOf()} as grants`.execute(db)
  return rows[0] ?? null
}

export async function findCredentials(db: Db, username: string) {
  const { rows } = await sql<{ id: number; passwordHash: string | null; disabledAt: string | null }>`
    select a.id, a.disabled_at as "disabledAt",
      (select p.hash from password p where p.account_id = a.id order by p.id desc limit 1) as "passwordHash"
    from account a where a.folded_username = ${foldUsername(username)}`.execute(db)
  return rows[0] ?? null
}

export async function countFailures(db: Db, username: string, address: string, since: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from sign_in_failure
    where folded_username = ${foldUsername(username)} and address = ${address} and at > ${since.toISOString()}`.execute(
    db,
  )
  return rows[0]!.count
}

export async function noteFailure(db: Db, username: string, address: string): Promise<void> {
  await sql`insert into sign_in_failure (folded_username, address) values (${foldUsername(username)}, ${address})`.execute(
    db,
  )
}

export async function insertSession(
  db: Db,
  session: {
    tokenHash: Buffer
    accountId: number
    startedAt: Date
    expiresAt: Date
    address: string
    userAgent: string
  },
): Promise<void> {
  await sql`insert into session (token_hash, account_id, created_at, last_seen_at, expires_at, address, user_agent)
    values (${session.tokenHash}, ${session.accountId}, ${session.startedAt.toISOString()}, ${session.startedAt.toISOString()},
      ${session.expiresAt.toISOString()}, ${session.address}, ${session.userAgent})`.execute(db)
}

export async function revokeSession(db: Db, tokenHash: Buffer): Promise<void> {
  await sql`update session set revoked_at = now() where token_hash = ${tokenHash} and revoked_at is null`.execute(db)
}

export async function revokeOtherSessions(db: Db, accountId: number, keep: Buffer | null): Promise<void> {
  await sql`update session set revoked_at = now()
    where account_id = ${accountId} and revoked_at is null and token_hash is distinct from ${keep}`.execute(db)
}

export async function readAccountCard(db: Db, accountId: number) {
  const { rows } = await sql<{
    id: number
    username: string
    displayName: string
    mustChangePassword: boolean
    organisation: { id: number; name: string; path: string }
    grants: { role: Role; organisationId: number; organisationName: string }[]
    region: { id: number; name: string; isDemo: boolean; asOfMonth: string | null }
  }>`
    select a.id, a.username, a.display_name as "displayName", a.must_change_password as "mustChangePassword",
      json_build_object('id', o.id, 'name', o.name, 'path', o.path::text) as organisation, ${grantsOf()} as grants,
      json_build_object('id', (select id from organisation where parent_id is null), 'name', r.name, 'isDemo', r.is_demo,
        'asOfMonth', r.as_of_month) as region
    from account a join organisation o on o.id = a.organisation_id cross join region r where a.id = ${accountId}`.execute(
    db,
  )
  return rows[0]!
}

/** Of two first runs at the same moment the second waits here, and then finds the region set up. */
export async function holdFirstRun(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(7145002)`.execute(db)
}

export async function insertToken(
  db: Db,
  given: { accountId: number; name: string; tokenHash: Buffer; expiresAt: Date },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into api_token (account_id, name, token_hash, expires_at)
    values (${given.accountId}, ${given.name}, ${given.tokenHash}, ${given.expiresAt.toISOString()}) returning id`.execute(
    db,
  )
  return rows[0]!.id
}

export async function listTokens(db: Db, accountId: number) {
  const { rows } = await sql<{
    id: number
    name: string
    createdAt: string
    lastUsedAt: string | null
    revokedAt: string | null
  }>`
    select id, name, created_at as "createdAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"
    from api_token where account_id = ${accountId} order by id desc`.execute(db)
  return rows
}

export async function revokeToken(db: Db, accountId: number, id: number): Promise<boolean> {
  const { rows } = await sql`update api_token set revoked_at = now()
    where id = ${id} and account_id = ${accountId} and revoked_at is null returning id`.execute(db)
  return rows.length > 0
}

/** What a visitor may know before signing in. */
export async function readPublicRegion(db: Db) {
  const { rows } = await sql<{ name: string; isDemo: boolean; hasPeople: boolean }>`
    select r.name, r.is_demo as "isDemo", r.has_people as "hasPeople" from public_region r`.execute(db)
  return rows[0] ?? null
}
