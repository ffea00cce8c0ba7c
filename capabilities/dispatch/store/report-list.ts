import { type RawBuilder, sql } from 'kysely'
import { foldName } from '#kernel/fold.ts'
import { invalid } from '#kernel/problem.ts'
import { inScope, type Scope } from '#platform/access/scope.ts'
import { decodeCursor, encodeCursor } from '#platform/database/keyset.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { ReportState } from '../shapes.ts'

export type ReportFilter = {
  state?: ReportState | 'notStarted' | 'toReview' | 'unfinished' | undefined
  county?: number | undefined
  findings?: 'true' | undefined
  late?: 'true' | undefined
  q?: string | undefined
}
export type ReportPage = { cursor?: string | undefined; limit: number }

/** Anomalies first, then the office's own order of organisations. No part of the key is ever null. */
const KEY = sql`case when jsonb_array_length(r.findings) > 0 then 0 else 1 end, coalesce(c.sort_order, -1), coalesce(c.id, 0), o.sort_order, o.id, r.id`
const FROM = sql`progress_report r join project p on p.id = r.project_id join organisation o on o.id = p.org_id
  left join organisation c on c.id = p.county_id`

/** One page of a round's reports by id. `mine` narrows to what the person may fill. */
export async function listReportIds(
  db: Transaction,
  given: { roundId: number; scope: Scope; mine: Scope | null; filter: ReportFilter; page: ReportPage },
): Promise<{ ids: number[]; next: string | null }> {
  const { cursor, limit } = given.page
  const { rows } = await sql<{ id: number; key: string }>`
    select r.id, concat_ws('|', ${KEY}) as key from ${FROM}
    where ${matching(given)} and ${cursor ? after(cursor) : sql`true`} order by ${KEY} limit ${limit + 1}`.execute(db)
  const last = rows[limit - 1]
  const next = rows.length > limit && last ? encodeCursor({ key: last.key, id: last.id }) : null
  return { ids: rows.slice(0, limit).map((row) => row.id), next }
}

export async function countReports(
  db: Transaction,
  given: { roundId: number; scope: Scope; mine: Scope | null; filter: ReportFilter },
): Promise<number> {
  const { rows } = await sql<{
    total: number
  }>`select count(*)::int as total from ${FROM} where ${matching(given)}`.execute(db)
  return rows[0]!.total
}

function after(cursor: string): RawBuilder<unknown> {
  const place = decodeCursor(cursor)
  const parts = place.key.split('|').map(Number)
  // a cursor of another list decodes too; its key then has another form
  if (parts.length !== 6 || !parts.every(Number.isSafeInteger))
    throw invalid('cursor_invalid', '翻页位置已失效，请从第一页重新查看。')
  return sql`(${KEY}) > (${sql.join(parts.map((part) => sql`${part}::int`))})`
}

function matching({
  roundId,
  scope,
  mine,
  filter,
}: {
  roundId: number
  scope: Scope
  mine: Scope | null
  filter: ReportFilter
}) {
  const parts: RawBuilder<unknown>[] = [sql`r.round_id = ${roundId}`, inScope(scope, 'p')]
  if (mine) parts.push(inScope(mine, 'p'))
  if (filter.state) parts.push(inState(filter.state))
  if (filter.county) parts.push(sql`p.county_id = ${filter.county}`)
  if (filter.findings) parts.push(sql`jsonb_array_length(r.findings) > 0`)
  if (filter.late) parts.push(sql`r.is_late`)
  if (filter.q) {
    const pattern = `%${foldName(filter.q).replace(/[\\%_]/g, '\\$&')}%`
    parts.push(sql`(p.search_text like ${pattern} or p.folded_name like ${pattern} or o.folded_name like ${pattern}
      or exists (select 1 from organisation_name called where called.organisation_id = o.id and called.folded_name like ${pattern}))`)
  }
  return sql.join(parts, sql` and `)
}

function inState(state: NonNullable<ReportFilter['state']>): RawBuilder<unknown> {
  if (state === 'notStarted') return sql`r.state = 'draft' and not r.is_started`
  if (state === 'draft') return sql`r.state = 'draft' and r.is_started`
  if (state === 'toReview') return sql`r.state = 'submitted'`
  if (state === 'unfinished') return sql`r.state in ('draft', 'returned')`
  return sql`r.state = ${state}`
}
