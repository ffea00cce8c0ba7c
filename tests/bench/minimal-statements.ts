/** SQL of the minimal server: plain, and as good as one writes it by hand for these tables. */
const ROW = `p.id, p.code, p.name, p.county_id as "countyId", county.name as "countyName", park.name as "parkName", p.owner, p.sponsor, p.library,
  p.is_priority as "isPriority", p.plan_state as "planState", p.stage, p.total_investment as "totalInvestment", p.annual_plan as "annualPlan",
  p.completed_ytd as "completedYtd", p.completion_rate as "completionRate", p.pace, p.light, p.standing_month as "standingMonth",
  p.updated_at as "updatedAt"`

export function listOf(where: string, values: number): string {
  return `select ${ROW} from project p left join organisation county on county.id = p.county_id left join organisation park on park.id = p.park_id
    where ${where} order by p.completion_key desc, p.id desc limit $${values + 1} offset $${values + 2}`
}

export function filterOf(asked: Record<string, string>): { where: string; values: unknown[] } {
  const parts = ['true']
  const values: unknown[] = []
  const add = (text: string, value: unknown) => {
    values.push(value)
    parts.push(text.replace('?', `$${values.length}`))
  }
  if (asked.county) add('p.county_id = ?', Number(asked.county))
  if (asked.stage) add('p.stage = ?', asked.stage)
  if (asked.light) add('p.light = ?', asked.light)
  if (asked.q) add('p.search_text like ?', `%${asked.q}%`)
  return { where: parts.join(' and '), values }
}

const list = (query: string) => `coalesce((select json_agg(row_to_json(q)) from (${query}) q), '[]'::json)`

export const ONE = `
  select p.id, p.version, p.code, p.name, p.org_id as "orgId", p.park_id as "parkId", p.owner, p.site, p.industry, p.field,
    p.construction_nature as "constructionNature", p.plan_state as "planState", p.approval_kind as "approvalKind", p.fund_kind as "fundKind",
    p.library, p.is_priority as "isPriority", p.tier, p.stage, p.scale, p.total_investment as "totalInvestment",
    p.total_investment_basis as "totalInvestmentBasis", p.start_date as "startDate", p.planned_start as "plannedStart",
    p.finish_date as "finishDate", p.responsible_org as "responsibleOrg", p.lead_org as "leadOrg", p.competent_org as "competentOrg", p.sponsor,
    p.steward, p.contact, p.annual_content as "annualContent", p.progress_text as "progressText", p.problems, p.next_step as "nextStep",
    p.remark, p.statistical_entry as "statisticalEntry", p.funds_in_place as "fundsInPlace",
    p.completed_to_last_year_end as "completedToLastYearEnd", home.name as "orgName", p.county_id as "countyId", county.name as "countyName",
    park.name as "parkName", p.longitude, p.latitude, p.extra, p.annual_plan as "annualPlan", p.completed_current as "completedCurrent",
    p.completed_ytd as "completedYtd", p.completed_since_start as "completedSinceStart", p.completion_rate as "completionRate", p.pace, p.light,
    p.light_reason as "lightReason", p.standing_month as "standingMonth", p.created_at as "createdAt", p.updated_at as "updatedAt",
    array(select f.name from project_former_name f where f.project_id = p.id order by f.id) as "formerNames",
    ${list(`select c.id, c.name from campaign_project cp join campaign c on c.id = cp.campaign_id where cp.project_id = p.id
      order by c.sort_order, c.id`)} as campaigns,
    ${list(`select t.id, d.name as dictionary, t.label from project_term pt join dictionary_term t on t.id = pt.term_id
      join dictionary d on d.id = t.dictionary_id where pt.project_id = p.id order by d.sort_order, d.id, t.sort_order, t.id`)} as terms,
    ${list(`select a.id, a.display_name as "displayName", o.name as "organisationName" from project_assignment pa
      join account a on a.id = pa.account_id join organisation o on o.id = a.organisation_id where pa.project_id = p.id order by a.id`)} as assignees,
    ${list(`select ap.year, trim_scale(ap.initial_amount)::text as "initialAmount", trim_scale(ap.adjusted_amount)::text as "adjustedAmount",
      ap.adjusted_reason as "adjustedReason" from annual_plan ap where ap.project_id = p.id order by ap.year`)} as "annualPlans",
    ${list(`select m.month, trim_scale(m.planned_current)::text as "plannedCurrent", trim_scale(m.reported_current)::text as "reportedCurrent",
      trim_scale(m.correction)::text as correction, trim_scale(m.completed_ytd)::text as "completedYtd",
      trim_scale(m.physical_progress)::text as "physicalProgress", m.light, m.source from project_month m where m.project_id = p.id
      order by m.month`)} as months,
    ${list(`select fc.id, fc.month, trim_scale(fc.delta)::text as delta, fc.reason, fc.approver, fc.posted_at as "postedAt",
      a.display_name as "postedBy" from figure_correction fc join account a on a.id = fc.posted_by where fc.project_id = p.id
      order by fc.id desc`)} as corrections, true as "mayEdit",
    (select json_build_object('id', i.id, 'name', i.name) from project i where i.id = p.merged_into) as "mergedInto",
    ${list(`select pm.id as "mergeId", g.id, g.name, pm.merged_at as at, pm.reason from project_merge pm join project g on g.id = pm.absorbed_id
      where pm.survivor_id = p.id and pm.undone_at is null order by pm.id`)} as merged
  from project p join organisation home on home.id = p.org_id
  left join organisation county on county.id = p.county_id left join organisation park on park.id = p.park_id where p.id = $1`

const SUMS = `count(*)::int as projects, sum(p.total_investment) as "totalInvestment", sum(p.annual_plan) as "annualPlan",
  sum(p.completed_current) as "completedCurrent", sum(p.completed_ytd) as "completedYtd",
  round(sum(p.completed_ytd) * 100 / nullif(sum(p.annual_plan), 0), 8) as "completionRate",
  round(sum(p.annual_plan * p.pace) / nullif(sum(p.annual_plan), 0), 8) as pace,
  json_build_object('green', count(*) filter (where p.light = 'green'), 'yellow', count(*) filter (where p.light = 'yellow'),
    'red', count(*) filter (where p.light = 'red'), 'grey', count(*) filter (where p.light = 'grey')) as lights`

export const BY_COUNTY = `select p.county_id::text as key, c.name, ${SUMS}
  from project p join organisation c on c.id = p.county_id group by p.county_id, c.name, c.sort_order order by c.sort_order`
export const IN_ALL = `select 'total' as key, '' as name, ${SUMS} from project p`

export const WRITE_MONTH = `update project_month set correction = correction + $3::numeric, completed_ytd = completed_ytd + $3::numeric, updated_at = now()
  where project_id = $1 and month = $2 returning project_id as "projectId", month, completed_ytd as "completedYtd"`
export const WRITE_HISTORY = `insert into field_change (project_id, field, new, actor, source) values ($1, 'correction', $2, 'minimal', 'correction')`
