import type { Transaction } from '#platform/database/pool.ts'
import type { Entry } from '#platform/record/chain.ts'
import { payloadsOf } from './rules/events.ts'
import { queuePayloads } from './store.ts'

/**
 * Puts what these entries tell of into the outbox, in the transaction they belong to: rolled back, nothing is sent. Entries of other
 * actions cost nothing. Answers how many messages wait now.
 */
export async function queueDeliveries(db: Transaction, entries: readonly Entry[], at: Date): Promise<number> {
  const payloads = payloadsOf(entries, at)
  return payloads.length === 0 ? 0 : await queuePayloads(db, payloads)
}
