import { sql } from 'kysely'
import { inScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { ReportAction } from '../rules/transitions.ts'
import type { Figures, Finding, ReportState } from '../shapes.ts'

/** Locks reports in one order until the transaction ends; answers those within scope. Their round is held before. */
export async function holdReports(db: Transaction, scope: Scope, ids: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select r.id from progress_report r join project p on p.id = r.project_id
    where r.id = any (${ids}::int[]) and ${inScope(scope, 'p')} order by r.id for update of r`.execute(db)
  return rows.map((row) => row.id)
}

/** The report's round, if the report is within scope. */
export async function roundOfReport(db: Transaction, scope: Scope, id: number): Promise<number | null> {
  const { rows } = await sql<{ roundId: number }>`
    select r.round_id as "roundId" from progress_report r join project p on p.id = r.project_id
    where r.id = ${id} and ${inScope(scope, 'p')}`.execute(db)
  return rows[0]?.roundId ?? null
}

export type FiguresToSave = Figures & {
  id: number
  state: ReportState
  findings: Finding[]
  isLate: boolean
  filledFor: string | null
}

/** Keeps figures of reports in one statement. A submission also keeps who and when. */
export async function saveFigures(
  db: Transaction,
  reports: FiguresToSave[],
  given: { submission: boolean; accountId: number; now: Date },
): Promise<void> {
  const at = given.now.toISOString()
  await sql`
    update progress_report r set completed_current = g."completedCurrent", completed_ytd = g."completedYtd",
      physical_progress = g."physicalProgress", progress_text = g."progressText", problems = g.problems, next_step = g."nextStep",
      explanation = g.explanation, findings = g.findings, state = g.state, filled_for = g."filledFor", is_started = true,
      is_late = case when ${given.submission} then g."isLate" else r.is_late end,
      submitted_at = case when ${given.submission} then ${at}::timestamptz else r.submitted_at end,
      submitted_by = case when ${given.submission} then ${given.accountId}::int else r.submitted_by end,
      version = r.version + 1, updated_at = ${at}
    from jsonb_to_recordset(${JSON.stringify(reports)}::jsonb) as g (id int, state text, findings jsonb, "isLate" boolean, "filledFor" text,
      "completedCurrent" numeric, "completedYtd" numeric, "physicalProgress" numeric, "progressText" text, problems text, "nextStep" text,
      explanation text)
    where r.id = g.id`.execute(db)
}

/** A submission taken back counts as none. */
export async function setWithdrawn(db: Transaction, id: number, now: Date): Promise<void> {
  await sql`
    update progress_report set state = 'draft', submitted_at = null, submitted_by = null, is_late = false, version = version + 1,
      updated_at = ${now.toISOString()} where id = ${id}`.execute(db)
}

export async function setReviewed(
  db: Transaction,
  ids: readonly number[],
  given: { state: 'accepted' | 'returned'; accountId: number; now: Date },
): Promise<void> {
  const at = given.now.toISOString()
  await sql`
    update progress_report set state = ${given.state}, reviewed_at = ${at}, reviewed_by = ${given.accountId}, version = version + 1,
      updated_at = ${at} where id = any (${ids}::int[])`.execute(db)
}

const STEP_OF: Record<Exclude<ReportAction, 'save' | 'lock'>, string> = {
  submit: 'submitted',
  withdraw: 'withdrawn',
  return: 'returned',
  accept: 'accepted',
}

/** A step in each report's life, with the figures as they stood at it. */
export async function insertSteps(
  db: Transaction,
  ids: readonly number[],
  step: { action: keyof typeof STEP_OF; reason?: string; accountId: number; actor: string; now: Date },
): Promise<void> {
  await sql`
    insert into report_step (report_id, step, reason, figures, at, account_id, actor)
    select r.id, ${STEP_OF[step.action]}, ${step.reason ?? null}, jsonb_build_object(
      'completedCurrent', trim_scale(r.completed_current)::text, 'completedYtd', trim_scale(r.completed_ytd)::text,
      'physicalProgress', trim_scale(r.physical_progress)::text, 'progressText', r.progress_text, 'problems', r.problems,
      'nextStep', r.next_step, 'explanation', r.explanation), ${step.now.toISOString()}, ${step.accountId}, ${step.actor}
    from progress_report r where r.id = any (${ids}::int[]) order by r.id`.execute(db)
}

/** Who saved a report last and when: read from the record, where a grid is one entry with its list. */
export async function findLastEdit(
  db: Transaction,
  id: number,
  roundId: number,
): Promise<{ by: string; at: string } | null> {
  const { rows } = await sql<{ by: string; at: string }>`
    select coalesce(a.display_name, e.actor) as by, e.at from record_entry e left join account a on a.id = e.account_id
    where (e.subject_type = 'report' and e.subject_id = ${String(id)})
      or (e.subject_type = 'round' and e.subject_id = ${String(roundId)}
        and e.after -> 'reports' @> ${JSON.stringify([{ id }])}::jsonb)
    order by e.id desc limit 1`.execute(db)
  return rows[0] ?? null
}
