import { type RawBuilder, sql } from 'kysely'
import { inScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { PLAN_CLASS, PLAN_YEAR } from '../store/plan-state.ts'
import type { StaleProject } from './overview-contract.ts'
import type { Library } from './rules.ts'

/** Projects that are alike in all that the overview counts by, summed. */
export type Cell = {
  library: Library
  stage: 'withdrawn' | 'suspended' | 'finished' | 'other'
  isPriority: boolean
  tier: 1 | 2 | null
  planClass: 'new' | 'continuing' | 'reserve' | 'unmarked' | 'outside'
  projects: number
  totalInvestment: string
  annualPlan: string
  completedYtd: string
}

/** One pass over the projects in scope: everything the overview says is added up from these cells. */
export async function readCells(db: Transaction, scope: Scope, org: number | undefined): Promise<Cell[]> {
  const inYear = (column: string) =>
    sql`coalesce(sum(${sql.raw(column)}) filter (where left(p.standing_month, 4) = left((select as_of_month from region), 4)), 0)`
  const { rows } = await sql<Cell>`
    select c.library, c.stage, c.is_priority as "isPriority", c.tier, c.plan_class as "planClass", c.projects, c."totalInvestment", c."annualPlan",
      c."completedYtd"
    from (
      select p.library, case when p.stage in ('withdrawn', 'suspended') then p.stage
          when p.stage in ('completed', 'inProduction', 'atCapacity', 'returnsAchieved') then 'finished' else 'other' end as stage,
        p.is_priority, p.tier, ${PLAN_CLASS} as plan_class, count(*)::int as projects, coalesce(sum(p.total_investment), 0) as "totalInvestment",
        ${inYear('p.annual_plan')} as "annualPlan", ${inYear('p.completed_ytd')} as "completedYtd"
      from project p where p.merged_into is null and ${inScope(scope, 'p')} and ${below(org)} group by 1, 2, 3, 4, 5
    ) c`.execute(db)
  return rows
}

export async function readLibrarySetting(
  db: Transaction,
): Promise<{ staleDays: number; planYear: number; asOfMonth: string | null }> {
  const { rows } = await sql<{ staleDays: number; planYear: number; asOfMonth: string | null }>`
    select s.stale_days as "staleDays", ${PLAN_YEAR} as "planYear", (select as_of_month from region) as "asOfMonth" from library_setting s`.execute(
    db,
  )
  return rows[0]!
}

export async function setStaleDays(db: Transaction, days: number, by: number, at: Date): Promise<void> {
  await sql`update library_setting set stale_days = ${days}, changed_by = ${by}, changed_at = ${at.toISOString()}`.execute(
    db,
  )
}

/** Fields whose change is progress; a corrected telephone number is none. */
const PROGRESS = [
  'created',
  'stage',
  'startDate',
  'code',
  'fundsInPlace',
  'totalInvestment',
  'annualPlan',
  'completedYtd',
  'physicalProgress',
]

type Stale = { org: number | undefined; before: string; today: string; limit: number }

/**
 * Projects of the reserve and construction libraries without progress since a day: no month with an amount or a step of physical progress,
 * no change of a field that tells of it. Longest first, with how many there are.
 */
export async function listStale(
  db: Transaction,
  scope: Scope,
  { org, before, today, limit }: Stale,
): Promise<{ items: StaleProject[]; total: number }> {
  const { rows } = await sql<StaleProject & { total: number }>`
    with stale as materialized (
      select p.id, greatest(p.created_at::date, (${lastMoved(sql`p.id`)}), (${lastChanged(sql`p.id`)}), (${lastPlaced(sql`p.id`)})) as last_on
      from project p
      where p.merged_into is null and ${inScope(scope, 'p')} and ${below(org)} and p.library in ('reserve', 'construction')
        and coalesce(p.stage, '') not in ('withdrawn', 'completed', 'inProduction', 'atCapacity', 'returnsAchieved')
        and p.created_at < ${before}::date
        and not exists (select 1 from project_month m where m.project_id = p.id and m.month >= left(${before}, 7)
          and coalesce(m.reported_current, 0) + m.correction <> 0)
    )
    select p.id, p.name, county.name as "countyName", p.library, p.stage, p.total_investment as "totalInvestment",
      s.last_on::text as "lastProgressOn", (${today}::date - s.last_on) as days,
      exists (select 1 from project_move w where w.project_id = p.id and w.state = 'waiting') as "isWaiting", count(*) over ()::int as total
    from stale s join project p on p.id = s.id left join organisation county on county.id = p.county_id
    where s.last_on < ${before}::date order by s.last_on, p.id limit ${limit}`.execute(db)
  return { items: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}

/** Being moved between the libraries is progress; being suspended or asked to leave is none. */
function lastPlaced(id: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select max(v.effective_on) from project_move v where v.project_id = ${id} and v.state = 'approved'
    and v.kind not in ('suspension', 'withdrawal', 'priorityOff')`
}

/** The end of the last month in which money was spent or the works went on. */
function lastMoved(id: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select max((m.month || '-01')::date + interval '1 month' - interval '1 day')::date from (
      select q.month, q.reported_current, q.correction, q.physical_progress,
        lag(q.physical_progress) over (order by q.month) as earlier from project_month q where q.project_id = ${id}) m
    where coalesce(m.reported_current, 0) + m.correction <> 0 or m.physical_progress > coalesce(m.earlier, 0)`
}

function lastChanged(id: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select max(f.at)::date from field_change f where f.project_id = ${id}
    and f.source in ('edit', 'import', 'entry', 'move', 'plan') and f.field = any (${PROGRESS}::text[])`
}

function below(org: number | undefined): RawBuilder<unknown> {
  return org ? sql`p.org_path <@ (select above.path from organisation above where above.id = ${org})` : sql`true`
}
