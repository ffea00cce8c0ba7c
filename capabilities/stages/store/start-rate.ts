import { sql } from 'kysely'
import type { Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { type ProjectLine, readLines } from './lines.ts'

/** Projects that can be in a year's start rate: planned for it or earlier, or new in its plan without a planned date. */
export async function readStartLines(
  db: Transaction,
  scope: Scope,
  { year, org }: { year: number; org?: number | undefined },
): Promise<ProjectLine[]> {
  const below = org ? sql`p.org_path <@ (select above.path from organisation above where above.id = ${org})` : sql`true`
  // what was planned for an earlier year is carried over while it had not started when the year began
  return await readLines(
    db,
    scope,
    sql`${below} and p.merged_into is null and p.stage is distinct from 'withdrawn' and (
      left(p.planned_start, 4) = ${String(year)}
      or (p.planned_start is null and p.plan_state = 'new')
      or (left(p.planned_start, 4) < ${String(year)} and (p.stage in ('planning', 'signed', 'preparation') or p.stage is null
        or coalesce(left(p.start_date, 4), '9999') >= ${String(year)})))`,
  )
}
