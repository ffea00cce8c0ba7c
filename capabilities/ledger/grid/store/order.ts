import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { ProjectFilter } from '../../contract.ts'
import { matches } from '../../store/list.ts'
import { columnOf, ownId, ownValue } from './columns.ts'
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

/** Ids of all rows in order: by the groups, then by the sort, at last by id. */
export async function readIds(
  db: Transaction,
  scope: Scope,
  query: OrderQuery,
  context: OrderingContext,
): Promise<number[]> {
  const levels = query.group.map((field, nth) => groupingBy(field, context, nth))
  const sort = orderingBy(query.sort, context, 9)
  const direction = sql.raw(query.order)
  const keys = [...levels.flatMap(groupKeys), sql`${sort.key} ${direction} nulls last`, sql`p.id ${direction}`]
  // as one text: an array of 100,000 numbers takes the driver longer than the database
  const { rows } = await sql<{ ids: string | null }>`
    select array_to_string(array(
      select p.id from project p ${joinsOf([...levels, sort])}
      where ${matches(scope, query.filter)} order by ${sql.join(keys)} limit ${MOST_ROWS}), ',') as ids`.execute(db)
  const ids = rows[0]?.ids
  return ids ? ids.split(',').map(Number) : []
}

export type SumRow = {
  /** 0 the whole, 1 a group, 2 a group within it. */
  depth: number
  path: string[]
  projects: number
  sums: Record<string, string>
  completedYtd: string
  annualPlan: string
}

/** Counts and sums of the whole, of the groups, and of the groups within them, in the order of `readIds`. */
export async function readSums(
  db: Transaction,
  scope: Scope,
  query: OrderQuery,
  context: OrderingContext,
): Promise<SumRow[]> {
  const levels = query.group.map((field, nth) => groupingBy(field, context, nth))
  const amounts = [...query.amounts, 'completedYtd', 'annualPlan']
  // named in a subquery: what stands in `group by` has to be the same expression, and a bound value never is
  const read = [
    ...levels.flatMap(({ key, value }, nth) => [
      sql`${key} as ${name('key', nth)}`,
      sql`${value} as ${name('value', nth)}`,
    ]),
    ...amounts.map((field, nth) => sql`${amountOf(field)} as ${name('amount', nth)}`),
  ]
  const sums = amounts.map(
    (_, nth) => sql`trim_scale(coalesce(sum(${name('amount', nth)}), 0))::text as ${name('sum', nth)}`,
  )
  const { rows } = await sql<Record<string, string> & { depth: number; projects: number }>`
    select ${depthOf(levels.length)} as depth, count(*)::int as projects,
      ${sql.join([...levels.map((_, nth) => name('value', nth)), ...sums])}
    from (select ${sql.join(read)} from project p ${joinsOf(levels)} where ${matches(scope, query.filter)}) s
    ${groupedBy(levels.length)}`.execute(db)
  return rows.map((row) => ({
    depth: row.depth,
    path: levels.slice(0, row.depth).map((_, nth) => row[`value${nth}`]!),
    projects: row.projects,
    sums: Object.fromEntries(query.amounts.map((field, nth) => [field, row[`sum${nth}`]!])),
    completedYtd: row[`sum${query.amounts.length}`]!,
    annualPlan: row[`sum${query.amounts.length + 1}`]!,
  }))
}

function amountOf(field: string): RawBuilder<unknown> {
  const own = ownId(field)
  return own === null ? columnOf(field) : sql`decimal_or_null(${ownValue(own)})`
}

function joinsOf(orderings: readonly Ordering[]): RawBuilder<unknown> {
  return sql`${sql.join(
    orderings.map(({ joins }) => joins),
    sql` `,
  )}`
}

/** What is not filled in comes last; equal places (two words of one folding) stay apart by their value. */
function groupKeys({ key, value }: Grouping): RawBuilder<unknown>[] {
  return [sql`${key} asc nulls last`, sql`${value} asc`]
}

function name(part: string, nth: number): RawBuilder<unknown> {
  return sql`${sql.ref(`${part}${nth}`)}`
}

function depthOf(levels: number): RawBuilder<unknown> {
  if (levels === 0) return sql`0`
  if (levels === 1) return sql`1 - grouping(value0)`
  return sql`2 - grouping(value0) - grouping(value1)`
}

function groupedBy(levels: number): RawBuilder<unknown> {
  if (levels === 0) return sql``
  if (levels === 1)
    return sql`group by grouping sets ((), (key0, value0)) order by grouping(value0) desc, key0 asc nulls last, value0 asc`
  return sql`group by grouping sets ((), (key0, value0), (key0, value0, key1, value1))
    order by grouping(value0) desc, key0 asc nulls last, value0 asc, grouping(value1) desc, key1 asc nulls last, value1 asc`
}
