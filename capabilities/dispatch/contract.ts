import * as z from 'zod'
import { defineRoutes, idParam, isoDate, light, month, wan } from '#platform/http/contract.ts'

export const REPORT_STATES = ['draft', 'submitted', 'returned', 'accepted', 'locked'] as const
export const reportState = z.enum(REPORT_STATES)
export type ReportState = z.infer<typeof reportState>

const text = (length: number) => z.string().trim().max(length, `不超过${length}字`)

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
  physicalProgress: z.string().regex(/^\d{1,3}(\.\d{1,2})?$/, '形象进度填0到100').nullable(),
  progressText: text(4000).nullable(),
  problems: text(4000).nullable(),
  nextStep: text(4000).nullable(),
  explanation: text(1000).nullable(),
})
export type Figures = z.infer<typeof figures>

const counts = z.object({
  total: z.number(),
  notStarted: z.number(),
  draft: z.number(),
  submitted: z.number(),
  returned: z.number(),
  accepted: z.number(),
  locked: z.number(),
  late: z.number(),
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
  libraries: z.array(z.enum(['reserve', 'construction', 'completed'])).min(1).optional(),
  priorityOnly: z.boolean().optional(),
  projectIds: z.array(z.number().int().positive()).max(5000).optional(),
})
export type RoundSelection = z.infer<typeof roundSelection>

const openRound = z.object({
  kind: z.enum(['month', 'week']),
  month,
  week: z.string().regex(/^\d{4}-W\d{2}$/, '周次格式如 2026-W47').nullish(),
  title: text(120).optional(),
  cutoffOn: isoDate,
  deadline: z.iso.datetime({ offset: true }),
  isEstimate: z.boolean().default(false),
  selection: roundSelection,
})

