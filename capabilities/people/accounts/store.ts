import { type RawBuilder, sql } from 'kysely'
import type { Role } from '#platform/access/permissions.ts'
import type { Grant, Person } from '#platform/access/scope.ts'
import type { Database, Transaction } from '#platform/database/pool.ts'
import { foldUsername, RESERVED_NAMES, searchTextOf } from './rules.ts'

type Db = Database | Transaction

/** The roles in force of the account `a` of a query, those it stands in for included, as JSON (`HeldGrant[]`). */
export function grantsOf(): RawBuilder<HeldGrant[]> {
  return sql`coalesce((select json_agg(json_build_object('role', g.role, 'organisationId', g.organisation_id,
      'organisationName', o.name, 'path', o.path::text, 'deputyFor', g.deputy_for, 'deputyForName', absent.display_name,
      'until', ${instantText('g.until')}) order by g.deputy_for nulls first, o.path, g.role)
    from grant_in_force g join organisation o on o.id = g.organisation_id left join account absent on absent.id = g.deputy_for
    where g.account_id = a.id), '[]'::json)`
}
export type HeldGrant = Grant & {
  organisationName: string
  deputyFor: number | null
  deputyForName: string | null
  until: string | null
}

/** An instant within JSON as it is written everywhere else: `2026-11-30T16:00:00.000Z`. */
export function instantText(column: string): RawBuilder<string | null> {
  return sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}

/** Since when nobody can sign in as the account `a` of a query: it was disabled, or its term is over. Null while somebody can. */
export function closedAt(): RawBuilder<string | null> {
  return sql`least(a.disabled_at, case when a.expires_at <= now() then a.expires_at end)`
}

export type PersonRow = {
  accountId: number
  username: string
  displayName: string
  organisationId: number
  grants: HeldGrant[]
}

export async function findPerson(db: Db, username: string): Promise<Person | null> {
  return await readPerson(db, sql`a.folded_username = ${foldUsername(username)}`)
}

export async function findPersonById(db: Db, accountId: number): Promise<Person | null> {
  return await readPerson(db, sql`a.id = ${accountId}`)
}

/** The account of a user name, also where nobody can sign in as it. */
export async function findAccount(
  db: Db,
  username: string,
): Promise<{ id: number; displayName: string; organisationId: number } | null> {
  const { rows } = await sql<{ id: number; displayName: string; organisationId: number }>`
    select a.id, a.display_name as "displayName", a.organisation_id as "organisationId" from account a
    where a.folded_username = ${foldUsername(username)}`.execute(db)
  return rows[0] ?? null
}

async function readPerson(db: Db, which: RawBuilder<unknown>): Promise<Person | null> {
  const { rows } = await sql<PersonRow>`
    select a.id as "accountId", a.username, a.display_name as "displayName", a.organisation_id as "organisationId", ${grantsOf()} as grants
    from account a where ${which} and ${closedAt()} is null`.execute(db)
  return rows[0] ?? null
}

export type NewAccount = {
  username: string
  displayName: string
  phone?: string | null
  organisationId: number
  expiresAt?: Date | null
  /** Null: nobody can sign in as it. */
  passwordHash: string | null
  mustChangePassword: boolean
  /** Who set the password. */
  setBy?: number | null
  /** The row of a workbook it comes from. */
  imported?: { importId: number; row: number }
}

export async function insertAccount(db: Db, given: NewAccount): Promise<number> {
  const { username, displayName, phone = null, expiresAt = null, imported } = given
  const { rows } = await sql<{ id: number }>`
    insert into account (username, folded_username, display_name, phone, organisation_id, expires_at, must_change_password, search_text,
      import_id, import_row)
    values (${username}, ${foldUsername(username)}, ${displayName}, ${phone}, ${given.organisationId}, ${expiresAt?.toISOString() ?? null},
      ${given.mustChangePassword}, ${searchTextOf({ username, displayName, phone })}, ${imported?.importId ?? null}, ${imported?.row ?? null})
    returning id`.execute(db)
  const { id } = rows[0]!
  if (given.passwordHash)
    await insertPassword(db, { accountId: id, hash: given.passwordHash, setBy: given.setBy ?? null })
  return id
}

