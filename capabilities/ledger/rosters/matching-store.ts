import { sql } from 'kysely'
import { inScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { Candidate } from './contract.ts'

export type Found = Candidate & { folded: string; formers: string[] }

const FOUND = sql`p.id, p.name, p.code, p.folded_name as folded, county.name as "countyName",
  array(select f.folded_name from project_former_name f where f.project_id = p.id) as formers`

/** Projects within scope with one of these codes, names or former names; names folded. */
export async function findNamed(
  db: Transaction,
  scope: Scope,
  asked: { rosterId: number; codes: readonly string[]; names: readonly string[] },
): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select ${FOUND}, ${isMember(asked.rosterId)} as "isMember" from project p left join organisation county on county.id = p.county_id
    where p.merged_into is null and ${inScope(scope, 'p')} and (p.code = any (${asked.codes}::text[]) or p.folded_name = any (${asked.names}::text[])
      or p.id in (select f.project_id from project_former_name f where f.folded_name = any (${asked.names}::text[])))
    order by p.id`.execute(db)
  return rows
}

const EACH = 200

/** Projects within scope whose names share a piece, by the place of the line in the list. Ranked by the caller. */
export async function findPieces(
  db: Transaction,
  scope: Scope,
  asked: { rosterId: number; lines: readonly { at: number; patterns: string[] }[] },
): Promise<(Found & { at: number })[]> {
  const { rows } = await sql<Found & { at: number }>`
    select l.at, c.* from jsonb_to_recordset(${JSON.stringify(asked.lines)}::jsonb) as l (at int, patterns text[])
    cross join lateral (
      select ${FOUND}, ${isMember(asked.rosterId)} as "isMember" from project p left join organisation county on county.id = p.county_id
      where p.merged_into is null and ${inScope(scope, 'p')} and p.search_text like any (l.patterns) limit ${EACH}) c`.execute(
    db,
  )
  return rows
}

function isMember(rosterId: number) {
  return sql`exists (select 1 from roster_member m where m.roster_id = ${rosterId} and m.project_id = p.id and m.left_on is null)`
}