export const dispatchRoutes = defineRoutes({
  listRounds: { method: 'GET', path: '/api/rounds', needs: 'round.read', summary: 'Rounds, newest first, with how far reporting has come.', out: z.object({ items: z.array(round) }) },
  countSelection: {
    method: 'POST',
    path: '/api/round-selections',
    needs: 'round.open',
    summary: 'How many projects a selection holds and how many of them are already in an open round of that period.',
    body: z.object({ kind: z.enum(['month', 'week']), month, week: z.string().nullish(), selection: roundSelection }),
    out: z.object({ projects: z.number(), alreadyInRound: z.number(), withoutReporter: z.number() }),
    unrecorded: 'asks only',
  },
  openRound: {
    method: 'POST',
    path: '/api/rounds',
    needs: 'round.open',
    summary: 'Opens a reporting round for a set of projects; each gets one report to fill. Projects already in an open round of the period are refused.',
    body: openRound,
    out: round,
  },
  readRound: { method: 'GET', path: '/api/rounds/:id', needs: 'round.read', summary: 'One round.', params: idParam, out: round },
  moveDeadline: {
    method: 'PUT',
    path: '/api/rounds/:id/deadline',
    needs: 'round.open',
    summary: 'Moves the filling deadline, with a reason.',
    params: idParam,
    body: z.object({ deadline: z.iso.datetime({ offset: true }), reason: text(200).min(2, '请写明原因') }),
    out: round,
  },
  lockRound: {
    method: 'POST',
    path: '/api/rounds/:id/lock',
    needs: 'round.lock',
    summary: 'Locks a round: no figure of it changes afterwards except by a posted correction. Refused while reports wait for review, unless `leaveUnfinished`.',
    params: idParam,
    body: z.object({ leaveUnfinished: z.boolean().default(false) }),
    out: round,
  },
  readLateness: {
    method: 'GET',
    path: '/api/rounds/:id/lateness',
    needs: 'round.read',
    summary: 'Who is late: by organisation, what is missing and what came after the deadline.',
    params: idParam,
    out: z.object({
      items: z.array(
        z.object({ orgId: z.number(), orgName: z.string(), countyName: z.string().nullable(), total: z.number(), missing: z.number(), late: z.number(), returned: z.number(), reporters: z.array(z.string()) }),
      ),
      deadline: z.string(),
      passed: z.boolean(),
    }),
  },
  listReports: {
    method: 'GET',
    path: '/api/rounds/:id/reports',
    needs: 'round.read',
    summary: 'The reports of a round: anomalies first, then by organisation; by keyset.',
    params: idParam,
    query: z.object({
      state: z.enum([...REPORT_STATES, 'notStarted', 'toReview', 'unfinished']).optional(),
      county: z.coerce.number().int().positive().optional(),
      findings: z.enum(['true']).optional(),
      late: z.enum(['true']).optional(),
      /** Only what the person who asks may fill. */
      mine: z.enum(['true']).optional(),
      q: z.string().trim().max(60).optional(),
      cursor: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    out: z.object({ items: z.array(reportRow), total: z.number(), next: z.string().nullable() }),
  },
  readDesk: {
    method: 'GET',
    path: '/api/desk',
    needs: 'signedIn',
    summary: 'What waits for the person: rounds to fill with how many are done, reports to review, reports returned.',
    out: z.object({
      toFill: z.array(z.object({ round, mine: z.number(), done: z.number(), returned: z.number() })),
      toReview: z.array(z.object({ round, waiting: z.number() })),
    }),
  },
  readReport: { method: 'GET', path: '/api/reports/:id', needs: 'round.read', summary: 'One report with last period beside it, its steps and photographs.', params: idParam, out: report },
  saveReport: {
    method: 'PUT',
    path: '/api/reports/:id/figures',
    needs: 'report.write',
    summary: 'Keeps a draft; nothing is checked but the form. `version` is the one that was read.',
    params: idParam,
    body: figures.extend({ version: z.number().int() }),
    out: report,
  },
  submitReport: {
    method: 'POST',
    path: '/api/reports/:id/submission',
    needs: 'report.write',
    summary: 'Submits a report. After the deadline `acceptLate` must say that it counts as late; findings that ask for it need an explanation.',
    params: idParam,
    body: figures.extend({ version: z.number().int(), acceptLate: z.boolean().default(false) }),
    out: report,
  },
  withdrawReport: {
    method: 'DELETE',
    path: '/api/reports/:id/submission',
    needs: 'report.write',
    summary: 'Takes a submitted report back to correct it, as long as it was not reviewed.',
    params: idParam,
    out: report,
  },
  returnReport: {
    method: 'POST',
    path: '/api/reports/:id/return',
    needs: 'report.review',
    summary: 'Returns a submitted report to its reporter with a reason.',
    params: idParam,
    body: z.object({ version: z.number().int(), reason: text(500).min(2, '请写明退回原因') }),
    out: report,
  },
  acceptReports: {
    method: 'POST',
    path: '/api/rounds/:id/acceptances',
    needs: 'report.review',
    summary: 'Accepts submitted reports, all or nothing; their figures enter the ledger.',
    params: idParam,
    body: z.object({ reports: z.array(z.object({ id: z.number().int().positive(), version: z.number().int() })).min(1).max(2000) }),
    out: z.object({ accepted: z.number(), round }),
  },
  saveGrid: {
    method: 'PUT',
    path: '/api/rounds/:id/grid',
    needs: 'report.write',
    summary: 'Saves or submits many reports of a round at once, all or nothing; what fails is named row by row.',
    params: idParam,
    body: z.object({
      submit: z.boolean().default(false),
      acceptLate: z.boolean().default(false),
      rows: z.array(figures.extend({ id: z.number().int().positive(), version: z.number().int() })).min(1).max(500),
    }),
    out: z.object({ rows: z.array(reportRow) }),
  },
  addPhoto: {
    method: 'POST',
    path: '/api/reports/:id/photos',
    needs: 'report.write',
    summary: 'Adds a photograph (JPEG, PNG or WebP) to a report.',
    params: idParam,
    upload: { maxBytes: 15 * 1024 * 1024 },
    out: report,
  },
  removePhoto: {
    method: 'DELETE',
    path: '/api/reports/:id/photos/:fileId',
    needs: 'report.write',
    summary: 'Removes a photograph from a report that was not reviewed.',
    params: idParam.extend({ fileId: z.coerce.number().int().positive() }),
    out: report,
  },
  readFile: { method: 'GET', path: '/api/files/:id', needs: 'round.read', summary: 'A stored photograph.', params: idParam, download: 'application/octet-stream' },
})
