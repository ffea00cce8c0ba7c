import { sql } from 'kysely'
import type { Stage } from '#capabilities/ledger/contract.ts'
import { inScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { IN_FORCE } from './lines.ts'

export type StageSums = {
  stage: Stage | null
  projects: number
  totalInvestment: string
  dated: number
  medianWaiting: number | null
}
export type StageTime = { stage: Stage; measured: number; medianDays: number | null }

/** A median of fewer says nothing. */
const FEWEST = 3

const below = (org: number | undefined) =>
  org ? sql`p.org_path <@ (select above.path from organisation above where above.id = ${org})` : sql`true`

/** How many projects stand in each stage, what they invest, and how long those stand there whose date is recorded. */
export async function sumStages(
  db: Transaction,
  scope: Scope,
  { org, today }: { org?: number | undefined; today: string },
): Promise<StageSums[]> {
  const { rows } = await sql<StageSums>`
    with standing as (
      select s.project_id, s.stage, max(s.reached_by) as since from stage_step s where ${IN_FORCE} group by s.project_id, s.stage
    )
    select p.stage, count(*)::int as projects, coalesce(sum(p.total_investment), 0) as "totalInvestment", count(t.since)::int as dated,
      case when count(t.since) >= ${FEWEST} then
        round(percentile_cont(0.5) within group (order by ${today}::date - t.since))::int end as "medianWaiting"
    from project p left join standing t on t.project_id = p.id and t.stage = p.stage
    where p.merged_into is null and ${inScope(scope, 'p')} and ${below(org)}
    group by p.stage`.execute(db)
  return rows
}

/** How long projects stayed in a stage before the next one that is recorded; only between dates that are recorded. */
export async function timesInStage(db: Transaction, scope: Scope, org: number | undefined): Promise<StageTime[]> {
  const { rows } = await sql<StageTime>`
    with entry as (
      select s.stage, lead(s.reached_by) over (partition by s.project_id order by s.reached_by, s.id) - s.reached_by as days
      from stage_step s join project p on p.id = s.project_id
      where ${IN_FORCE} and p.merged_into is null and ${inScope(scope, 'p')} and ${below(org)}
    )
    select e.stage, count(e.days)::int as measured,
      case when count(e.days) >= ${FEWEST} then round(percentile_cont(0.5) within group (order by e.days))::int end as "medianDays"
    from entry e group by e.stage`.execute(db)
  return rows
}
