import { sql } from 'kysely'
import type { Role } from '#platform/access/permissions.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { Doubled, GrantRequest, Holders } from './grants-contract.ts'
import { instantText } from './store.ts'

export type GrantRow = {
  id: number
  accountId: number
  role: Role
  organisationId: number
  organisationName: string
  path: string
  accountPath: string
}

/** One grant, where it reaches, and where its holder belongs. */
export async function findGrant(db: Transaction, id: number): Promise<GrantRow | null> {
  const { rows } = await sql<GrantRow>`
    select g.id, g.account_id as "accountId", g.role, g.organisation_id as "organisationId", o.name as "organisationName",
      o.path::text as path, home.path::text as "accountPath"
    from role_grant g join organisation o on o.id = g.organisation_id join account a on a.id = g.account_id
      join organisation home on home.id = a.organisation_id
    where g.id = ${id}`.execute(db)
  return rows[0] ?? null
}

/** Whoever changes the grants of an account waits here for the other who does (the lock of `role_grant_separate`). */
export async function holdAccount(db: Transaction, accountId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(7145, ${accountId})`.execute(db)
}

/** Whoever takes an administrator away waits here: of two at the same moment the second counts who is left. */
export async function holdAdministrators(db: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(7145, 0)`.execute(db)
}

/**
 * Ends a grant: now, or, where it was still to begin, before it does. False where it was over already; the reason tells it apart from one
 * ended by another request this very moment, whose `now()` may be later than this one's.
 */
export async function endGrant(
  db: Transaction,
  given: { id: number; endedBy: number; reason: string },
): Promise<boolean> {
  const { rows } = await sql`
    update role_grant set valid_to = greatest(now(), valid_from), ended_by = ${given.endedBy}, end_reason = ${given.reason}
    where id = ${given.id} and end_reason is null and (valid_to is null or valid_to > now()) returning id`.execute(db)
  return rows.length > 0
}

/** Whether the account holds this very role over this very organisation at some moment of the span. */
export async function holdsSame(
  db: Transaction,
  given: { accountId: number; role: Role; organisationId: number; from: Date | null; to: Date | null },
): Promise<boolean> {
  const { accountId, role, organisationId, from, to } = given
  const { rows } = await sql<{ held: boolean }>`
    select exists (
      select 1 from role_grant g where g.account_id = ${accountId} and g.role = ${role} and g.organisation_id = ${organisationId}
        and tstzrange(g.valid_from, g.valid_to) && tstzrange(coalesce(${from?.toISOString() ?? null}::timestamptz, now()), ${to?.toISOString() ?? null}::timestamptz)
    ) as held`.execute(db)
  return rows[0]!.held
}

/**
 * The roles of `roles` that nobody would hold over the whole region any more if this account, or this grant of it, were gone. Accounts
 * that cannot sign in do not count, nor does the command line.
 */
export async function lastHeld(
  db: Transaction,
  gone: { accountId: number; grantId?: number },
  roles: readonly Role[],
): Promise<Role[]> {
  const { rows } = await sql<{ role: Role }>`
    with holder as (
      select g.role, g.account_id, g.id from role_grant g
        join account a on a.id = g.account_id join organisation o on o.id = g.organisation_id
      where g.role = any (${[...roles]}::text[]) and o.parent_id is null and a.username <> 'console'
        and a.disabled_at is null and (a.expires_at is null or a.expires_at > now())
        and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())
    )
    select distinct h.role from holder h
    where h.account_id = ${gone.accountId} and (${gone.grantId ?? null}::int is null or h.id = ${gone.grantId ?? null})
      and not exists (
        select 1 from holder other where other.role = h.role
          and (other.account_id <> h.account_id or (${gone.grantId ?? null}::int is not null and other.id <> h.id))
      )`.execute(db)
  return rows.map(({ role }) => role)
}

/** Roles the account holds or will hold, its own and those it stands in for, with where they reach. */
export async function reachOf(db: Transaction, accountId: number): Promise<{ role: Role; path: string }[]> {
  const { rows } = await sql<{ role: Role; path: string }>`
    select g.role, o.path::text as path from role_grant g join organisation o on o.id = g.organisation_id
    where g.account_id = ${accountId} and (g.valid_to is null or g.valid_to > now()) and (g.valid_to is null or g.valid_to > g.valid_from)
    union
    select g.role, o.path::text from deputyship d join role_grant g on g.account_id = d.absent_id
      join organisation o on o.id = g.organisation_id
    where d.deputy_id = ${accountId} and d.valid_to > now() and (g.valid_to is null or g.valid_to > now())
      and g.role not in ('systemAdministrator', 'securityAdministrator', 'auditor')`.execute(db)
  return rows
}

