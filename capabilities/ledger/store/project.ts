import { type RawBuilder, sql } from 'kysely'
import { foldName } from '#kernel/fold.ts'
import { conflict } from '#kernel/problem.ts'
import { inScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { FieldChange, Project } from '../contract.ts'
import { COLUMN_OF, type FieldName, type FieldValue } from '../fields.ts'
import { searchText } from '../rules/search-text.ts'
import { TERMS_OF_PROJECT } from './terms.ts'

export type StoredProject = Omit<Project, 'mayEdit'> & { orgPath: string }

/** One project with everything its page shows, in one statement; null when it is not in scope. */
export async function readProject(db: Transaction, scope: Scope, id: number): Promise<StoredProject | null> {
  const fields = Object.entries(COLUMN_OF).map(([field, column]) => sql`${sql.ref(`p.${column}`)} as ${sql.ref(field)}`)
  const { rows } = await sql<StoredProject>`
    select p.id, p.version, ${sql.join(fields)}, home.name as "orgName", p.org_path::text as "orgPath", p.county_id as "countyId",
      county.name as "countyName", park.name as "parkName", p.longitude, p.latitude, p.extra, p.annual_plan as "annualPlan",
      p.completed_current as "completedCurrent", p.completed_ytd as "completedYtd", p.completed_since_start as "completedSinceStart",
      p.completion_rate as "completionRate", p.pace, p.light, nullif(p.light_reason, '{}') as "lightReason",
      p.standing_month as "standingMonth", p.created_at as "createdAt", p.updated_at as "updatedAt",
      array(select f.name from project_former_name f where f.project_id = p.id order by f.id) as "formerNames",
      case when p.merged_into is not null then jsonb_build_object('id', p.merged_into,
        'name', coalesce((select s.name from project s where s.id = p.merged_into), '其他县区的项目')) end as "mergedInto",
      ${jsonList(sql`select m.id as "mergeId", g.id, g.name, m.merged_at as at, m.reason from project_merge m join project g on g.id = m.absorbed_id
        where m.survivor_id = p.id and m.undone_at is null order by m.id`)} as merged,
      ${jsonList(sql`select c.id, c.name from campaign_project cp join campaign c on c.id = cp.campaign_id where cp.project_id = p.id order by c.sort_order, c.id`)} as campaigns,
      ${jsonList(TERMS_OF_PROJECT)} as terms,
      ${jsonList(sql`select a.id, a.display_name as "displayName", o.name as "organisationName" from project_assignment pa join account a on a.id = pa.account_id
        join organisation o on o.id = a.organisation_id where pa.project_id = p.id order by a.id`)} as assignees,
      ${jsonList(sql`select ap.year, trim_scale(ap.initial_amount)::text as "initialAmount", trim_scale(ap.adjusted_amount)::text as "adjustedAmount",
        ap.adjusted_reason as "adjustedReason" from annual_plan ap where ap.project_id = p.id order by ap.year`)} as "annualPlans",
      ${jsonList(sql`select m.month, trim_scale(m.planned_current)::text as "plannedCurrent", trim_scale(m.reported_current)::text as "reportedCurrent",
        trim_scale(m.correction)::text as correction, trim_scale(m.completed_ytd)::text as "completedYtd",
        trim_scale(m.physical_progress)::text as "physicalProgress", m.light, m.source
        from project_month m where m.project_id = p.id order by m.month`)} as months,
      ${jsonList(sql`select fc.id, fc.month, trim_scale(fc.delta)::text as delta, fc.reason, fc.approver, fc.posted_at as "postedAt",
        a.display_name as "postedBy" from figure_correction fc join account a on a.id = fc.posted_by where fc.project_id = p.id order by fc.id desc`)} as corrections
    from project p join organisation home on home.id = p.org_id
    left join organisation county on county.id = p.county_id left join organisation park on park.id = p.park_id
    where p.id = ${id} and ${inScope(scope, 'p')}`.execute(db)
  return rows[0] ?? null
}

/** `云川市`: stands above what is printed. */
export async function regionName(db: Transaction): Promise<string> {
  const { rows } = await sql<{ name: string }>`select r.name from region r`.execute(db)
  return rows[0]?.name ?? ''
}

/** Locks the row until the transaction ends, so that two edits of one project follow each other. A merged project is not edited: refused. */
export async function lockProject(db: Transaction, scope: Scope, id: number): Promise<boolean> {
  const { rows } = await sql<{ into: string | null }>`
      select case when p.merged_into is not null then coalesce((select s.name from project s where s.id = p.merged_into), '其他县区的项目') end as into
      from project p where p.id = ${id} and ${inScope(scope, 'p')} for update`.execute(db)
  const [found] = rows
  if (found?.into) throw conflict('project_merged', `这个项目已并入“${found.into}”，请在该项目上修改。`)
  return found !== undefined
}

export type Home = { orgId: number; orgPath: string; countyId: number | null }

/** The home of a project in an organisation: its path, and the county or zone it lies in. */
export async function homeIn(db: Transaction, orgId: number): Promise<Home | null> {
  const { rows } = await sql<Home>`
    select o.id as "orgId", o.path::text as "orgPath", (select c.id from organisation c
      where c.path @> o.path and c.kind in ('county', 'zone') order by nlevel(c.path) limit 1) as "countyId"
    from organisation o where o.id = ${orgId}`.execute(db)
  return rows[0] ?? null
}

/** Whether an organisation is a park of this county (or of the city, for a project without one). */
export async function isParkOf(db: Transaction, parkId: number, home: Pick<Home, 'countyId'>): Promise<boolean> {
  const { rows } = await sql`
    select o.id from organisation o
    where o.id = ${parkId} and o.kind = 'park'
      and (${home.countyId}::int is null or o.path <@ (select c.path from organisation c where c.id = ${home.countyId}))`.execute(
    db,
  )
  return rows.length > 0
}

export type NewValues = Partial<Record<FieldName, FieldValue>>

/** Inserts a project; the standing is computed afterwards. */
export async function insertProject(
  db: Transaction,
  home: Home,
  values: NewValues & { name: string },
): Promise<number> {
  const { orgId: _, ...rest } = values
  const columns = Object.keys(rest) as FieldName[]
  const { rows } = await sql<{ id: number }>`
    insert into project (org_id, org_path, county_id, folded_name, folded_owner, search_text,
      ${sql.join(columns.map((field) => sql.ref(COLUMN_OF[field])))})
    values (${home.orgId}, ${home.orgPath}::ltree, ${home.countyId}, ${foldName(values.name)}, ${foldName(String(values.owner ?? ''))},
      ${searchText([values.name], textOf(values.owner), textOf(values.code))}, ${sql.join(columns.map((field) => sql`${rest[field as keyof typeof rest]}`))})
    returning id`.execute(db)
  return rows[0]!.id
}

/** Changes fields and what is derived from them; returns the new version. `home` when the project moves to another organisation. */
export async function updateProject(
  db: Transaction,
  id: number,
  values: NewValues,
  home: Home | null,
  now: Date,
): Promise<number> {
  const { orgId: _, ...rest } = values
  const sets: RawBuilder<unknown>[] = Object.entries(rest).map(
    ([field, value]) => sql`${sql.ref(COLUMN_OF[field as FieldName])} = ${value}`,
  )
  if (home)
    sets.push(sql`org_id = ${home.orgId}`, sql`org_path = ${home.orgPath}::ltree`, sql`county_id = ${home.countyId}`)
  if (values.name) sets.push(sql`folded_name = ${foldName(String(values.name))}`)
  if (values.owner !== undefined) sets.push(sql`folded_owner = ${foldName(String(values.owner ?? ''))}`)
  const { rows } = await sql<{ version: number }>`
    update project set ${sql.join([...sets, sql`version = version + 1`, sql`updated_at = ${now.toISOString()}`])}
    where id = ${id} returning version`.execute(db)
  await refreshSearchText(db, [id])
  return rows[0]!.version
}

export async function refreshSearchText(db: Transaction, ids: readonly number[]): Promise<void> {
  const { rows } = await sql<{ id: number; names: string[]; owner: string | null; code: string | null }>`
    select p.id, array[p.name] || array(select f.name from project_former_name f where f.project_id = p.id order by f.id) as names, p.owner, p.code
    from project p where p.id = any (${ids}::int[])`.execute(db)
  const texts = rows.map((row) => ({ id: row.id, text: searchText(row.names, row.owner, row.code) }))
  await sql`update project p set search_text = t.text from jsonb_to_recordset(${JSON.stringify(texts)}::jsonb) as t (id int, text text)
    where p.id = t.id and p.search_text <> t.text`.execute(db)
}

export async function keepFormerName(db: Transaction, id: number, name: string): Promise<void> {
  await sql`insert into project_former_name (project_id, name, folded_name) values (${id}, ${name}, ${foldName(name)})`.execute(
    db,
  )
}

export type ChangeRow = { projectId: number; field: string; old: string | null; new: string | null }
export type ChangeSource = { at: Date; accountId: number; actor: string; source: string; sourceId: string | null }

export async function insertChanges(db: Transaction, changes: ChangeRow[], source: ChangeSource): Promise<void> {
  if (changes.length === 0) return
  await sql`
    insert into field_change (project_id, field, old, new, at, account_id, actor, source, source_id)
    select c."projectId", c.field, c.old, c.new, ${source.at.toISOString()}, ${source.accountId}, ${source.actor}, ${source.source}, ${source.sourceId}
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as c ("projectId" int, field text, old text, new text)`.execute(
    db,
  )
}

type HistoryQuery = {
  before?: number | undefined
  field?: string | undefined
  month?: string | undefined
  limit: number
}

export async function readHistory(db: Transaction, projectId: number, query: HistoryQuery): Promise<FieldChange[]> {
  // changes of figures begin with their month: `2026-10 1234.5`
  const month = query.month ?? null
  const { rows } = await sql<FieldChange>`
    select c.id, c.field, c.old, c.new, c.at, coalesce(a.display_name, c.actor) as actor, c.source, c.source_id as "sourceId"
    from field_change c left join account a on a.id = c.account_id
    where c.project_id = ${projectId} and (${query.before ?? null}::int is null or c.id < ${query.before ?? null})
      and (${query.field ?? null}::text is null or c.field = ${query.field ?? null})
      and (${month}::text is null or (c.field in ('completedYtd', 'physicalProgress', 'correction')
        and (starts_with(c.new, ${month} || ' ') or starts_with(c.old, ${month} || ' '))))
    order by c.id desc limit ${query.limit}`.execute(db)
  return rows
}

/** The latest change of each field, to tell whose edit stands in the way. */
export async function lastChanges(db: Transaction, projectId: number, fields: readonly string[]) {
  const { rows } = await sql<{ field: string; by: string; at: string }>`
    select distinct on (c.field) c.field, coalesce(a.display_name, c.actor) as by, c.at
    from field_change c left join account a on a.id = c.account_id
    where c.project_id = ${projectId} and c.field = any (${fields}::text[]) order by c.field, c.id desc`.execute(db)
  return rows
}

function jsonList(query: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`coalesce((select json_agg(row_to_json(q)) from (${query}) q), '[]'::json)`
}

function textOf(value: FieldValue | undefined): string | null {
  return value === null || value === undefined ? null : String(value)
}
