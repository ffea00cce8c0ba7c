import { sql } from 'kysely'
import { foldName } from '#kernel/fold.ts'
import type { Role } from '#platform/access/permissions.ts'
import type { Grant, Person } from '#platform/access/scope.ts'
import type { Database, Transaction } from '#platform/database/pool.ts'
import type { Account, Organisation } from './contract.ts'
import { foldUsername, organisationLabel, type SessionRow } from './rules.ts'

type Db = Database | Transaction

const GRANTS_OF = sql`coalesce((select json_agg(json_build_object('role', g.role, 'organisationId', g.organisation_id,
    'organisationName', o.name, 'path', o.path::text) order by g.id)
  from role_grant g join organisation o on o.id = g.organisation_id
  where g.account_id = a.id and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())), '[]'::json)`

type PersonRow = {
  accountId: number
  username: string
  displayName: string
  organisationId: number
  grants: (Grant & { organisationName: string })[]
}
export type KnownSession = SessionRow & Person

export async function findSession(db: Db, tokenHash: Buffer): Promise<KnownSession | null> {
  const { rows } = await sql<SessionRow & PersonRow>`
    select s.created_at as "createdAt", s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt", s.revoked_at as "revokedAt",
      a.disabled_at as "disabledAt", a.id as "accountId", a.username, a.display_name as "displayName",
      a.organisation_id as "organisationId", a.must_change_password as "passwordDue", ${GRANTS_OF} as grants
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
      ${GRANTS_OF} as grants`.execute(db)
  return rows[0] ?? null
}

export async function findPerson(db: Db, username: string): Promise<Person | null> {
  const { rows } = await sql<PersonRow>`
    select a.id as "accountId", a.username, a.display_name as "displayName", a.organisation_id as "organisationId", ${GRANTS_OF} as grants
    from account a where a.folded_username = ${foldUsername(username)} and a.disabled_at is null`.execute(db)
  return rows[0] ?? null
}

export async function findCredentials(db: Db, username: string) {
  const { rows } = await sql<{ id: number; passwordHash: string | null; disabledAt: string | null }>`
    select id, password_hash as "passwordHash", disabled_at as "disabledAt" from account
    where folded_username = ${foldUsername(username)}`.execute(db)
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
      json_build_object('id', o.id, 'name', o.name, 'path', o.path::text) as organisation, ${GRANTS_OF} as grants,
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

export async function readRegion(db: Db) {
  const { rows } = await sql<{
    name: string
    issuer: string
    isDemo: boolean
    asOfMonth: string | null
    hasPeople: boolean
  }>`
    select name, issuer, is_demo as "isDemo", as_of_month as "asOfMonth",
      exists (select 1 from account where password_hash is not null) as "hasPeople"
    from region`.execute(db)
  return rows[0] ?? null
}

export async function listOrganisations(db: Db): Promise<Organisation[]> {
  const { rows } = await sql<Organisation>`
    select o.id, o.parent_id as "parentId", o.kind, o.name, o.path::text as path, o.division_code as "divisionCode",
      o.sort_order as "sortOrder", coalesce(array_agg(al.alias order by al.id) filter (where al.id is not null), '{}') as aliases
    from organisation o left join organisation_alias al on al.organisation_id = o.id
    group by o.id order by nlevel(o.path), o.sort_order, o.id`.execute(db)
  return rows
}

export async function insertOrganisation(
  db: Db,
  given: { parentId: number | null; kind: string; name: string; divisionCode: string | null },
): Promise<Organisation> {
  const { rows: ids } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('organisation', 'id'))::int as id`.execute(db)
  const id = ids[0]!.id
  const label = organisationLabel(id)
  const { rows } = await sql<Organisation>`
    insert into organisation (id, parent_id, kind, name, folded_name, division_code, path, sort_order)
    overriding system value
    select ${id}, ${given.parentId}::int, ${given.kind}, ${given.name}, ${foldName(given.name)}, ${given.divisionCode},
      coalesce((select path from organisation where id = ${given.parentId}) || ${label}, ${label}::ltree),
      coalesce((select max(sort_order) from organisation where parent_id = ${given.parentId}), 0) + 10
    returning id, parent_id as "parentId", kind, name, path::text as path, division_code as "divisionCode", sort_order as "sortOrder",
      '{}'::text[] as aliases`.execute(db)
  return rows[0]!
}

export async function insertAlias(db: Db, organisationId: number, alias: string, source: string): Promise<void> {
  await sql`insert into organisation_alias (organisation_id, alias, folded_alias, source)
    values (${organisationId}, ${alias}, ${foldName(alias)}, ${source})
    on conflict (folded_alias) do nothing`.execute(db)
}

export async function insertRegion(db: Db, name: string, isDemo: boolean): Promise<void> {
  await sql`insert into region (name, issuer, is_demo) values (${name}, ${`${name}重点项目建设指挥部办公室`}, ${isDemo})
    on conflict (id) do update set name = excluded.name, issuer = excluded.issuer`.execute(db)
}

export async function renameOrganisation(db: Db, id: number, name: string): Promise<void> {
  await sql`update organisation set name = ${name}, folded_name = ${foldName(name)} where id = ${id}`.execute(db)
}

export async function insertAccount(
  db: Db,
  given: {
    username: string
    displayName: string
    organisationId: number
    passwordHash: string | null
    mustChangePassword: boolean
  },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into account (username, folded_username, display_name, organisation_id, password_hash, must_change_password)
    values (${given.username}, ${foldUsername(given.username)}, ${given.displayName}, ${given.organisationId}, ${given.passwordHash},
      ${given.mustChangePassword})
    returning id`.execute(db)
  return rows[0]!.id
}

