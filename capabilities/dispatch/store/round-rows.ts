import { sql } from 'kysely'
import type { Light, LightFacts } from '#capabilities/ledger/public.ts'
import { nameInMonth } from '#capabilities/people/public.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { ReportState } from '../shapes.ts'
import { IS_REPORTED } from './reported.ts'

/** A project in a round, with the figures the ledger holds for the round's month. */
export type StoredRoundRow = Omit<LightFacts, 'previousLights'> & {
  projectId: number
  projectName: string
  countyId: number | null
  countyName: string | null
  orgId: number
  orgName: string
  planState: 'new' | 'continuing' | null
  annualPlanInitial: string | null
  completedCurrent: string | null
  problems: string | null
  reportState: ReportState
  isStarted: boolean
  isReported: boolean
  isLate: boolean
  priority: boolean
  totalInvestment: string | null
  lockedLight: Light | null
  lightBefore: Light | null
}

/** One row for each project of a round, in the office's own order; units as they were called in its month. Corrections are in; who did not report keeps the year's last figure. */
export async function listRoundRows(db: Transaction, roundId: number): Promise<StoredRoundRow[]> {
  const { rows } = await sql<StoredRoundRow>`
    select p.id as "projectId", p.name as "projectName", p.county_id as "countyId", ${nameInMonth('c', 'd.month')} as "countyName",
      o.id as "orgId", ${nameInMonth('o', 'd.month')} as "orgName", p.plan_state as "planState", p.stage, p.planned_start as "plannedStart", p.start_date as "startDate", d.month,
      trim_scale(coalesce(plan.adjusted_amount, plan.initial_amount))::text as "annualPlan",
      trim_scale(plan.initial_amount)::text as "annualPlanInitial",
      (select trim_scale(pm.reported_current + pm.correction)::text from project_month pm
        where pm.project_id = p.id and pm.month = d.month) as "completedCurrent",
      (select trim_scale(pm.completed_ytd)::text from project_month pm where pm.project_id = p.id and pm.completed_ytd is not null
        and pm.month >= left(d.month, 4) || '-01' and pm.month <= d.month order by pm.month desc limit 1) as "completedYtd",
      case when r.state in ('accepted', 'locked') and exists (select 1 from report_step s where s.report_id = r.id and s.step = 'accepted')
        then r.problems else p.problems end as problems, r.state as "reportState", r.is_started as "isStarted",
      ${IS_REPORTED} as "isReported", r.is_late as "isLate", p.is_priority as priority,
      trim_scale(p.total_investment)::text as "totalInvestment", pl.by_month as "plannedByMonth", pl.light_before as "lightBefore",
      case when d.locked_at is not null then pl.light_now end as "lockedLight"
    from progress_report r join round d on d.id = r.round_id join project p on p.id = r.project_id
    join organisation o on o.id = p.org_id left join organisation c on c.id = p.county_id
    left join annual_plan plan on plan.project_id = p.id and plan.year = left(d.month, 4)::int
    left join lateral (
      select array_agg(trim_scale(pm.planned_current)::text order by g.month) filter (where g.month > left(d.month, 4) || '-00') as by_month,
        max(pm.light) filter (where g.month = d.month) as light_now, max(pm.light) filter (where g.month = b.month) as light_before
      from (select to_char(to_date(d.month, 'YYYY-MM') - interval '1 month', 'YYYY-MM') as month) b
      cross join lateral (
        select left(d.month, 4) || '-' || lpad(n::text, 2, '0') as month from generate_series(1, 12) n
        union all select b.month where left(b.month, 4) < left(d.month, 4)) g
      left join project_month pm on pm.project_id = p.id and pm.month = g.month) pl on true
    where r.round_id = ${roundId}
    order by coalesce(c.sort_order, -1), coalesce(c.id, 0), o.sort_order, o.id, p.id`.execute(db)
  return rows
}
