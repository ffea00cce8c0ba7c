import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { ProjectFilter } from '../../contract.ts'
import { matches } from '../../store/list.ts'
import { type Grouping, groupingBy, type Ordering, type OrderingContext, orderingBy } from './ordering.ts'

/** Rows of the grid at most; what lies beyond is counted and summed, not shown. */
export const MOST_ROWS = 300_000

export type OrderQuery = {
  filter: ProjectFilter
  sort: string
  order: 'asc' | 'desc'
  group: readonly string[]
  /** Columns of amounts whose sums are wanted. */
  amounts: readonly string[]
}

/** Rows in the order of the sort alone; of each the values of its groups, one list for each level. */
export type SortedIds = { ids: number[]; values: string[][]; isCutOff: boolean }

/**
 * Ids of all rows in the order of the sort. Groups are told apart afterwards (`inGroups`): a sort whose first keys are the same for ten
 * thousand rows costs the database three times one by a single key, which an index may even spare it. No index for the grid's own sake:
 * sorting 100,000 rows costs a tenth of a second, an index for each column every write of the ledger.
 */
export async function readSortedIds(
  db: Transaction,
  scope: Scope,
  query: OrderQuery,
  context: OrderingContext,
): Promise<SortedIds> {
  const levels = query.group.map((field, nth) => groupingBy(field, context, nth))
  const values = levels.map(({ value }, nth) => sql`, ${value} as ${sql.ref(`value${nth}`)}`)
  const lists = levels.map((_, nth) => sql`, json_agg(q.${sql.ref(`value${nth}`)}) as ${sql.ref(`value${nth}`)}`)
  const sort = orderingBy(query.sort, context, 9)
  await allowLargeSort(db)
  // as one text: an array of 100,000 numbers takes the driver longer than the database
  const { rows } = await sql<{ ids: string | null } & Record<string, string[]>>`
    select string_agg(q.id::text, ',') as ids ${sql.join(lists, sql` `)} from (
      select p.id ${sql.join(values, sql` `)} from project p ${sort.joins}
      where ${matches(scope, query.filter)} order by ${sql.join(sortKeys(query, sort))} limit ${MOST_ROWS}) q`.execute(
    db,
  )
  const ids = rows[0]?.ids ? rows[0].ids.split(',').map(Number) : []
  return { ids, values: levels.map((_, nth) => rows[0]?.[`value${nth}`] ?? []), isCutOff: ids.length === MOST_ROWS }
}

/** Ids by the groups, then by the sort, as the database orders them: where there are more rows than are shown, the groups decide which. */
export async function readGroupedIds(
  db: Transaction,
  scope: Scope,
  query: OrderQuery,
  context: OrderingContext,
): Promise<number[]> {
  await allowLargeSort(db)
  const levels = query.group.map((field, nth) => groupingBy(field, context, nth))
  const sort = orderingBy(query.sort, context, 9)
  const keys = [...levels.flatMap(groupKeys), ...sortKeys(query, sort)]
  const { rows } = await sql<{ ids: string | null }>`
    select string_agg(q.id::text, ',') as ids from (
      select p.id from project p ${joinsOf([...levels, sort])}
      where ${matches(scope, query.filter)} order by ${sql.join(keys)} limit ${MOST_ROWS}) q`.execute(db)
  return rows[0]?.ids ? rows[0].ids.split(',').map(Number) : []
}

function sortKeys({ sort, order }: OrderQuery, { key }: Ordering): RawBuilder<unknown>[] {
  const direction = sql.raw(order)
  // in the index's own order where nothing is ever empty: nulls last would keep it from being read along
  const last = sort === 'updatedAt' ? sql`` : sql`nulls last`
  return [sql`${key} ${direction} ${last}`, sql`p.id ${direction}`]
}

/** Everything read from here on is of one moment: rows, groups and sums agree though others write meanwhile. First of a transaction. */
export async function readOneMoment(db: Transaction): Promise<void> {
  await sql`set transaction isolation level repeatable read, read only`.execute(db)
}

/** 300,000 rows in order fit into so much; 100,000 need a fifth of it. With the usual 16 MB the disk sorts, three times as slowly. */
async function allowLargeSort(db: Transaction): Promise<void> {
  await sql`select set_config('work_mem', '64MB', true)`.execute(db)
}

export function joinsOf(orderings: readonly Ordering[]): RawBuilder<unknown> {
  return sql`${sql.join(
    orderings.map(({ joins }) => joins),
    sql` `,
  )}`
}

/** What is not filled in comes last; where a key stands for several values, they stay apart by their value. */
function groupKeys({ key, value, isExact }: Grouping): RawBuilder<unknown>[] {
  return isExact ? [sql`${key} asc nulls last`] : [sql`${key} asc nulls last`, sql`${value} asc`]
}
