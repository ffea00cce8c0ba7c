import { sql } from 'kysely'
import { inScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'

export type ChangeSince = {
  projectId: number
  field: string
  text: string | null
  by: string
  at: string
  source: string
}

/** What was done to these projects since an instant, oldest first; turning lights left out. */
export async function changesSince(
  db: Transaction,
  projectIds: readonly number[],
  since: string,
): Promise<ChangeSince[]> {
  if (projectIds.length === 0) return []
  const { rows } = await sql<ChangeSince>`
    select c.project_id as "projectId", c.field, coalesce(c.new, c.old) as text, coalesce(a.display_name, c.actor) as by, c.at, c.source
    from field_change c left join account a on a.id = c.account_id
    where c.project_id = any (${projectIds}::int[]) and c.at >= ${since} and c.field <> 'light'
    order by c.id limit 100000`.execute(db)
  return rows
}

/** Holds these projects until the transaction ends, so that what is compared is what is written over. */
export async function lockProjects(db: Transaction, scope: Scope, ids: readonly number[]): Promise<void> {
  await sql`select p.id from project p where p.id = any (${ids}::int[]) and ${inScope(scope, 'p')} order by p.id for update`.execute(
    db,
  )
}
