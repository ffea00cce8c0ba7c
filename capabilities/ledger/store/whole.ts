import { sql } from 'kysely'
import type { Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { ProjectFilter } from '../contract.ts'
import type { LIBRARIES, NATURES, PLAN_STATES, Stage } from '../vocabulary.ts'
import { matches } from './list.ts'
import { TERMS_TEXT } from './terms.ts'

/** A project with everything that leaves the house: amounts are 万元 decimal text, dates as precise as written. */
export type WholeProject = {
  id: number
  code: string | null
  name: string
  owner: string | null
  org: string
  county: string | null
  /** The county's place in the office's own order. */
  countyOrder: number
  park: string | null
  site: string | null
  longitude: string | null
  latitude: string | null
  industry: string | null
  field: string | null
  constructionNature: (typeof NATURES)[number] | null
  planState: (typeof PLAN_STATES)[number] | null
  approvalKind: string | null
  fundKind: string | null
  scale: string | null
  library: (typeof LIBRARIES)[number]
  stage: Stage | null
  totalInvestment: string | null
  totalInvestmentBasis: string | null
  fundsInPlace: string | null
  completedToLastYearEnd: string | null
  completedSinceStart: string | null
  plannedStart: string | null
  startDate: string | null
  finishDate: string | null
  responsibleOrg: string | null
  leadOrg: string | null
  competentOrg: string | null
  sponsor: string | null
  steward: string | null
  contact: string | null
  annualContent: string | null
  progressText: string | null
  problems: string | null
  nextStep: string | null
  remark: string | null
  statisticalEntry: string | null
  terms: string | null
  extra: Record<string, string>
  updatedAt: string
  plans: { year: number; amount: string }[]
  months: {
    month: string
    planned: string | null
    current: string | null
    completedYtd: string | null
    physicalProgress: string | null
  }[]
}

const PAGE = 1_000

/** All projects of the filter with their plans and months, in pages, in the order of entry. */
export async function* readWhole(db: Transaction, scope: Scope, filter: ProjectFilter): AsyncGenerator<WholeProject[]> {
  for (let after = 0; ; ) {
    const page = await readPage(db, scope, filter, after)
    if (page.length > 0) yield page
    if (page.length < PAGE) return
    after = page.at(-1)!.id
  }
}

async function readPage(db: Transaction, scope: Scope, filter: ProjectFilter, after: number): Promise<WholeProject[]> {
  const { rows } = await sql<WholeProject>`
    with page as materialized (
      select p.* from project p where p.id > ${after} and ${matches(scope, filter)} order by p.id limit ${PAGE}
    )
    select p.id, p.code, p.name, p.owner, home.name as org, county.name as county, coalesce(county.sort_order, 0) as "countyOrder",
      park.name as park, p.site, p.longitude::text as longitude, p.latitude::text as latitude, p.industry, p.field,
      p.construction_nature as "constructionNature", p.plan_state as "planState", p.approval_kind as "approvalKind",
      p.fund_kind as "fundKind", p.scale, p.library, p.stage, p.total_investment as "totalInvestment", p.total_investment_basis as "totalInvestmentBasis",
      p.funds_in_place as "fundsInPlace", p.completed_to_last_year_end as "completedToLastYearEnd",
      p.completed_since_start as "completedSinceStart", p.planned_start as "plannedStart", p.start_date as "startDate",
      p.finish_date as "finishDate", p.responsible_org as "responsibleOrg", p.lead_org as "leadOrg", p.competent_org as "competentOrg",
      p.sponsor, p.steward, p.contact, p.annual_content as "annualContent", p.progress_text as "progressText", p.problems,
      p.next_step as "nextStep", p.remark, p.statistical_entry as "statisticalEntry", ${TERMS_TEXT} as terms, p.extra,
      to_char(p.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "updatedAt",
      coalesce(ap.plans, '[]') as plans, coalesce(m.months, '[]') as months
    from page p
    join organisation home on home.id = p.org_id
    left join organisation county on county.id = p.county_id
    left join organisation park on park.id = p.park_id
    left join lateral (
      select jsonb_agg(jsonb_build_object('year', a.year, 'amount', coalesce(a.adjusted_amount, a.initial_amount)::text) order by a.year) as plans
      from annual_plan a where a.project_id = p.id) ap on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('month', f.month, 'planned', f.planned_current::text, 'current', f.reported_current::text,
        'completedYtd', f.completed_ytd::text, 'physicalProgress', f.physical_progress::text) order by f.month) as months
      from project_month f where f.project_id = p.id) m on true
    order by p.id`.execute(db)
  return rows
}
