import { sql } from 'kysely'
import { foldName } from '#kernel/fold.ts'
import { inScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { Project } from '../contract.ts'
import type { CarriedPart, MergePlan } from './contract.ts'

/** Locks both entries, in the order of their numbers so that two merges never wait for each other; what is missing is not in scope. */
export async function lockBoth(
  db: Transaction,
  scope: Scope,
  ids: readonly number[],
): Promise<{ id: number; version: number; mergedInto: number | null; orgPath: string; name: string }[]> {
  const { rows } = await sql<{
    id: number
    version: number
    mergedInto: number | null
    orgPath: string
    name: string
  }>`
    select p.id, p.version, p.merged_into as "mergedInto", p.org_path::text as "orgPath", p.name from project p
    where p.id = any (${ids}::int[]) and ${inScope(scope, 'p')} order by p.id for update of p`.execute(db)
  return rows
}

/** When each field of a project was last changed. */
export async function lastChanged(db: Transaction, id: number): Promise<Record<string, string>> {
  const { rows } = await sql<{ field: string; at: string }>`
    select c.field, max(c.at) as at from field_change c where c.project_id = ${id} group by c.field`.execute(db)
  return Object.fromEntries(rows.map(({ field, at }) => [field, at]))
}

export type OpenReport = {
  reportId: number
  roundId: number
  title: string
  /** Somebody has written in it. */
  isWorkedOn: boolean
  survivorIsIn: boolean
}

/** Reports of the absorbed entry in rounds that are still open. */
export async function openReports(db: Transaction, survivorId: number, absorbedId: number): Promise<OpenReport[]> {
  const { rows } = await sql<OpenReport>`
    select r.id as "reportId", r.round_id as "roundId", d.title, (r.is_started or r.state <> 'draft') as "isWorkedOn",
      exists (select 1 from progress_report own where own.round_id = r.round_id and own.project_id = ${survivorId}) as "survivorIsIn"
    from progress_report r join round d on d.id = r.round_id
    where r.project_id = ${absorbedId} and d.locked_at is null order by d.id for update of r`.execute(db)
  return rows
}

export async function markMerged(db: Transaction, absorbedId: number, survivorId: number, now: Date): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update project set merged_into = ${survivorId}, version = version + 1, updated_at = ${now.toISOString()}
    where id = ${absorbedId} returning version`.execute(db)
  await sql`delete from duplicate_pair where dismissed_at is null and (a_id = ${absorbedId} or b_id = ${absorbedId})`.execute(
    db,
  )
  return rows[0]!.version
}

export async function unmark(db: Transaction, absorbedId: number, now: Date): Promise<void> {
  await sql`update project set merged_into = null, version = version + 1, updated_at = ${now.toISOString()} where id = ${absorbedId}`.execute(
    db,
  )
}

/** Plans and months of a project as they stand, in all their columns: what undoing restores and compares. */
export type Kept = { plans: unknown[]; months: unknown[]; extra: Record<string, string> }

export async function readKept(db: Transaction, id: number): Promise<Kept> {
  const { rows } = await sql<Kept>`
    select coalesce((select jsonb_agg(to_jsonb(a) order by a.year) from annual_plan a where a.project_id = p.id), '[]') as plans,
      coalesce((select jsonb_agg(to_jsonb(m) - 'updated_at' - 'light' order by m.month) from project_month m where m.project_id = p.id), '[]') as months,
      p.extra
    from project p where p.id = ${id}`.execute(db)
  return rows[0]!
}

/** Plans taken over: issued where the survivor has none, else put beside its own as an adjustment. */
export async function takePlans(db: Transaction, id: number, plans: Project['annualPlans']): Promise<void> {
  const rows = plans.map(({ year, initialAmount, adjustedAmount, adjustedReason }) => ({
    year,
    initial: initialAmount,
    adjusted: adjustedAmount,
    reason: adjustedReason,
  }))
  await sql`
    insert into annual_plan as kept (project_id, year, initial_amount, adjusted_amount, adjusted_reason)
    select ${id}::int, r.year, r.initial, r.adjusted, r.reason
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (year int, initial numeric, adjusted numeric, reason text)
    on conflict (project_id, year) do update set
      adjusted_amount = nullif(coalesce(excluded.adjusted_amount, excluded.initial_amount), kept.initial_amount), adjusted_reason = '合并重复项目'`.execute(
    db,
  )
}

type Month = { month: string } & NonNullable<MergePlan['months'][number]['survivor']>

export async function takeMonths(db: Transaction, id: number, months: readonly Month[]): Promise<void> {
  await sql`
    insert into project_month as kept (project_id, month, planned_current, reported_current, correction, completed_ytd, physical_progress, source)
    select ${id}::int, r.month, r."plannedCurrent", r."reportedCurrent", r.correction, r."completedYtd", r."physicalProgress", 'entry'
    from jsonb_to_recordset(${JSON.stringify(months)}::jsonb) as r (month text, "plannedCurrent" numeric, "reportedCurrent" numeric,
      correction numeric, "completedYtd" numeric, "physicalProgress" numeric)
    on conflict (project_id, month) do update set planned_current = excluded.planned_current, reported_current = excluded.reported_current,
      correction = excluded.correction, completed_ytd = excluded.completed_ytd, physical_progress = excluded.physical_progress, updated_at = now()`.execute(
    db,
  )
}

/** What the survivor gained besides fields, plans and months: enough to take it away again. */
export type Gained = {
  /** What it stands on and has in hand, by table: the keys of the rows that moved. Merges made before migration 0025 carried none. */
  carried?: Record<string, string[]>
  accounts: number[]
  campaigns: number[]
  terms: number[]
  formerNames: number[]
  movedReports: number[]
  droppedReports: unknown[]
}

export async function gain(
  db: Transaction,
  { survivorId, absorbedId, reports }: { survivorId: number; absorbedId: number; reports: readonly OpenReport[] },
  now: Date,
): Promise<Gained> {
  const ids = async (query: ReturnType<typeof sql<{ id: number }>>) =>
    (await query.execute(db)).rows.map(({ id }) => id)
  const accounts = await ids(sql`insert into project_assignment (project_id, account_id, assigned_by)
    select ${survivorId}::int, a.account_id, a.assigned_by from project_assignment a where a.project_id = ${absorbedId}
    on conflict do nothing returning account_id as id`)
  const campaigns = await ids(sql`insert into campaign_project (campaign_id, project_id)
    select c.campaign_id, ${survivorId}::int from campaign_project c where c.project_id = ${absorbedId} on conflict do nothing returning campaign_id as id`)
  const terms = await ids(sql`insert into project_term (project_id, term_id)
    select ${survivorId}::int, t.term_id from project_term t where t.project_id = ${absorbedId} on conflict do nothing returning term_id as id`)
  const formerNames = await takeNames(db, survivorId, absorbedId, now)
  const movedReports = await ids(sql`update progress_report r set project_id = ${survivorId}, org_path = p.org_path
    from project p where p.id = ${survivorId} and r.id = any (${reports.filter((one) => !one.survivorIsIn).map((one) => one.reportId)}::int[])
    returning r.id`)
  const dropped = reports.filter((one) => one.survivorIsIn).map((one) => one.reportId)
  const { rows } = await sql<{ report: unknown }>`
    delete from progress_report r where r.id = any (${dropped}::int[]) returning to_jsonb(r) as report`.execute(db)
  const droppedReports = rows.map(({ report }) => report)
  return { carried: await carry(db, absorbedId), accounts, campaigns, terms, formerNames, movedReports, droppedReports }
}

/** Lists, rounds, joint starts, readiness, check items, one-off forms and papers move; the entry is marked as merged by then. */
async function carry(db: Transaction, absorbedId: number): Promise<Record<string, string[]>> {
  const { rows } = await sql<{ carried: Record<string, string[]> }>`
    select project_merge_carry(${absorbedId}) as carried`.execute(db)
  return rows[0]!.carried
}

/** How many rows of each part would come along. */
export async function countCarried(
  db: Transaction,
  survivorId: number,
  absorbedId: number,
): Promise<Record<CarriedPart, number>> {
  const { rows } = await sql<{ counts: Record<CarriedPart, number> }>`
    select project_merge_counts(${survivorId}, ${absorbedId}) as counts`.execute(db)
  return rows[0]!.counts
}

/** While the absorbed entry is still marked as merged. */
export async function giveBack(db: Transaction, mergeId: number): Promise<void> {
  await sql`select project_merge_give_back(${mergeId})`.execute(db)
}

/** Whether one of the entries waits for a decision about its library. */
export async function waitingMove(db: Transaction, ids: readonly number[]): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`
    select p.name from project_move m join project p on p.id = m.project_id
    where m.project_id = any (${ids}::int[]) and m.state = 'waiting' limit 1`.execute(db)
  return rows[0]?.name ?? null
}

/** The names the absorbed entry had are former names of the survivor, so that the next file finds it by them. */
async function takeNames(db: Transaction, survivorId: number, absorbedId: number, now: Date): Promise<number[]> {
  const { rows: names } = await sql<{ name: string; own: boolean }>`
    select p.name, p.id = ${survivorId} as own from project p where p.id in (${survivorId}, ${absorbedId})
    union all select f.name, f.project_id = ${survivorId} from project_former_name f where f.project_id in (${survivorId}, ${absorbedId})`.execute(
    db,
  )
  const own = new Set(names.filter((one) => one.own).map(({ name }) => foldName(name)))
  const added = [
    ...new Map(names.filter(({ name }) => !own.has(foldName(name))).map(({ name }) => [foldName(name), name])),
  ]
  const rows = added.map(([folded, name]) => ({ folded, name }))
  const { rows: inserted } = await sql<{ id: number }>`
    insert into project_former_name (project_id, name, folded_name, until)
    select ${survivorId}::int, r.name, r.folded, ${now.toISOString()} from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (name text, folded text)
    returning id`.execute(db)
  return inserted.map(({ id }) => id)
}

export async function saveExtra(db: Transaction, id: number, extra: Record<string, string>): Promise<void> {
  await sql`update project set extra = ${JSON.stringify(extra)}::jsonb where id = ${id} and extra is distinct from ${JSON.stringify(extra)}::jsonb`.execute(
    db,
  )
}

/** Puts plans, months, own columns and everything gained back as they were. */
export async function restore(
  db: Transaction,
  { survivorId, absorbedId }: { survivorId: number; absorbedId: number },
  kept: Kept,
  gained: Gained,
): Promise<void> {
  await sql`delete from annual_plan where project_id = ${survivorId}`.execute(db)
  await sql`insert into annual_plan select * from jsonb_populate_recordset(null::annual_plan, ${JSON.stringify(kept.plans)}::jsonb)`.execute(
    db,
  )
  await sql`delete from project_month m where m.project_id = ${survivorId}
    and m.month <> all (select r.month from jsonb_to_recordset(${JSON.stringify(kept.months)}::jsonb) as r (month text))`.execute(
    db,
  )
  await sql`
    update project_month m set planned_current = r.planned_current, reported_current = r.reported_current, correction = r.correction,
      completed_ytd = r.completed_ytd, physical_progress = r.physical_progress, source = r.source, updated_at = now()
    from jsonb_populate_recordset(null::project_month, ${JSON.stringify(kept.months)}::jsonb) r
    where m.project_id = ${survivorId} and m.month = r.month`.execute(db)
  await saveExtra(db, survivorId, kept.extra)
  await sql`delete from project_assignment where project_id = ${survivorId} and account_id = any (${gained.accounts}::int[])`.execute(
    db,
  )
  await sql`delete from campaign_project where project_id = ${survivorId} and campaign_id = any (${gained.campaigns}::int[])`.execute(
    db,
  )
  await sql`delete from project_term where project_id = ${survivorId} and term_id = any (${gained.terms}::int[])`.execute(
    db,
  )
  await sql`delete from project_former_name where project_id = ${survivorId} and id = any (${gained.formerNames}::int[])`.execute(
    db,
  )
  await sql`update progress_report r set project_id = ${absorbedId}, org_path = p.org_path from project p
    where p.id = ${absorbedId} and r.id = any (${gained.movedReports}::int[]) and r.project_id = ${survivorId}`.execute(
    db,
  )
  await restoreReports(db, absorbedId, gained.droppedReports)
}

/** Untouched reports that were dropped are needed again where their round is still open; their numbers are not. */
async function restoreReports(db: Transaction, absorbedId: number, reports: readonly unknown[]): Promise<void> {
  await sql`
    insert into progress_report (round_id, project_id, org_path)
    select r.round_id, ${absorbedId}::int, p.org_path
    from jsonb_to_recordset(${JSON.stringify(reports)}::jsonb) as r (round_id int)
    join round d on d.id = r.round_id and d.locked_at is null join project p on p.id = ${absorbedId}
    on conflict do nothing`.execute(db)
}

export type StoredMerge = {
  id: number
  survivorId: number
  absorbedId: number
  before: Kept & { fields: Record<string, string | number | boolean | null>; gained: Gained }
  after: Kept & { fields: Record<string, string | number | boolean | null> }
  survivorVersion: number
  absorbedVersion: number
  undoneAt: string | null
}

export async function insertMerge(
  db: Transaction,
  given: Omit<StoredMerge, 'id' | 'undoneAt'> & { reason: string; by: number; at: Date },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into project_merge (survivor_id, absorbed_id, reason, before, after, survivor_version, absorbed_version, merged_at, merged_by)
    values (${given.survivorId}, ${given.absorbedId}, ${given.reason}, ${JSON.stringify(given.before)}::jsonb, ${JSON.stringify(given.after)}::jsonb,
      ${given.survivorVersion}, ${given.absorbedVersion}, ${given.at.toISOString()}, ${given.by})
    returning id`.execute(db)
  return rows[0]!.id
}

export async function findMerge(db: Transaction, scope: Scope, id: number): Promise<StoredMerge | null> {
  const { rows } = await sql<StoredMerge>`
    select m.id, m.survivor_id as "survivorId", m.absorbed_id as "absorbedId", m.before, m.after, m.survivor_version as "survivorVersion",
      m.absorbed_version as "absorbedVersion", m.undone_at as "undoneAt"
    from project_merge m join project p on p.id = m.survivor_id where m.id = ${id} and ${inScope(scope, 'p')}`.execute(
    db,
  )
  return rows[0] ?? null
}

export async function setUndone(db: Transaction, id: number, by: number, now: Date): Promise<void> {
  await sql`update project_merge set undone_at = ${now.toISOString()}, undone_by = ${by} where id = ${id}`.execute(db)
}
