import { sql } from 'kysely'
import type { Transaction } from '#platform/database/pool.ts'

/** A unit as a move needs it. `countyId`: the county or zone it lies in, itself included; null below the city directly. */
export type Placed = { id: number; path: string; kind: string; countyId: number | null }

/**
 * Every table that keeps a copy of a unit's path beside what belongs to it. The record does too and is left out: its entries were written
 * where the unit stood then. A test compares this list with the schema.
 */
export const PATH_COPIES = [
  'project',
  'progress_report',
  'stored_file',
  'round',
  'ranking',
  'bulletin',
  'own_column',
  'saved_view',
  'ledger_edit',
] as const

/** The unit with its place, as the tree stands now. */
export async function placeOf(db: Transaction, id: number): Promise<Placed> {
  const { rows } = await sql<Placed>`
    select o.id, o.path::text as path, o.kind, (select c.id from organisation c
      where c.path @> o.path and c.kind in ('county', 'zone') order by nlevel(c.path) limit 1) as "countyId"
    from organisation o where o.id = ${id}`.execute(db)
  return rows[0]!
}

/** Moves a unit with all below it under another: its path and every copy of it, and the county of the projects in it. */
export async function moveSubtree(db: Transaction, unit: Placed, parent: Placed): Promise<void> {
  const labels = unit.path.split('.').length - 1
  await sql`
    update organisation set path = ${parent.path}::ltree || subpath(path, ${labels}::int),
      parent_id = case when id = ${unit.id} then ${parent.id}::int else parent_id end,
      sort_order = case when id = ${unit.id}
        then coalesce((select max(s.sort_order) from organisation s where s.parent_id = ${parent.id}), 0) + 10 else sort_order end,
      version = version + case when id = ${unit.id} then 1 else 0 end
    where path <@ ${unit.path}::ltree`.execute(db)
  const isCounty = unit.kind === 'county' || unit.kind === 'zone'
  const county = isCounty
    ? sql``
    : sql`, county_id = case when county_id is not distinct from ${unit.countyId}::int then ${parent.countyId}::int else county_id end`
  for (const table of PATH_COPIES) {
    await sql`update ${sql.table(table)} set org_path = ${parent.path}::ltree || subpath(org_path, ${labels}::int)
      ${table === 'project' ? county : sql``} where org_path <@ ${unit.path}::ltree`.execute(db)
  }
}

/** Gives the target what stands directly in a unit: projects, their files, and what lies in it as county or park. */
export async function handOverProjects(db: Transaction, unit: Placed, target: Placed): Promise<void> {
  const park = target.kind === 'park' ? target.id : null
  const county = sql`case when county_id is not distinct from ${unit.countyId}::int then ${target.countyId}::int else county_id end`
  await sql`
    update project set org_id = ${target.id}, org_path = ${target.path}::ltree, county_id = ${county},
      park_id = case when park_id = ${unit.id} then ${park}::int else park_id end
    where org_id = ${unit.id}`.execute(db)
  if (unit.countyId === unit.id)
    await sql`update project set county_id = ${target.countyId}::int where county_id = ${unit.id}`.execute(db)
  await sql`update project set park_id = ${park}::int where park_id = ${unit.id}`.execute(db)
  // rounds, rankings and bulletins of the unit's own stay its own: they say who published them
  for (const table of ['progress_report', 'stored_file'] as const)
    await sql`update ${sql.table(table)} set org_path = ${target.path}::ltree where org_path = ${unit.path}::ltree`.execute(
      db,
    )
}

export async function handOverAliases(db: Transaction, unitId: number, targetId: number): Promise<void> {
  await sql`update organisation_alias set organisation_id = ${targetId} where organisation_id = ${unitId}`.execute(db)
}

export type MovedAccount = { id: number; username: string }

export async function handOverAccounts(db: Transaction, unitId: number, targetId: number): Promise<MovedAccount[]> {
  const { rows } = await sql<MovedAccount>`
    update account set organisation_id = ${targetId} where organisation_id = ${unitId} returning id, username`.execute(
    db,
  )
  return rows
}

export type EndedGrant = { accountId: number; role: string }
type Ending = { unitId: number; reason: string; by: number | null }

/** Ends the grants over a unit that hold or will hold; what has not begun never does. */
export async function endGrants(db: Transaction, { unitId, reason, by }: Ending): Promise<EndedGrant[]> {
  const { rows } = await sql<EndedGrant>`
    update role_grant set valid_to = greatest(valid_from, now()), ended_by = ${by}, end_reason = ${reason}
    where organisation_id = ${unitId} and (valid_to is null or valid_to > now())
    returning account_id as "accountId", role`.execute(db)
  return rows
}

/** Roles over the unit that their holders do not have over the target too. Read before `endGrants`, asked for after it. */
export async function grantsToAskFor(db: Transaction, unitId: number, targetId: number) {
  const { rows } = await sql<{ accountId: number; role: string; to: string | null }>`
    select distinct on (g.account_id, g.role) g.account_id as "accountId", g.role, g.valid_to as to
    from role_grant g
    where g.organisation_id = ${unitId} and (g.valid_to is null or g.valid_to > now())
      and not exists (select 1 from role_grant held where held.account_id = g.account_id and held.role = g.role
        and held.organisation_id = ${targetId} and held.valid_from <= greatest(g.valid_from, now())
        and (held.valid_to is null or held.valid_to >= g.valid_to))
    order by g.account_id, g.role, g.valid_to desc nulls first`.execute(db)
  return rows
}

/**
 * Asks the security administrator for them over the target: it may be larger than the unit was, and who keeps the tree grants nothing.
 * In the name of whoever wrote the change down.
 */
export async function askForGrants(
  db: Transaction,
  grants: Awaited<ReturnType<typeof grantsToAskFor>>,
  given: { targetId: number; reason: string; changeId: number },
): Promise<void> {
  for (const { accountId, role, to } of grants) {
    await sql`insert into grant_request (account_id, role, organisation_id, valid_to, reason, requested_by)
      select ${accountId}, ${role}, ${given.targetId}, ${to}, ${given.reason}, coalesce(c.recorded_by, ${accountId})
      from organisation_change c where c.id = ${given.changeId}`.execute(db)
  }
}

/** Roles asked for over a unit that is no more are to be asked for again, over another. */
export async function refuseRequests(db: Transaction, { unitId, reason, by }: Ending): Promise<number> {
  const { rows } = await sql`
    update grant_request set decision = 'refused', decided_by = ${by}, decided_at = now(), decision_reason = ${reason}
    where organisation_id = ${unitId} and decision is null returning id`.execute(db)
  return rows.length
}

export async function closeUnit(
  db: Transaction,
  given: { id: number; on: string; mergedIntoId: number | null },
): Promise<void> {
  await sql`update organisation set closed_on = ${given.on}, merged_into_id = ${given.mergedIntoId}, version = version + 1
    where id = ${given.id}`.execute(db)
}
