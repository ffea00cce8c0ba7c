import type { FieldName } from '../fields.ts'
import { LIBRARIES, LIGHTS, NATURES, PLAN_STATES, STAGES } from '../vocabulary.ts'

/** How a column is written, filtered, sorted, summed and pasted. `date` is as precise as written: 2026, 2026-03 or 2026-03-28. */
export type GridFieldKind =
  | 'text'
  | 'longText'
  | 'choice'
  | 'yesNo'
  | 'date'
  | 'amount'
  | 'percent'
  | 'organisation'
  | 'month'
  | 'instant'
  | 'list'

export interface GridField {
  kind: GridFieldKind
  /** The cell may be changed here; all others follow from something else or have their own act (a plan, a move, a report). */
  editable?: true
  choices?: readonly string[]
  /** Rows may be grouped by it. */
  groups?: true
  /** Clearing the cell is refused. */
  required?: true
  /** A change is taken only with its reason. */
  needsReason?: true
}

/**
 * Every column the grid knows beside the office's own (`own.<id>`, grid/contract.ts). Names are those of the contract, so that history,
 * import and export speak of the same thing.
 */
export const GRID_FIELDS = {
  name: { kind: 'text', editable: true, required: true },
  code: { kind: 'text', editable: true },
  county: { kind: 'organisation', groups: true },
  org: { kind: 'organisation', groups: true },
  park: { kind: 'organisation', groups: true },
  owner: { kind: 'text', editable: true, groups: true },
  site: { kind: 'text', editable: true },
  industry: { kind: 'text', editable: true, groups: true },
  field: { kind: 'text', editable: true, groups: true },
  constructionNature: { kind: 'choice', editable: true, choices: NATURES, groups: true },
  approvalKind: { kind: 'text', editable: true, groups: true },
  fundKind: { kind: 'text', editable: true, groups: true },
  scale: { kind: 'longText', editable: true },
  library: { kind: 'choice', choices: LIBRARIES, groups: true },
  isPriority: { kind: 'yesNo', groups: true },
  tier: { kind: 'choice', editable: true, choices: ['1', '2'], groups: true },
  planState: { kind: 'choice', editable: true, choices: PLAN_STATES, groups: true },
  stage: { kind: 'choice', editable: true, choices: STAGES, groups: true },
  light: { kind: 'choice', choices: LIGHTS, groups: true },
  totalInvestment: { kind: 'amount', editable: true, needsReason: true },
  totalInvestmentBasis: { kind: 'text', editable: true },
  annualPlan: { kind: 'amount' },
  completedCurrent: { kind: 'amount' },
  completedYtd: { kind: 'amount' },
  completionRate: { kind: 'percent' },
  pace: { kind: 'percent' },
  completedToLastYearEnd: { kind: 'amount', editable: true },
  completedSinceStart: { kind: 'amount' },
  fundsInPlace: { kind: 'amount', editable: true },
  plannedStart: { kind: 'date', editable: true },
  startDate: { kind: 'date', editable: true },
  finishDate: { kind: 'date', editable: true },
  sponsor: { kind: 'text', editable: true, groups: true },
  steward: { kind: 'text', editable: true, groups: true },
  contact: { kind: 'text', editable: true },
  responsibleOrg: { kind: 'text', editable: true, groups: true },
  leadOrg: { kind: 'text', editable: true, groups: true },
  competentOrg: { kind: 'text', editable: true, groups: true },
  annualContent: { kind: 'longText', editable: true },
  progressText: { kind: 'longText', editable: true },
  problems: { kind: 'longText', editable: true },
  nextStep: { kind: 'longText', editable: true },
  remark: { kind: 'longText', editable: true },
  statisticalEntry: { kind: 'text', editable: true },
  terms: { kind: 'list' },
  standingMonth: { kind: 'month' },
  updatedAt: { kind: 'instant' },
} as const satisfies Record<string, GridField>

export type GridFieldName = keyof typeof GRID_FIELDS

/** Fields a cell edit may name are fields of the project's own form. */
export type EditableGridField = Extract<GridFieldName, FieldName>

/** `own.12`: the office's own column of that number. */
export const OWN_FIELD = /^own\.([1-9]\d{0,8})$/

export function isGridField(name: string): boolean {
  return Object.hasOwn(GRID_FIELDS, name) || OWN_FIELD.test(name)
}