export async function insertGrant(
  db: Db,
  given: { accountId: number; role: Role; organisationId: number; reason: string; grantedBy: number | null },
): Promise<void> {
  await sql`insert into role_grant (account_id, role, organisation_id, reason, granted_by)
    values (${given.accountId}, ${given.role}, ${given.organisationId}, ${given.reason}, ${given.grantedBy})`.execute(
    db,
  )
}

export async function setPassword(db: Db, accountId: number, passwordHash: string): Promise<void> {
  await sql`update account set password_hash = ${passwordHash}, must_change_password = false where id = ${accountId}`.execute(
    db,
  )
}

export async function setDisabled(db: Db, accountId: number, disabled: boolean): Promise<void> {
  await sql`update account set disabled_at = case when ${disabled} then now() end where id = ${accountId}`.execute(db)
  if (disabled) await revokeOtherSessions(db, accountId, null)
}

/** Accounts whose organisation lies below one of `paths`; `id` and `role` narrow it. */
export async function listAccounts(
  db: Db,
  filter: { paths: string[] | null; id?: number; role?: Role },
): Promise<Account[]> {
  const { rows } = await sql<Account>`
    select a.id, a.username, a.display_name as "displayName", a.organisation_id as "organisationId", o.name as "organisationName",
      ${GRANTS_OF} as grants, a.disabled_at as "disabledAt"
    from account a join organisation o on o.id = a.organisation_id
    where a.username <> 'console' and (${filter.paths}::ltree[] is null or o.path <@ any (${filter.paths}::ltree[]))
      and (${filter.id ?? null}::int is null or a.id = ${filter.id ?? null})
      and (${filter.role ?? null}::text is null or exists (select 1 from role_grant g where g.account_id = a.id and g.role = ${filter.role ?? null}
        and (g.valid_to is null or g.valid_to > now())))
    order by o.path, a.id`.execute(db)
  return rows
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

export async function findPersonById(db: Db, accountId: number): Promise<Person | null> {
  const { rows } = await sql<PersonRow>`
    select a.id as "accountId", a.username, a.display_name as "displayName", a.organisation_id as "organisationId", ${GRANTS_OF} as grants
    from account a where a.id = ${accountId} and a.disabled_at is null`.execute(db)
  return rows[0] ?? null
}
