import { isMonth } from '#kernel/period.ts'
import { monthOfYear, thin } from '#platform/web/format.ts'
import type { Say } from '#platform/web/words/catalogue.ts'
import { words } from '#platform/web/words/use-words.ts'
import type { ProjectFields } from '../../contract.ts'
import { LIBRARIES, NATURES, type PLAN_CLASSES, PLAN_STATES, STAGES, type Stage } from '../../vocabulary.ts'

type Library = (typeof LIBRARIES)[number]
type Nature = (typeof NATURES)[number]
type PlanState = (typeof PLAN_CLASSES)[number]

const NONE = '—'

/** 建设阶段 in words; null and stages of another version are shown, never hidden. */
export function stageLabel(w: Say, stage: string | null): string {
  if (stage === null) return NONE
  return isOneOf(STAGES, stage) ? w(`ledger.stage.${stage}`) : stage
}

export function libraryLabel(w: Say, library: Library): string {
  return w(`ledger.library.${library}`)
}

export function planStateLabel(w: Say, state: PlanState | null): string {
  return state === null ? NONE : w(`ledger.planState.${state}`)
}

export function natureLabel(w: Say, nature: Nature | null): string {
  return nature === null ? NONE : w(`ledger.nature.${nature}`)
}

/** Fields a person edits, in the order of the forms. */
export const EDITED_FIELDS = [
  'name',
  'code',
  'orgId',
  'parkId',
  'owner',
  'site',
  'industry',
  'field',
  'constructionNature',
  'approvalKind',
  'fundKind',
  'scale',
  'library',
  'stage',
  'planState',
  'isPriority',
  'tier',
  'startDate',
  'plannedStart',
  'finishDate',
  'statisticalEntry',
  'totalInvestment',
  'totalInvestmentBasis',
  'completedToLastYearEnd',
  'fundsInPlace',
  'sponsor',
  'steward',
  'contact',
  'responsibleOrg',
  'leadOrg',
  'competentOrg',
  'annualContent',
  'progressText',
  'problems',
  'nextStep',
  'remark',
] as const satisfies readonly (keyof ProjectFields)[]

/** Names that stand in the history and in files besides the edited ones. */
const FURTHER_FIELDS = [
  'created',
  'annualPlan',
  'monthlyPlan',
  'plannedCurrent',
  'completedYtd',
  'completedCurrent',
  'completedSinceStart',
  'completionRate',
  'physicalProgress',
  'correction',
  'rowNumber',
  'formerName',
  'constructionAgent',
  'contractor',
  'county',
  'town',
  'serviceOfficer',
  'contactPhone',
  'libraryEntry',
  'nationalRegister',
  'firstStatisticalFigure',
  'onSiteWorkers',
  'plannedStartDate',
  'terms',
  'roster',
  'constructionPeriod',
  'issueCategory',
  'issueSubject',
  'issueMeasure',
  'issueStatus',
  'approval',
  'paper',
  'approvalState',
  'undone',
  'merged',
  'mergedInto',
] as const
const NAMED_FIELDS = [...EDITED_FIELDS, ...FURTHER_FIELDS]

/** A field's name in the office's words; a name nobody knows (a column kept from a file) is its own heading. */
export function fieldLabel(w: Say, field: string): string {
  return isOneOf(NAMED_FIELDS, field) ? w(`ledger.field.${field}`) : field
}

const MONEY_FIELDS: ReadonlySet<string> = new Set([
  'totalInvestment',
  'completedToLastYearEnd',
  'fundsInPlace',
  'annualPlan',
  'monthlyPlan',
  'plannedCurrent',
  'completedYtd',
  'completedCurrent',
  'completedSinceStart',
  'correction',
])

/** Whether the field holds 万元. */
export function isMoneyField(field: string): boolean {
  return MONEY_FIELDS.has(field)
}

/** A value as the history and the import keep it (text), in the office's words. `organisations` names ids. */
export function fieldValueText(
  w: Say,
  field: string,
  value: string | null,
  organisations: ReadonlyMap<number, string> = new Map(),
): string {
  if (value === null || value === '') return w('ledger.emptyValue')
  if (field === 'stage') return stageLabel(w, value)
  if (field === 'library' && isOneOf(LIBRARIES, value)) return libraryLabel(w, value)
  if (field === 'planState' && isOneOf(PLAN_STATES, value)) return planStateLabel(w, value)
  if (field === 'constructionNature' && isOneOf(NATURES, value)) return natureLabel(w, value)
  if (field === 'isPriority') return value === 'true' ? w('ledger.yes') : w('ledger.no')
  if (field === 'tier' && (value === '1' || value === '2')) return w(`ledger.tier.${value}`)
  if (field === 'orgId' || field === 'parkId') return organisations.get(Number(value)) ?? value
  return isMoneyField(field) ? moneyText(value) : value
}

/** `35000` and `2026 35000`: the year or month before an amount stays, the amount gets its unit. */
function moneyText(value: string): string {
  const [, part, amount] = /^(?:(\S+) )?(-?\d+(?:\.\d+)?)$/.exec(value) ?? []
  if (amount === undefined) return value
  return `${part ? `${periodText(part)} ` : ''}${thin(amount)}${words('kit.unit.wan')}`
}

/** `2026-01..10` as `2026年1—10月`; a year or a month likewise. */
export function periodText(part: string): string {
  if (/^\d{4}$/.test(part)) return words('ledger.period.year', { year: part })
  if (isMonth(part)) return monthOfYear(part)
  const span = /^(\d{4})-(\d{2})\.\.(?:\d{4}-)?(\d{2})$/.exec(part)
  if (!span) return part
  const [, year = '', from, to] = span
  return words('ledger.period.span', { year, from: Number(from), to: Number(to) })
}

export function isOneOf<const T extends string>(list: readonly T[], text: string): text is T {
  return (list as readonly string[]).includes(text)
}

export function stageOptions(w: Say): { value: Stage; label: string }[] {
  return STAGES.map((value) => ({ value, label: stageLabel(w, value) }))
}
