import { sql } from 'kysely'
import { foldName } from '#kernel/fold.ts'
import type { Database, Transaction } from '#platform/database/pool.ts'
import type { Organisation } from './contract.ts'
import { organisationLabel } from './rules.ts'

type Db = Database | Transaction

export async function listOrganisations(db: Db): Promise<Organisation[]> {
  const { rows } = await sql<Organisation>`
    select o.id, o.parent_id as "parentId", o.kind, o.name, o.path::text as path, o.division_code as "divisionCode",
      o.sort_order as "sortOrder", coalesce(array_agg(al.alias order by al.id) filter (where al.id is not null), '{}') as aliases
    from organisation o left join organisation_alias al on al.organisation_id = o.id
    group by o.id order by nlevel(o.path), o.sort_order, o.id`.execute(db)
  return rows
}

export async function insertOrganisation(
  db: Db,
  given: { parentId: number | null; kind: string; name: string; divisionCode: string | null },
): Promise<Organisation> {
  const { rows: ids } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('organisation', 'id'))::int as id`.execute(db)
  const id = ids[0]!.id
  const label = organisationLabel(id)
  const { rows } = await sql<Organisation>`
    insert into organisation (id, parent_id, kind, name, folded_name, division_code, path, sort_order)
    overriding system value
    select ${id}, ${given.parentId}::int, ${given.kind}, ${given.name}, ${foldName(given.name)}, ${given.divisionCode},
      coalesce((select path from organisation where id = ${given.parentId}) || ${label}, ${label}::ltree),
      coalesce((select max(sort_order) from organisation where parent_id = ${given.parentId}), 0) + 10
    returning id, parent_id as "parentId", kind, name, path::text as path, division_code as "divisionCode", sort_order as "sortOrder",
      '{}'::text[] as aliases`.execute(db)
  return rows[0]!
}

export async function renameOrganisation(db: Db, id: number, name: string): Promise<void> {
  await sql`update organisation set name = ${name}, folded_name = ${foldName(name)} where id = ${id}`.execute(db)
}

export async function insertAlias(db: Db, organisationId: number, alias: string, source: string): Promise<void> {
  await sql`insert into organisation_alias (organisation_id, alias, folded_alias, source)
    values (${organisationId}, ${alias}, ${foldName(alias)}, ${source})
    on conflict (folded_alias) do nothing`.execute(db)
}
