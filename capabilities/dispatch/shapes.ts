import * as z from 'zod'
import { light, wan } from '#platform/http/contract.ts'

export const REPORT_STATES = ['draft', 'submitted', 'returned', 'accepted', 'locked'] as const
export const reportState = z.enum(REPORT_STATES)
export type ReportState = z.infer<typeof reportState>

export const text = (length: number) => z.string().trim().max(length, `不超过${length}字`)

/** What a check found about a figure. `block`: cannot be submitted; `explain`: needs an explanation; `notice`: shown only. */
export const finding = z.object({
  code: z.enum(['cumulativeFalls', 'overPlan', 'overTotal', 'jump', 'figureMissing', 'progressFalls', 'negative']),
  weight: z.enum(['block', 'explain', 'notice']),
  field: z.enum(['completedCurrent', 'completedYtd', 'physicalProgress']),
  text: z.string(),
})
export type Finding = z.infer<typeof finding>

/** The figures of a period. `completedCurrent` is this period, `completedYtd` the year so far; one may be left out and is computed. */
export const figures = z.object({
  completedCurrent: wan.nullable(),
  completedYtd: wan.nullable(),
  physicalProgress: z
    .string()
    .regex(/^(100(\.0{1,2})?|\d{1,2}(\.\d{1,2})?)$/, '形象进度填0到100，最多两位小数')
    .nullable(),
  progressText: text(4000).nullable(),
  problems: text(4000).nullable(),
  nextStep: text(4000).nullable(),
  explanation: text(1000).nullable(),
})
export type Figures = z.infer<typeof figures>

/** What the checks compare with: `checkFigures` of rules/checks.ts takes it as it is, in the browser too. Amounts in 万元. */
export const checkFacts = z.object({
  /** The last accepted cumulative of the year before this period, corrections included; '0' at the start of a year. */
  base: z.string(),
  /** What the period comes to at the average of the year's earlier months; null when there are none. */
  usualCurrent: z.string().nullable(),
  /** The plan of the months the period covers. */
  plannedCurrent: z.string().nullable(),
  annualPlan: z.string().nullable(),
  totalInvestment: z.string().nullable(),
  completedToLastYearEnd: z.string().nullable(),
  previousPhysical: z.string().nullable(),
})
export type CheckFacts = z.infer<typeof checkFacts>

const counts = z.object({
  total: z.number(),
  notStarted: z.number(),
  draft: z.number(),
  submitted: z.number(),
  returned: z.number(),
  accepted: z.number(),
  locked: z.number(),
  late: z.number(),
  /** Submissions that stand; in a locked round those that stood at the lock. */
  reported: z.number(),
})

export const round = z.object({
  id: z.number(),
  kind: z.enum(['month', 'week']),
  month: z.string(),
  week: z.string().nullable(),
  title: z.string(),
  cutoffOn: z.string(),
  deadline: z.string(),
  isEstimate: z.boolean(),
  openedAt: z.string(),
  openedBy: z.string(),
  lockedAt: z.string().nullable(),
  lockedBy: z.string().nullable(),
  counts,
  mayLock: z.boolean(),
})
export type Round = z.infer<typeof round>

/** One line of the review grid and of a reporter's grid. */
export const reportRow = z.object({
  id: z.number(),
  version: z.number(),
  state: reportState,
  isStarted: z.boolean(),
  isLate: z.boolean(),
  projectId: z.number(),
  projectName: z.string(),
  countyId: z.number().nullable(),
  countyName: z.string().nullable(),
  orgName: z.string(),
  reporters: z.array(z.string()),
  annualPlan: z.string().nullable(),
  totalInvestment: z.string().nullable(),
  /** The latest figures before this period, in the same year. */
  previousYtd: z.string().nullable(),
  previousCurrent: z.string().nullable(),
  previousMonth: z.string().nullable(),
  previousPhysical: z.string().nullable(),
  completedCurrent: z.string().nullable(),
  completedYtd: z.string().nullable(),
  physicalProgress: z.string().nullable(),
  progressText: z.string().nullable(),
  problems: z.string().nullable(),
  nextStep: z.string().nullable(),
  explanation: z.string().nullable(),
  completionRate: z.string().nullable(),
  pace: z.string().nullable(),
  light,
  findings: z.array(finding),
  photos: z.number(),
  submittedAt: z.string().nullable(),
  submittedBy: z.string().nullable(),
  returnReason: z.string().nullable(),
  mayWrite: z.boolean(),
  /** 代填: the organisation for which somebody else filled it in. */
  filledFor: z.string().nullable(),
  facts: checkFacts,
})
export type ReportRow = z.infer<typeof reportRow>

export const report = reportRow.extend({
  round,
  previousText: z.string().nullable(),
  previousProblems: z.string().nullable(),
  plannedYtd: z.string().nullable(),
  completedToLastYearEnd: z.string().nullable(),
  steps: z.array(z.object({ step: z.string(), at: z.string(), actor: z.string(), reason: z.string().nullable() })),
  photoList: z.array(z.object({ fileId: z.number(), name: z.string(), size: z.number(), uploadedAt: z.string() })),
  mayReview: z.boolean(),
})
export type Report = z.infer<typeof report>

/** Which projects a round is for. Without a filter: every project of the construction library within scope. */
export const roundSelection = z.object({
  countyIds: z.array(z.number().int().positive()).max(200).optional(),
  campaignId: z.number().int().positive().optional(),
  importId: z.number().int().positive().optional(),
  libraries: z
    .array(z.enum(['reserve', 'construction', 'completed']))
    .min(1)
    .optional(),
  priorityOnly: z.boolean().optional(),
  projectIds: z.array(z.number().int().positive()).max(5000).optional(),
})
export type RoundSelection = z.infer<typeof roundSelection>
