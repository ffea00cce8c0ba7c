import { type RawBuilder, sql } from 'kysely'
import { inScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { ProjectFilter } from '../contract.ts'
import { STAGES } from '../vocabulary.ts'
import { matches } from './list.ts'
import { TERMS_TEXT } from './terms.ts'

/** A project as it leaves in a workbook. Figures only where they stand for the month in the headings. */
export type ExportedProject = {
  id: number
  version: number
  code: string | null
  name: string
  owner: string | null
  county: string | null
  site: string | null
  responsibleOrg: string | null
  leadOrg: string | null
  competentOrg: string | null
  sponsor: string | null
  steward: string | null
  contact: string | null
  industry: string | null
  field: string | null
  constructionNature: string | null
  planState: string | null
  approvalKind: string | null
  fundKind: string | null
  scale: string | null
  totalInvestment: string | null
  annualPlan: string | null
  completedYtd: string | null
  completedCurrent: string | null
  completedToLastYearEnd: string | null
  fundsInPlace: string | null
  plannedStart: string | null
  startDate: string | null
  finishDate: string | null
  stage: string | null
  annualContent: string | null
  progressText: string | null
  problems: string | null
  nextStep: string | null
  statisticalEntry: string | null
  remark: string | null
  orgName: string | null
  parkName: string | null
  library: 'reserve' | 'construction' | 'completed'
  isPriority: boolean
  tier: number | null
  completionRate: string | null
  pace: string | null
  light: string
  totalInvestmentBasis: string | null
  completedSinceStart: string | null
  standingMonth: string | null
  /** The day in China. */
  updatedOn: string
  /** Only where any project carries a term. */
  terms: string | null
  extra: Record<string, string>
}

const PAGE = 5_000

export type ExportGroup = 'county' | 'park' | 'stage'
type At = { month: string | null; withTerms: boolean; group?: ExportGroup | undefined }

/** All projects of the filter in pages, by group and in the order of entry, from one moment (the caller's repeatable-read transaction). */
export async function* exportProjects(
  db: Transaction,
  scope: Scope,
  filter: ProjectFilter,
  at: At,
): AsyncGenerator<ExportedProject[]> {
  const from = (after: { rank: number; id: number }) => {
    const rank = GROUP_RANKS[at.group ?? 'none']
    const order = at.group ? sql`${rank}, p.id` : sql`p.id`
    const later = at.group ? sql`(${rank}, p.id) > (${after.rank}, ${after.id})` : sql`p.id > ${after.id}`
    const page = readPage(db, at, sql`${later} and ${matches(scope, filter)} order by ${order} limit ${PAGE}`)
    // whoever waits for it hears of its failure; a reader who gave up does not
    page.catch(() => undefined)
    return page
  }
  for (let coming = from({ rank: -1, id: 0 }); ; ) {
    const page = await coming
    if (page.length === 0) return
    // read while this page is being written
    if (page.length === PAGE) coming = from(page.at(-1)!)
    yield page
    if (page.length < PAGE) return
  }
}

/** These projects as they would leave now, of those within scope. */
export async function exportedByIds(
  db: Transaction,
  scope: Scope,
  ids: readonly number[],
  at: { month: string | null; withTerms: boolean },
): Promise<ExportedProject[]> {
  return await readPage(db, at, sql`p.id = any (${ids}::int[]) and ${inScope(scope, 'p')} order by p.id`)
}

/** Headings of the offices' own columns that the exported projects carry. */
export async function extraHeadings(
  db: Transaction,
  scope: Scope,
  filter: ProjectFilter,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ heading: string }>`
    select key as heading from project p cross join lateral jsonb_object_keys(p.extra) as key
    where p.extra <> '{}' and ${matches(scope, filter)} group by key order by count(*) desc, key limit ${limit}`.execute(
    db,
  )
  return rows.map((row) => row.heading)
}

/** Places of groups in a workbook: those without come last. */
const GROUP_RANKS: Record<ExportGroup | 'none', RawBuilder<unknown>> = {
  none: sql`0`,
  county: sql`coalesce(p.county_id, 2147483647)`,
  park: sql`coalesce(p.park_id, 2147483647)`,
  stage: sql`coalesce(array_position(array[${sql.join(STAGES.map((stage) => sql.lit(stage)))}]::text[], p.stage), 2147483647)`,
}

async function readPage(
  db: Transaction,
  { month, withTerms, group }: At,
  where: RawBuilder<unknown>,
): Promise<(ExportedProject & { rank: number })[]> {
  const year = Number(month?.slice(0, 4) ?? 0)
  const { rows } = await sql<ExportedProject & { rank: number }>`
    select p.id, p.version, ${GROUP_RANKS[group ?? 'none']} as rank, p.code, p.name, p.owner, county.name as county, park.name as "parkName",
      p.site, p.responsible_org as "responsibleOrg", p.lead_org as "leadOrg", p.competent_org as "competentOrg", p.sponsor, p.steward,
      p.contact, p.industry, p.field, p.construction_nature as "constructionNature", p.plan_state as "planState",
      p.approval_kind as "approvalKind", p.fund_kind as "fundKind", p.scale, p.total_investment as "totalInvestment",
      coalesce(ap.adjusted_amount, ap.initial_amount) as "annualPlan", m.completed_ytd as "completedYtd", m.reported_current as "completedCurrent",
      p.completed_to_last_year_end as "completedToLastYearEnd", p.funds_in_place as "fundsInPlace", p.planned_start as "plannedStart",
      p.start_date as "startDate", p.finish_date as "finishDate", p.stage, p.annual_content as "annualContent", p.progress_text as "progressText",
      p.problems, p.next_step as "nextStep", p.statistical_entry as "statisticalEntry", p.remark, p.extra, p.library,
      p.is_priority as "isPriority", p.tier, p.completion_rate as "completionRate", p.pace, p.light,
      home.name as "orgName", p.total_investment_basis as "totalInvestmentBasis", p.completed_since_start as "completedSinceStart",
      p.standing_month as "standingMonth", to_char(p.updated_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as "updatedOn",
      ${withTerms ? TERMS_TEXT : sql`null`} as terms
    from project p
    join organisation home on home.id = p.org_id
    left join organisation county on county.id = p.county_id
    left join organisation park on park.id = p.park_id
    left join annual_plan ap on ap.project_id = p.id and ap.year = ${year}
    left join project_month m on m.project_id = p.id and m.month = ${month}
    where ${where}`.execute(db)
  return rows
}
