import { readRegion } from '#capabilities/people/public.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { Entry } from '#platform/record/chain.ts'
import { type Counts, exportRecord } from '#platform/record/export.ts'
import { rootPath } from './store.ts'

/** The whole record as a stream of lines, with what is recorded about having taken it. The transaction is repeatable read. */
export async function openRecordExport(db: Transaction, at: Date) {
  const region = (await readRegion(db))?.name ?? ''
  const orgPath = await rootPath(db)
  return { ...(await exportRecord(db, { region, at })), region, orgPath }
}

/** That the whole record left the house, and how much it was. */
export function exportedEntry({ orgPath, counts }: { orgPath: string; counts: Counts }): Entry {
  return { action: 'record.exported', subject: { type: 'record', id: 0 }, orgPath, after: counts }
}
