import { setImmediate as pause } from 'node:timers/promises'
import { type RawBuilder, sql } from 'kysely'
import { foldName } from '#kernel/fold.ts'
import type { Wan } from '#kernel/money.ts'
import type { Month } from '#kernel/period.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { COLUMN_OF, type FieldName, type FieldValue } from '../fields.ts'
import { searchText } from '../rules/search-text.ts'
import type { Standing } from '../rules/standing.ts'
import type { Home } from './project.ts'

/** Fields an import may set: all but the home, which it carries apart. */
export type ImportField = Exclude<FieldName, 'orgId' | 'parkId'>
export type ImportValues = Partial<Record<ImportField, FieldValue>>
export type MonthWrite = { month: Month; planned?: Wan; current?: Wan; ytd?: Wan }
/** A project as an import writes it. `plans` by year, 万元. */
export type ProjectWrite = {
  home: Home
  values: ImportValues & { name: string }
  extra: Record<string, string>
  plans: Record<string, Wan>
  months: MonthWrite[]
  /** Computed beforehand from what is written here: a large import has no time to insert a row and then change it. */
  standing: Standing & { presetId: number }
}

const FIELDS = (Object.keys(COLUMN_OF) as FieldName[]).filter(
  (field): field is ImportField => field !== 'orgId' && field !== 'parkId',
)
const COLUMN_TYPES: Partial<Record<ImportField, string>> = {
  isPriority: 'boolean',
  tier: 'integer',
  totalInvestment: 'numeric',
  fundsInPlace: 'numeric',
  completedToLastYearEnd: 'numeric',
}
const BATCH = 2_000

/** Inserts many projects with their plans, months and standings; answers their ids in order. */
export async function insertProjects(db: Transaction, projects: readonly ProjectWrite[]): Promise<number[]> {
  const ids: number[] = []
  let rows = rowsOf(projects.slice(0, BATCH))
  for (let at = 0; at < projects.length; at += BATCH) {
    const inserting = insertRows(db, rows)
    // once the batch is on its way, the next is made ready while the database works
    await pause()
    rows = rowsOf(projects.slice(at + BATCH, at + 2 * BATCH))
    ids.push(...(await inserting))
  }
  await savePlans(
    db,
    projects.map((project, index) => ({ projectId: ids[index]!, plans: project.plans })),
  )
  await saveMonths(
    db,
    projects.map((project, index) => ({ projectId: ids[index]!, months: project.months })),
  )
  return ids
}

/** Projects as the JSON text that `insertRows` takes. */
function rowsOf(projects: readonly ProjectWrite[]): string {
  const rows = projects.map(({ home, values, extra, standing }, at) => ({
    at,
    ...home,
    ...standingColumns(standing),
    library: 'construction',
    isPriority: false,
    ...values,
    extra,
    foldedName: foldName(values.name),
    foldedOwner: foldName(String(values.owner ?? '')),
    searchText: searchText(
      [values.name],
      (values.owner as string | null) ?? null,
      (values.code as string | null) ?? null,
    ),
  }))
  return JSON.stringify(rows)
}

async function insertRows(db: Transaction, rows: string): Promise<number[]> {
  const { rows: inserted } = await sql<{ id: number }>`
    insert into project (org_id, org_path, county_id, extra, folded_name, folded_owner, search_text, standing_month, annual_plan,
      completed_current, completed_ytd, completion_rate, pace, light, light_reason, completed_since_start, ${columnList()})
    select r."orgId", r."orgPath"::ltree, r."countyId", r.extra, r."foldedName", r."foldedOwner", r."searchText", r."standingMonth",
      r."annualPlan", r."completedCurrent", r."completedYtd", round(r."completionRate", 4), round(r.pace, 4), r.light, r.reason,
      r."completedToLastYearEnd" + r."completedYtd", ${valueList()}
    from jsonb_to_recordset(${rows}::jsonb) as r (at int, "orgId" int, "orgPath" text, "countyId" int, extra jsonb,
      "foldedName" text, "foldedOwner" text, "searchText" text, "standingMonth" text, "annualPlan" numeric, "completedCurrent" numeric,
      "completedYtd" numeric, "completionRate" numeric, pace numeric, light text, reason jsonb, ${typeList()})
    order by r.at returning id`.execute(db)
  return inserted.map((row) => row.id)
}

function standingColumns({ presetId, reason, ...standing }: ProjectWrite['standing']) {
  return { ...standing, reason: { ...reason, presetId } }
}

/** `extra` is laid over what the office's own columns hold, null empties one; `removed` are headings that go. */
export type ProjectUpdate = {
  id: number
  values: ImportValues
  extra: Record<string, string | null>
  removed?: string[]
}

