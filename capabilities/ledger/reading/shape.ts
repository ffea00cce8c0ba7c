import type { Stage } from '../vocabulary.ts'
import type { Field } from './fields.ts'
import type { ConstructionNature, PlanState } from './natures.ts'
import type { Unit } from './units.ts'

/** What was understood of a workbook, before anybody has answered a question. Row numbers are Excel's (1 = first), amounts are 万元. */
export interface LedgerReading {
  file: string
  /** The ledger's date, `2024-03-31`, and the words it was taken from. */
  asOf: string | null
  asOfText: string | null
  planYear: number | null
  /** `2022-01..07` when a column holds the amount completed since January. */
  completedPeriod?: string
  /** Where one county holds for the whole file: its full name, the words, and the cell or sheet they stand in. */
  county?: string
  countyText?: string
  countyFrom?: string
  sheets: SheetReading[]
  rows: LedgerRow[]
  issues: IssueRow[]
  groups: GroupRow[]
  skip: SkippedRow[]
  rejected: RejectedRow[]
  warnings: Warning[]
  questions: Question[]
}

export interface SheetReading {
  name: string
  state: 'visible' | 'hidden' | 'veryHidden'
  kind: 'projects' | 'issues' | 'dictionary' | 'summary' | 'other'
  import: boolean
  reason?: string
  unit?: Unit | 'perCell' | null
  unitCell?: string
  titleRow?: number
  headerRows?: number[]
  firstDataRow?: number
  lastDataRow?: number
  columns?: ColumnReading[]
}

export interface ColumnReading {
  col: string
  heading: string
  field: Field | null
  unit?: Unit | 'perCell' | null
  year?: number
  period?: string
  /** Of 到位资金: where the money comes from. */
  fundSource?: string
  /** Recomputed, never stored. */
  derived?: true
  /** Key under which a column without field is kept on the rows. */
  extra?: string
}

/** Months are `2024-03`, years `2024`, periods `2024-01..07`. A field that is absent or undefined was not stated; null was stated to be nothing. */
export interface LedgerRow {
  sheet: string
  excelRow: number
  rowNo?: number
  code?: string
  name: string
  formerName?: string
  county: string | null
  countyText?: string
  countyMerged?: string
  countyFrom?: 'title' | 'sheetName' | 'answer'
  town?: string
  owner: string | null
  constructionAgent?: string
  contractor?: string
  site?: string
  responsibleOrg?: string
  leadOrg?: string
  competentOrg?: string
  sponsor?: string | null
  sponsorText?: string
  steward?: string | null
  stewardText?: string
  serviceOfficer?: string | null
  contact?: string | null
  contactText?: string
  contactPhone?: string
  industry?: string
  constructionNature?: ConstructionNature
  planState?: PlanState
  approvalKind?: string
  fundKind?: string
  field?: string
  scale?: string
  annualContent?: string
  totalInvestmentWan: number | null
  /** As written, where the cell holds something that gives no amount. */
  totalInvestmentRaw?: string
  annualPlanWan?: number
  annualPlansWan?: Record<string, number>
  completedYtdWan?: number
  completedYtdByPeriodWan?: Record<string, number>
  completedCurrentWan?: number
  completedCurrentByMonthWan?: Record<string, number>
  completedSinceStartWan?: number
  completedToLastYearEndWan?: number
  monthlyPlansWan?: Record<string, number>
  fundsInPlaceWan?: number
  fundsBySourceWan?: Record<string, number>
  startDate?: string
  plannedStartDate?: string
  finishDate?: string
  stage: Stage | null
  stageText?: string
  progressText?: string
  problems?: string
  nextStep?: string
  statisticalEntry?: string
  libraryEntry?: string
  nationalRegister?: string
  firstStatisticalFigure?: string
  onSiteWorkers?: string
  remark?: string
  approvals?: Record<string, string>
  expectedBenefit?: string
  provincialKey?: boolean
  municipalKey?: boolean
  /** Values of unmapped columns by heading. */
  extra?: Record<string, string>
  /** Cells as written, by row key, where reading changed more than white space (amounts and dates written as text). */
  raws?: Record<string, string>
  /** Set by an answer: this project is another than the one of the same name and county; the owner tells them apart. */
  isNamesake?: true
}

export interface IssueRow {
  sheet: string
  excelRow: number
  rowNo?: number
  category: string | null
  problem: string | null
  measure: string | null
  subject: string | null
  responsibleOrg: string | null
  resolved: boolean | null
  statusText?: string
  county?: string | null
  remark?: string
}

export interface GroupRow {
  sheet: string
  excelRow: number
  kind: 'section' | 'subtotal' | 'total'
  text: string
  statedCount: number | null
  stated?: Record<string, number>
  members: number[]
  listedCount: number
  listed?: Record<string, number>
  parts?: number[]
  partsSum?: Record<string, number>
  partsCount?: number
  /** The row's sums are formulas of the ledger. */
  derived?: string
}

export type SkipReason =
  | 'title'
  | 'date'
  | 'unit'
  | 'header'
  | 'section'
  | 'ofWhich'
  | 'subtotal'
  | 'total'
  | 'note'
  | 'blank'
  | 'duplicate'

export interface SkippedRow {
  sheet: string
  excelRow: number
  reason: SkipReason
  text: string
  statedCount?: number
}

export interface RejectedRow {
  sheet: string
  excelRow: number
  column: string
  code: 'name-missing'
  text: string
  owner?: string
}

/** Something the user should know; nothing waits for it. `text` is the sentence shown. */
export interface Warning {
  code: string
  text: string
  sheet?: string
  excelRow?: number
  excelRows?: number[]
  column?: string
  cell?: string
  [detail: string]: unknown
}

/**
 * Something that must be answered before anything is written. `key` is the same in next month's file of the same shape, so that an answer can
 * be remembered. Without `choices` the answer is typed: a month, a year, an amount in 万元.
 */
export interface Question {
  key: string
  code: string
  sheet: string
  /** Cells concerned, A1 notation, the first ones. */
  place: string
  text: string
  choices?: { value: string; label: string }[]
}
