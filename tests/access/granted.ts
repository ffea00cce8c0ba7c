import { sql } from 'kysely'
import type { Database } from '#platform/database/pool.ts'

/** Whom a request becomes in the database, and the role the application signs in as. */
export const DATABASE_ROLES = ['guatu_app', 'guatu_all', 'guatu_scoped', 'guatu_doorway', 'guatu_public'] as const
export type DatabaseRole = (typeof DATABASE_ROLES)[number]

export const VERBS = ['select', 'insert', 'update', 'delete'] as const
export type Verb = (typeof VERBS)[number]

/** What a role may do with one column of a table or view; of a whole row (delete) the column is empty. */
export type Granted = { role: DatabaseRole; table: string; isView: boolean; column: string; verb: Verb }

/** Every privilege of our roles on every table and view, read from the catalogue: what PostgreSQL will say, not what a migration wrote. */
export async function readGranted(owner: Database): Promise<Granted[]> {
  const { rows } = await sql<Granted>`
    with relation as (
      select c.oid, c.relname as name, c.relkind in ('v', 'm') as is_view from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
    ), role as (select unnest(${[...DATABASE_ROLES]}::text[]) as name)
    select role.name as role, r.name as "table", r.is_view as "isView", a.attname as "column", verb.name as verb
    from role cross join relation r cross join (values ('select'), ('insert'), ('update')) verb (name)
    join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    where has_column_privilege(role.name, r.oid, a.attnum, verb.name)
    union all
    select role.name, r.name, r.is_view, '', 'delete' from role cross join relation r
    where has_table_privilege(role.name, r.oid, 'delete')
    order by 1, 2, 5, 4`.execute(owner)
  return rows
}

/** Columns of every table, by its name. */
export async function readColumns(owner: Database): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ name: string; columns: string[] }>`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') group by c.relname order by 1`.execute(
    owner,
  )
  return new Map(rows.map(({ name, columns }) => [name, columns]))
}
