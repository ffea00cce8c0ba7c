import { sql } from 'kysely'
import type { Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { isFilled, projectsOf, type StoredOneOff } from './store.ts'

export type Asked = {
  projectId: number
  name: string
  countyId: number | null
  countyName: string | null
  isFilled: boolean
  reporters: { id: number; name: string }[]
}

/**
 * Every project of a form with whom it asks: the accounts it is assigned to; where there are none, the reporters of the nearest
 * organisation above it that has any.
 */
export async function readAsked(db: Transaction, scope: Scope, form: StoredOneOff): Promise<Asked[]> {
  const { rows } = await sql<Asked>`
    with asked as materialized (
      select p.id, p.name, p.org_path, p.county_id, p.folded_name, county.name as county_name, county.sort_order as county_order,
        ${isFilled(form.columns)} as filled ${projectsOf(form, scope)}
    ), assigned as (
      select pa.project_id, jsonb_agg(jsonb_build_object('id', a.id, 'name', a.display_name) order by a.id) as people
      from project_assignment pa join account a on a.id = pa.account_id
      where a.disabled_at is null and pa.project_id in (select asked.id from asked) group by pa.project_id
    ), homes as (
      select o.path, jsonb_agg(distinct jsonb_build_object('id', a.id, 'name', a.display_name)) as people
      from role_grant g join organisation o on o.id = g.organisation_id join account a on a.id = g.account_id
      where g.role = 'reporter' and a.disabled_at is null and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())
      group by o.path
    )
    select asked.id as "projectId", asked.name, asked.county_id as "countyId", asked.county_name as "countyName", asked.filled as "isFilled",
      coalesce((select assigned.people from assigned where assigned.project_id = asked.id),
        (select homes.people from homes where homes.path @> asked.org_path order by nlevel(homes.path) desc limit 1), '[]'::jsonb) as reporters
    from asked order by asked.county_order, asked.county_id, asked.folded_name, asked.id`.execute(db)
  return rows
}
