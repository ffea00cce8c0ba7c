import { sql } from 'kysely'
import { inScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { EventFields, PreparationItem } from '../contract/joint-starts.ts'
import { inSight } from './cohorts.ts'

export type StoredEvent = EventFields & { id: number; orgId: number; orgPath: string; orgName: string; version: number }
export type ListedRow = {
  id: number
  eventId: number
  projectId: number
  venue: string | null
  totalInvestment: string | null
  annualPlan: string | null
  missingItems: string[]
  overrideReason: string | null
  removedAt: string | null
  removedReason: string | null
  removedBy: string | null
}

/** Events in sight, the latest first; or the one asked for. */
export async function listEvents(db: Transaction, scope: Scope, id?: number): Promise<StoredEvent[]> {
  const { rows } = await sql<StoredEvent>`
    select e.id, e.org_id as "orgId", o.path::text as "orgPath", o.name as "orgName", e.name, e.held_on as "heldOn",
      e.main_venue as "mainVenue", e.sub_venues as "subVenues", e.document, e.required_items as "requiredItems", e.version
    from joint_start e join organisation o on o.id = e.org_id
    where ${inSight(scope, 'o.path')} and (${id ?? null}::int is null or e.id = ${id ?? null})
    order by e.held_on desc, e.id desc`.execute(db)
  return rows
}

export async function lockEvent(db: Transaction, id: number): Promise<void> {
  await sql`select e.id from joint_start e where e.id = ${id} for update`.execute(db)
}

export async function insertEvent(
  db: Transaction,
  given: EventFields & { orgId: number; by: number; now: Date },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into joint_start (org_id, name, held_on, main_venue, sub_venues, document, required_items, created_at, created_by)
    values (${given.orgId}, ${given.name}, ${given.heldOn}, ${given.mainVenue}, ${given.subVenues}::text[], ${given.document || null},
      ${given.requiredItems}::text[], ${given.now.toISOString()}, ${given.by})
    returning id`.execute(db)
  return rows[0]!.id
}

export async function updateEvent(db: Transaction, id: number, fields: EventFields): Promise<void> {
  await sql`
    update joint_start set name = ${fields.name}, held_on = ${fields.heldOn}, main_venue = ${fields.mainVenue},
      sub_venues = ${fields.subVenues}::text[], document = ${fields.document || null},
      required_items = ${fields.requiredItems}::text[], version = version + 1
    where id = ${id}`.execute(db)
}

/** Lines in scope of these events, those taken off included. */
export async function readListed(db: Transaction, scope: Scope, eventIds: readonly number[]): Promise<ListedRow[]> {
  const { rows } = await sql<ListedRow>`
    select j.id, j.joint_start_id as "eventId", j.project_id as "projectId", j.venue, j.total_investment as "totalInvestment",
      j.annual_plan as "annualPlan", j.missing_items as "missingItems", j.override_reason as "overrideReason",
      j.removed_at as "removedAt", j.removed_reason as "removedReason", remover.display_name as "removedBy"
    from joint_start_project j join project p on p.id = j.project_id left join account remover on remover.id = j.removed_by
    where j.joint_start_id = any (${eventIds}::int[]) and p.merged_into is null and ${inScope(scope, 'p')} order by j.id`.execute(
    db,
  )
  return rows
}

/** Puts projects on the list with the amounts that are announced. */
export async function insertListed(
  db: Transaction,
  given: { eventId: number; venue: string | null; overrideReason: string | null; by: number; now: Date },
  projects: readonly { projectId: number; missing: string[] }[],
): Promise<void> {
  await sql`
    insert into joint_start_project (joint_start_id, project_id, venue, total_investment, annual_plan, missing_items, override_reason,
      listed_at, listed_by)
    select ${given.eventId}::int, p.id, ${given.venue}::text, p.total_investment, p.annual_plan,
      array(select jsonb_array_elements_text(t.missing)),
      case when jsonb_array_length(t.missing) > 0 then ${given.overrideReason}::text end, ${given.now.toISOString()}::timestamptz,
      ${given.by}::int
    from jsonb_to_recordset(${JSON.stringify(projects)}::jsonb) as t ("projectId" int, missing jsonb)
    join project p on p.id = t."projectId"`.execute(db)
}

export async function removeListed(
  db: Transaction,
  given: { eventId: number; projectId: number; reason: string; by: number; now: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update joint_start_project set removed_at = ${given.now.toISOString()}, removed_by = ${given.by}, removed_reason = ${given.reason}
    where joint_start_id = ${given.eventId} and project_id = ${given.projectId} and removed_at is null returning id`.execute(
    db,
  )
  return rows.length > 0
}

export async function listItems(db: Transaction): Promise<PreparationItem[]> {
  const { rows } = await sql<PreparationItem>`
    select i.code, i.label, i.is_retired as "isRetired" from preparation_item i order by i.sort_order, i.code`.execute(
    db,
  )
  return rows
}
