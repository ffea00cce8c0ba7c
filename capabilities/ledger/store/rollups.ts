import { type RawBuilder, sql } from 'kysely'
import { percentOf } from '#kernel/ratio.ts'
import type { Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { Rollup } from '../contract.ts'

type Overlapping = 'campaign' | 'roster'
export type RollupBy = 'county' | 'park' | 'library' | 'stage' | 'light' | Overlapping
export type RollupQuery = { by: RollupBy; org?: number | undefined; year?: number | undefined }
type Sums = Omit<Rollup, 'completionRate' | 'pace' | 'lights'> & {
  paceAmount: string
  green: number
  yellow: number
  red: number
  grey: number
}

/**
 * Counts and sums within scope by one dimension, and their total. Read from the roll-ups kept by change; campaigns and rosters
 * overlap, so they are summed from their members and their total counts each project once.
 * Money sums take the standings of one year (by default the region's); counts take every project.
 */
export async function readRollups(
  db: Transaction,
  scope: Scope,
  query: RollupQuery,
): Promise<{ items: Rollup[]; total: Rollup; asOfMonth: string | null }> {
  const { rows: region } = await sql<{
    asOfMonth: string | null
  }>`select as_of_month as "asOfMonth" from region`.execute(db)
  const asOfMonth = region[0]?.asOfMonth ?? null
  const year = query.year ?? (asOfMonth ? Number(asOfMonth.slice(0, 4)) : null)
  const rows = isOverlapping(query.by)
    ? await sumMembers(db, scope, { ...query, by: query.by }, year)
    : await sumRollups(db, scope, query, year)
  const total = (await sumRollups(db, scope, { ...query, by: null }, year))[0]
  return { items: rows.map(toRollup), total: toRollup(total ?? emptySums()), asOfMonth }
}

/** Of each dimension the column it groups by, and how a group `s` is named and ordered. */
const DIMENSIONS: Record<
  Exclude<RollupBy, Overlapping>,
  { key: RawBuilder<unknown>; name: RawBuilder<unknown>; order: RawBuilder<unknown> }
> = {
  county: {
    key: sql`r.county_id`,
    name: sql`(select c.name from organisation c where c.id = s.key)`,
    order: sql`(select c.sort_order from organisation c where c.id = s.key) nulls last, s.key`,
  },
  park: {
    key: sql`r.park_id`,
    name: sql`(select c.name from organisation c where c.id = s.key)`,
    order: sql`(select c.path from organisation c where c.id = s.key) nulls last, s.key`,
  },
  library: { key: sql`r.library`, name: sql`s.key`, order: sql`s.key` },
  stage: { key: sql`r.stage`, name: sql`s.key`, order: sql`s.key` },
  light: { key: sql`r.light`, name: sql`s.key`, order: sql`s.key` },
}

type Asked = { by: Exclude<RollupBy, Overlapping> | null; org?: number | undefined }

async function sumRollups(
  db: Transaction,
  scope: Scope,
  query: Asked | RollupQuery,
  year: number | null,
): Promise<Sums[]> {
  const dimension = query.by && !isOverlapping(query.by) ? DIMENSIONS[query.by] : null
  const inYear = (column: string) =>
    sql`coalesce(sum(r.${sql.raw(column)}) filter (where r.standing_year = ${year ?? 0}), 0)`
  const { rows } = await sql<Sums>`
    select s.key::text as key, coalesce(${dimension ? dimension.name : sql`''`}, '') as name, s.projects, s."totalInvestment",
      s."annualPlan", s."completedCurrent", s."completedYtd", s."paceAmount", s.green, s.yellow, s.red, s.grey
    from (
      select ${dimension ? dimension.key : sql`'total'`} as key, sum(r.projects)::int as projects, sum(r.total_investment) as "totalInvestment",
        ${inYear('annual_plan')} as "annualPlan", ${inYear('completed_current')} as "completedCurrent",
        ${inYear('completed_ytd')} as "completedYtd", ${inYear('pace_amount')} as "paceAmount",
        coalesce(sum(r.projects) filter (where r.light = 'green'), 0)::int as green,
        coalesce(sum(r.projects) filter (where r.light = 'yellow'), 0)::int as yellow,
        coalesce(sum(r.projects) filter (where r.light = 'red'), 0)::int as red,
        coalesce(sum(r.projects) filter (where r.light = 'grey'), 0)::int as grey
      from project_rollup r ${scope.all && !query.org ? sql`` : sql`join organisation o on o.id = r.org_id`}
      where ${orgInScope(scope)} and ${below(query.org, 'o.path')}
      ${dimension ? sql`group by ${dimension.key} having sum(r.projects) <> 0` : sql``}
    ) as s
    ${dimension ? sql`order by ${dimension.order}` : sql``}`.execute(db)
  return rows.filter((row) => row.projects !== null)
}

/** Groups `c` whose members overlap, and how their members are joined. */
const GROUPS: Record<Overlapping, { from: RawBuilder<unknown>; order: RawBuilder<unknown> }> = {
  campaign: {
    from: sql`campaign c join campaign_project cp on cp.campaign_id = c.id join project p on p.id = cp.project_id`,
    order: sql`c.sort_order, c.id`,
  },
  roster: {
    from: sql`roster c join roster_member rm on rm.roster_id = c.id and rm.left_on is null join project p on p.id = rm.project_id`,
    order: sql`c.level, c.year desc nulls last, c.id`,
  },
}

function isOverlapping(by: string | null): by is Overlapping {
  return by === 'campaign' || by === 'roster'
}

async function sumMembers(
  db: Transaction,
  scope: Scope,
  query: RollupQuery & { by: Overlapping },
  year: number | null,
): Promise<Sums[]> {
  const { from, order } = GROUPS[query.by]
  const inYear = (column: string) =>
    sql`coalesce(sum(${sql.raw(column)}) filter (where left(p.standing_month, 4) = ${String(year ?? '')}), 0)`
  const lights = (['green', 'yellow', 'red', 'grey'] as const).map(
    (light) => sql`count(*) filter (where p.light = ${light})::int as ${sql.ref(light)}`,
  )
  const { rows } = await sql<Sums>`
    select c.id::text as key, c.name, count(*)::int as projects, coalesce(sum(p.total_investment), 0) as "totalInvestment",
      ${inYear('p.annual_plan')} as "annualPlan", ${inYear('p.completed_current')} as "completedCurrent",
      ${inYear('p.completed_ytd')} as "completedYtd", ${inYear('p.annual_plan * p.pace / 100')} as "paceAmount", ${sql.join(lights)}
    from ${from}
    where p.merged_into is null and ${scope.all ? sql`true` : sql`p.org_path <@ any (${scope.paths}::ltree[])`} and ${below(query.org, 'p.org_path')}
    group by c.id order by ${order}`.execute(db)
  return rows
}

function orgInScope(scope: Scope): RawBuilder<unknown> {
  return scope.all ? sql`true` : sql`o.path <@ any (${scope.paths}::ltree[])`
}

function below(org: number | undefined, column: string): RawBuilder<unknown> {
  return org
    ? sql`${sql.ref(column)} <@ (select above.path from organisation above where above.id = ${org})`
    : sql`true`
}

function toRollup({ paceAmount, green, yellow, red, grey, ...sums }: Sums): Rollup {
  return {
    ...sums,
    completionRate: percentOf(sums.completedYtd, sums.annualPlan),
    pace: percentOf(paceAmount, sums.annualPlan),
    lights: { green, yellow, red, grey },
  }
}

function emptySums(): Sums {
  const none = { totalInvestment: '0', annualPlan: '0', completedCurrent: '0', completedYtd: '0', paceAmount: '0' }
  return { key: 'total', name: '', projects: 0, ...none, green: 0, yellow: 0, red: 0, grey: 0 }
}
