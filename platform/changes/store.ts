import { sql } from 'kysely'
import type { Database } from '../database/pool.ts'

/** What one statement did to projects: `ids` and `paths` side by side; no ids where there were more than could be named. */
export type ChangeRow = { ids: number[]; paths: string[] }
/** Which transactions one has seen, as PostgreSQL writes it: `757:761:758,759`. */
export type Snapshot = string

/**
 * Changes of the transactions that have been committed since a snapshot, and the snapshot they were read in. Neither numbers nor times
 * follow the order of commits; a snapshot does: each change is read once and at once, however long another transaction is running.
 */
export async function readChanges(db: Database, since: Snapshot): Promise<{ rows: ChangeRow[]; snapshot: Snapshot }> {
  const { rows } = await sql<{ snapshot: string; rows: ChangeRow[] }>`
    select pg_current_snapshot()::text as snapshot, coalesce((
      select json_agg(json_build_object('ids', e.project_ids, 'paths', e.paths) order by e.xid, e.id) from live_event e
      where e.xid >= pg_snapshot_xmin(${since}::pg_snapshot) and not pg_visible_in_snapshot(e.xid, ${since}::pg_snapshot)
    ), '[]') as rows`.execute(db)
  return rows[0]!
}

export async function currentSnapshot(db: Database): Promise<Snapshot> {
  const { rows } = await sql<{ snapshot: string }>`select pg_current_snapshot()::text as snapshot`.execute(db)
  return rows[0]!.snapshot
}

/** Projects assigned to these accounts, wherever they lie. */
export async function readAssigned(db: Database, assignees: readonly number[]): Promise<Map<number, string>> {
  if (assignees.length === 0) return new Map()
  const { rows } = await sql<{
    id: number
    path: string
  }>`select * from assigned_projects(${assignees}::int[])`.execute(db)
  return new Map(rows.map(({ id, path }) => [id, path]))
}

/** Tells other servers on this database. `from` lets each leave out what it said itself. */
export async function notify(db: Database, from: string): Promise<void> {
  await sql`select pg_notify('guatu_changes', ${from})`.execute(db)
}
