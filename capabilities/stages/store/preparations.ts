import { sql } from 'kysely'
import { inScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { Preparation } from '../contract/joint-starts.ts'

export type PreparationRow = Preparation & { projectId: number }

/** What these projects have in hand, or have planned. The caller knows that they are in its scope. */
export async function readPreparations(db: Transaction, projectIds: readonly number[]): Promise<PreparationRow[]> {
  const { rows } = await sql<PreparationRow>`
    select r.project_id as "projectId", r.item as code, r.done_on as "doneOn", r.planned_on as "plannedOn", r.document, r.note
    from project_preparation r join preparation_item i on i.code = r.item
    where r.project_id = any (${projectIds}::int[]) order by i.sort_order, r.item`.execute(db)
  return rows
}

export async function savePreparation(
  db: Transaction,
  given: PreparationRow & { by: number; now: Date },
): Promise<void> {
  await sql`
    insert into project_preparation (project_id, item, done_on, planned_on, document, note, recorded_at, recorded_by)
    values (${given.projectId}, ${given.code}, ${given.doneOn}, ${given.plannedOn}, ${given.document}, ${given.note},
      ${given.now.toISOString()}, ${given.by})
    on conflict (project_id, item) do update set done_on = excluded.done_on, planned_on = excluded.planned_on,
      document = excluded.document, note = excluded.note, recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by`.execute(
    db,
  )
}

/** Adds an item at the end of the list; answers its code. */
export async function insertItem(db: Transaction, label: string): Promise<string> {
  const { rows } = await sql<{ code: string }>`
    insert into preparation_item (code, label, sort_order)
    select 'own' || (count(*) + 1), ${label}, coalesce(max(i.sort_order), 0) + 10 from preparation_item i returning code`.execute(
    db,
  )
  return rows[0]!.code
}

export async function updateItem(
  db: Transaction,
  { code, label, isRetired }: { code: string; label: string; isRetired: boolean },
): Promise<void> {
  await sql`update preparation_item set label = ${label}, is_retired = ${isRetired} where code = ${code}`.execute(db)
}

export type Waiting = {
  projectId: number
  name: string
  orgPath: string
  countyId: number | null
  countyName: string | null
  stage: string | null
  totalInvestment: string | null
  plannedStart: string | null
  sponsor: string | null
}
export type WaitingQuery = {
  from: string
  to: string
  org?: number | undefined
  campaign?: number | undefined
  limit: number
}

const BEFORE_START = sql<boolean>`(p.stage is null or p.stage in ('planning', 'signed', 'preparation'))`
const below = (org: number | undefined) =>
  org ? sql`p.org_path <@ (select above.path from organisation above where above.id = ${org})` : sql`true`

/**
 * Projects that have not begun and are planned to in the span, the earliest first: a date known to the month counts with any day of it.
 * With a campaign (a season's action) its projects, whatever their date.
 */
export async function readWaiting(db: Transaction, scope: Scope, query: WaitingQuery): Promise<Waiting[]> {
  const { from, to, org, campaign, limit } = query
  const planned = campaign
    ? sql`p.id in (select cp.project_id from campaign_project cp where cp.campaign_id = ${campaign})`
    : sql`left(p.planned_start, 10) <= ${to} and left(p.planned_start, 10) >= left(${from}, length(p.planned_start))`
  const { rows } = await sql<Waiting>`
    select p.id as "projectId", p.name, p.org_path::text as "orgPath", p.county_id as "countyId", county.name as "countyName", p.stage,
      p.total_investment as "totalInvestment", p.planned_start as "plannedStart", p.sponsor
    from project p left join organisation county on county.id = p.county_id
    where p.merged_into is null and ${inScope(scope, 'p')} and ${below(org)} and ${BEFORE_START} and ${planned}
    order by p.planned_start nulls last, county.sort_order nulls last, p.id limit ${limit}`.execute(db)
  return rows
}

/** How many stand before their start with no planned date. */
export async function countUndated(db: Transaction, scope: Scope, org: number | undefined): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from project p
    where p.merged_into is null and ${inScope(scope, 'p')} and ${below(org)} and ${BEFORE_START} and p.planned_start is null and p.library <> 'reserve'`.execute(
    db,
  )
  return rows[0]!.count
}
