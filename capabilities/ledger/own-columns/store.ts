import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { OwnColumn } from '../grid/contract.ts'

export type StoredColumn = Omit<OwnColumn, 'mayChange'> & { orgPath: string }

const COLUMNS = sql`c.id, c.heading, c.kind, c.choices, c.unit, c.org_id as "orgId", c.org_path::text as "orgPath", c.dropped_at as "droppedAt",
  o.name as "orgName"`

/** Columns in use that hold for projects within the scope, those of higher organisations first. */
export async function listColumns(db: Transaction, scope: Scope): Promise<StoredColumn[]> {
  const { rows } = await sql<StoredColumn>`
    select ${COLUMNS} from own_column c join organisation o on o.id = c.org_id
    where c.dropped_at is null and ${holdsFor(scope)} order by nlevel(c.org_path), c.id`.execute(db)
  return rows
}

/** Dropped ones of the last thirty days that can be brought back. */
export async function listDropped(db: Transaction, scope: Scope): Promise<StoredColumn[]> {
  const { rows } = await sql<StoredColumn>`
    select ${COLUMNS} from own_column c join organisation o on o.id = c.org_id
    where c.dropped_at is not null and c.cleared_at is null and ${holdsFor(scope)} order by c.dropped_at desc`.execute(
    db,
  )
  return rows
}

export async function lockColumn(db: Transaction, id: number): Promise<StoredColumn | null> {
  const { rows } = await sql<StoredColumn>`
    select ${COLUMNS} from own_column c join organisation o on o.id = c.org_id where c.id = ${id} and c.cleared_at is null for update of c`.execute(
    db,
  )
  return rows[0] ?? null
}

/** A column of the scope's own organisations and below, or of one above them; assigned projects bring the columns of their organisations. */
function holdsFor(scope: Scope): RawBuilder<unknown> {
  if (scope.all) return sql`true`
  return sql`(c.org_path @> any (${scope.paths}::ltree[]) or c.org_path <@ any (${scope.paths}::ltree[])
    or exists (select 1 from project_assignment a join project p on p.id = a.project_id
      where a.account_id = any (${scope.assignees}::int[]) and p.org_path <@ c.org_path))`
}

export type NewColumn = Pick<OwnColumn, 'heading' | 'kind' | 'choices' | 'unit' | 'orgId'>

export async function insertColumn(db: Transaction, column: NewColumn, by: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into own_column (heading, kind, choices, unit, org_id, org_path, created_by)
    select ${column.heading}, ${column.kind}, ${column.choices}::text[], ${column.unit}, o.id, o.path, ${by}
    from organisation o where o.id = ${column.orgId} returning id`.execute(db)
  return rows[0]!.id
}

export async function updateColumn(
  db: Transaction,
  id: number,
  column: Pick<OwnColumn, 'heading' | 'choices' | 'unit'>,
): Promise<void> {
  await sql`update own_column set heading = ${column.heading}, choices = ${column.choices}::text[], unit = ${column.unit},
    version = version + 1 where id = ${id}`.execute(db)
}

export async function setDropped(db: Transaction, id: number, dropped: { at: Date; by: number } | null): Promise<void> {
  await sql`update own_column set dropped_at = ${dropped?.at.toISOString() ?? null}, dropped_by = ${dropped?.by ?? null},
    version = version + 1 where id = ${id}`.execute(db)
}

export type HeldValue = { projectId: number; value: string }

/** What stands under a heading in the projects of an organisation and below. Locks them: nobody fills in what is being renamed. */
export async function valuesUnder(db: Transaction, orgPath: string, heading: string): Promise<HeldValue[]> {
  const { rows } = await sql<HeldValue>`
    select p.id as "projectId", p.extra ->> ${heading} as value from project p
    where p.org_path <@ ${orgPath}::ltree and p.extra ? ${heading} order by p.id for update of p`.execute(db)
  return rows
}

/** Sets (or, with null, takes away) what stands under a heading in many projects; versions go up as with any edit. */
export async function putValues(
  db: Transaction,
  heading: string,
  values: readonly { projectId: number; value: string | null }[],
  now: Date,
): Promise<void> {
  for (let at = 0; at < values.length; at += 5_000) {
    await sql`
      update project p set extra = case when r.value is null then p.extra - ${heading}::text else p.extra || jsonb_build_object(${heading}::text, r.value) end,
        version = p.version + 1, updated_at = ${now.toISOString()}
      from jsonb_to_recordset(${JSON.stringify(values.slice(at, at + 5_000))}::jsonb) as r ("projectId" int, value text)
      where p.id = r."projectId"`.execute(db)
  }
}

export async function renameKey(
  db: Transaction,
  names: { from: string; to: string },
  projectIds: readonly number[],
  now: Date,
): Promise<void> {
  await sql`
    update project p set extra = (p.extra - ${names.from}::text) || jsonb_build_object(${names.to}::text, p.extra -> ${names.from}::text),
      version = p.version + 1, updated_at = ${now.toISOString()}
    where p.id = any (${projectIds}::int[])`.execute(db)
}

export async function keepDroppedValues(db: Transaction, id: number, values: readonly HeldValue[]): Promise<void> {
  await sql`
    insert into own_column_value (column_id, project_id, value)
    select ${id}, r."projectId", r.value from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as r ("projectId" int, value text)`.execute(
    db,
  )
}

export async function takeDroppedValues(db: Transaction, id: number): Promise<HeldValue[]> {
  const { rows } = await sql<HeldValue>`
    delete from own_column_value v where v.column_id = ${id} returning v.project_id as "projectId", v.value`.execute(db)
  return rows
}

/** Columns dropped before a moment whose values are still kept. */
export async function lockOutlived(db: Transaction, before: Date): Promise<StoredColumn[]> {
  const { rows } = await sql<StoredColumn>`
    select ${COLUMNS} from own_column c join organisation o on o.id = c.org_id
    where c.dropped_at < ${before.toISOString()} and c.cleared_at is null order by c.id for update of c skip locked`.execute(
    db,
  )
  return rows
}

export async function clearColumn(db: Transaction, id: number, now: Date): Promise<number> {
  const { length } = await takeDroppedValues(db, id)
  await sql`update own_column set cleared_at = ${now.toISOString()} where id = ${id}`.execute(db)
  return length
}
