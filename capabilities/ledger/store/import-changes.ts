import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Transaction } from '#platform/database/pool.ts'

export type AddedChange = { projectId: number; after: unknown }
export type ChangedChange = { projectId: number; before: unknown; after: unknown; version: number }

/** Keeps what the import did to each project; answers the digest that stands in the record for all of them. */
export async function insertImportChanges(
  db: Transaction,
  importId: number,
  given: { added: AddedChange[]; changed: ChangedChange[] },
): Promise<string> {
  const rows = [
    ...given.added.map((change) => ({ ...change, kind: 'added', before: null, version: 1 })),
    ...given.changed.map((change) => ({ ...change, kind: 'changed' })),
  ]
  const hash = createHash('sha256')
  for (let at = 0; at < rows.length; at += 5_000) {
    const part = JSON.stringify(rows.slice(at, at + 5_000))
    hash.update(part)
    await sql`
      insert into ledger_import_change (import_id, project_id, kind, before, after, version_after)
      select ${importId}, r."projectId", r.kind, r.before, r.after, r.version
      from jsonb_to_recordset(${part}::jsonb) as r ("projectId" int, kind text, before jsonb, after jsonb, version int)`.execute(
      db,
    )
  }
  return hash.digest('hex')
}

export type StoredChange = {
  projectId: number
  kind: 'added' | 'changed'
  before: BeforeImport | null
  after: AfterImport
  versionAfter: number
}
export type BeforeImport = {
  name: string
  code: string | null
  fields: Record<string, string | null>
  extra: Record<string, string>
  plans: Record<string, string>
  months: Record<string, { planned: string | null; current: string | null; ytd: string | null }>
}
export type AfterImport = {
  values: Record<string, unknown>
  extra?: Record<string, string>
  plans: Record<string, string>
  months: { month: string }[]
}

export async function readImportChanges(db: Transaction, importId: number): Promise<StoredChange[]> {
  const { rows } = await sql<StoredChange>`
    select project_id as "projectId", kind, before, after, version_after as "versionAfter"
    from ledger_import_change where import_id = ${importId} order by id`.execute(db)
  return rows
}

/** Projects of an import that were worked on since: edited, reported for, or imported again. Locks them all. */
export async function findTouchedSince(db: Transaction, importId: number): Promise<{ id: number; name: string }[]> {
  await sql`select p.id from project p join ledger_import_change c on c.project_id = p.id where c.import_id = ${importId} order by p.id for update of p`.execute(
    db,
  )
  const { rows } = await sql<{ id: number; name: string }>`
    select p.id, p.name from project p join ledger_import_change c on c.project_id = p.id
    where c.import_id = ${importId} and (p.version <> c.version_after
      or (c.kind = 'added' and exists (select 1 from progress_report r where r.project_id = p.id and (r.is_started or r.state <> 'draft')))
      or (c.kind = 'added' and (exists (select 1 from project_move m where m.project_id = p.id and m.source = 'proposal')
        or exists (select 1 from roster_member rm where rm.project_id = p.id) or exists (select 1 from check_item i where i.project_id = p.id)))
      or exists (select 1 from figure_correction f where f.project_id = p.id and f.posted_at > (select written_at from ledger_import where id = ${importId})))
    order by p.id limit 20`.execute(db)
  return rows
}

export async function deleteProjects(db: Transaction, ids: readonly number[]): Promise<void> {
  await sql`delete from progress_report where project_id = any (${ids}::int[])`.execute(db)
  await sql`delete from project where id = any (${ids}::int[])`.execute(db)
}

/** Takes back plans and months as they were before: those the import made go, those it changed return. */
export async function restorePlansAndMonths(db: Transaction, changes: StoredChange[]): Promise<void> {
  const plans = changes.flatMap(({ projectId, before, after }) =>
    Object.keys(after.plans).map((year) => ({ projectId, year: Number(year), amount: before?.plans[year] ?? null })),
  )
  const months = changes.flatMap(({ projectId, before, after }) =>
    after.months.map(({ month }) => ({
      projectId,
      month,
      existed: before?.months[month] !== undefined,
      ...before?.months[month],
    })),
  )
  await sql`
    delete from annual_plan a using jsonb_to_recordset(${JSON.stringify(plans)}::jsonb) as r ("projectId" int, year int, amount numeric)
    where a.project_id = r."projectId" and a.year = r.year and r.amount is null`.execute(db)
  await sql`
    update annual_plan a set adjusted_amount = case when a.initial_amount = r.amount then null else r.amount end
    from jsonb_to_recordset(${JSON.stringify(plans)}::jsonb) as r ("projectId" int, year int, amount numeric)
    where a.project_id = r."projectId" and a.year = r.year and r.amount is not null`.execute(db)
  await sql`
    delete from project_month m using jsonb_to_recordset(${JSON.stringify(months)}::jsonb) as r ("projectId" int, month text, existed boolean)
    where m.project_id = r."projectId" and m.month = r.month and not r.existed`.execute(db)
  await sql`
    update project_month m set planned_current = r.planned, reported_current = r.current, completed_ytd = r.ytd, updated_at = now()
    from jsonb_to_recordset(${JSON.stringify(months)}::jsonb) as r ("projectId" int, month text, existed boolean, planned numeric, current numeric, ytd numeric)
    where m.project_id = r."projectId" and m.month = r.month and r.existed`.execute(db)
}
