import { sql } from 'kysely'
import { inScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'

/** Which of the projects lie in scope, with their paths. */
export async function projectsInScope(
  db: Transaction,
  scope: Scope,
  ids: readonly number[],
): Promise<{ id: number; orgPath: string }[]> {
  const { rows } = await sql<{ id: number; orgPath: string }>`
    select p.id, p.org_path::text as "orgPath" from project p where p.id = any (${ids}::int[]) and p.merged_into is null and ${inScope(scope, 'p')}`.execute(
    db,
  )
  return rows
}

export async function assign(
  db: Transaction,
  given: { projectIds: readonly number[]; accountId: number; by: number; replace: boolean },
): Promise<void> {
  if (given.replace) {
    await sql`delete from project_assignment where project_id = any (${given.projectIds}::int[]) and account_id <> ${given.accountId}`.execute(
      db,
    )
  }
  await sql`
    insert into project_assignment (project_id, account_id, assigned_by)
    select id, ${given.accountId}, ${given.by} from unnest(${given.projectIds}::int[]) as id
    on conflict do nothing`.execute(db)
}
