import { sql } from 'kysely'
import type { Database, Transaction } from '#platform/database/pool.ts'

type Db = Database | Transaction

export interface ConfirmationRow {
  orgId: number
  digest: string
  isConfirmed: boolean
  note: string
  givenAt: string
  givenBy: string
}

/** What each organisation said last. */
export async function lastConfirmations(db: Db, roundId: number): Promise<ConfirmationRow[]> {
  const { rows } = await sql<ConfirmationRow>`
    select distinct on (c.org_id) c.org_id as "orgId", c.seen_figures as digest, c.is_confirmed as "isConfirmed", c.note, c.given_at as "givenAt",
      a.display_name as "givenBy"
    from figure_confirmation c join account a on a.id = c.given_by
    where c.round_id = ${roundId} order by c.org_id, c.id desc`.execute(db)
  return rows
}

export interface NewConfirmation {
  roundId: number
  orgId: number
  digest: string
  isConfirmed: boolean
  note: string
  by: number
  now: Date
}

export async function insertConfirmation(db: Db, given: NewConfirmation): Promise<void> {
  const { roundId, orgId, digest, isConfirmed, note, by, now } = given
  await sql`
    insert into figure_confirmation (round_id, org_id, seen_figures, is_confirmed, note, given_at, given_by)
    values (${roundId}, ${orgId}, ${digest}, ${isConfirmed}, ${note}, ${now.toISOString()}, ${by})`.execute(db)
}
