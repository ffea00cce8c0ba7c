import type { Database } from '#platform/database/pool.ts'
import { runTransaction, wholeRegion } from '#platform/database/transaction.ts'
import { appendEntries } from '#platform/record/append.ts'
import { clearColumn, lockOutlived } from './store.ts'

const GRACE_DAYS = 30

/** Removes what dropped columns held once thirty days have passed; recorded as done by `console`. Safe to run in two processes at once. */
export async function clearDroppedColumns(db: Database, now: Date): Promise<number> {
  return await runTransaction(db, { scope: wholeRegion() }, async (tx) => {
    const columns = await lockOutlived(tx, new Date(now.getTime() - GRACE_DAYS * 86_400_000))
    const entries = []
    for (const { id, heading, orgPath } of columns) {
      const values = await clearColumn(tx, id, now)
      entries.push({ action: 'column.cleared', subject: { type: 'column', id }, orgPath, after: { heading, values } })
    }
    if (entries.length > 0) await appendEntries(tx, { accountId: null, actor: 'console', origin: '', at: now }, entries)
    return columns.length
  })
}
