import { sql } from 'kysely'
import { inScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { cellOf } from './columns.ts'

export type StoredRow = {
  id: number
  version: number
  orgPath: string
  cells: Record<string, string | null>
}

/** The named columns of the named projects, in the order of the ids; those out of scope or gone are left out. */
export async function readRows(
  db: Transaction,
  scope: Scope,
  ids: readonly number[],
  columns: readonly string[],
): Promise<StoredRow[]> {
  if (ids.length === 0) return []
  const cells = columns.map((field, nth) => sql`, ${cellOf(field)} as ${sql.ref(`cell${nth}`)}`)
  const { rows } = await sql<Record<string, string | null> & { id: number; version: number; orgPath: string }>`
    select p.id, p.version, p.org_path::text as "orgPath" ${sql.join(cells, sql` `)}
    from project p where p.id = any (${ids}::int[]) and ${inScope(scope, 'p')}`.execute(db)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (!row) return []
    const named = columns.map((field, nth) => [field, row[`cell${nth}`] || null] as const)
    return [{ id, version: row.version, orgPath: row.orgPath, cells: Object.fromEntries(named) }]
  })
}
