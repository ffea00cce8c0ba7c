import { sql } from 'kysely'
import type { Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { ProjectFilter } from '../contract.ts'
import { matches } from '../store/list.ts'
import type { PublishedProject } from './mapping.ts'

const PAGE = 1_000

/** All projects of the filter with their plans and months, in pages, in the order of entry. */
export async function* readPublished(
  db: Transaction,
  scope: Scope,
  filter: ProjectFilter,
): AsyncGenerator<PublishedProject[]> {
  for (let after = 0; ; ) {
    const page = await readPage(db, scope, filter, after)
    if (page.length > 0) yield page
    if (page.length < PAGE) return
    after = page.at(-1)!.id
  }
}

async function readPage(
  db: Transaction,
  scope: Scope,
  filter: ProjectFilter,
  after: number,
): Promise<PublishedProject[]> {
  const { rows } = await sql<PublishedProject>`
    with page as materialized (
      select p.* from project p where p.id > ${after} and ${matches(scope, filter)} order by p.id limit ${PAGE}
    )
    select p.id, p.code, p.name, p.scale, p.stage, p.construction_nature as "constructionNature", p.industry, p.field, p.site,
      county.name as county, p.longitude::text as longitude, p.latitude::text as latitude, p.owner, p.responsible_org as "responsibleOrg",
      p.lead_org as "leadOrg", p.competent_org as "competentOrg", p.total_investment as "totalInvestment",
      p.total_investment_basis as "totalInvestmentBasis", p.planned_start as "plannedStart", p.start_date as "startDate",
      p.finish_date as "finishDate", to_char(p.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "updatedAt",
      coalesce(ap.plans, '[]') as plans, coalesce(m.months, '[]') as months
    from page p
    left join organisation county on county.id = p.county_id
    left join lateral (
      select jsonb_agg(jsonb_build_object('year', a.year, 'amount', coalesce(a.adjusted_amount, a.initial_amount)::text) order by a.year) as plans
      from annual_plan a where a.project_id = p.id) ap on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('month', f.month, 'completedYtd', f.completed_ytd::text, 'physicalProgress',
        f.physical_progress::text) order by f.month) as months
      from project_month f where f.project_id = p.id and (f.completed_ytd is not null or f.physical_progress is not null)) m on true
    order by p.id`.execute(db)
  return rows
}
