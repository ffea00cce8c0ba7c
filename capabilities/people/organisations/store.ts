import { type RawBuilder, sql } from 'kysely'
import { foldName } from '#kernel/fold.ts'
import type { Database, Transaction } from '#platform/database/pool.ts'
import type { Organisation } from './contract.ts'
import { organisationLabel } from './rules.ts'

type Db = Database | Transaction

/** The whole tree, parents first, each level in the office's own order; closed units stand in it too. */
export async function listOrganisations(db: Db): Promise<Organisation[]> {
  const { rows } = await sql<Organisation>`
    select o.id, o.parent_id as "parentId", o.kind, o.name, o.short_name as "shortName", o.path::text as path,
      o.division_code as "divisionCode", o.sort_order as "sortOrder", coalesce(al.aliases, '{}') as aliases,
      coalesce(former.names, '[]'::json) as "formerNames", o.closed_on as "closedOn", o.merged_into_id as "mergedIntoId", o.version
    from organisation o
    left join (select a.organisation_id, array_agg(a.alias order by a.id) as aliases from organisation_alias a group by 1) al
      on al.organisation_id = o.id
    left join (
      select n.organisation_id, json_agg(json_build_object('name', n.name, 'validFrom', n.valid_from, 'validTo', n.valid_to)
        order by n.valid_to) as names
      from organisation_name n where n.valid_to is not null group by 1) former on former.organisation_id = o.id
    order by nlevel(o.path), o.sort_order, o.id`.execute(db)
  return rows
}

/**
 * The tree as its units were called on a day (`2026-01-31`). Where they stand is as it is now: figures follow the present affiliation,
 * names the period.
 */
export async function listOrganisationsAsOf(db: Db, day: string): Promise<Organisation[]> {
  const organisations = await listOrganisations(db)
  return organisations.map((row) => ({ ...row, name: nameOn(row, day) }))
}

/**
 * The name the unit `alias` of a query (a row of `organisation`) had in a month, a column such as `d.month`: on its last day. The names of
 * a unit follow each other without a gap; the present one stands in where none is kept.
 */
export function nameInMonth(alias: string, month: string): RawBuilder<string> {
  const day = sql`month_end(${sql.ref(month)})`
  return sql<string>`coalesce((select called.name from organisation_name called where called.organisation_id = ${sql.ref(`${alias}.id`)}
    and (called.valid_from is null or called.valid_from <= ${day}) and (called.valid_to is null or called.valid_to > ${day})),
    ${sql.ref(`${alias}.name`)})`
}

function nameOn({ name, formerNames }: Organisation, day: string): string {
  const then = formerNames.find(({ validFrom, validTo }) => (validFrom ?? '') <= day && day < validTo)
  return then?.name ?? name
}

/** Changes of the tree follow each other until the transaction ends, so that each is judged by what the one before left. */
export async function holdTree(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(7145008)`.execute(db)
}

export type NewOrganisation = {
  parentId: number | null
  kind: string
  name: string
  divisionCode: string | null
  shortName?: string | null
  sortOrder?: number | null
}

export async function insertOrganisation(db: Db, given: NewOrganisation): Promise<Organisation> {
  const id = (await reserveIds(db, 1))[0]!
  const label = organisationLabel(id)
  await sql`
    insert into organisation (id, parent_id, kind, name, folded_name, division_code, short_name, path, sort_order)
    overriding system value
    select ${id}, ${given.parentId}::int, ${given.kind}, ${given.name}, ${foldName(given.name)}, ${given.divisionCode},
      ${given.shortName ?? null}, coalesce((select path from organisation where id = ${given.parentId}) || ${label}, ${label}::ltree),
      coalesce(${given.sortOrder ?? null}::int, (select max(sort_order) from organisation where parent_id = ${given.parentId}) + 10, 10)`.execute(
    db,
  )
  return (await findOrganisation(db, id))!
}

export async function reserveIds(db: Db, count: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('organisation', 'id'))::int as id from generate_series(1, ${count}::int)`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

export async function findOrganisation(db: Db, id: number): Promise<Organisation | null> {
  return (await listOrganisations(db)).find((row) => row.id === id) ?? null
}

/** Sets a name right without keeping the old one: the region's at its first run. A change of name has a date (`change-store.ts`). */
export async function renameOrganisation(db: Db, id: number, name: string): Promise<void> {
  await sql`update organisation set name = ${name}, folded_name = ${foldName(name)} where id = ${id}`.execute(db)
}

export type Edits = { shortName?: string | null; divisionCode?: string | null; sortOrder?: number }

export async function editOrganisation(db: Db, id: number, edits: Edits): Promise<void> {
  const columns = { shortName: 'short_name', divisionCode: 'division_code', sortOrder: 'sort_order' } as const
  const sets = (Object.keys(edits) as (keyof Edits)[])
    .filter((field) => edits[field] !== undefined)
    .map((field) => sql`${sql.ref(columns[field])} = ${edits[field]}`)
  await sql`update organisation set ${sql.join([...sets, sql`version = version + 1`])} where id = ${id}`.execute(db)
}

export async function insertAlias(db: Db, organisationId: number, alias: string, source: string): Promise<void> {
  await sql`insert into organisation_alias (organisation_id, alias, folded_alias, source)
    values (${organisationId}, ${alias}, ${foldName(alias)}, ${source})
    on conflict (folded_alias) do nothing`.execute(db)
}

/** The aliases of a unit become exactly these; whose alias is another's is refused by PostgreSQL. */
export async function replaceAliases(db: Db, organisationId: number, aliases: readonly string[]): Promise<void> {
  const folded = aliases.map(foldName)
  await sql`delete from organisation_alias where organisation_id = ${organisationId} and folded_alias <> all (${folded}::text[])`.execute(
    db,
  )
  for (const alias of aliases) {
    await sql`insert into organisation_alias (organisation_id, alias, folded_alias, source)
      select ${organisationId}, ${alias}, ${foldName(alias)}, 'office'
      where not exists (select 1 from organisation_alias own where own.organisation_id = ${organisationId} and own.folded_alias = ${foldName(alias)})`.execute(
      db,
    )
  }
}
