import { sql } from 'kysely'
import type { Transaction } from '#platform/database/pool.ts'

export async function listCampaigns(db: Transaction) {
  const { rows } = await sql<{ id: number; name: string; startsOn: string; endsOn: string }>`
    select id, name, starts_on as "startsOn", ends_on as "endsOn" from campaign order by sort_order, id`.execute(db)
  return rows
}
