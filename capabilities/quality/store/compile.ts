import { type RawBuilder, sql } from 'kysely'
import { AMOUNT_FIELDS, type Check, type CheckedField, LINE } from '../checks.ts'

/** Columns of `project p` behind the fields a rule may name. */
const COLUMNS: Record<CheckedField, string> = {
  stage: 'p.stage',
  code: 'p.code',
  owner: 'p.owner',
  site: 'p.site',
  coordinates: 'p.longitude',
  industry: 'p.industry',
  field: 'p.field',
  constructionNature: 'p.construction_nature',
  planState: 'p.plan_state',
  approvalKind: 'p.approval_kind',
  fundKind: 'p.fund_kind',
  scale: 'p.scale',
  totalInvestment: 'p.total_investment',
  annualPlan: 'p.annual_plan',
  completedYtd: 'p.completed_ytd',
  completedToLastYearEnd: 'p.completed_to_last_year_end',
  completedSinceStart: 'p.completed_since_start',
  fundsInPlace: 'p.funds_in_place',
  totalInvestmentBasis: 'p.total_investment_basis',
  plannedStart: 'p.planned_start',
  startDate: 'p.start_date',
  finishDate: 'p.finish_date',
  sponsor: 'p.sponsor',
  steward: 'p.steward',
  contact: 'p.contact',
  responsibleOrg: 'p.responsible_org',
  leadOrg: 'p.lead_org',
  competentOrg: 'p.competent_org',
  annualContent: 'p.annual_content',
  progressText: 'p.progress_text',
  nextStep: 'p.next_step',
  statisticalEntry: 'p.statistical_entry',
}
const AMOUNTS: ReadonlySet<string> = new Set(AMOUNT_FIELDS)

/** The day and the region's month a question is asked on. */
export type Moment = { today: string; asOfMonth: string | null }
/** Whether the rule asks anything of `project p`, and whether the project fails it; both never null. */
export type Compiled = { asks: RawBuilder<boolean>; fails: RawBuilder<boolean> }

/** A rule as SQL: the one engine of lists, sums and single projects, so that they cannot differ. */
export function compile(rule: Check, moment: Moment): Compiled {
  switch (rule.kind) {
    case 'required':
      return { asks: rule.from ? stageFrom(rule.from) : sql`true`, fails: sql`not ${filled(rule.field)}` }
    case 'within':
      return {
        asks: sql`(${filled(rule.smaller)} and ${filled(rule.larger)})`,
        fails: sql`${ref(rule.smaller)} > (${ref(rule.larger)} - ${rule.less ? sql`coalesce(${ref(rule.less)}, 0)` : sql`0`})
          * (1 + ${String(rule.tolerance)}::numeric / 100)`,
      }
    case 'dateOrder': {
      const [earlier, later] = [ref(rule.earlier), ref(rule.later)]
      const both = sql`least(length(${earlier}), length(${later}))`
      return {
        asks: sql`(${earlier} is not null and ${later} is not null)`,
        fails: sql`left(${earlier}, ${both}) > left(${later}, ${both})`,
      }
    }
    case 'notFuture':
      return { asks: sql`${ref(rule.field)} is not null`, fails: sql`${ref(rule.field)} > ${upTo(rule.field, moment)}` }
    case 'beforeStage':
      return { asks: stageUpTo(rule.until), fails: hasCome(rule.field, moment) }
    case 'permit':
      return {
        asks: sql`(${stageFrom(rule.from)} and not ${isSpared(rule.approval)})`,
        fails: sql`not ${isObtained(rule.approval)}`,
      }
    case 'idle':
      return {
        asks: sql`p.stage in ('started', 'underConstruction')`,
        fails: isIdle(moment.asOfMonth, rule.months),
      }
  }
}

/** The value a finding shows, as text; amounts without trailing zeros. */
export function shownValue(field: CheckedField | 'standingMonth'): RawBuilder<string | null> {
  if (field === 'standingMonth') return sql`p.standing_month`
  return AMOUNTS.has(field) ? sql`trim_scale(${ref(field)})::text` : sql`${ref(field)}::text`
}

function ref(field: CheckedField) {
  return sql.ref(COLUMNS[field])
}

function filled(field: CheckedField): RawBuilder<boolean> {
  if (AMOUNTS.has(field) || field === 'coordinates') return sql`${ref(field)} is not null`
  return sql`btrim(coalesce(${ref(field)}, '')) <> ''`
}

function hasCome(field: CheckedField, moment: Moment): RawBuilder<boolean> {
  if (AMOUNTS.has(field)) return sql`coalesce(${ref(field)} > 0, false)`
  return sql`coalesce(${ref(field)} <= ${upTo(field, moment)}, false)`
}

/** Today as precisely as the date is written. */
function upTo(field: CheckedField, { today }: Moment): RawBuilder<string> {
  return sql`left(${today}::text, length(${ref(field)}))`
}

function stageFrom(stage: (typeof LINE)[number]): RawBuilder<boolean> {
  const later = LINE.slice(LINE.indexOf(stage)) as string[]
  // what is suspended had been begun
  const stages = later.includes('underConstruction') ? [...later, 'suspended'] : later
  return sql`coalesce(p.stage = any (${stages}::text[]), false)`
}

function stageUpTo(stage: (typeof LINE)[number]): RawBuilder<boolean> {
  return sql`coalesce(p.stage = any (${LINE.slice(0, LINE.indexOf(stage) + 1) as string[]}::text[]), false)`
}

/** No figures for that many months up to the region's own; before any month is known nobody is to blame. */
function isIdle(asOfMonth: string | null, months: number): RawBuilder<boolean> {
  if (asOfMonth === null) return sql`false`
  const first = sql`to_char(to_date(${asOfMonth}::text, 'YYYY-MM') - make_interval(months => ${months - 1}::int), 'YYYY-MM')`
  return sql`coalesce(p.standing_month < ${first}, true)`
}

/** That an approval was obtained is told by its paper alone; a withdrawn one proves nothing. */
function isObtained(approval: string): RawBuilder<boolean> {
  return sql`exists (select 1 from paper a where a.project_id = p.id and a.approval_kind = ${approval} and a.withdrawn_at is null)`
}

function isSpared(approval: string): RawBuilder<boolean> {
  return sql`exists (select 1 from approval_state t where t.project_id = p.id and t.approval_kind = ${approval} and t.state = 'notNeeded')`
}
