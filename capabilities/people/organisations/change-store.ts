import { sql } from 'kysely'
import { foldName } from '#kernel/fold.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { ChangeKind, OrganisationChange } from './change-contract.ts'

const CHANGE = sql`c.id, c.organisation_id as "organisationId", c.kind, c.effective_on as "effectiveOn", c.name, c.target_id as "targetId",
  target.name as "targetName", c.document, c.reason, c.before, c.after, c.recorded_at as "recordedAt",
  coalesce(a.display_name, case when c.recorded_by is null then '系统' end) as "recordedBy", c.applied_at as "appliedAt",
  c.withdrawn_at as "withdrawnAt", c.withdrawn_reason as "withdrawnReason", c.problem
  from organisation_change c left join organisation target on target.id = c.target_id left join account a on a.id = c.recorded_by`

/** Changes of a unit, and of others that come to it; planned ones first, then the latest. */
export async function listChanges(db: Transaction, organisationId: number): Promise<OrganisationChange[]> {
  const { rows } = await sql<OrganisationChange>`
    select ${CHANGE} where c.organisation_id = ${organisationId}
    order by (c.applied_at is null and c.withdrawn_at is null) desc, c.effective_on desc, c.id desc`.execute(db)
  return rows
}

/** Holds a change until the transaction ends, so that it is applied or withdrawn once. */
export async function holdChange(db: Transaction, id: number): Promise<OrganisationChange | null> {
  await sql`select c.id from organisation_change c where c.id = ${id} for update`.execute(db)
  return await findChange(db, id)
}

export async function findChange(db: Transaction, id: number): Promise<OrganisationChange | null> {
  const { rows } = await sql<OrganisationChange>`select ${CHANGE} where c.id = ${id}`.execute(db)
  return rows[0] ?? null
}

export type NewChange = {
  organisationId: number
  kind: ChangeKind
  effectiveOn: string
  name: string | null
  targetId: number | null
  document: string | null
  reason: string
  recordedAt: Date
  recordedBy: number
}

export async function insertChange(db: Transaction, given: NewChange): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into organisation_change (organisation_id, kind, effective_on, name, target_id, document, reason, recorded_at, recorded_by)
    values (${given.organisationId}, ${given.kind}, ${given.effectiveOn}, ${given.name}, ${given.targetId}, ${given.document},
      ${given.reason}, ${given.recordedAt.toISOString()}, ${given.recordedBy})
    returning id`.execute(db)
  return rows[0]!.id
}

export async function setApplied(
  db: Transaction,
  id: number,
  done: { before: unknown; after: unknown; at: Date },
): Promise<void> {
  await sql`
    update organisation_change set applied_at = ${done.at.toISOString()}, before = ${JSON.stringify(done.before)}::jsonb,
      after = ${JSON.stringify(done.after)}::jsonb, problem = null
    where id = ${id}`.execute(db)
}

export async function setWithdrawn(
  db: Transaction,
  id: number,
  given: { at: Date; by: number; reason: string },
): Promise<void> {
  await sql`
    update organisation_change set withdrawn_at = ${given.at.toISOString()}, withdrawn_by = ${given.by}, withdrawn_reason = ${given.reason}
    where id = ${id}`.execute(db)
}

export async function setProblem(db: Transaction, id: number, problem: string): Promise<void> {
  await sql`update organisation_change set problem = ${problem} where id = ${id}`.execute(db)
}

/** Planned changes whose day has come, in the order of their days. */
export async function listDue(db: Transaction, today: string): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select c.id from organisation_change c
    where c.applied_at is null and c.withdrawn_at is null and c.effective_on <= ${today}::date
    order by c.effective_on, c.id`.execute(db)
  return rows.map(({ id }) => id)
}

/** Since when the present name holds; null: from the beginning. */
export async function presentNameSince(db: Transaction, organisationId: number): Promise<string | null> {
  const { rows } = await sql<{ since: string | null }>`
    select n.valid_from as since from organisation_name n where n.organisation_id = ${organisationId} and n.valid_to is null`.execute(
    db,
  )
  return rows[0]?.since ?? null
}

/** From a day on the unit has another name; the one before stays for the time before. */
export async function beginName(
  db: Transaction,
  given: { organisationId: number; name: string; from: string; changeId: number },
): Promise<void> {
  const { organisationId, name, from, changeId } = given
  await sql`update organisation_name set valid_to = ${from} where organisation_id = ${organisationId} and valid_to is null`.execute(
    db,
  )
  await sql`insert into organisation_name (organisation_id, name, folded_name, valid_from, change_id)
    values (${organisationId}, ${name}, ${foldName(name)}, ${from}, ${changeId})`.execute(db)
  await sql`update organisation set name = ${name}, folded_name = ${foldName(name)}, version = version + 1
    where id = ${organisationId}`.execute(db)
}
