/** Everything a column of a project or issue sheet can hold (LEDGER.md). Amounts are read in 万元. */
export const TEXT_FIELDS = [
  'code',
  'name',
  'formerName',
  'owner',
  'constructionAgent',
  'contractor',
  'county',
  'town',
  'site',
  'responsibleOrg',
  'leadOrg',
  'competentOrg',
  'sponsor',
  'steward',
  'serviceOfficer',
  'contact',
  'contactPhone',
  'industry',
  'constructionNature',
  'planState',
  'approvalKind',
  'fundKind',
  'field',
  'scale',
  'annualContent',
  'stage',
  'progressText',
  'problems',
  'nextStep',
  'statisticalEntry',
  'libraryEntry',
  'nationalRegister',
  'firstStatisticalFigure',
  'onSiteWorkers',
  'remark',
] as const
export const DATE_FIELDS = ['startDate', 'plannedStartDate', 'finishDate', 'constructionPeriod'] as const
export const AMOUNT_FIELDS = [
  'totalInvestment',
  'annualPlan',
  'completedYtd',
  'completedCurrent',
  'completedSinceStart',
  'completedToLastYearEnd',
  'monthlyPlan',
  'fundsInPlace',
] as const
export const ISSUE_FIELDS = ['issueCategory', 'issueSubject', 'issueMeasure', 'issueStatus'] as const
export const OTHER_FIELDS = ['rowNumber', 'completionRate', 'approval'] as const

export type TextField = (typeof TEXT_FIELDS)[number]
export type DateField = (typeof DATE_FIELDS)[number]
export type AmountField = (typeof AMOUNT_FIELDS)[number]
export type IssueField = (typeof ISSUE_FIELDS)[number]
export type Field = TextField | DateField | AmountField | IssueField | (typeof OTHER_FIELDS)[number]

const ALL: ReadonlySet<string> = new Set([
  ...TEXT_FIELDS,
  ...DATE_FIELDS,
  ...AMOUNT_FIELDS,
  ...ISSUE_FIELDS,
  ...OTHER_FIELDS,
])
const AMOUNTS: ReadonlySet<string> = new Set(AMOUNT_FIELDS)

export function isField(text: string): text is Field {
  return ALL.has(text)
}

export function isAmountField(field: string | null): field is AmountField {
  return field !== null && AMOUNTS.has(field)
}
