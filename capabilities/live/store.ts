import { type RawBuilder, sql } from 'kysely'
import { inScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { Wall } from './contract.ts'
import type { MonthSum } from './rules.ts'

/** Whose wall: an organisation's subtree within the person's scope. */
export interface View {
  orgId: number
  path: string
  isRoot: boolean
  scope: Scope
}

/** The year's planned investment by month, 万元; months without a plan are left out. */
export async function sumPlanned(db: Transaction, view: View, year: number): Promise<MonthSum[]> {
  const { rows } = await sql<MonthSum>`
    select m.month, trim_scale(sum(m.planned_current))::text as amount from project_month m
    where m.month between ${`${year}-01`} and ${`${year}-12`} and m.planned_current is not null and ${memberOf(view, 'm.project_id')}
    group by m.month`.execute(db)
  return rows
}

/**
 * What was completed by the end of each month, cumulative, 万元. A project that did not report a month stands with its last cumulative
 * figure of the year, so that the curve never dips for want of a report. One column for each month instead of a window over the rows:
 * 0.7 against 1.3 seconds for 100,000 projects.
 */
export async function sumCompleted(db: Transaction, view: View, months: string[]): Promise<MonthSum[]> {
  if (months.length === 0) return []
  const own = months.map(
    (month, at) => sql`max(m.completed_ytd) filter (where m.month = ${month}) as ${sql.ref(`ytd_${at}`)}`,
  )
  const latest = months.map((_, at) => {
    const backwards = months.slice(0, at + 1).map((__, earlier) => sql.ref(`s.ytd_${at - earlier}`))
    return sql`trim_scale(coalesce(sum(coalesce(${sql.join(backwards)})), 0))::text`
  })
  const { rows } = await sql<{ sums: string[] }>`
    select array[${sql.join(latest)}] as sums from (
      select m.project_id, ${sql.join(own)} from project_month m
      where m.month between ${months[0]} and ${months.at(-1)} and m.completed_ytd is not null and ${memberOf(view, 'm.project_id')}
      group by m.project_id) as s`.execute(db)
  return months.map((month, at) => ({ month, amount: rows[0]!.sums[at]! }))
}

export interface ChildSums {
  orgId: number
  projects: number
  annualPlan: string
  completedYtd: string
  paceAmount: string
  lights: Wall['totals']['lights']
}

/**
 * Roll-ups under each child at once. As in the ranking a project counts for its named county, else for the child its home stands under,
 * and never for two.
 */
export async function sumChildren(db: Transaction, view: View, childIds: number[], year: number): Promise<ChildSums[]> {
  const inYear = (column: string) =>
    sql`trim_scale(coalesce(sum(${sql.ref(column)}) filter (where r.standing_year = ${year}), 0))::text`
  const light = (colour: string) => sql`coalesce(sum(r.projects) filter (where r.light = ${colour}), 0)::int`
  const { rows } = await sql<ChildSums>`
    select child.id as "orgId", sum(r.projects)::int as projects, ${inYear('r.annual_plan')} as "annualPlan",
      ${inYear('r.completed_ytd')} as "completedYtd", ${inYear('r.pace_amount')} as "paceAmount",
      jsonb_build_object('green', ${light('green')}, 'yellow', ${light('yellow')}, 'red', ${light('red')}, 'grey', ${light('grey')}) as lights
    from project_rollup r join organisation home on home.id = r.org_id
      join organisation child on child.id = any (${childIds}::int[])
        and case when r.county_id = any (${childIds}::int[]) then r.county_id = child.id else home.path <@ child.path end
    where home.path <@ ${view.path}::ltree and ${view.scope.all ? sql`true` : sql`home.path <@ any (${view.scope.paths}::ltree[])`}
    group by child.id`.execute(db)
  return rows
}

type Outline = Wall['map']['outlines'][number] & { isGenerated: boolean; source: string }

/** Outlines of the children, or the organisation's own where they have none. */
export async function readOutlines(db: Transaction, orgId: number, childIds: number[]): Promise<Outline[]> {
  const { rows } = await sql<Outline>`
    select o.id as "orgId", o.name, b.rings, b.is_generated as "isGenerated", b.source
    from organisation_boundary b join organisation o on o.id = b.organisation_id
    where o.id = any (${[orgId, ...childIds]}::int[]) order by o.sort_order, o.id`.execute(db)
  const children = rows.filter((row) => row.orgId !== orgId)
  return children.length > 0 ? children : rows
}

/** At most `limit` projects with a place: red ones and those of the priority library first, then the largest. */
export async function readPoints(db: Transaction, view: View, limit: number): Promise<Wall['map']['projects']> {
  const { rows } = await sql<Wall['map']['projects'][number]>`
    select p.id, p.name, p.longitude::float8 as longitude, p.latitude::float8 as latitude, p.light, p.is_priority as "isPriority",
      trim_scale(p.total_investment)::text as "totalInvestment"
    from project p
    where p.longitude is not null and p.latitude is not null and ${seen(view)}
    order by (case when p.is_priority then 1 else 0 end + case when p.light = 'red' then 1 else 0 end) desc, p.total_key desc, p.id desc
    limit ${limit}`.execute(db)
  return rows
}

type Change = Wall['changes'][number]

/** Changes since an instant, newest first; each kind has its own limit, so that a day's figures do not push the lights off the wall. */
export async function readChanges(db: Transaction, view: View, since: Date): Promise<Change[]> {
  const kinds = [
    fieldChanges(view, since, {
      kind: LIGHT_KIND,
      where: sql`f.field = 'light' and f.new in ('red', 'yellow', 'green')`,
      limit: 60,
    }),
    fieldChanges(view, since, { kind: sql`'stage'`, where: sql`f.field = 'stage'`, limit: 30 }),
    fieldChanges(view, since, {
      kind: sql`'figure'`,
      where: sql`f.field = 'completedYtd'`,
      limit: 30,
    }),
    corrections(view, since, 30),
    additions(view, since, 30),
  ]
  const { rows } = await sql<Change>`
    select c.at, c.kind, c.project_id as "projectId", c.project_name as "projectName", county.name as "countyName", c.old, c.new
    from (${sql.join(kinds, sql` union all `)}) as c left join organisation county on county.id = c.county_id
    order by c.at desc, c.project_id, c.kind`.execute(db)
  return rows
}

/** When the latest change of these kinds happened; null when there never was one. */
export async function latestChange(db: Transaction, view: View): Promise<Date | null> {
  const { rows } = await sql<{ at: string | null }>`
    select greatest(
      (select f.at from field_change f join project p on p.id = f.project_id
       where f.field in ('light', 'stage', 'completedYtd') and ${seen(view)} order by f.at desc limit 1),
      (select max(f.posted_at) from figure_correction f join project p on p.id = f.project_id where ${seen(view)}),
      (select max(p.created_at) from project p where ${seen(view)})) as at`.execute(db)
  return rows[0]?.at ? new Date(rows[0].at) : null
}

const LIGHT_KIND = sql`'lightTo' || initcap(f.new)`

type Wanted = { kind: RawBuilder<unknown>; where: RawBuilder<unknown>; limit: number }

function fieldChanges(view: View, since: Date, { kind, where, limit }: Wanted): RawBuilder<unknown> {
  return sql`(select f.at, ${kind} as kind, p.id as project_id, p.name as project_name, p.county_id, ${amountAlone('f.old')} as old, ${amountAlone('f.new')} as new
    from field_change f join project p on p.id = f.project_id
    where f.at >= ${since.toISOString()} and ${where} and ${seen(view)} order by f.at desc, f.id desc limit ${limit})`
}

/** Figures are kept with their month (`2026-10 61.5`); the wall shows the amount, other fields as they are. */
function amountAlone(column: string): RawBuilder<unknown> {
  return sql`regexp_replace(${sql.ref(column)}, '^\\d{4}-\\d{2} ', '')`
}

function corrections(view: View, since: Date, limit: number): RawBuilder<unknown> {
  return sql`(select f.posted_at, 'correction', p.id, p.name, p.county_id, f.month::text, trim_scale(f.delta)::text
    from figure_correction f join project p on p.id = f.project_id
    where f.posted_at >= ${since.toISOString()} and ${seen(view)} order by f.posted_at desc, f.id desc limit ${limit})`
}

/** A new project was updated no earlier than it was created: the index on updated_at narrows first. */
function additions(view: View, since: Date, limit: number): RawBuilder<unknown> {
  return sql`(select p.created_at, 'added', p.id, p.name, p.county_id, null, null from project p
    where p.updated_at >= ${since.toISOString()} and p.created_at >= ${since.toISOString()} and ${seen(view)}
    order by p.created_at desc, p.id desc limit ${limit})`
}

/** The project `p` lies in the wall's subtree and in the person's scope. */
function seen({ isRoot, path, scope }: View): RawBuilder<unknown> {
  return sql`p.merged_into is null and ${isRoot ? sql`true` : sql`p.org_path <@ ${path}::ltree`} and ${inScope(scope, 'p')}`
}

/** For a whole region that one may see entirely, membership need not be asked row by row. */
function memberOf(view: View, column: string): RawBuilder<unknown> {
  if (view.isRoot && view.scope.all) return sql`true`
  return sql`${sql.ref(column)} in (select p.id from project p where ${seen(view)})`
}
