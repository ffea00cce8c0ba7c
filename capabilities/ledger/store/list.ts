import { type RawBuilder, sql } from 'kysely'
import { foldName } from '#kernel/fold.ts'
import { inScope, type Scope } from '#platform/access/scope.ts'
import { decodeCursor, encodeCursor } from '#platform/database/keyset.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { type ProjectFilter, type ProjectListQuery, type ProjectRow, projectFilter } from '../contract.ts'
import { conditionOn } from '../grid/store/conditions.ts'
import { PLAN_CLASS } from './plan-state.ts'

type Predicate = RawBuilder<boolean>

/** Sort keys are never null and end in the id: a null key would silently lose rows. `type` casts the cursor's text back. */
const SORT_KEYS = {
  completion: { column: 'p.completion_key', type: 'numeric' },
  total: { column: 'p.total_key', type: 'numeric' },
  name: { column: 'p.folded_name', type: 'text' },
  updated: { column: 'p.updated_at', type: 'timestamptz' },
} as const

/** Nobody can report `project p`: it is assigned to no account in use, and no reporter's grant in force reaches its home. */
export const WITHOUT_REPORTER = sql<boolean>`(not exists (
    select 1 from project_assignment pa join account a on a.id = pa.account_id where pa.project_id = p.id and a.disabled_at is null)
  and not exists (
    select 1 from role_grant g join organisation o on o.id = g.organisation_id join account a on a.id = g.account_id
    where g.role = 'reporter' and o.path @> p.org_path and a.disabled_at is null
      and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())))`

/** One page of the list. The extra row asked for tells whether there is a next page. */
export async function listProjects(
  db: Transaction,
  scope: Scope,
  query: ProjectListQuery,
): Promise<{ items: ProjectRow[]; next: string | null }> {
  const key = SORT_KEYS[query.sort]
  const keyRef = sql.ref(key.column)
  const direction = sql.raw(query.order)
  const after = query.cursor ? decodeCursor(query.cursor) : null
  const compare = sql.raw(query.order === 'asc' ? '>' : '<')
  const from = after ? sql`(${keyRef}, p.id) ${compare} (${after.key}::${sql.raw(key.type)}, ${after.id})` : sql`true`
  const { rows } = await sql<ProjectRow & { sortKey: string }>`
    select p.id, p.code, p.name, p.county_id as "countyId", county.name as "countyName", park.name as "parkName", p.owner, p.sponsor,
      p.library, p.is_priority as "isPriority", p.plan_state as "planState", p.stage, p.total_investment as "totalInvestment",
      p.annual_plan as "annualPlan", p.completed_ytd as "completedYtd", p.completion_rate as "completionRate", p.pace, p.light,
      p.standing_month as "standingMonth", p.updated_at as "updatedAt", ${keyRef}::text as "sortKey"
    from project p
    left join organisation county on county.id = p.county_id
    left join organisation park on park.id = p.park_id
    where ${matches(scope, query)} and ${from}
    order by ${keyRef} ${direction}, p.id ${direction}
    limit ${sql.lit(query.limit + 1)}`.execute(db)
  const items = rows.slice(0, query.limit)
  const last = items.at(-1)
  return { items, next: rows.length > query.limit && last ? encodeCursor({ key: last.sortKey, id: last.id }) : null }
}

/** How many projects match, and the region's as-of month. Answered from the roll-ups where the filter allows it. */
export async function countProjects(
  db: Transaction,
  scope: Scope,
  filter: ProjectFilter,
): Promise<{ total: number; asOfMonth: string | null }> {
  const counted = onlyRolledUp(filter)
    ? sql`(${countFromRollups(scope, filter)} + ${countAssignedElsewhere(scope, filter)})`
    : sql`(select count(*) from project p where ${matches(scope, filter)})`
  const { rows } = await sql<{ total: number; asOfMonth: string | null }>`
    select ${counted}::int as total, (select as_of_month from region) as "asOfMonth"`.execute(db)
  return rows[0]!
}

/** The filter and the scope as one predicate on `project p`, every value bound. */
export function matches(scope: Scope, filter: ProjectFilter): Predicate {
  // a merged project stands for nothing of its own: neither in lists nor in totals and exports (decision 0009)
  const parts: RawBuilder<unknown>[] = [inScope(scope, 'p'), sql`p.merged_into is null`]
  if (filter.org) parts.push(sql`p.org_path <@ (select o.path from organisation o where o.id = ${filter.org})`)
  if (filter.county) parts.push(sql`p.county_id = ${filter.county}`)
  if (filter.park) parts.push(sql`p.park_id = ${filter.park}`)
  if (filter.stage) parts.push(oneOf('p.stage', filter.stage))
  if (filter.light) parts.push(oneOf('p.light', filter.light))
  if (filter.library) parts.push(sql`p.library = ${filter.library}`)
  if (filter.planState)
    parts.push(
      isKept(filter.planState) ? sql`p.plan_state = ${filter.planState}` : sql`${PLAN_CLASS} = ${filter.planState}`,
    )
  if (filter.tier) parts.push(filter.tier === 'none' ? sql`p.tier is null` : sql`p.tier = ${Number(filter.tier)}`)
  if (filter.withdrawn)
    parts.push(filter.withdrawn === 'true' ? sql`p.stage = 'withdrawn'` : sql`p.stage is distinct from 'withdrawn'`)
  if (filter.roster)
    parts.push(
      sql`p.id in (select m.project_id from roster_member m where m.roster_id = ${filter.roster} and m.left_on is null)`,
    )
  if (filter.priority) parts.push(sql`p.is_priority = ${filter.priority === 'true'}`)
  if (filter.campaign)
    parts.push(sql`p.id in (select cp.project_id from campaign_project cp where cp.campaign_id = ${filter.campaign})`)
  if (filter.term)
    parts.push(sql`p.id in (select pt.project_id from project_term pt where pt.term_id = ${filter.term})`)
  if (filter.mine)
    parts.push(
      sql`p.id in (select a.project_id from project_assignment a where a.account_id = any (${scope.assignees}::int[]))`,
    )
  if (filter.unassigned) parts.push(WITHOUT_REPORTER)
  if (filter.importId)
    parts.push(sql`p.id in (select c.project_id from ledger_import_change c where c.import_id = ${filter.importId})`)
  if (filter.oneOff)
    parts.push(sql`p.id in (select fp.project_id from one_off_form_project fp where fp.form_id = ${filter.oneOff})`)
  if (filter.q) parts.push(searched(scope, filter.q))
  for (const condition of filter.where ?? []) parts.push(conditionOn(condition))
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}

