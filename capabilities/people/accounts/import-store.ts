import { sql } from 'kysely'
import type { Transaction } from '#platform/database/pool.ts'
import type { ImportedAccount } from './import-contract.ts'
import { personKey } from './import-rules.ts'

export async function insertImport(
  db: Transaction,
  given: { fileName: string; sha256: Buffer; rows: ImportedAccount[]; createdBy: number },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into account_import (file_name, sha256, rows, created_by)
    values (${given.fileName}, ${given.sha256}, ${JSON.stringify(given.rows)}::jsonb, ${given.createdBy}) returning id`.execute(
    db,
  )
  return rows[0]!.id
}

export type StoredImport = { id: number; fileName: string; rows: ImportedAccount[]; writtenAt: string | null }

/** One's own import; `held` keeps a second request for it waiting. */
export async function findImport(
  db: Transaction,
  id: number,
  createdBy: number,
  held = false,
): Promise<StoredImport | null> {
  const { rows } = await sql<StoredImport>`
    select i.id, i.file_name as "fileName", i.rows, i.written_at as "writtenAt" from account_import i
    where i.id = ${id} and i.created_by = ${createdBy} ${held ? sql`for update` : sql``}`.execute(db)
  return rows[0] ?? null
}

export type MadeRow = { row: number; accountId: number; username: string; displayName: string; isUntouched: boolean }

/** Accounts an import has made already; untouched ones have never been signed in to. */
export async function madeBy(db: Transaction, importId: number): Promise<MadeRow[]> {
  const { rows } = await sql<MadeRow>`
    select a.import_row as row, a.id as "accountId", a.username, a.display_name as "displayName",
      a.last_sign_in_at is null and a.must_change_password and a.disabled_at is null as "isUntouched"
    from account a where a.import_id = ${importId} order by a.import_row`.execute(db)
  return rows
}

export async function setWritten(db: Transaction, id: number): Promise<void> {
  await sql`update account_import set written_at = now() where id = ${id} and written_at is null`.execute(db)
}

/** Who there is, as `personKey` writes it. */
export async function knownPeople(db: Transaction): Promise<Set<string>> {
  const { rows } = await sql<{ displayName: string; organisationId: number }>`
    select a.display_name as "displayName", a.organisation_id as "organisationId" from account a`.execute(db)
  return new Set(rows.map(({ displayName, organisationId }) => personKey(displayName, organisationId)))
}
