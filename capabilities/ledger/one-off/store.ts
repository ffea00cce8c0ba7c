import { type RawBuilder, sql } from 'kysely'
import { inScope, pathInScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { ProjectFilter } from '../contract.ts'
import { ownValue } from '../grid/store/columns.ts'
import { matches } from '../store/list.ts'
import type { FormColumn } from './contract.ts'

export type StoredOneOff = {
  id: number
  title: string
  note: string
  orgId: number
  orgName: string
  orgPath: string
  dueOn: string
  createdBy: string
  createdAt: string
  closedBy: string | null
  closedAt: string | null
  version: number
  columns: FormColumn[]
}

const FORM = sql`f.id, f.title, f.note, f.org_id as "orgId", o.name as "orgName", o.path::text as "orgPath", f.due_on::text as "dueOn",
  who.display_name as "createdBy", f.created_at as "createdAt", closer.display_name as "closedBy", f.closed_at as "closedAt", f.version,
  (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'heading', c.heading, 'kind', c.kind, 'choices', c.choices, 'unit', c.unit,
    'required', fc.required, 'madeHere', fc.made_here, 'isDropped', c.dropped_at is not null) order by fc.sort_order), '[]'::jsonb)
    from one_off_form_column fc join own_column c on c.id = fc.column_id where fc.form_id = f.id) as columns`
const FROM = sql`from one_off_form f join organisation o on o.id = f.org_id join account who on who.id = f.created_by
  left join account closer on closer.id = f.closed_by`

/** Of its organisation and above, and whoever has a project on it. */
function isOpenTo(scope: Scope): RawBuilder<unknown> {
  return sql`(${pathInScope(scope, 'o.path')} or exists (select 1 from one_off_form_project fp join project p on p.id = fp.project_id
    where fp.form_id = f.id and p.merged_into is null and ${inScope(scope, 'p')}))`
}

export async function listForms(db: Transaction, scope: Scope): Promise<StoredOneOff[]> {
  const { rows } = await sql<StoredOneOff>`
    select ${FORM} ${FROM} where ${isOpenTo(scope)} order by f.closed_at is not null, f.id desc limit 200`.execute(db)
  return rows
}

export async function findForm(db: Transaction, scope: Scope, id: number): Promise<StoredOneOff | null> {
  const { rows } = await sql<StoredOneOff>`select ${FORM} ${FROM} where f.id = ${id} and ${isOpenTo(scope)}`.execute(db)
  return rows[0] ?? null
}

/**
 * Those who fill in go on side by side; closing waits for them and they for it, so that nothing lands in a column being dropped. No row lock:
 * a reporter may not change the form's row.
 */
export async function waitWhileChanged(db: Transaction, id: number): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(7147, ${id})`.execute(db)
}

/** For a change, which only those of its organisation and above may make. */
export async function lockForm(db: Transaction, scope: Scope, id: number): Promise<StoredOneOff | null> {
  await sql`select pg_advisory_xact_lock(7147, ${id})`.execute(db)
  const { rows } = await sql`
    select f.id from one_off_form f join organisation o on o.id = f.org_id
    where f.id = ${id} and ${pathInScope(scope, 'o.path')} for update of f`.execute(db)
  return rows.length === 0 ? null : await findForm(db, scope, id)
}

type Given = { title: string; note: string; dueOn: string; orgId: number; by: number; at: Date }

export async function insertForm(db: Transaction, given: Given): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into one_off_form (title, note, org_id, due_on, created_by, created_at)
    values (${given.title}, ${given.note}, ${given.orgId}, ${given.dueOn}, ${given.by}, ${given.at.toISOString()}) returning id`.execute(
    db,
  )
  return rows[0]!.id
}

export async function insertColumns(
  db: Transaction,
  formId: number,
  columns: readonly { id: number; required: boolean; madeHere: boolean }[],
): Promise<void> {
  const rows = columns.map((column, sortOrder) => ({ ...column, sortOrder }))
  await sql`
    insert into one_off_form_column (form_id, column_id, sort_order, required, made_here)
    select ${formId}, r.id, r."sortOrder", r.required, r."madeHere"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id int, "sortOrder" int, required boolean, "madeHere" boolean)`.execute(
    db,
  )
}

export async function insertProjects(db: Transaction, formId: number, ids: readonly number[]): Promise<void> {
  await sql`insert into one_off_form_project (form_id, project_id) select ${formId}, id from unnest(${ids}::int[]) as id`.execute(
    db,
  )
}

