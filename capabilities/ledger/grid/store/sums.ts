import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { matches, onlyRolledUp, rolledUp } from '../../store/list.ts'
import { columnOf, ownId, ownValue } from './columns.ts'
import { joinsOf, type OrderQuery } from './order.ts'
import { type Grouping, groupingBy, groupingOn, type OrderingContext } from './ordering.ts'

export type SumRow = {
  /** 0 the whole, 1 a group, 2 a group within it. */
  depth: number
  path: string[]
  projects: number
  sums: Record<string, string>
  completedYtd: string
  annualPlan: string
}

/**
 * Counts and sums of the whole, of the groups, and of the groups within them, in the order of `readIds`. From the roll-ups where they hold
 * what is asked: the ledger as it opens, grouped by county or stage, costs the same at a million projects. `ids`: the rows, where they
 * are few and finding them again is dear.
 */
export async function readSums(
  db: Transaction,
  scope: Scope,
  query: OrderQuery,
  context: OrderingContext,
  ids?: readonly number[],
): Promise<SumRow[]> {
  const amounts = [...query.amounts, 'completedYtd', 'annualPlan']
  const source = isRolledUp(scope, query)
    ? fromRollups(scope, query, amounts)
    : fromProjects({ scope, query, context, ids }, amounts)
  const { rows } = await sql<Record<string, string> & { depth: number; projects: number }>`
    select ${depthOf(source.levels)} as depth, coalesce(sum(s.projects), 0)::int as projects,
      ${sql.join([...query.group.map((_, nth) => name('value', nth)), ...sumsOf(amounts)])}
    from (${source.select}) s ${groupedBy(source.levels)}`.execute(db)
  return rows.map((row) => ({
    depth: row.depth,
    path: query.group.slice(0, row.depth).map((_, nth) => row[`value${nth}`]!),
    projects: row.projects,
    sums: Object.fromEntries(query.amounts.map((field, nth) => [field, row[`sum${nth}`]!])),
    completedYtd: row[`sum${query.amounts.length}`]!,
    annualPlan: row[`sum${query.amounts.length + 1}`]!,
  }))
}

/** `key0, value0, key1, value1, amount0 …, projects`: named in a subquery, since what is grouped by must be the same expression, and a bound value never is. */
type Source = { levels: number; select: RawBuilder<unknown> }
type Asked = {
  scope: Scope
  query: OrderQuery
  context: OrderingContext
  ids: readonly number[] | undefined
}

function fromProjects({ scope, query, context, ids }: Asked, amounts: readonly string[]): Source {
  const levels = query.group.map((field, nth) => groupingBy(field, context, nth))
  const read = [
    ...levelColumns(levels),
    ...amounts.map((field, nth) => sql`${amountOf(field)} as ${name('amount', nth)}`),
  ]
  // the ids were found within the scope; the policies of the table stand behind them
  const where = ids ? sql`p.id = any (${ids}::int[])` : matches(scope, query.filter)
  const select = sql`select 1 as projects, ${sql.join(read)} from project p ${joinsOf(levels)} where ${where}`
  return { levels: levels.length, select }
}

const ROLLED_UP_AMOUNTS: Record<string, string> = {
  totalInvestment: 'total_investment',
  annualPlan: 'annual_plan',
  completedCurrent: 'completed_current',
  completedYtd: 'completed_ytd',
}
/** Columns of the roll-ups; what is empty stands there as 0 or ''. */
const ROLLED_UP_GROUPS: Record<string, RawBuilder<unknown>> = {
  county: sql`nullif(r.county_id, 0)`,
  park: sql`nullif(r.park_id, 0)`,
  org: sql`r.org_id`,
  library: sql`r.library`,
  isPriority: sql`r.is_priority`,
  stage: sql`nullif(r.stage, '')`,
  light: sql`r.light`,
  planState: sql`nullif(r.plan_state, '')`,
}

/** Projects seen only by assignment are in no roll-up of the scope. */
export function isRolledUp(scope: Scope, { filter, group, amounts }: OrderQuery): boolean {
  return (
    (scope.all || scope.assignees.length === 0) &&
    onlyRolledUp(filter) &&
    group.every((field) => Object.hasOwn(ROLLED_UP_GROUPS, field)) &&
    amounts.every((field) => Object.hasOwn(ROLLED_UP_AMOUNTS, field))
  )
}

function fromRollups(scope: Scope, { filter, group }: OrderQuery, amounts: readonly string[]): Source {
  const levels = group.map((field, nth) => groupingOn(field, ROLLED_UP_GROUPS[field]!, nth))
  const { joined, where } = rolledUp(scope, filter)
  const read = [
    ...levelColumns(levels),
    ...amounts.map((field, nth) => sql`${rolledUpAmount(field)} as ${name('amount', nth)}`),
  ]
  // a place whose projects all left keeps its row with nothing in it
  const select = sql`select r.projects, ${sql.join(read)} from project_rollup r ${joined} ${joinsOf(levels)} where ${where} and r.projects <> 0`
  return { levels: levels.length, select }
}

/** As in the rows: what belongs to a year counts for the region's only. */
function rolledUpAmount(field: string): RawBuilder<unknown> {
  const column = sql.ref(`r.${ROLLED_UP_AMOUNTS[field]}`)
  if (field === 'totalInvestment') return column
  return sql`(case when r.standing_year = (select left(g.as_of_month, 4)::int from region g) then ${column} end)`
}

function levelColumns(levels: readonly Grouping[]): RawBuilder<unknown>[] {
  return levels.flatMap(({ key, value }, nth) => [
    sql`${key} as ${name('key', nth)}`,
    sql`${value} as ${name('value', nth)}`,
  ])
}

function sumsOf(amounts: readonly string[]): RawBuilder<unknown>[] {
  return amounts.map((_, nth) => sql`trim_scale(coalesce(sum(${name('amount', nth)}), 0))::text as ${name('sum', nth)}`)
}

function amountOf(field: string): RawBuilder<unknown> {
  const own = ownId(field)
  return own === null ? columnOf(field) : sql`decimal_or_null(${ownValue(own)})`
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
