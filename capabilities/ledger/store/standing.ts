import { sql } from 'kysely'
import type { Month } from '#kernel/period.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { LightRules } from '../rules/light.ts'
import { type ProjectFacts, type Standing, standingOf } from '../rules/standing.ts'

const BATCH = 5_000

export async function readAsOf(db: Transaction): Promise<Month | null> {
  const { rows } = await sql<{ asOfMonth: Month | null }>`select as_of_month as "asOfMonth" from region`.execute(db)
  return rows[0]?.asOfMonth ?? null
}

export async function currentPreset(db: Transaction): Promise<{ id: number; rules: LightRules }> {
  const { rows } = await sql<{
    id: number
    rules: LightRules
  }>`select id, rules from light_preset where is_current`.execute(db)
  if (!rows[0]) throw new Error('no light preset is in force')
  return rows[0]
}

/** Computes anew where projects stand: those named, or all of the region. Only rows whose standing changed are written. */
export async function recomputeStandings(db: Transaction, projectIds?: readonly number[]): Promise<void> {
  const judging = await readJudging(db)
  if (projectIds) {
    for (let at = 0; at < projectIds.length; at += BATCH)
      await recomputeBatch(db, projectIds.slice(at, at + BATCH), judging)
    return
  }
  for (let after = 0; ; ) {
    const { rows } = await sql<{
      id: number
    }>`select id from project where id > ${after} order by id limit ${BATCH}`.execute(db)
    if (rows.length === 0) return
    after = rows.at(-1)!.id
    await recomputeBatch(
      db,
      rows.map((row) => row.id),
      judging,
    )
  }
}

/** Moves the region's month forward, never back, and judges every project as of it. */
export async function advanceAsOf(db: Transaction, month: Month): Promise<void> {
  const { rows } = await sql`update region set as_of_month = ${month}
    where as_of_month is null or as_of_month < ${month} returning id`.execute(db)
  if (rows.length > 0) await recomputeStandings(db)
}

/** What projects are judged by: the region's month and the rules in force. */
export type Judging = { asOf: Month | null; presetId: number; rules: LightRules }
export const JUDGING = sql`l.id as "presetId", l.rules, r.as_of_month as "asOf" from light_preset l left join region r on true where l.is_current`

async function readJudging(db: Transaction): Promise<Judging> {
  const { rows } = await sql<Judging>`select ${JUDGING}`.execute(db)
  if (!rows[0]) throw new Error('no light preset is in force')
  return rows[0]
}

/** As the end of an edit of one project: its version and time go into the same write as its standing. */
export async function restandEdited(
  db: Transaction,
  projectId: number,
  judging: Judging,
  editedAt: Date,
): Promise<void> {
  await recomputeBatch(db, [projectId], { ...judging, editedAt })
}

async function recomputeBatch(
  db: Transaction,
  ids: readonly number[],
  judging: Judging & { editedAt?: Date },
): Promise<void> {
  const facts = await readFacts(db, ids)
  const standings = facts.map(({ id, ...project }) => ({ id, ...standingOf(project, judging.asOf, judging.rules) }))
  await saveStandings(db, standings, judging)
}

type FactsRow = ProjectFacts & { id: number }

/** What standing needs of these projects. */
export async function readFacts(db: Transaction, ids: readonly number[]): Promise<FactsRow[]> {
  // one project is the common case, and its plan can be kept; that for a list is made anew for its length
  const named = ids.length === 1 ? sql`= ${ids[0]}` : sql`= any (${ids}::int[])`
  const { rows } = await sql<FactsRow>`
    select p.id, p.stage, p.planned_start as "plannedStart", p.start_date as "startDate", p.completed_to_last_year_end as "completedToLastYearEnd",
      coalesce(plans.plans, '{}'::json) as plans, coalesce(months.months, '[]'::json) as months
    from project p
    left join (select ap.project_id, json_object_agg(ap.year, trim_scale(coalesce(ap.adjusted_amount, ap.initial_amount))::text) as plans
      from annual_plan ap where ap.project_id ${named} group by ap.project_id) plans on plans.project_id = p.id
    left join (select m.project_id, json_agg(json_build_object('month', m.month, 'planned', trim_scale(m.planned_current)::text,
        'current', trim_scale(m.reported_current + m.correction)::text, 'ytd', trim_scale(m.completed_ytd)::text, 'light', m.light) order by m.month) as months
      from project_month m where m.project_id ${named} group by m.project_id) months on months.project_id = p.id
    where p.id ${named}`.execute(db)
  return rows
}

/** Writes standings that differ from those kept, with a field_change for every light that turned. */
async function saveStandings(
  db: Transaction,
  standings: (Standing & { id: number })[],
  { presetId, editedAt }: Judging & { editedAt?: Date },
): Promise<void> {
  const rows = standings.map((s) => ({ ...s, reason: { ...s.reason, presetId } }))
  const edited = editedAt ? sql`version = p.version + 1, updated_at = ${editedAt.toISOString()},` : sql``
  await sql`
    with computed as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c (id int, "standingMonth" text, "annualPlan" numeric,
        "completedCurrent" numeric, "completedYtd" numeric, "completionRate" numeric, pace numeric, light text, reason jsonb)
    ), turned as (
      insert into field_change (project_id, field, old, new, actor, source)
      select p.id, 'light', p.light, c.light, 'system', 'standing' from computed c join project p on p.id = c.id
      where p.light <> c.light and p.standing_month is not null
    )
    update project p set ${edited} standing_month = c."standingMonth", annual_plan = c."annualPlan", completed_current = c."completedCurrent",
      completed_ytd = c."completedYtd", completion_rate = round(c."completionRate", 4), pace = round(c.pace, 4), light = c.light,
      light_reason = c.reason,
      completed_since_start = p.completed_to_last_year_end + c."completedYtd"
    from computed c
    where c.id = p.id and ${editedAt ? sql`true` : STANDING_DIFFERS}`.execute(db)
}

const STANDING_DIFFERS = sql`(p.standing_month, p.annual_plan, p.completed_current, p.completed_ytd, p.completion_rate, p.pace, p.light,
    p.light_reason, p.completed_since_start)
  is distinct from (c."standingMonth"::month_text, c."annualPlan"::wan, c."completedCurrent"::wan, c."completedYtd"::wan,
    round(c."completionRate", 4)::numeric(14, 4), round(c.pace, 4)::numeric(14, 4), c.light, c.reason,
    (p.completed_to_last_year_end + c."completedYtd")::wan)`
