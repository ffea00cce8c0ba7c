import { sql } from 'kysely'
import { pathInScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { OrganisationDetail } from './contract.ts'
import type { Hanging } from './rules.ts'

// Projects, rounds and photographs belong to later capabilities. Whether a unit may be closed, and what a merger takes along, hangs on all
// of them: these counts, and the moves of `restructure-store.ts`, are the only places where people reads or writes their tables.

export type Surveyed = { id: number; accounts: number; projects: number; planned: number }

/** Of the units in scope: accounts in use, projects (as the roll-ups count them) and changes planned. */
export async function surveyUnits(db: Transaction, scope: Scope): Promise<Surveyed[]> {
  const { rows } = await sql<Surveyed>`
    select o.id, coalesce(a.count, 0)::int as accounts, coalesce(p.count, 0)::int as projects, coalesce(c.count, 0)::int as planned
    from organisation o
    left join (select account.organisation_id as id, count(*) as count from account
      where account.disabled_at is null and account.username <> 'console' group by 1) a on a.id = o.id
    left join (select r.org_id as id, sum(r.projects) as count from project_rollup r group by 1) p on p.id = o.id
    left join (select c.organisation_id as id, count(*) as count from organisation_change c
      where c.applied_at is null and c.withdrawn_at is null group by 1) c on c.id = o.id
    where ${pathInScope(scope, 'o.path')}`.execute(db)
  return rows
}

export type HangingOn = Hanging & { grants: number; aliases: number; parkProjects: number; planned: number }

/** What hangs on one unit, whoever may see it: counted past the scope of assignment but within that of row level security. */
export async function hangingOn(db: Transaction, id: number): Promise<HangingOn> {
  const { rows } = await sql<HangingOn>`
    select (select count(*)::int from project p where p.org_id = ${id}) as projects,
      (select count(*)::int from account a where a.organisation_id = ${id} and a.disabled_at is null and a.username <> 'console'
        and (a.expires_at is null or a.expires_at > now())) as accounts,
      (select count(*)::int from role_grant g where g.organisation_id = ${id} and (g.valid_to is null or g.valid_to > now())) as grants,
      (select count(*)::int from organisation o where o.parent_id = ${id} and o.closed_on is null) as children,
      (select count(*)::int from organisation_alias al where al.organisation_id = ${id}) as aliases,
      (select count(*)::int from round r where r.org_id = ${id} and r.locked_at is null) as "openRounds",
      (select count(*)::int from project p where p.park_id = ${id} and p.org_id <> ${id}) as "parkProjects",
      (select count(*)::int from organisation_change c where (c.organisation_id = ${id} or c.target_id = ${id})
        and c.applied_at is null and c.withdrawn_at is null) as planned`.execute(db)
  return rows[0]!
}

/** What goes along when a unit does: in it and in all below it. */
export async function subtreeCounts(db: Transaction, path: string): Promise<{ projects: number; accounts: number }> {
  const { rows } = await sql<{ projects: number; accounts: number }>`
    select (select coalesce(sum(r.projects), 0)::int from project_rollup r join organisation o on o.id = r.org_id
        where o.path <@ ${path}::ltree) as projects,
      (select count(*)::int from account a join organisation o on o.id = a.organisation_id
        where o.path <@ ${path}::ltree and a.disabled_at is null and a.username <> 'console') as accounts`.execute(db)
  return rows[0]!
}

/**
 * Names of projects that would stand twice in a county, by name and owner, when those below `path` come to it; `wholeCounty` when it is
 * the county itself that goes, with the projects it has in homes outside it.
 */
export async function projectsAlreadyIn(
  db: Transaction,
  given: { path: string; wholeCounty: boolean; fromCounty: number | null; toCounty: number | null },
): Promise<string[]> {
  const { path, wholeCounty, fromCounty, toCounty } = given
  const { rows } = await sql<{ name: string }>`
    select p.name from project p
    where p.merged_into is null and (${wholeCounty} or p.org_path <@ ${path}::ltree) and p.county_id is not distinct from ${fromCounty}::int
      and exists (select 1 from project there where there.merged_into is null and there.county_id = ${toCounty}::int
        and there.folded_name = p.folded_name and there.folded_owner = p.folded_owner and there.id <> p.id)
    order by p.id limit 3`.execute(db)
  return rows.map(({ name }) => name)
}

/** What the record says of a unit, newest first. The departure a county keeps of a unit that left is the same step told twice. */
export async function historyOf(db: Transaction, id: number): Promise<OrganisationDetail['history']> {
  const { rows } = await sql<OrganisationDetail['history'][number]>`
    select r.id, r.at, coalesce(a.display_name, r.actor) as actor, r.action, r.before, r.after, r.reason
    from record_entry r left join account a on a.id = r.account_id
    where r.subject_type = 'organisation' and r.subject_id = ${String(id)} and r.action <> 'organisation.left'
    order by r.id desc limit 100`.execute(db)
  return rows
}

export async function namesOf(db: Transaction, id: number): Promise<OrganisationDetail['names']> {
  const { rows } = await sql<OrganisationDetail['names'][number]>`
    select n.name, n.valid_from as "validFrom", n.valid_to as "validTo" from organisation_name n
    where n.organisation_id = ${id} order by n.valid_from nulls first`.execute(db)
  return rows
}
