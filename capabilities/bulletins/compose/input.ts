import type { OfficialDocument } from '#platform/word/document-model.ts'

/** Everything a monthly bulletin is composed from. Amounts are decimal strings in 万元, rates exact decimal strings of per cent. */
export interface BulletinInput {
  /** `云州市`. */
  region: string
  /** The region in running text: `全市`, `全县`. */
  scope: string
  /** The ranked group's name as the office writes it: `县（市、区）`. */
  group: string
  round: BulletinRound
  /** Which plan every rate stands on. */
  planBasis: PlanBasis
  overall: Totals
  /** The same figures of the month before, when they are comparable at all. */
  previous?: PreviousTotals
  /** In the office's own fixed order. Organisations outside the ranking (市本级) stand here too, so that the parts make the whole. */
  counties: CountyFigures[]
  lagging: LaggingProject[]
  /** In the fixed order; only those with something missing or late. */
  unpunctual: UnpunctualOrganisation[]
  campaigns?: CampaignFigures[]
  publication: Publication
  /** Only some of the region's projects were in the round: title and first paragraph say so, and nothing is compared. */
  isPartial?: boolean
}

export type PlanBasis = '年初计划' | '调整后计划'

export interface BulletinRound {
  /** `2026-10`. */
  month: string
  /** `separate`: the month's own round; `merged`: January and February were filled in together, so there is no figure of the month alone. */
  kind: 'separate' | 'merged'
  /** Data cut-off, ISO date. */
  cutoffOn: string
  /** ISO instant. */
  lockedAt: string
  /** The figures contain estimates (预计). */
  estimated?: boolean
}

export interface LightCounts {
  green: number
  yellow: number
  red: number
  /** Not due yet, or without an annual plan. */
  grey: number
}

export interface Totals {
  projectCount: number
  newCount: number
  continuingCount: number
  annualPlan: string
  completedYtd: string
  completedCurrent: string
  /** Null where there is no plan to measure against. */
  completionRate: string | null
  pace: string | null
  starts: StartCounts
  lights: LightCounts
}

/** `started` counts early starts too; `overdue` = due by now and not started. */
export interface StartCounts {
  planned: number
  due: number
  started: number
  overdue: number
}

export interface PreviousTotals {
  month: string
  planBasis: PlanBasis
  completionRate: string | null
  lights: LightCounts
}

export interface CountyFigures {
  orgId: number
  name: string
  projectCount: number
  annualPlan: string
  completedYtd: string
  completedCurrent: string
  completionRate: string | null
  pace: string | null
  lights: LightCounts
  /** False: shown, not ranked. */
  participates: boolean
  rank: number | null
  tied: boolean
  /** Why it is not ranked, where it is not for want of a plan. */
  exemption?: string
}

export interface LaggingProject {
  projectId: number
  name: string
  county: string
  annualPlan: string
  completedYtd: string
  completionRate: string | null
  pace: string | null
  light: 'yellow' | 'red'
  problem: string
}

export interface UnpunctualOrganisation {
  orgId: number
  name: string
  /** Reports due in this round. */
  due: number
  missing: number
  late: number
}

/** A project may belong to several campaigns, so their figures do not add up to the region's. */
export interface CampaignFigures {
  campaignId: number
  name: string
  projectCount: number
  annualPlan: string
  completedYtd: string
  completionRate: string | null
}

/** What the office decides about the paper itself. */
export interface Publication
  extends Pick<OfficialDocument, 'issuer' | 'masthead' | 'number' | 'addressees' | 'date' | 'note' | 'imprint'> {
  /** 署名 where it differs from the issuer. */
  signature?: string
}
