import { sql } from 'kysely'
import type { Wan } from '#kernel/money.ts'
import { monthText } from '#kernel/period.ts'
import type { Transaction } from '#platform/database/pool.ts'

export async function readAnnualPlan(
  db: Transaction,
  projectId: number,
  year: number,
): Promise<{ initial: Wan; adjusted: Wan | null } | null> {
  const { rows } = await sql<{ initial: Wan; adjusted: Wan | null }>`
    select initial_amount as initial, adjusted_amount as adjusted from annual_plan where project_id = ${projectId} and year = ${year}`.execute(
    db,
  )
  return rows[0] ?? null
}

/** Issues the plan, or adjusts the one that was issued: the initial amount is never overwritten. */
export async function saveAnnualPlan(
  db: Transaction,
  plan: { projectId: number; year: number; amount: Wan; reason: string | null },
): Promise<void> {
  await sql`
    insert into annual_plan (project_id, year, initial_amount) values (${plan.projectId}, ${plan.year}, ${plan.amount})
    on conflict (project_id, year) do update set adjusted_amount = excluded.initial_amount, adjusted_reason = ${plan.reason}`.execute(
    db,
  )
}

/** The twelve months of a plan; null leaves a month without one. */
export async function saveMonthlyPlan(
  db: Transaction,
  projectId: number,
  year: number,
  months: readonly (Wan | null)[],
): Promise<void> {
  const rows = months.map((planned, index) => ({ month: monthText(year, index + 1), planned }))
  await sql`
    insert into project_month (project_id, month, planned_current, source)
    select ${projectId}, m.month, m.planned, 'entry' from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m (month text, planned numeric)
    on conflict (project_id, month) do update set planned_current = excluded.planned_current, updated_at = now()`.execute(
    db,
  )
}
