import { type RawBuilder, sql } from 'kysely'
import type { Light } from '#capabilities/ledger/public.ts'
import { nameInMonth } from '#capabilities/people/public.ts'
import type { Month } from '#kernel/period.ts'
import { inScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { ReportRow } from '../shapes.ts'

/** What a report is judged by, beside its row. */
type Judged = {
  month: Month
  stage: string | null
  plannedStart: string | null
  startDate: string | null
  plannedByMonth: (string | null)[]
  lightBefore: Light | null
}
/** A report as stored with everything around its figures; `inWriteScope` and `inReviewScope` say what the person who asks may do with it. */
export type StoredReport = Omit<ReportRow, 'completionRate' | 'pace' | 'light' | 'mayWrite'> &
  Judged & {
    roundId: number
    orgId: number
    orgPath: string
    /** The cumulative of the last earlier month of the year with figures, '0' without: what the ledger's month stands on. */
    monthBase: string
    isAssigned: boolean
    inWriteScope: boolean
    inReviewScope: boolean
  }

export type Asking = { assignees: number[]; write: Scope | null; review: Scope | null }

/** Reports by id, in the order given, with the figures before their period; one statement whatever their number. */
export async function readReports(db: Transaction, ids: readonly number[], asking: Asking): Promise<StoredReport[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<StoredReport>`
    select ${REPORT}, ${PROJECT}, ${BEFORE}, ${PEOPLE},
      exists (select 1 from project_assignment pa where pa.project_id = p.id and pa.account_id = any (${asking.assignees}::int[])) as "isAssigned",
      ${within(asking.write)} as "inWriteScope", ${within(asking.review)} as "inReviewScope"
    from progress_report r join round d on d.id = r.round_id join project p on p.id = r.project_id
    join organisation o on o.id = p.org_id left join organisation c on c.id = p.county_id
    left join annual_plan plan on plan.project_id = p.id and plan.year = left(d.month, 4)::int
    left join account submitter on submitter.id = r.submitted_by
    left join lateral (${LAST_MONTH}) m on true
    left join lateral (${LAST_WEEK}) w on true
    left join lateral (${LAST_PHYSICAL}) ph on true
    left join lateral (${PLANNED}) pl on true
    where r.id = any (${ids}::int[]) order by array_position(${ids}::int[], r.id)`.execute(db)
  return rows
}

function within(scope: Scope | null): RawBuilder<boolean> {
  return scope ? inScope(scope, 'p') : sql<boolean>`false`
}

const plain = (column: string) => sql`trim_scale(${sql.ref(column)})::text`

const REPORT = sql`r.id, r.version, r.state, r.is_started as "isStarted", r.is_late as "isLate", r.round_id as "roundId",
  ${plain('r.completed_current')} as "completedCurrent", ${plain('r.completed_ytd')} as "completedYtd",
  ${plain('r.physical_progress')} as "physicalProgress", r.progress_text as "progressText", r.problems, r.next_step as "nextStep",
  r.explanation, r.findings, r.filled_for as "filledFor", r.submitted_at as "submittedAt",
  (select count(*)::int from report_photo f where f.report_id = r.id) as photos,
  case when r.state = 'returned' then (select s.reason from report_step s where s.report_id = r.id and s.step = 'returned'
    order by s.id desc limit 1) end as "returnReason"`

const PROJECT = sql`p.id as "projectId", p.name as "projectName", p.county_id as "countyId", ${nameInMonth('c', 'd.month')} as "countyName", o.id as "orgId",
  ${nameInMonth('o', 'd.month')} as "orgName", p.org_path::text as "orgPath", d.month, p.stage, p.planned_start as "plannedStart", p.start_date as "startDate",
  trim_scale(coalesce(plan.adjusted_amount, plan.initial_amount))::text as "annualPlan",
  ${plain('p.total_investment')} as "totalInvestment", pl.by_month as "plannedByMonth",
  (select pm.light from project_month pm where pm.project_id = p.id
    and pm.month = to_char(to_date(d.month, 'YYYY-MM') - interval '1 month', 'YYYY-MM')) as "lightBefore"`

// months a period covers beyond one (a month was skipped, or 1—2月 in one) weigh into what is usual for it
const BEFORE = sql`trim_scale(coalesce(m.ytd, 0))::text as "monthBase",
  trim_scale(coalesce(w.ytd, m.ytd))::text as "previousYtd", trim_scale(coalesce(w.current, m.current))::text as "previousCurrent",
  case when w.ytd is not null then d.month else m.month end as "previousMonth",
  trim_scale(coalesce(w.physical, ph.physical))::text as "previousPhysical",
  json_build_object('base', trim_scale(coalesce(w.ytd, m.ytd, 0))::text,
    'usualCurrent', trim_scale(round(m.ytd / right(m.month, 2)::int
      * case when d.kind = 'week' then 1 else right(d.month, 2)::int - right(m.month, 2)::int end, 4))::text,
    'plannedCurrent', (select trim_scale(sum(pm.planned_current))::text from project_month pm where pm.project_id = p.id
      and pm.month > coalesce(m.month, left(d.month, 4) || '-00') and pm.month <= d.month),
    'annualPlan', trim_scale(coalesce(plan.adjusted_amount, plan.initial_amount))::text,
    'totalInvestment', ${plain('p.total_investment')}, 'completedToLastYearEnd', ${plain('p.completed_to_last_year_end')},
    'previousPhysical', trim_scale(coalesce(w.physical, ph.physical))::text) as facts`

const PEOPLE = sql`submitter.display_name as "submittedBy",
  array(select a.display_name from account a where a.disabled_at is null and (
    a.id in (select pa.account_id from project_assignment pa where pa.project_id = p.id)
    or (not exists (select 1 from project_assignment pa where pa.project_id = p.id)
      and a.id in (select g.account_id from role_grant g where g.role = 'reporter' and g.organisation_id = p.org_id
        and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())))) order by a.id) as reporters`

const LAST_MONTH = sql`
  select pm.month, pm.completed_ytd as ytd, pm.reported_current + pm.correction as current from project_month pm
  where pm.project_id = p.id and pm.month >= left(d.month, 4) || '-01' and pm.month < d.month and pm.completed_ytd is not null
  order by pm.month desc limit 1`

// an earlier week's cumulative moves by what was corrected after it was accepted
const LAST_WEEK = sql`
  select e.completed_ytd + (select coalesce(sum(fc.delta), 0) from figure_correction fc where fc.project_id = p.id
      and left(fc.month, 4) = left(d.month, 4) and fc.month <= d.month and fc.posted_at > e.reviewed_at) as ytd,
    e.completed_current as current, e.physical_progress as physical
  from progress_report e join round ed on ed.id = e.round_id
  where d.kind = 'week' and ed.kind = 'week' and ed.month = d.month and ed.week < d.week and e.project_id = p.id
    and exists (select 1 from report_step s where s.report_id = e.id and s.step = 'accepted')
  order by ed.week desc, e.id desc limit 1`

const LAST_PHYSICAL = sql`
  select pm.physical_progress as physical from project_month pm
  where pm.project_id = p.id and pm.month < d.month and pm.physical_progress is not null order by pm.month desc limit 1`

const PLANNED = sql`
  select array_agg(trim_scale(pm.planned_current)::text order by g.number) as by_month from generate_series(1, 12) as g (number)
  left join project_month pm on pm.project_id = p.id and pm.month = left(d.month, 4) || '-' || lpad(g.number::text, 2, '0')`