/** Whether the state stands in the project's row; the others are worked out beside the annual plan. */
function isKept(planState: ProjectFilter['planState']): boolean {
  return planState === 'new' || planState === 'continuing'
}

/** A single value keeps the index in order; several do not, and need not. */
function oneOf(column: string, values: readonly string[]): RawBuilder<unknown> {
  return values.length === 1
    ? sql`${sql.ref(column)} = ${values[0]}`
    : sql`${sql.ref(column)} = any (${values}::text[])`
}

function searched(scope: Scope, q: string): RawBuilder<unknown> {
  const folded = foldName(q)
  const pattern = `%${folded.replace(/[\\%_]/g, '\\$&')}%`
  // one or two characters make no trigram: the index would be read whole, the rows of one's own scope are fewer
  if (scope.all || folded.length < 3) return sql`p.search_text like ${pattern}`
  // as an array, so that candidates are fetched one by one; joined, the planner may walk the sorted ledger to find the few
  return sql`p.id = any (array(select project_search_candidates(${pattern})))`
}

const ROLLED_UP: readonly (keyof ProjectFilter)[] = [
  'org',
  'county',
  'park',
  'stage',
  'light',
  'library',
  'planState',
  'priority',
  'withdrawn',
]

/** Asked of every filter the contract knows, so that a new one cannot be forgotten and give a wrong total. */
export function onlyRolledUp(filter: ProjectFilter): boolean {
  const known = Object.keys(projectFilter.shape) as (keyof ProjectFilter)[]
  if (filter.planState && !isKept(filter.planState)) return false
  return known.every((name) => ROLLED_UP.includes(name) || filter[name] === undefined || filter[name] === '')
}

function countFromRollups(scope: Scope, filter: ProjectFilter): RawBuilder<unknown> {
  const { joined, where } = rolledUp(scope, filter)
  return sql`(select coalesce(sum(r.projects), 0) from project_rollup r ${joined} where ${where})`
}

/** The same filter as a predicate on `project_rollup r`, where `onlyRolledUp` allows it; projects assigned elsewhere are not in it. */
export function rolledUp(
  scope: Scope,
  filter: ProjectFilter,
): { joined: RawBuilder<unknown>; where: RawBuilder<unknown> } {
  const parts: RawBuilder<unknown>[] = [scope.all ? sql`true` : sql`o.path <@ any (${scope.paths}::ltree[])`]
  if (filter.org) parts.push(sql`o.path <@ (select above.path from organisation above where above.id = ${filter.org})`)
  if (filter.county) parts.push(sql`r.county_id = ${filter.county}`)
  if (filter.park) parts.push(sql`r.park_id = ${filter.park}`)
  if (filter.stage) parts.push(oneOf('r.stage', filter.stage))
  if (filter.light) parts.push(oneOf('r.light', filter.light))
  if (filter.library) parts.push(sql`r.library = ${filter.library}`)
  if (filter.planState) parts.push(sql`r.plan_state = ${filter.planState}`)
  if (filter.priority) parts.push(sql`r.is_priority = ${filter.priority === 'true'}`)
  // a stage that is not stated is kept as an empty text there
  if (filter.withdrawn)
    parts.push(filter.withdrawn === 'true' ? sql`r.stage = 'withdrawn'` : sql`r.stage <> 'withdrawn'`)
  const joined = filter.org || !scope.all ? sql`join organisation o on o.id = r.org_id` : sql``
  return { joined, where: sql`${sql.join(parts, sql` and `)}` }
}

/**
 * Projects seen only because they are assigned to the person: few, and in no roll-up of the scope. As an array, so that they are fetched
 * one by one; joined, the planner may walk the whole ledger beside them.
 */
function countAssignedElsewhere(scope: Scope, filter: ProjectFilter): RawBuilder<unknown> {
  if (scope.all || scope.assignees.length === 0) return sql`0`
  return sql`(select count(*) from project p
    where p.id = any (array(select a.project_id from project_assignment a where a.account_id = any (${scope.assignees}::int[])))
      and not (p.org_path <@ any (${scope.paths}::ltree[])) and ${matches(scope, filter)})`
}