/** Projects of the filter that lie below an organisation; one more than `most` tells that there are too many. */
export async function chooseProjects(
  db: Transaction,
  scope: Scope,
  { filter, orgPath, most }: { filter: ProjectFilter; orgPath: string; most: number },
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select p.id from project p where ${matches(scope, filter)} and p.org_path <@ ${orgPath}::ltree limit ${sql.lit(most + 1)}`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

export async function updateForm(
  db: Transaction,
  { id, title, note, dueOn }: Pick<StoredOneOff, 'id' | 'title' | 'note' | 'dueOn'>,
): Promise<void> {
  await sql`update one_off_form set title = ${title}, note = ${note}, due_on = ${dueOn}, version = version + 1 where id = ${id}`.execute(
    db,
  )
}

export async function setClosed(db: Transaction, id: number, closed: { at: Date; by: number } | null): Promise<void> {
  await sql`update one_off_form set closed_at = ${closed?.at.toISOString() ?? null}, closed_by = ${closed?.by ?? null},
    version = version + 1 where id = ${id}`.execute(db)
}

/** Headings of those columns that another form not yet closed still asks for. */
export async function usedElsewhere(db: Transaction, formId: number, columnIds: readonly number[]): Promise<string[]> {
  const { rows } = await sql<{ heading: string }>`
    select distinct c.heading from one_off_form_column fc join one_off_form f on f.id = fc.form_id join own_column c on c.id = fc.column_id
    where fc.form_id <> ${formId} and fc.column_id = any (${columnIds}::int[]) and f.closed_at is null`.execute(db)
  return rows.map(({ heading }) => heading)
}

/** Of the columns, those whose values are already cleared. */
export async function clearedColumns(db: Transaction, columnIds: readonly number[]): Promise<string[]> {
  const { rows } = await sql<{ heading: string }>`
    select c.heading from own_column c where c.id = any (${columnIds}::int[]) and c.cleared_at is not null`.execute(db)
  return rows.map(({ heading }) => heading)
}

/** Whether every required column of `project p` holds something. */
export function isFilled(columns: readonly FormColumn[]): RawBuilder<unknown> {
  const asked = columns.filter(({ required, isDropped }) => required && !isDropped)
  if (asked.length === 0) return sql`false`
  return sql`(${sql.join(
    asked.map(({ id }) => sql`${ownValue(id)} is not null`),
    sql` and `,
  )})`
}

/** `project p` of a form, as long as it stands for itself. */
export function projectsOf(form: { id: number }, scope: Scope): RawBuilder<unknown> {
  return sql`from project p join one_off_form_project fp on fp.project_id = p.id
    left join organisation county on county.id = p.county_id
    where fp.form_id = ${form.id} and p.merged_into is null and ${inScope(scope, 'p')}`
}

export async function countRows(
  db: Transaction,
  scope: Scope,
  form: StoredOneOff,
): Promise<{ total: number; filled: number }> {
  const { rows } = await sql<{ total: number; filled: number }>`
    select count(*)::int as total, count(*) filter (where ${isFilled(form.columns)})::int as filled ${projectsOf(form, scope)}`.execute(
    db,
  )
  return rows[0]!
}

export type RowHead = {
  projectId: number
  name: string
  owner: string | null
  countyName: string | null
  isFilled: boolean
  orgPath: string
}
type Part = { offset: number; limit: number; missing: boolean; ids?: readonly number[] }

/** Projects of a form in the office's order of counties. */
export async function listRows(
  db: Transaction,
  scope: Scope,
  form: StoredOneOff,
  part: Part,
): Promise<{ items: RowHead[]; total: number }> {
  const filled = isFilled(form.columns)
  const narrowed = [
    ...(part.missing ? [sql`not ${filled}`] : []),
    ...(part.ids ? [sql`p.id = any (${part.ids}::int[])`] : []),
  ]
  const rest = sql`${projectsOf(form, scope)} ${narrowed.length > 0 ? sql`and ${sql.join(narrowed, sql` and `)}` : sql``}`
  const { rows } = await sql<RowHead>`
    select p.id as "projectId", p.name, p.owner, county.name as "countyName", ${filled} as "isFilled", p.org_path::text as "orgPath" ${rest}
    order by county.sort_order, county.id, p.folded_name, p.id limit ${part.limit} offset ${part.offset}`.execute(db)
  const { rows: counted } = await sql<{ total: number }>`select count(*)::int as total ${rest}`.execute(db)
  return { items: rows, total: counted[0]!.total }
}
