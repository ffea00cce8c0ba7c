import type { ProjectFields } from './contract.ts'

/** Editable fields of a project and the columns that hold them: for edits, imports, and the history of each field. */
export const COLUMN_OF: Record<keyof ProjectFields, string> = {
  code: 'code',
  name: 'name',
  orgId: 'org_id',
  parkId: 'park_id',
  owner: 'owner',
  site: 'site',
  industry: 'industry',
  field: 'field',
  constructionNature: 'construction_nature',
  planState: 'plan_state',
  approvalKind: 'approval_kind',
  fundKind: 'fund_kind',
  library: 'library',
  isPriority: 'is_priority',
  tier: 'tier',
  stage: 'stage',
  scale: 'scale',
  totalInvestment: 'total_investment',
  totalInvestmentBasis: 'total_investment_basis',
  startDate: 'start_date',
  plannedStart: 'planned_start',
  finishDate: 'finish_date',
  responsibleOrg: 'responsible_org',
  leadOrg: 'lead_org',
  competentOrg: 'competent_org',
  sponsor: 'sponsor',
  steward: 'steward',
  contact: 'contact',
  annualContent: 'annual_content',
  progressText: 'progress_text',
  problems: 'problems',
  nextStep: 'next_step',
  remark: 'remark',
  statisticalEntry: 'statistical_entry',
  fundsInPlace: 'funds_in_place',
  completedToLastYearEnd: 'completed_to_last_year_end',
}

export type FieldName = keyof ProjectFields
export type FieldValue = string | number | boolean | null

/** As it stands in the history: text, amounts without trailing zeros; null for empty. */
export function fieldText(value: FieldValue | undefined): string | null {
  if (value === null || value === undefined || value === '') return null
  return String(value)
}
