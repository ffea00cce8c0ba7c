import { sql } from 'kysely'
import type { Database } from './pool.ts'

/**
 * Removes what has served: answers kept for repeated requests after two days, failed sign-ins after one, browsers nobody has
 * signed in from for 90 days. What changed a moment ago is kept for a day.
 */
export async function keepHouse(db: Database): Promise<void> {
  await sql`delete from idempotency_key where at < now() - interval '2 days'`.execute(db)
  await sql`delete from sign_in_failure where at < now() - interval '1 day'`.execute(db)
  await sql`delete from live_event where at < now() - interval '1 day'`.execute(db)
  await sql`delete from trusted_device where last_used_at < now() - interval '90 days'`.execute(db)
}
