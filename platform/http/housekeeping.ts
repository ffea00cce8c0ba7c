import { sql } from 'kysely'
import type { Database } from '../database/pool.ts'

const HOUR = 3_600_000

/**
 * Removes what has served: answers kept for repeated requests after two days, failed sign-ins after one, browsers nobody has
 * signed in from for 90 days. Answers how to stop.
 */
export function keepHouse(db: Database, log: (line: string) => void): () => void {
  const sweep = async () => {
    await sql`delete from idempotency_key where at < now() - interval '2 days'`.execute(db)
    await sql`delete from sign_in_failure where at < now() - interval '1 day'`.execute(db)
    await sql`delete from trusted_device where last_used_at < now() - interval '90 days'`.execute(db)
  }
  const run = () => void sweep().catch((error: Error) => log(`housekeeping: ${error.message}`))
  const timer = setInterval(run, HOUR)
  timer.unref()
  run()
  return () => clearInterval(timer)
}
