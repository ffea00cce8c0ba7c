import { type RawBuilder, sql } from 'kysely'
import { foldName } from '#kernel/fold.ts'
import type { Role } from '#platform/access/permissions.ts'
import { decodeCursor, encodeCursor } from '#platform/database/keyset.ts'
import type { Database, Transaction } from '#platform/database/pool.ts'
import type { Account, AccountState, HeldGrantRow } from './contract.ts'
import { closedAt, grantsOf } from './store.ts'

type Db = Database | Transaction

/** Which accounts: those whose organisation lies below one of `paths` (null: anywhere), narrowed by what else is given. */
export type AccountFilter = {
  paths: string[] | null
  id?: number | undefined
  role?: Role | undefined
  /** Path of an organisation. */
  under?: string | undefined
  state?: AccountState | undefined
  q?: string | undefined
}
type Page = { limit?: number | undefined; cursor?: string | undefined }
type AccountRow = Account & { path: string; createdAt: string }

/** Accounts in the order of the tree. */
export async function listAccounts(db: Db, filter: AccountFilter): Promise<AccountRow[]> {
  return await readAccounts(db, filter, sql`true`, sql``)
}

/** A page of them (all without a limit), the place where the next begins, and how many there are in all. */
export async function pageAccounts(
  db: Db,
  filter: AccountFilter,
  { limit, cursor }: Page,
): Promise<{ items: Account[]; next: string | null; total: number }> {
  const place = cursor ? decodeCursor(cursor) : null
  const after = place ? sql`(o.path, a.id) > (${place.key}::ltree, ${place.id})` : sql`true`
  const found = await readAccounts(db, filter, after, limit ? sql`limit ${limit + 1}` : sql``)
  const items = limit ? found.slice(0, limit) : found
  const last = items.at(-1)
  const next = found.length > items.length && last ? encodeCursor({ key: last.path, id: last.id }) : null
  const total = await sql<{ count: number }>`
    select count(*)::int as count from account a join organisation o on o.id = a.organisation_id where ${chosen(filter)}`.execute(
    db,
  )
  return { items, next, total: total.rows[0]!.count }
}

async function readAccounts(
  db: Db,
  filter: AccountFilter,
  after: RawBuilder<unknown>,
  tail: RawBuilder<unknown>,
): Promise<AccountRow[]> {
  const { rows } = await sql<AccountRow>`
    select a.id, a.username, a.display_name as "displayName", a.phone, a.organisation_id as "organisationId",
      o.name as "organisationName", o.path::text as path, ${grantsOf()} as grants, ${closedAt()} as "disabledAt",
      a.expires_at as "expiresAt", a.last_sign_in_at as "lastSignInAt", a.must_change_password as "passwordDue",
      a.created_at as "createdAt"
    from account a join organisation o on o.id = a.organisation_id
    where ${chosen(filter)} and ${after} order by o.path, a.id ${tail}`.execute(db)
  return rows
}

function chosen({ paths, id, role, under, state, q }: AccountFilter): RawBuilder<unknown> {
  const parts = [sql`a.username <> 'console'`]
  if (paths) parts.push(sql`o.path <@ any (${paths}::ltree[])`)
  if (id !== undefined) parts.push(sql`a.id = ${id}`)
  if (under) parts.push(sql`o.path <@ ${under}::ltree`)
  if (role) parts.push(sql`a.id in (select g.account_id from grant_in_force g where g.role = ${role})`)
  if (state) parts.push(inState(state))
  const word = foldName(q ?? '')
  if (word) parts.push(sql`a.search_text like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`)
  return sql.join(parts, sql` and `)
}

/** A quarter without a sign-in is what an inspection asks about (GB/T 22239-2019, 8.1.4.2: unneeded accounts). */
function inState(state: AccountState): RawBuilder<unknown> {
  if (state === 'closed') return sql`${closedAt()} is not null`
  const further = {
    active: sql`true`,
    never: sql`a.last_sign_in_at is null`,
    idle: sql`a.last_sign_in_at < now() - interval '90 days'`,
    passwordDue: sql`a.must_change_password`,
  }[state]
  return sql`${closedAt()} is null and ${further}`
}

/** How many accounts each organisation has of its own. */
export async function countAccounts(
  db: Db,
  paths: string[] | null,
): Promise<{ organisationId: number; count: number }[]> {
  const { rows } = await sql<{ organisationId: number; count: number }>`
    select a.organisation_id as "organisationId", count(*)::int as count
    from account a join organisation o on o.id = a.organisation_id where ${chosen({ paths })}
    group by a.organisation_id`.execute(db)
  return rows
}

/** All grants of an account, the newest beginning first. */
export async function readTimeline(db: Db, accountId: number): Promise<HeldGrantRow[]> {
  const { rows } = await sql<HeldGrantRow>`
    select g.id, g.role, g.organisation_id as "organisationId", o.name as "organisationName", g.valid_from as "validFrom",
      g.valid_to as "validTo", g.reason, g.end_reason as "endReason", giver.display_name as "grantedBy", ender.display_name as "endedBy",
      case when g.valid_to <= now() or g.valid_to = g.valid_from then 'over' when g.valid_from > now() then 'coming' else 'inForce' end as state
    from role_grant g join organisation o on o.id = g.organisation_id
      left join account giver on giver.id = g.granted_by left join account ender on ender.id = g.ended_by
    where g.account_id = ${accountId} order by g.valid_from desc, g.id desc`.execute(db)
  return rows
}

export async function pathOfOrganisation(db: Db, id: number): Promise<string | undefined> {
  const { rows } = await sql<{
    path: string
  }>`select o.path::text as path from organisation o where o.id = ${id}`.execute(db)
  return rows[0]?.path
}
