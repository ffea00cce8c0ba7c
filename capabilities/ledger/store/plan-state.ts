import { sql } from 'kysely'

/** The year the states of the annual plan are of: that of the region's figures, or a later one that the plan has gone over to. */
export const PLAN_YEAR = sql<number>`greatest(
  coalesce((select left(region.as_of_month, 4)::int from region), extract(year from now())::int),
  coalesce((select max(pr.year) from plan_rollover pr), 0))`

/** Of no state in the annual plan, and none of its amount either: a reserve project of this year, wherever it is kept. */
export const IS_PLAN_RESERVE = sql<boolean>`(p.plan_state is null and p.library <> 'completed' and p.stage is distinct from 'withdrawn'
  and not exists (select 1 from annual_plan ap where ap.project_id = p.id and ap.year = ${PLAN_YEAR}))`

/**
 * Where `project p` stands in the annual plan (B04), each in exactly one: 新开工, 续建, 储备; `unmarked` has an amount in the plan and no state,
 * `outside` is finished or withdrawn.
 */
export const PLAN_CLASS = sql<string>`case
  when p.plan_state is not null then p.plan_state
  when p.library = 'completed' or p.stage = 'withdrawn' then 'outside'
  when ${IS_PLAN_RESERVE} then 'reserve' else 'unmarked' end`
