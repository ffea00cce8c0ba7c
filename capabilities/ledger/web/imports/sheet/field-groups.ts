import type { Field } from '../../../reading/fields.ts'

/** Everything a column can hold, in the order an office looks for it. */
export const FIELD_GROUPS = {
  identity: ['name', 'code', 'formerName', 'county', 'town', 'site', 'owner', 'rowNumber'],
  money: [
    'totalInvestment',
    'annualPlan',
    'monthlyPlan',
    'completedYtd',
    'completedCurrent',
    'completedSinceStart',
    'completedToLastYearEnd',
    'completionRate',
    'fundsInPlace',
  ],
  progress: [
    'stage',
    'planState',
    'startDate',
    'plannedStartDate',
    'finishDate',
    'constructionPeriod',
    'progressText',
    'nextStep',
    'problems',
    'annualContent',
    'onSiteWorkers',
  ],
  people: [
    'sponsor',
    'steward',
    'serviceOfficer',
    'contact',
    'contactPhone',
    'responsibleOrg',
    'leadOrg',
    'competentOrg',
    'constructionAgent',
    'contractor',
  ],
  kind: ['industry', 'field', 'constructionNature', 'approvalKind', 'fundKind', 'scale'],
  register: ['approval', 'statisticalEntry', 'libraryEntry', 'nationalRegister', 'firstStatisticalFigure', 'remark'],
  issue: ['issueCategory', 'issueSubject', 'issueMeasure', 'issueStatus'],
} as const satisfies Record<string, readonly Field[]>
export type FieldGroup = keyof typeof FIELD_GROUPS

/** Fields whose amounts belong to a year, a month or a span of months. */
export const TIMED_FIELDS: readonly string[] = ['annualPlan', 'monthlyPlan', 'completedYtd', 'completedCurrent']
