import { type RawBuilder, sql } from 'kysely'
import type { Person, Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { SavedView, ViewDefinition } from '../grid/contract.ts'

export type StoredView = Omit<SavedView, 'isOwn' | 'mayChange' | 'isStandard'> & {
  ownerId: number
  orgPath: string | null
}

const VIEW = sql`v.id, v.name, v.audience, v.role, v.org_id as "orgId", o.name as "orgName", v.org_path::text as "orgPath", v.definition, v.version,
  v.owner_id as "ownerId", a.display_name as "ownerName", v.updated_at as "updatedAt"`
const FROM = sql`saved_view v join account a on a.id = v.owner_id left join organisation o on o.id = v.org_id`

export type Seer = { person: Person; reading: Scope; writing: Scope | null }

/** One's own, those shared with one's organisations, those for one's roles, and those of others that one may change. */
export async function listViews(db: Transaction, seer: Seer): Promise<StoredView[]> {
  const { rows } =
    await sql<StoredView>`select ${VIEW} from ${FROM} where ${seenBy(seer)} order by v.name, v.id`.execute(db)
  return rows
}

export async function readView(db: Transaction, seer: Seer, id: number): Promise<StoredView | null> {
  const { rows } = await sql<StoredView>`select ${VIEW} from ${FROM} where v.id = ${id} and ${seenBy(seer)}`.execute(db)
  return rows[0] ?? null
}

export async function lockView(db: Transaction, id: number): Promise<void> {
  await sql`select v.id from saved_view v where v.id = ${id} for update`.execute(db)
}

function seenBy({ person, reading, writing }: Seer): RawBuilder<unknown> {
  const roles = [...new Set(person.grants.map(({ role }) => role))]
  const above = sql`v.org_path @> any (${reading.paths}::ltree[])`
  const kept =
    writing === null ? sql`false` : writing.all ? sql`true` : sql`v.org_path <@ any (${writing.paths}::ltree[])`
  return sql`(v.owner_id = ${person.accountId} or (v.audience <> 'mine' and (${kept}
    or (${above} and (v.audience = 'shared' or v.role = any (${roles}::text[]))))))`
}

export type NewView = Pick<SavedView, 'name' | 'audience' | 'role' | 'orgId'> & { definition: ViewDefinition }

export async function insertView(
  db: Transaction,
  view: NewView,
  by: { accountId: number; now: Date },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into saved_view (name, audience, role, org_id, org_path, definition, owner_id, created_at, updated_at, updated_by)
    values (${view.name}, ${view.audience}, ${view.role}, ${view.orgId}, (select o.path from organisation o where o.id = ${view.orgId}),
      ${JSON.stringify(view.definition)}::jsonb, ${by.accountId}, ${by.now.toISOString()}, ${by.now.toISOString()}, ${by.accountId}) returning id`.execute(
    db,
  )
  return rows[0]!.id
}

export async function updateView(
  db: Transaction,
  id: number,
  view: NewView,
  by: { accountId: number; now: Date },
): Promise<void> {
  await sql`update saved_view set name = ${view.name}, audience = ${view.audience}, role = ${view.role}, org_id = ${view.orgId},
    org_path = (select o.path from organisation o where o.id = ${view.orgId}), definition = ${JSON.stringify(view.definition)}::jsonb,
    version = version + 1, updated_at = ${by.now.toISOString()}, updated_by = ${by.accountId} where id = ${id}`.execute(
    db,
  )
}

export async function deleteView(db: Transaction, id: number): Promise<void> {
  await sql`delete from saved_view where id = ${id}`.execute(db)
}