async function insertPassword(db: Db, given: { accountId: number; hash: string; setBy: number | null }): Promise<void> {
  await sql`insert into password (account_id, hash, set_by) values (${given.accountId}, ${given.hash}, ${given.setBy})`.execute(
    db,
  )
}

export type AccountFields = {
  displayName: string
  phone: string | null
  organisationId: number
  expiresAt: Date | null
}

export async function updateAccount(db: Db, id: number, username: string, fields: AccountFields): Promise<void> {
  const { displayName, phone, organisationId, expiresAt } = fields
  await sql`update account set display_name = ${displayName}, phone = ${phone}, organisation_id = ${organisationId},
    expires_at = ${expiresAt?.toISOString() ?? null}, search_text = ${searchTextOf({ username, displayName, phone })}
    where id = ${id}`.execute(db)
}

export type NewGrant = {
  accountId: number
  role: Role
  organisationId: number
  /** From now on where it is left out. */
  from?: Date | null
  to?: Date | null
  reason: string
  grantedBy: number | null
}

export async function insertGrant(db: Db, given: NewGrant): Promise<void> {
  const { accountId, role, organisationId, from, to, reason, grantedBy } = given
  await sql`insert into role_grant (account_id, role, organisation_id, valid_from, valid_to, reason, granted_by)
    values (${accountId}, ${role}, ${organisationId}, coalesce(${from?.toISOString() ?? null}::timestamptz, now()),
      ${to?.toISOString() ?? null}, ${reason}, ${grantedBy})`.execute(db)
}

/** The new password holds from now on; the earlier ones stay, so that they are not used again. */
export async function setPassword(
  db: Db,
  given: { accountId: number; hash: string; setBy: number | null; mustChange: boolean },
): Promise<void> {
  await insertPassword(db, given)
  await sql`update account set must_change_password = ${given.mustChange} where id = ${given.accountId}`.execute(db)
}

/** False where it was so already. */
export async function setDisabled(db: Db, accountId: number, disabled: boolean): Promise<boolean> {
  const { rows } = await sql`update account set disabled_at = case when ${disabled} then now() end
    where id = ${accountId} and (disabled_at is null) = ${disabled} returning id`.execute(db)
  if (disabled) await endAccess(db, accountId)
  return rows.length > 0
}

/** Ends what an account may be used with besides its password: sessions and tokens, whoever began them. Answers how many of each. */
export async function endAccess(db: Db, accountId: number): Promise<{ sessions: number; tokens: number }> {
  const { rows } = await sql<{ sessions: number; tokens: number }>`
    with ended as (
      update session set revoked_at = now() where account_id = ${accountId} and revoked_at is null returning id
    ), revoked as (
      update api_token set revoked_at = now() where account_id = ${accountId} and revoked_at is null returning id
    )
    select (select count(*) from ended)::int as sessions, (select count(*) from revoked)::int as tokens`.execute(db)
  return rows[0]!
}

/** The path of the unit an account belongs to; its chain in the record. */
export async function pathOfAccount(db: Db, id: number): Promise<string> {
  const { rows } = await sql<{ path: string }>`
    select o.path::text as path from account a join organisation o on o.id = a.organisation_id where a.id = ${id}`.execute(
    db,
  )
  return rows[0]!.path
}

/** Accounts from before the search, or loaded past the application, are given what finds them. */
export async function completeSearchTexts(db: Db): Promise<void> {
  const { rows } = await sql<{ id: number; username: string; displayName: string; phone: string | null }>`
    select a.id, a.username, a.display_name as "displayName", a.phone from account a where a.search_text is null`.execute(
    db,
  )
  if (rows.length === 0) return
  await sql`update account a set search_text = given.text
    from unnest(${rows.map(({ id }) => id)}::int[], ${rows.map(searchTextOf)}::text[]) as given (id, text) where a.id = given.id`.execute(
    db,
  )
}

/** All user names that cannot be given any more, folded: a file of names is compared with them. */
export async function takenUsernames(db: Db): Promise<Set<string>> {
  const { rows } = await sql<{ name: string }>`select folded_username as name from account`.execute(db)
  return new Set([...RESERVED_NAMES, ...rows.map(({ name }) => name)])
}
