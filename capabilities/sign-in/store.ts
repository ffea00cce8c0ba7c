import { sql } from 'kysely'
import { closedAt, grantsOf, type PersonRow } from '#capabilities/people/public.ts'
import type { Person } from '#platform/access/scope.ts'
import type { SecuritySettings } from '#platform/access/security-settings.ts'
import { newestSettings } from '#platform/access/security-settings-store.ts'
import type { Database, Transaction } from '#platform/database/pool.ts'
import type { SessionRow } from './rules.ts'

type Db = Database | Transaction

export type KnownSession = SessionRow &
  Person & {
    mustChange: boolean
    passwordSetAt: string | null
    settings: Partial<SecuritySettings> | null
    /** Shown when the session began. */
    isFactorMet: boolean
    hasFactor: boolean
  }

/** A session with its person and what its validity depends on, in one statement: every request of a screen asks for it. */
export async function findSession(db: Db, tokenHash: Buffer): Promise<KnownSession | null> {
  const { rows } = await sql<KnownSession>`
    select s.created_at as "createdAt", s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt", s.revoked_at as "revokedAt",
      ${closedAt()} as "disabledAt", a.id as "accountId", a.username, a.display_name as "displayName",
      a.organisation_id as "organisationId", a.must_change_password as "mustChange", ${passwordSetAt()} as "passwordSetAt",
      ${newestSettings()} as settings, ${grantsOf()} as grants, s.second_factor_met as "isFactorMet",
      ${hasFactor()} as "hasFactor"
    from session s join account a on a.id = s.account_id where s.token_hash = ${tokenHash}`.execute(db)
  return rows[0] ?? null
}

/** Whether account `a` of a query has a second factor. */
function hasFactor() {
  return sql<boolean>`exists (select 1 from second_factor f where f.account_id = a.id and f.confirmed_at is not null)`
}

/** When the password of account `a` that holds was set; null in the demonstration, whose passwords stay as they are printed. */
function passwordSetAt() {
  return sql<string | null>`(select p.set_at from password p
    where p.account_id = a.id and not exists (select 1 from region where is_demo) order by p.id desc limit 1)`
}

export async function touchSession(db: Db, tokenHash: Buffer, now: Date): Promise<void> {
  await sql`update session set last_seen_at = ${now.toISOString()} where token_hash = ${tokenHash}`.execute(db)
}

export type KnownToken = Person & Pick<KnownSession, 'mustChange' | 'passwordSetAt' | 'settings' | 'hasFactor'>

/** The owner of a token that holds, with what has to be done before it may be used. */
export async function findByToken(db: Db, tokenHash: Buffer): Promise<KnownToken | null> {
  const { rows } = await sql<KnownToken>`
    update api_token t set last_used_at = now() from account a
    where t.token_hash = ${tokenHash} and t.revoked_at is null and (t.expires_at is null or t.expires_at > now())
      and a.id = t.account_id and ${closedAt()} is null
    returning a.id as "accountId", a.username, a.display_name as "displayName", a.organisation_id as "organisationId",
      a.must_change_password as "mustChange", ${passwordSetAt()} as "passwordSetAt", ${newestSettings()} as settings,
      ${hasFactor()} as "hasFactor", ${grantsOf()} as grants`.execute(db)
  return rows[0] ?? null
}

export async function readAccountCard(db: Db, accountId: number) {
  const { rows } = await sql<{
    id: number
    username: string
    displayName: string
    mustChange: boolean
    passwordSetAt: string | null
    settings: Partial<SecuritySettings> | null
    organisation: { id: number; name: string; path: string }
    grants: PersonRow['grants']
    region: { id: number; name: string; isDemo: boolean; asOfMonth: string | null }
  }>`
    select a.id, a.username, a.display_name as "displayName", a.must_change_password as "mustChange",
      ${passwordSetAt()} as "passwordSetAt", ${newestSettings()} as settings,
      json_build_object('id', o.id, 'name', o.name, 'path', o.path::text) as organisation, ${grantsOf()} as grants,
      json_build_object('id', (select id from organisation where parent_id is null), 'name', r.name, 'isDemo', r.is_demo,
        'asOfMonth', r.as_of_month) as region
    from account a join organisation o on o.id = a.organisation_id cross join region r where a.id = ${accountId}`.execute(
    db,
  )
  return rows[0]!
}

/** The unit of an account, the region's for one nobody has; null before there is a region. */
export async function readHome(db: Db, accountId: number): Promise<string | null> {
  const { rows } = await sql<{ path: string }>`
    select o.path::text as path from organisation o left join account a on a.id = ${accountId} and a.organisation_id = o.id
    where a.id is not null or o.parent_id is null order by a.id nulls last limit 1`.execute(db)
  return rows[0]?.path ?? null
}

/** Of two first runs at the same moment the second waits here, and then finds the region set up. */
export async function holdFirstRun(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(7145002)`.execute(db)
}

/** What a visitor may know before signing in. */
export async function readPublicRegion(db: Db) {
  const { rows } = await sql<{ name: string; isDemo: boolean; hasPeople: boolean }>`
    select r.name, r.is_demo as "isDemo", r.has_people as "hasPeople" from public_region r`.execute(db)
  return rows[0] ?? null
}
