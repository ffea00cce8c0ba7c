import { type RawBuilder, sql } from 'kysely'
import { inScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { Batch, CohortFields } from '../contract/cohorts.ts'

export type StoredCohort = CohortFields & {
  id: number
  orgId: number
  orgPath: string
  orgName: string
  version: number
}
export type MemberRow = {
  id: number
  cohortId: number
  projectId: number
  batch: Batch
  joinedOn: string
  leftOn: string | null
  leftReason: string | null
}

/** A round concerns its own unit, those above who answer for it, and those below whose projects are in it. */
export function inSight(scope: Scope, column: string): RawBuilder<boolean> {
  if (scope.all) return sql<boolean>`true`
  const path = sql.ref(column)
  return sql<boolean>`(${path} <@ any (${scope.paths}::ltree[]) or ${path} @> any (${scope.paths}::ltree[]))`
}

const FIELDS = sql`c.id, c.org_id as "orgId", o.path::text as "orgPath", o.name as "orgName", c.number, c.name, c.starts_on as "startsOn",
  c.ends_on as "endsOn", c.warn_days as "warnDays", c.document, c.version,
  json_build_object('signed', c.signed_label, 'started', c.started_label, 'inProduction', c.producing_label) as labels,
  json_build_object('signed', json_build_object('within', c.signed_within, 'unit', c.signed_unit),
    'started', json_build_object('within', c.started_within, 'unit', c.started_unit),
    'inProduction', json_build_object('within', c.producing_within, 'unit', c.producing_unit)) as deadlines`

/** Rounds in sight, the latest first; or the one asked for. */
export async function listCohorts(db: Transaction, scope: Scope, id?: number): Promise<StoredCohort[]> {
  const { rows } = await sql<StoredCohort>`
    select ${FIELDS} from cohort c join organisation o on o.id = c.org_id
    where ${inSight(scope, 'o.path')} and (${id ?? null}::int is null or c.id = ${id ?? null})
    order by c.starts_on desc, c.number desc, c.id desc`.execute(db)
  return rows
}

/** Holds the round until the transaction ends. */
export async function lockCohort(db: Transaction, id: number): Promise<void> {
  await sql`select c.id from cohort c where c.id = ${id} for update`.execute(db)
}

export async function insertCohort(
  db: Transaction,
  given: CohortFields & { orgId: number; by: number; now: Date },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into cohort (org_id, created_by, created_at, ${sql.join(COLUMNS.map((column) => sql.ref(column)))})
    values (${given.orgId}, ${given.by}, ${given.now.toISOString()}, ${sql.join(valuesOf(given))}) returning id`.execute(
    db,
  )
  return rows[0]!.id
}

export async function updateCohort(db: Transaction, id: number, fields: CohortFields): Promise<void> {
  const values = valuesOf(fields)
  const sets = COLUMNS.map((column, at) => sql`${sql.ref(column)} = ${values[at]}`)
  await sql`update cohort set ${sql.join(sets)}, version = version + 1 where id = ${id}`.execute(db)
}

const COLUMNS = [
  'number',
  'name',
  'starts_on',
  'ends_on',
  'signed_label',
  'started_label',
  'producing_label',
  'signed_within',
  'signed_unit',
  'started_within',
  'started_unit',
  'producing_within',
  'producing_unit',
  'warn_days',
  'document',
] as const

function valuesOf({ number, name, startsOn, endsOn, labels, deadlines, warnDays, document }: CohortFields): unknown[] {
  const { signed, started, inProduction } = deadlines
  return [
    number,
    name,
    startsOn,
    endsOn,
    labels.signed,
    labels.started,
    labels.inProduction,
    signed.within,
    signed.unit,
    started.within,
    started.unit,
    inProduction.within,
    inProduction.unit,
    warnDays,
    document || null,
  ]
}

/** Members in scope of these rounds, those that left included. */
export async function readMembers(db: Transaction, scope: Scope, cohortIds: readonly number[]): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    select m.id, m.cohort_id as "cohortId", m.project_id as "projectId", m.batch, m.joined_on as "joinedOn", m.left_on as "leftOn",
      m.left_reason as "leftReason"
    from cohort_member m join project p on p.id = m.project_id
    where m.cohort_id = any (${cohortIds}::int[]) and p.merged_into is null and ${inScope(scope, 'p')} order by m.id`.execute(
    db,
  )
  return rows
}

export async function insertMembers(
  db: Transaction,
  given: { cohortId: number; projectIds: readonly number[]; batch: Batch; joinedOn: string; by: number; now: Date },
): Promise<void> {
  await sql`
    insert into cohort_member (cohort_id, project_id, batch, joined_on, added_at, added_by)
    select ${given.cohortId}::int, t.id, ${given.batch}, ${given.joinedOn}::date, ${given.now.toISOString()}::timestamptz, ${given.by}::int
    from unnest(${given.projectIds}::int[]) as t (id)`.execute(db)
}

/** Ends memberships; answers how many. */
export async function endMembers(
  db: Transaction,
  given: { cohortId: number; projectIds: readonly number[]; leftOn: string; reason: string },
): Promise<number> {
  const { rows } = await sql`
    update cohort_member set left_on = ${given.leftOn}::date, left_reason = ${given.reason}
    where cohort_id = ${given.cohortId} and project_id = any (${given.projectIds}::int[]) and left_on is null returning id`.execute(
    db,
  )
  return rows.length
}

export type Named = { id: number; name: string; orgPath: string }

/** Those of the projects that lie in the scope. */
export async function projectsInScope(db: Transaction, scope: Scope, ids: readonly number[]): Promise<Named[]> {
  const { rows } = await sql<Named>`
    select p.id, p.name, p.org_path::text as "orgPath" from project p
    where p.merged_into is null and p.id = any (${ids}::int[]) and ${inScope(scope, 'p')} order by p.id`.execute(db)
  return rows
}

/** The unit a round or event is of: the one given, or the top of what the person answers for. */
export async function findUnit(
  db: Transaction,
  given: { id?: number | undefined; path?: string | undefined },
): Promise<{ id: number; path: string } | null> {
  const { rows } = await sql<{ id: number; path: string }>`
    select o.id, o.path::text as path from organisation o
    where ${given.id ? sql`o.id = ${given.id}` : sql`o.path = ${given.path ?? ''}::ltree`}`.execute(db)
  return rows[0] ?? null
}
