import { type RawBuilder, sql } from 'kysely'
import { pathInScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { FormSheetMapping } from './contract.ts'

export type StoredForm = {
  id: number
  name: string
  fileName: string
  orgId: number
  orgName: string
  orgPath: string
  shapeKey: string
  sheets: FormSheetMapping[]
  version: number
  changedBy: string
  changedAt: string
}

const COLUMNS = sql`f.id, f.name, f.file_name as "fileName", f.org_id as "orgId", o.name as "orgName", o.path::text as "orgPath",
  f.shape_key as "shapeKey", f.sheets, f.version, who.display_name as "changedBy", coalesce(f.changed_at, f.created_at) as "changedAt"`
const FROM = sql`from ledger_form f join organisation o on o.id = f.org_id join account who on who.id = coalesce(f.changed_by, f.created_by)`

/** A form is there for its organisation, for those below it, and for those above. */
function isOpenTo(scope: Scope): RawBuilder<unknown> {
  return sql`(${pathInScope(scope, 'o.path')} or o.path @> any (${scope.paths}::ltree[]))`
}

export async function listForms(db: Transaction, scope: Scope): Promise<StoredForm[]> {
  const { rows } = await sql<StoredForm>`
    select ${COLUMNS} ${FROM} where f.retired_at is null and ${isOpenTo(scope)} order by f.id desc limit 500`.execute(
    db,
  )
  return rows
}

export async function findForm(db: Transaction, scope: Scope, id: number): Promise<StoredForm | null> {
  const { rows } = await sql<StoredForm>`
    select ${COLUMNS} ${FROM} where f.id = ${id} and f.retired_at is null and ${isOpenTo(scope)}`.execute(db)
  return rows[0] ?? null
}

/** For a change, which only those of its organisation and above may make. */
export async function lockForm(db: Transaction, scope: Scope, id: number): Promise<StoredForm | null> {
  const { rows } = await sql<StoredForm>`
    select ${COLUMNS} ${FROM} where f.id = ${id} and f.retired_at is null and ${pathInScope(scope, 'o.path')} for update of f`.execute(
    db,
  )
  return rows[0] ?? null
}

export async function readBlank(db: Transaction, id: number): Promise<Uint8Array> {
  const { rows } = await sql<{ workbook: Buffer }>`select f.workbook from ledger_form f where f.id = ${id}`.execute(db)
  return rows[0]!.workbook
}

/** The newest mapping kept for this layout, of a form on the list or taken off it. */
export async function recallMapping(
  db: Transaction,
  orgId: number,
  shapeKey: string,
): Promise<{ name: string; sheets: FormSheetMapping[] } | null> {
  const { rows } = await sql<{ name: string; sheets: FormSheetMapping[] }>`
    select f.name, f.sheets from ledger_form f where f.org_id = ${orgId} and f.shape_key = ${shapeKey} order by f.id desc limit 1`.execute(
    db,
  )
  return rows[0] ?? null
}

type Given = {
  name: string
  orgId: number
  fileName: string
  sha256: Buffer
  workbook: Uint8Array
  shapeKey: string
  sheets: FormSheetMapping[]
  by: number
  at: Date
}

export async function insertForm(db: Transaction, given: Given): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into ledger_form (name, org_id, file_name, file_sha256, workbook, shape_key, sheets, created_by, created_at)
    values (${given.name}, ${given.orgId}, ${given.fileName}, ${given.sha256}, ${Buffer.from(given.workbook)}, ${given.shapeKey},
      ${JSON.stringify(given.sheets)}::jsonb, ${given.by}, ${given.at.toISOString()})
    returning id`.execute(db)
  return rows[0]!.id
}

type Change = { id: number; name: string; sheets: FormSheetMapping[]; by: number; at: Date }

export async function updateForm(db: Transaction, { id, name, sheets, by, at }: Change): Promise<void> {
  await sql`
    update ledger_form set name = ${name}, sheets = ${JSON.stringify(sheets)}::jsonb, version = version + 1, changed_by = ${by},
      changed_at = ${at.toISOString()}
    where id = ${id}`.execute(db)
}

export async function retireForm(db: Transaction, id: number, at: Date): Promise<void> {
  await sql`update ledger_form set retired_at = ${at.toISOString()} where id = ${id}`.execute(db)
}
