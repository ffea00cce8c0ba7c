import { sql } from 'kysely'
import type { Wan } from '#kernel/money.ts'
import type { Month } from '#kernel/period.ts'
import type { Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { lockProject } from './project.ts'
import { JUDGING, type Judging, readAsOf, recomputeStandings, restandEdited } from './standing.ts'

/** One project's figures of one month as they enter the ledger. Amounts in 万元. */
export type FigureWrite = {
  projectId: number
  month: Month
  completedCurrent: Wan | null
  completedYtd: Wan | null
  physicalProgress: string | null
  progressText: string | null
  problems: string | null
  nextStep: string | null
  source: 'report' | 'entry'
  sourceId: string
}
export type Author = { accountId: number; actor: string; now: Date }

/**
 * Writes figures of reports into the ledger: the month, the texts, the history of each field, and the standing.
 * A report without 存在问题 says that there is none now; without the other texts it says nothing of them.
 */
export async function writeFigures(db: Transaction, figures: FigureWrite[], author: Author): Promise<void> {
  const rows = JSON.stringify(figures)
  await recordFigureChanges(db, rows, author)
  await sql`
    insert into project_month (project_id, month, reported_current, completed_ytd, physical_progress, source)
    select f."projectId", f.month, f."completedCurrent", f."completedYtd", f."physicalProgress", f.source from ${given(rows)}
    on conflict (project_id, month) do update set reported_current = excluded.reported_current - project_month.correction,
      completed_ytd = excluded.completed_ytd, physical_progress = coalesce(excluded.physical_progress, project_month.physical_progress),
      source = excluded.source, updated_at = now()`.execute(db)
  await sql`
    update project p set progress_text = coalesce(f."progressText", p.progress_text), problems = f.problems,
      next_step = coalesce(f."nextStep", p.next_step), version = p.version + 1, updated_at = ${author.now.toISOString()}
    from ${given(rows)} where p.id = f."projectId"`.execute(db)
  await recomputeStandings(
    db,
    figures.map((figure) => figure.projectId),
  )
}

/**
 * Closes a month for the projects of a locked round: they stand at it from now on, and it keeps their light. A month before the
 * region's changes nothing: its projects already stand later.
 */
export async function lockLights(db: Transaction, projectIds: readonly number[], month: Month): Promise<void> {
  const asOf = await readAsOf(db)
  if (asOf && month < asOf) return
  await sql`
    insert into project_month (project_id, month, light, source)
    select p.id, ${month}, 'grey', 'report' from project p where p.id = any (${projectIds}::int[])
    on conflict (project_id, month) do update set light = coalesce(project_month.light, excluded.light)`.execute(db)
  await recomputeStandings(db, projectIds)
  await sql`
    update project_month m set light = p.light from project p
    where p.id = m.project_id and m.month = ${month} and p.id = any (${projectIds}::int[])`.execute(db)
}

export type LockedFigure = { orgPath: string; completedYtd: Wan | null }

/** Locks a project for a correction and answers its month's cumulative, null where none was reported; null when not in scope. */
export async function lockFigure(
  db: Transaction,
  scope: Scope,
  id: number,
  month: Month,
): Promise<LockedFigure | null> {
  if (!(await lockProject(db, scope, id))) return null
  // asked after the lock: a correction that was waited for is in it
  const { rows } = await sql<LockedFigure>`
    select p.org_path::text as "orgPath", m.completed_ytd as "completedYtd"
    from project p left join project_month m on m.project_id = p.id and m.month = ${month} where p.id = ${id}`.execute(
    db,
  )
  return rows[0] ?? null
}

/** Posts a correction on a month: its figures and the later cumulatives of its year move by `delta`. Returns how many months moved. */
export async function applyCorrection(
  db: Transaction,
  given: { projectId: number; month: Month; delta: Wan; reason: string; approver: string },
  author: Author,
): Promise<number> {
  const { projectId, month, delta, reason, approver } = given
  const at = author.now.toISOString()
  const { rows } = await sql<Judging & { moved: number }>`
    with posted as (
      insert into figure_correction (project_id, month, delta, reason, approver, posted_at, posted_by)
      values (${projectId}, ${month}, ${delta}, ${reason}, ${approver}, ${at}, ${author.accountId})
    ), noted as (
      insert into field_change (project_id, field, old, new, at, account_id, actor, source, source_id)
      values (${projectId}, 'correction', null, ${`${month} ${delta}`}, ${at}, ${author.accountId}, ${author.actor}, 'correction', null)
    ), moved as (
      update project_month set correction = correction + case when month = ${month} then ${delta}::numeric else 0 end,
        completed_ytd = completed_ytd + ${delta}::numeric, updated_at = now()
      where project_id = ${projectId} and month between ${month} and left(${month}, 4) || '-12' and completed_ytd is not null
      returning month
    )
    select (select count(*)::int from moved) as moved, ${JUDGING}`.execute(db)
  if (!rows[0]) throw new Error('no light preset is in force')
  await restandEdited(db, projectId, rows[0], author.now)
  return rows[0].moved
}

function given(rows: string) {
  return sql`jsonb_to_recordset(${rows}::jsonb) as f ("projectId" int, month text, "completedCurrent" numeric, "completedYtd" numeric,
    "physicalProgress" numeric, "progressText" text, problems text, "nextStep" text, source text, "sourceId" text)`
}

async function recordFigureChanges(db: Transaction, rows: string, author: Author): Promise<void> {
  await sql`
    insert into field_change (project_id, field, old, new, at, account_id, actor, source, source_id)
    select f."projectId", c.field, c.old, c.new, ${author.now.toISOString()}, ${author.accountId}, ${author.actor}, f.source, f."sourceId"
    from ${given(rows)} join project p on p.id = f."projectId"
    left join project_month m on m.project_id = f."projectId" and m.month = f.month
    cross join lateral (values
      ('completedYtd', f.month || ' ' || trim_scale(m.completed_ytd)::text, f.month || ' ' || trim_scale(f."completedYtd")::text),
      ('physicalProgress', f.month || ' ' || trim_scale(m.physical_progress)::text, f.month || ' ' || trim_scale(f."physicalProgress")::text),
      ('progressText', p.progress_text, f."progressText"), ('problems', p.problems, f.problems), ('nextStep', p.next_step, f."nextStep")
    ) as c (field, old, new)
    where (c.new is not null or c.field = 'problems') and c.old is distinct from c.new`.execute(db)
}
