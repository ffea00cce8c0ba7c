import { type RawBuilder, sql } from 'kysely'
import { WITHOUT_REPORTER } from '#capabilities/ledger/public.ts'
import type { Month } from '#kernel/period.ts'
import { inScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { RoundSelection } from '../shapes.ts'

export type Period = { kind: 'month' | 'week'; month: Month; week: string | null }

/** Openings of one period follow each other, so that no project gets into two of its rounds. */
export async function holdPeriod(db: Transaction, { kind, month, week }: Period): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`round:${kind}:${week ?? month}`}, 0))`.execute(db)
}

/** A selection within scope. Withdrawn projects never report; without libraries, named projects or an import it is the construction library. */
function selected(scope: Scope, selection: RoundSelection): RawBuilder<unknown> {
  const { countyIds, campaignId, importId, priorityOnly, projectIds } = selection
  const libraries = selection.libraries ?? (projectIds || selection.importId ? null : ['construction'])
  const parts: RawBuilder<unknown>[] = [
    inScope(scope, 'p'),
    sql`p.stage is distinct from 'withdrawn'`,
    sql`p.merged_into is null`,
  ]
  if (libraries) parts.push(sql`p.library = any (${libraries}::text[])`)
  if (countyIds) parts.push(sql`p.county_id = any (${countyIds}::int[])`)
  if (projectIds) parts.push(sql`p.id = any (${projectIds}::int[])`)
  if (priorityOnly) parts.push(sql`p.is_priority`)
  if (campaignId)
    parts.push(sql`p.id in (select cp.project_id from campaign_project cp where cp.campaign_id = ${campaignId})`)
  if (importId)
    parts.push(sql`p.id in (select ic.project_id from ledger_import_change ic where ic.import_id = ${importId})`)
  return sql.join(parts, sql` and `)
}

/** A week over the turn of a month is one period, whichever of its months it is reported for. */
function inOpenRound({ kind, month, week }: Period): RawBuilder<unknown> {
  const samePeriod = kind === 'week' ? sql`d.week = ${week}` : sql`d.month = ${month}`
  return sql`exists (select 1 from progress_report other join round d on d.id = other.round_id
    where other.project_id = p.id and d.locked_at is null and d.kind = ${kind} and ${samePeriod})`
}

export async function countSelection(
  db: Transaction,
  scope: Scope,
  given: { period: Period; selection: RoundSelection },
): Promise<{ projects: number; alreadyInRound: number; withoutReporter: number }> {
  const { rows } = await sql<{ projects: number; alreadyInRound: number; withoutReporter: number }>`
    select count(*)::int as projects, (count(*) filter (where ${inOpenRound(given.period)}))::int as "alreadyInRound",
      (count(*) filter (where ${WITHOUT_REPORTER}))::int as "withoutReporter"
    from project p where ${selected(scope, given.selection)}`.execute(db)
  return rows[0]!
}

/** Names of selected projects that are in an unlocked round of the period already, and how many. */
export async function findAlreadyInRound(
  db: Transaction,
  scope: Scope,
  given: { period: Period; selection: RoundSelection; names: number },
): Promise<{ count: number; names: string[] }> {
  const { rows } = await sql<{ count: number; names: string[] }>`
    select count(*)::int as count, coalesce((array_agg(p.name order by p.id))[1:${sql.lit(given.names)}], '{}') as names
    from project p where ${selected(scope, given.selection)} and ${inOpenRound(given.period)}`.execute(db)
  return rows[0]!
}

export type NewRound = Period & {
  title: string
  orgId: number
  cutoffOn: string
  deadline: string
  isEstimate: boolean
  openedBy: number
  openedAt: Date
}

export async function insertRound(db: Transaction, given: NewRound): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into round (kind, month, week, title, org_id, org_path, cutoff_on, deadline, is_estimate, opened_at, opened_by)
    select ${given.kind}, ${given.month}, ${given.week}, ${given.title}, o.id, o.path, ${given.cutoffOn}, ${given.deadline},
      ${given.isEstimate}, ${given.openedAt.toISOString()}, ${given.openedBy} from organisation o where o.id = ${given.orgId}
    returning id`.execute(db)
  return rows[0]!.id
}

/** One untouched report for each selected project, in one statement; returns how many. */
export async function insertReports(
  db: Transaction,
  scope: Scope,
  roundId: number,
  selection: RoundSelection,
): Promise<number> {
  const result = await sql`
    insert into progress_report (round_id, project_id, org_path)
    select ${roundId}::int, p.id, p.org_path from project p where ${selected(scope, selection)} order by p.org_path, p.id`.execute(
    db,
  )
  return Number(result.numAffectedRows ?? 0)
}
