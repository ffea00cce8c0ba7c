import { sql } from 'kysely'
import type { Month } from '#kernel/period.ts'
import type { Transaction } from '#platform/database/pool.ts'

/** What the ledger holds of a project for one month, whatever round it came from, or none. Amounts in 万元. */
export type MonthRow = {
  projectId: number
  projectName: string
  countyId: number | null
  countyName: string | null
  orgId: number
  orgName: string
  annualPlan: string | null
  annualPlanInitial: string | null
  completedCurrent: string | null
  completedYtd: string | null
}

/**
 * The projects below an organisation that had figures of a month, or a plan for its year, by the ledger alone: for periods before there
 * were rounds. Who did not report the month keeps the year's last figure; merged entries count nowhere (decision 0009).
 */
export async function rowsOfMonth(db: Transaction, orgPath: string, month: Month): Promise<MonthRow[]> {
  const { rows } = await sql<MonthRow>`
    select p.id as "projectId", p.name as "projectName", p.county_id as "countyId", c.name as "countyName",
      o.id as "orgId", o.name as "orgName",
      trim_scale(coalesce(plan.adjusted_amount, plan.initial_amount))::text as "annualPlan",
      trim_scale(plan.initial_amount)::text as "annualPlanInitial",
      trim_scale(own.reported_current + own.correction)::text as "completedCurrent",
      trim_scale(latest.completed_ytd)::text as "completedYtd"
    from project p join organisation o on o.id = p.org_id left join organisation c on c.id = p.county_id
    left join annual_plan plan on plan.project_id = p.id and plan.year = left(${month}, 4)::int
    left join project_month own on own.project_id = p.id and own.month = ${month}
    left join lateral (
      select pm.completed_ytd from project_month pm
      where pm.project_id = p.id and pm.completed_ytd is not null and pm.month between left(${month}, 4) || '-01' and ${month}
      order by pm.month desc limit 1) latest on true
    where o.path <@ ${orgPath}::ltree and p.merged_into is null and latest.completed_ytd is not null
    order by p.id`.execute(db)
  return rows
}
