import { sql } from 'kysely'
import { foldName } from '#kernel/fold.ts'
import type { Transaction } from '#platform/database/pool.ts'

export type NewUnit = {
  id: number
  parentId: number
  kind: string
  name: string
  path: string
  divisionCode: string | null
  shortName: string | null
  /** Null: after its last sister. */
  sortOrder: number | null
}

/** Many units in one statement, those above before those below; new sisters without a place follow the last one in their order. */
export async function insertUnits(db: Transaction, units: readonly NewUnit[]): Promise<void> {
  const rows = units.map((unit, at) => ({ ...unit, foldedName: foldName(unit.name), at }))
  await sql`
    insert into organisation (id, parent_id, kind, name, folded_name, division_code, short_name, path, sort_order)
    overriding system value
    select u.id, u."parentId", u.kind, u.name, u."foldedName", u."divisionCode", u."shortName", u.path::ltree,
      coalesce(u."sortOrder", coalesce((select max(o.sort_order) from organisation o where o.parent_id = u."parentId"), 0)
        + 10 * (row_number() over (partition by u."parentId" order by u.at))::int)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as u (id int, "parentId" int, kind text, name text, "foldedName" text,
      "divisionCode" text, "shortName" text, path text, "sortOrder" int, at int)
    order by u.at`.execute(db)
}

export async function insertAliases(
  db: Transaction,
  aliases: readonly { organisationId: number; alias: string }[],
): Promise<void> {
  if (aliases.length === 0) return
  const rows = aliases.map((row) => ({ ...row, folded: foldName(row.alias) }))
  await sql`
    insert into organisation_alias (organisation_id, alias, folded_alias, source)
    select a."organisationId", a.alias, a.folded, 'import'
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as a ("organisationId" int, alias text, folded text)`.execute(
    db,
  )
}
