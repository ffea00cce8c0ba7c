import { type RawBuilder, sql } from 'kysely'
import { inScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { ProjectLibrary } from '../libraries/contract.ts'
import type { ProjectSums, Roster, RosterFields, RosterMember } from './contract.ts'

export type StoredRoster = Omit<Roster, 'mayKeep'> & { orgPath: string }

const ROSTER = sql`r.id, r.version, r.name, r.kind, r.level, r.year, r.org_id as "orgId", o.name as "orgName", r.owner,
  r.document_number as "documentNumber", r.document_date::text as "documentDate", r.valid_from::text as "validFrom", r.valid_to::text as "validTo",
  r.note, o.path::text as "orgPath"`

/** Lists are read where they are kept, below, and by whoever has a project on them. */
function rosterInReach(scope: Scope): RawBuilder<boolean> {
  if (scope.all) return sql<boolean>`true`
  return sql<boolean>`(o.path <@ any (${scope.paths}::ltree[]) or o.path @> any (${scope.paths}::ltree[])
    or exists (select 1 from roster_member m join project p on p.id = m.project_id where m.roster_id = r.id and ${inScope(scope, 'p')}))`
}

type Asked = { id?: number; org?: number | undefined; all?: 'true' | undefined; today: string }

/** Lists in reach, higher levels first. */
export async function listRosters(db: Transaction, scope: Scope, asked: Asked): Promise<StoredRoster[]> {
  const parts: RawBuilder<unknown>[] = [rosterInReach(scope)]
  if (asked.id) parts.push(sql`r.id = ${asked.id}`)
  else if (!asked.all) parts.push(inForce(asked.today))
  const { rows } = await sql<StoredRoster>`
    select ${ROSTER}, ${inForce(asked.today)} as "isValid" from roster r join organisation o on o.id = r.org_id
    where ${sql.join(parts, sql` and `)}
    order by array_position(array['national', 'province', 'city', 'county', 'town'], r.level), r.year desc nulls last, r.name, r.id`.execute(
    db,
  )
  return rows
}

export async function findRoster(
  db: Transaction,
  scope: Scope,
  asked: { id: number; today: string },
): Promise<StoredRoster | null> {
  return (await listRosters(db, scope, asked))[0] ?? null
}

export async function lockRoster(db: Transaction, id: number): Promise<void> {
  await sql`select r.id from roster r where r.id = ${id} for update`.execute(db)
}

function inForce(today: string): RawBuilder<boolean> {
  return sql<boolean>`(r.valid_from <= ${today}::date and (r.valid_to is null or r.valid_to >= ${today}::date))`
}

export async function insertRoster(
  db: Transaction,
  given: RosterFields & { orgId: number; by: number; at: Date },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into roster (name, kind, level, year, org_id, owner, document_number, document_date, valid_from, valid_to, note, created_by, created_at)
    values (${given.name}, ${given.kind}, ${given.level}, ${given.year}, ${given.orgId}, ${given.owner}, ${given.documentNumber},
      ${given.documentDate}::date, ${given.validFrom}::date, ${given.validTo}::date, ${given.note}, ${given.by}, ${given.at.toISOString()})
    returning id`.execute(db)
  return rows[0]!.id
}

export async function updateRoster(db: Transaction, id: number, given: RosterFields): Promise<void> {
  await sql`
    update roster set name = ${given.name}, kind = ${given.kind}, level = ${given.level}, year = ${given.year}, owner = ${given.owner},
      document_number = ${given.documentNumber}, document_date = ${given.documentDate}::date, valid_from = ${given.validFrom}::date,
      valid_to = ${given.validTo}::date, note = ${given.note}, version = version + 1 where id = ${id}`.execute(db)
}

const SUMS = sql`count(*)::int as projects, coalesce(sum(p.total_investment), 0) as "totalInvestment",
  coalesce(sum(p.annual_plan) filter (where left(p.standing_month, 4) = left(region.as_of_month, 4)), 0) as "annualPlan",
  coalesce(sum(p.completed_ytd) filter (where left(p.standing_month, 4) = left(region.as_of_month, 4)), 0) as "completedYtd"`

/** Sums of the present members within scope, list by list. */
export async function sumByRoster(
  db: Transaction,
  scope: Scope,
  asked: { org?: number | undefined; ids: readonly number[] },
): Promise<Map<number, ProjectSums>> {
  const { rows } = await sql<ProjectSums & { id: number }>`
    select m.roster_id as id, ${SUMS} from roster_member m join project p on p.id = m.project_id left join region on true
    where m.roster_id = any (${asked.ids}::int[]) and m.left_on is null and p.merged_into is null and ${inScope(scope, 'p')} and ${below(asked.org)}
    group by m.roster_id`.execute(db)
  return new Map(rows.map(({ id, ...sums }) => [id, sums]))
}

/** The same, each project once. */
export async function sumDistinct(
  db: Transaction,
  scope: Scope,
  asked: { org?: number | undefined; ids: readonly number[] },
): Promise<ProjectSums & { asOfMonth: string | null }> {
  const { rows } = await sql<ProjectSums & { asOfMonth: string | null }>`
    select ${SUMS}, (select as_of_month from region) as "asOfMonth" from project p left join region on true
    where p.id in (select m.project_id from roster_member m where m.roster_id = any (${asked.ids}::int[]) and m.left_on is null)
      and p.merged_into is null and ${inScope(scope, 'p')} and ${below(asked.org)}`.execute(db)
  return rows[0]!
}

function below(org: number | undefined): RawBuilder<unknown> {
  return org ? sql`p.org_path <@ (select above.path from organisation above where above.id = ${org})` : sql`true`
}

/** Members within scope, present ones first; with `projectId` that one's present membership. */
export async function listMembers(
  db: Transaction,
  scope: Scope,
  asked: { rosterId: number; projectId?: number },
): Promise<RosterMember[]> {
  const { rows } = await sql<RosterMember>`
    select m.id, m.project_id as "projectId", p.name, p.code, county.name as "countyName", p.owner, p.library, p.stage, p.light,
      p.total_investment as "totalInvestment", p.annual_plan as "annualPlan", p.completed_ytd as "completedYtd",
      p.completion_rate as "completionRate", m.joined_on::text as "joinedOn", m.join_document as "joinDocument", m.batch, m.tier,
      p.tier as "projectTier", m.left_on::text as "leftOn", m.leave_document as "leaveDocument", m.leave_reason as "leaveReason"
    from roster_member m join project p on p.id = m.project_id left join organisation county on county.id = p.county_id
    where m.roster_id = ${asked.rosterId} and ${inScope(scope, 'p')}
      and (${asked.projectId ?? null}::int is null or (m.project_id = ${asked.projectId ?? null} and m.left_on is null))
    order by m.left_on nulls first, county.sort_order nulls last, p.total_key desc, p.id`.execute(db)
  return rows
}

export async function presentMembers(db: Transaction, rosterId: number, ids: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select m.project_id as id from roster_member m
    where m.roster_id = ${rosterId} and m.left_on is null and m.project_id = any (${ids}::int[])`.execute(db)
  return rows.map(({ id }) => id)
}

type Joining = { joinedOn: string; documentNumber: string; batch: string; tier: string; by: number; at: Date }

export async function insertMembers(
  db: Transaction,
  rosterId: number,
  ids: readonly number[],
  given: Joining,
): Promise<void> {
  await sql`
    insert into roster_member (roster_id, project_id, joined_on, join_document, batch, tier, added_by, added_at)
    select ${rosterId}, id, ${given.joinedOn}::date, ${given.documentNumber}, ${given.batch}, ${given.tier}, ${given.by}, ${given.at.toISOString()}
    from unnest(${ids}::int[]) as id`.execute(db)
}

type Leaving = { leftOn: string; documentNumber: string; reason: string; by: number; at: Date }

/** Answers the projects whose membership ended; a member that joined later than it would leave is not touched. */
export async function endMemberships(
  db: Transaction,
  rosterId: number,
  ids: readonly number[],
  given: Leaving,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    update roster_member set left_on = ${given.leftOn}::date, leave_document = ${given.documentNumber}, leave_reason = ${given.reason},
      removed_by = ${given.by}, removed_at = ${given.at.toISOString()}
    where roster_id = ${rosterId} and left_on is null and project_id = any (${ids}::int[]) returning project_id as id`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

export async function setTier(
  db: Transaction,
  given: { rosterId: number; projectId: number; batch: string; tier: string },
): Promise<void> {
  await sql`update roster_member set batch = ${given.batch}, tier = ${given.tier}
    where roster_id = ${given.rosterId} and project_id = ${given.projectId} and left_on is null`.execute(db)
}

/** The lists one project is or was on. */
export async function listMembershipsOf(db: Transaction, projectId: number): Promise<ProjectLibrary['lists']> {
  const { rows } = await sql<ProjectLibrary['lists'][number]>`
    select r.id as "rosterId", r.name, r.year, m.joined_on::text as "joinedOn", m.join_document as "joinDocument", m.batch, m.tier,
      m.left_on::text as "leftOn", m.leave_reason as "leaveReason"
    from roster_member m join roster r on r.id = m.roster_id
    where m.project_id = ${projectId} order by m.left_on nulls first, m.joined_on, m.id`.execute(db)
  return rows
}
