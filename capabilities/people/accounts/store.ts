import { type RawBuilder, sql } from 'kysely'
import type { Role } from '#platform/access/permissions.ts'
import type { Grant, Person } from '#platform/access/scope.ts'
import type { Database, Transaction } from '#platform/database/pool.ts'
import type { Account } from './contract.ts'
import { foldUsername } from './rules.ts'

type Db = Database | Transaction

/** The roles in force of the account `a` of a query, those it stands in for included, as JSON (`HeldGrant[]`). */
export function grantsOf(): RawBuilder<HeldGrant[]> {
  return sql`coalesce((select json_agg(json_build_object('role', g.role, 'organisationId', g.organisation_id,
      'organisationName', o.name, 'path', o.path::text, 'deputyFor', g.deputy_for) order by g.deputy_for nulls first, o.path, g.role)
    from grant_in_force g join organisation o on o.id = g.organisation_id where g.account_id = a.id), '[]'::json)`
}
export type HeldGrant = Grant & { organisationName: string; deputyFor: number | null }
export type PersonRow = {
  accountId: number
  username: string
  displayName: string
  organisationId: number
  grants: HeldGrant[]
}

export async function findPerson(db: Db, username: string): Promise<Person | null> {
  const { rows } = await sql<PersonRow>`
    select a.id as "accountId", a.username, a.display_name as "displayName", a.organisation_id as "organisationId", ${grantsOf()} as grants
    from account a where a.folded_username = ${foldUsername(username)} and a.disabled_at is null`.execute(db)
  return rows[0] ?? null
}

export async function findPersonById(db: Db, accountId: number): Promise<Person | null> {
  const { rows } = await sql<PersonRow>`
    select a.id as "accountId", a.username, a.display_name as "displayName", a.organisation_id as "organisationId", ${grantsOf()} as grants
    from account a where a.id = ${accountId} and a.disabled_at is null`.execute(db)
  return rows[0] ?? null
}

/** Accounts whose organisation lies below one of `paths`; `id` and `role` narrow it. */
export async function listAccounts(
  db: Db,
  filter: { paths: string[] | null; id?: number; role?: Role },
): Promise<Account[]> {
  const { rows } = await sql<Account>`
    select a.id, a.username, a.display_name as "displayName", a.organisation_id as "organisationId", o.name as "organisationName",
      ${grantsOf()} as grants, a.disabled_at as "disabledAt"
    from account a join organisation o on o.id = a.organisation_id
    where a.username <> 'console' and (${filter.paths}::ltree[] is null or o.path <@ any (${filter.paths}::ltree[]))
      and (${filter.id ?? null}::int is null or a.id = ${filter.id ?? null})
      and (${filter.role ?? null}::text is null or exists (select 1 from grant_in_force g where g.account_id = a.id and g.role = ${filter.role ?? null}))
    order by o.path, a.id`.execute(db)
  return rows
}

export type NewAccount = {
  username: string
  displayName: string
  organisationId: number
  /** Null: nobody can sign in as it. */
  passwordHash: string | null
  mustChangePassword: boolean
}

export async function insertAccount(db: Db, given: NewAccount): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into account (username, folded_username, display_name, organisation_id, must_change_password)
    values (${given.username}, ${foldUsername(given.username)}, ${given.displayName}, ${given.organisationId}, ${given.mustChangePassword})
    returning id`.execute(db)
  const { id } = rows[0]!
  if (given.passwordHash) await insertPassword(db, { accountId: id, hash: given.passwordHash, setBy: null })
  return id
}

export async function insertPassword(
  db: Db,
  given: { accountId: number; hash: string; setBy: number | null },
): Promise<void> {
  await sql`insert into password (account_id, hash, set_by) values (${given.accountId}, ${given.hash}, ${given.setBy})`.execute(
    db,
  )
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

/** The new password holds from now on; the earlier ones stay, so that they are not used again. */
export async function setPassword(
  db: Db,
  given: { accountId: number; hash: string; setBy: number | null; mustChange: boolean },
): Promise<void> {
  await insertPassword(db, given)
  await sql`update account set must_change_password = ${given.mustChange} where id = ${given.accountId}`.execute(db)
}

export async function setDisabled(db: Db, accountId: number, disabled: boolean): Promise<void> {
  await sql`update account set disabled_at = case when ${disabled} then now() end where id = ${accountId}`.execute(db)
  if (disabled) await endSessions(db, accountId)
}

/** Signs an account out everywhere. */
export async function endSessions(db: Db, accountId: number): Promise<void> {
  await sql`update session set revoked_at = now() where account_id = ${accountId} and revoked_at is null`.execute(db)
}

/** The path of the unit an account belongs to; its chain in the record. */
export async function pathOfAccount(db: Db, id: number): Promise<string> {
  const { rows } = await sql<{ path: string }>`
    select o.path::text as path from account a join organisation o on o.id = a.organisation_id where a.id = ${id}`.execute(
    db,
  )
  return rows[0]!.path
}