/** Sets the named fields of many projects, leaving the others; answers the new versions by id. */
export async function updateProjects(
  db: Transaction,
  updates: readonly ProjectUpdate[],
  now: Date,
): Promise<Map<number, number>> {
  const rows = updates.map(({ id, values, extra, removed = [] }) => ({
    id,
    set: Object.keys(values),
    extra,
    removed,
    ...values,
  }))
  const sets = FIELDS.map(
    (field) =>
      sql`${sql.ref(COLUMN_OF[field])} = case when r.set ? ${field} then ${typed(field)} else ${sql.ref(`p.${COLUMN_OF[field]}`)} end`,
  )
  const { rows: updated } = await sql<{ id: number; version: number }>`
    update project p set ${sql.join(sets)},
      extra = jsonb_strip_nulls((p.extra - array(select jsonb_array_elements_text(r.removed))) || r.extra),
      version = p.version + 1, updated_at = ${now.toISOString()}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id int, set jsonb, extra jsonb, removed jsonb, ${typeList()})
    where p.id = r.id returning p.id, p.version`.execute(db)
  await refold(
    db,
    updates.map((update) => update.id),
  )
  return new Map(updated.map((row) => [row.id, row.version]))
}

/** Annual plans of many projects: issued where there is none, else adjusted; the initial amount stays. */
export async function savePlans(
  db: Transaction,
  plans: { projectId: number; plans: Record<string, Wan> }[],
): Promise<void> {
  const rows = plans.flatMap(({ projectId, plans: byYear }) =>
    Object.entries(byYear).map(([year, amount]) => ({ projectId, year: Number(year), amount })),
  )
  if (rows.length === 0) return
  await sql`
    insert into annual_plan as kept (project_id, year, initial_amount)
    select r."projectId", r.year, r.amount from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r ("projectId" int, year int, amount numeric)
    on conflict (project_id, year) do update set adjusted_amount = excluded.initial_amount, adjusted_reason = '台账导入'
    where coalesce(kept.adjusted_amount, kept.initial_amount) <> excluded.initial_amount`.execute(db)
}

/** Months of many projects; what is not given stays. A cumulative without its month's own amount leaves that unknown. */
export async function saveMonths(
  db: Transaction,
  months: { projectId: number; months: MonthWrite[] }[],
): Promise<void> {
  const rows = months.flatMap(({ projectId, months: list }) => list.map((month) => ({ projectId, ...month })))
  for (let at = 0; at < rows.length; at += 20_000) {
    await sql`
      insert into project_month as kept (project_id, month, planned_current, reported_current, completed_ytd, source)
      select r."projectId", r.month, r.planned, r.current, r.ytd, 'import'
      from jsonb_to_recordset(${JSON.stringify(rows.slice(at, at + 20_000))}::jsonb) as r ("projectId" int, month text, planned numeric, current numeric, ytd numeric)
      on conflict (project_id, month) do update set planned_current = coalesce(excluded.planned_current, kept.planned_current),
        reported_current = coalesce(excluded.reported_current, kept.reported_current),
        completed_ytd = coalesce(excluded.completed_ytd, kept.completed_ytd), source = 'import', updated_at = now()`.execute(
      db,
    )
  }
}

async function refold(db: Transaction, ids: readonly number[]): Promise<void> {
  const { rows } = await sql<{ id: number; names: string[]; owner: string | null; code: string | null }>`
    select p.id, array[p.name] || array(select f.name from project_former_name f where f.project_id = p.id order by f.id) as names, p.owner, p.code
    from project p where p.id = any (${ids}::int[])`.execute(db)
  const folded = rows.map(({ id, names, owner, code }) => ({
    id,
    name: foldName(names[0]!),
    owner: foldName(owner ?? ''),
    text: searchText(names, owner, code),
  }))
  await sql`
    update project p set folded_name = r.name, folded_owner = r.owner, search_text = r.text
    from jsonb_to_recordset(${JSON.stringify(folded)}::jsonb) as r (id int, name text, owner text, text text)
    where p.id = r.id and (p.folded_name, p.folded_owner, p.search_text) is distinct from (r.name, r.owner, r.text)`.execute(
    db,
  )
}

function typed(field: ImportField): RawBuilder<unknown> {
  return sql.ref(`r.${field}`)
}

function columnList(): RawBuilder<unknown> {
  return sql.join(FIELDS.map((field) => sql.ref(COLUMN_OF[field])))
}

function valueList(): RawBuilder<unknown> {
  return sql.join(FIELDS.map(typed))
}

function typeList(): RawBuilder<unknown> {
  return sql.join(FIELDS.map((field) => sql`${sql.ref(field)} ${sql.raw(COLUMN_TYPES[field] ?? 'text')}`))
}
