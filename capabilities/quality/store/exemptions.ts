import { sql } from 'kysely'
import { inScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { ProjectQuality } from '../contract.ts'

/** Exemptions that hold on the day. */
export async function listExemptions(
  db: Transaction,
  projectId: number,
  today: string,
): Promise<ProjectQuality['exemptions']> {
  const { rows } = await sql<ProjectQuality['exemptions'][number]>`
    select x.id, x.rule_id as "ruleId", r.name, x.reason, x.until::text as until, who.display_name as by, x.granted_at as at
    from quality_exemption x join quality_rule r on r.id = x.rule_id join account who on who.id = x.granted_by
    where x.project_id = ${projectId} and x.ended_at is null and (x.until is null or x.until >= ${today}::date) order by x.id`.execute(
    db,
  )
  return rows
}

type Given = { projectId: number; ruleId: number; reason: string; until: string | null; by: number; at: Date }

/** One that ran out makes way for the new one. False when one still holds. */
export async function insertExemption(db: Transaction, given: Given, today: string): Promise<boolean> {
  await sql`
    update quality_exemption set ended_at = ${given.at.toISOString()}, ended_by = ${given.by}
    where project_id = ${given.projectId} and rule_id = ${given.ruleId} and ended_at is null and until < ${today}::date`.execute(
    db,
  )
  const { rows } = await sql<{ id: number }>`
    insert into quality_exemption (project_id, rule_id, reason, until, granted_by, granted_at)
    values (${given.projectId}, ${given.ruleId}, ${given.reason}, ${given.until}::date, ${given.by}, ${given.at.toISOString()})
    on conflict (project_id, rule_id) where ended_at is null do nothing returning id`.execute(db)
  return rows.length > 0
}

/** Ends one that holds, within scope; answers what it was. */
export async function endExemption(
  db: Transaction,
  scope: Scope,
  { id, by, at }: { id: number; by: number; at: Date },
): Promise<{ projectId: number; ruleId: number; reason: string; orgPath: string } | null> {
  const { rows } = await sql<{ projectId: number; ruleId: number; reason: string; orgPath: string }>`
    update quality_exemption x set ended_at = ${at.toISOString()}, ended_by = ${by} from project p
    where x.id = ${id} and x.ended_at is null and p.id = x.project_id and ${inScope(scope, 'p')}
    returning x.project_id as "projectId", x.rule_id as "ruleId", x.reason, p.org_path as "orgPath"`.execute(db)
  return rows[0] ?? null
}

export async function projectPath(db: Transaction, scope: Scope, id: number): Promise<string | null> {
  const { rows } = await sql<{ path: string }>`
    select p.org_path as path from project p where p.id = ${id} and ${inScope(scope, 'p')}`.execute(db)
  return rows[0]?.path ?? null
}
