import { type RawBuilder, sql } from 'kysely'
import { inScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { RolloverItem } from './overview-contract.ts'
import type { Turning } from './rollover-rules.ts'

export type TurningProject = RolloverItem & Turning

/** Projects within scope that have not gone over to the year, and how many have. */
export async function readTurning(
  db: Transaction,
  scope: Scope,
  { year, org, lock }: { year: number; org: number | undefined; lock: boolean },
): Promise<{ projects: TurningProject[]; done: number }> {
  const where = sql`p.merged_into is null and ${inScope(scope, 'p')} and ${below(org)}`
  const gone = sql`exists (select 1 from plan_rollover_project g where g.project_id = p.id and g.year = ${year})`
  if (lock) await sql`select p.id from project p where ${where} order by p.id for update`.execute(db)
  const { rows } = await sql<TurningProject>`
    select p.id, p.name, county.name as "countyName", p.stage, p.library, p.plan_state as "planState", p.planned_start as "plannedStart",
      p.start_date as "startDate", p.total_investment as "totalInvestment"
    from project p left join organisation county on county.id = p.county_id
    where ${where} and not ${gone} order by county.sort_order nulls last, p.total_key desc, p.id`.execute(db)
  const { rows: done } = await sql<{ done: number }>`
    select count(*)::int as done from project p where ${where} and ${gone}`.execute(db)
  return { projects: rows, done: done[0]!.done }
}

type Rollover = { year: number; orgId: number; documentNumber: string; reason: string; by: number; at: Date }

export async function insertRollover(db: Transaction, given: Rollover): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into plan_rollover (year, org_id, document_number, reason, made_by, made_at)
    values (${given.year}, ${given.orgId}, ${given.documentNumber}, ${given.reason}, ${given.by}, ${given.at.toISOString()}) returning id`.execute(
    db,
  )
  return rows[0]!.id
}

export type Turned = {
  projectId: number
  outcome: 'continuing' | 'carriedOver' | 'leftOut' | 'finished'
  from: 'new' | 'continuing' | null
  to: 'new' | 'continuing' | null
}

/** Keeps what became of each project, and sets its state; rows whose state stays are not touched. */
export async function turnProjects(
  db: Transaction,
  rollover: { id: number; year: number; at: Date },
  turned: readonly Turned[],
): Promise<void> {
  const rows = JSON.stringify(turned)
  const shape = sql`jsonb_to_recordset(${rows}::jsonb) as r ("projectId" int, outcome text, "from" text, "to" text)`
  await sql`insert into plan_rollover_project (rollover_id, project_id, year, outcome, from_state, to_state)
    select ${rollover.id}, r."projectId", ${rollover.year}, r.outcome, r."from", r."to" from ${shape}`.execute(db)
  await sql`update project p set plan_state = r."to", version = p.version + 1, updated_at = ${rollover.at.toISOString()}
    from ${shape} where p.id = r."projectId" and p.plan_state is distinct from r."to"`.execute(db)
}

function below(org: number | undefined): RawBuilder<unknown> {
  return org ? sql`p.org_path <@ (select above.path from organisation above where above.id = ${org})` : sql`true`
}