export async function insertRequest(
  db: Transaction,
  given: {
    accountId: number
    role: Role
    organisationId: number
    validTo: Date | null
    reason: string
    requestedBy: number
  },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into grant_request (account_id, role, organisation_id, valid_to, reason, requested_by)
    values (${given.accountId}, ${given.role}, ${given.organisationId}, ${given.validTo?.toISOString() ?? null}, ${given.reason},
      ${given.requestedBy})
    returning id`.execute(db)
  return rows[0]!.id
}

type RequestFilter = { paths: string[] | null; accountId?: number | undefined; ids?: number[]; waiting?: boolean }
export type RequestRow = GrantRequest & { overPath: string; requestedById: number }

/** Requests about accounts within scope, the oldest waiting first, then the latest decided. */
export async function listRequests(db: Transaction, filter: RequestFilter): Promise<RequestRow[]> {
  const { paths, accountId = null, ids = null, waiting = false } = filter
  const { rows } = await sql<RequestRow>`
    select r.id, r.account_id as "accountId", a.display_name as "displayName", a.username, home.name as "organisationName", r.role,
      r.organisation_id as "overId", o.name as "overName", o.path::text as "overPath", r.valid_to as "validTo", r.reason,
      asker.display_name as "requestedBy", r.requested_by as "requestedById", r.requested_at as "requestedAt", r.decision,
      decider.display_name as "decidedBy", r.decided_at as "decidedAt", r.decision_reason as "decisionReason"
    from grant_request r join account a on a.id = r.account_id join organisation home on home.id = a.organisation_id
      join organisation o on o.id = r.organisation_id join account asker on asker.id = r.requested_by
      left join account decider on decider.id = r.decided_by
    where (${paths}::ltree[] is null or home.path <@ any (${paths}::ltree[]))
      and (${accountId}::int is null or r.account_id = ${accountId}) and (${ids}::int[] is null or r.id = any (${ids}::int[]))
      and (not ${waiting} or r.decision is null)
    order by r.decided_at desc nulls first, r.id`.execute(db)
  return rows
}

/** Keeps other deciders out of these requests until the end of the transaction. */
export async function lockRequests(db: Transaction, ids: number[]): Promise<void> {
  await sql`select r.id from grant_request r where r.id = any (${ids}::int[]) order by r.id for update`.execute(db)
}

export async function decideRequest(
  db: Transaction,
  given: { id: number; decision: 'granted' | 'refused'; decidedBy: number; reason: string | null },
): Promise<void> {
  await sql`update grant_request set decision = ${given.decision}, decided_by = ${given.decidedBy}, decided_at = now(),
    decision_reason = ${given.reason} where id = ${given.id}`.execute(db)
}

/** How many within scope hold each role now; of `named` roles also who. */
export async function readHolders(db: Transaction, paths: string[] | null, named: readonly Role[]): Promise<Holders[]> {
  const { rows } = await sql<Holders>`
    select g.role, count(distinct a.id)::int as count,
      coalesce(json_agg(json_build_object('accountId', a.id, 'displayName', a.display_name, 'username', a.username,
        'organisationName', home.name, 'overName', o.name, 'until', ${instantText('g.until')}) order by o.path, a.id)
        filter (where g.role = any (${[...named]}::text[])), '[]'::json) as people
    from grant_in_force g join account a on a.id = g.account_id join organisation home on home.id = a.organisation_id
      join organisation o on o.id = g.organisation_id
    where g.deputy_for is null and a.username <> 'console' and a.disabled_at is null and (a.expires_at is null or a.expires_at > now())
      and (${paths}::ltree[] is null or home.path <@ any (${paths}::ltree[]))
    group by g.role`.execute(db)
  return rows
}

/** Who holds roles that exclude each other: possible only after an upgrade from the time of the one administrator. */
export async function readDoubled(
  db: Transaction,
  paths: string[] | null,
  separate: readonly Role[],
): Promise<Doubled[]> {
  const { rows } = await sql<Doubled>`
    select a.id as "accountId", a.display_name as "displayName", a.username, json_agg(distinct g.role) as roles
    from grant_in_force g join account a on a.id = g.account_id join organisation home on home.id = a.organisation_id
    where g.deputy_for is null and a.username <> 'console'
      and (${paths}::ltree[] is null or home.path <@ any (${paths}::ltree[]))
    group by a.id having count(distinct g.role) > 1 and bool_or(g.role = any (${[...separate]}::text[]))
    order by a.id`.execute(db)
  return rows
}
