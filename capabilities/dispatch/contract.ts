import * as z from 'zod'
import { defineRoutes, idParam, isoDate, month } from '#platform/http/contract.ts'
import { figures, REPORT_STATES, report, reportRow, round, roundSelection, text } from './shapes.ts'

export type {
  CheckFacts,
  Figures,
  Finding,
  Report,
  ReportRow,
  Round,
  RoundSelection,
} from './shapes.ts'

const openRound = z.object({
  kind: z.enum(['month', 'week']),
  month,
  week: z
    .string()
    .regex(/^\d{4}-W\d{2}$/, '周次格式如 2026-W47')
    .nullish(),
  title: text(120).optional(),
  cutoffOn: isoDate,
  deadline: z.iso.datetime({ offset: true }),
  isEstimate: z.boolean().default(false),
  selection: roundSelection,
})

const projectPhoto = z.object({
  projectId: z.number(),
  fileId: z.number(),
  name: z.string(),
  reportId: z.number(),
  roundTitle: z.string(),
  month: z.string(),
  uploadedAt: z.string(),
  uploadedBy: z.string(),
})
export type ProjectPhoto = z.infer<typeof projectPhoto>

export const dispatchRoutes = defineRoutes({
  listRounds: {
    method: 'GET',
    path: '/api/rounds',
    needs: 'round.read',
    summary: 'Rounds, newest first, with how far reporting has come.',
    out: z.object({ items: z.array(round) }),
  },
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
    summary:
      'Opens a reporting round for a set of projects; each gets one report to fill. Projects already in an open round of the period are refused.',
    body: openRound,
    out: round,
  },
  readRound: {
    method: 'GET',
    path: '/api/rounds/:id',
    needs: 'round.read',
    summary: 'One round.',
    params: idParam,
    out: round,
  },
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
    summary:
      'Locks a round: no figure of it changes afterwards except by a posted correction. Refused while reports wait for review, unless `leaveUnfinished`.',
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
        z.object({
          orgId: z.number(),
          orgName: z.string(),
          countyName: z.string().nullable(),
          total: z.number(),
          missing: z.number(),
          late: z.number(),
          returned: z.number(),
          reporters: z.array(z.string()),
        }),
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
    needs: 'round.read',
    summary: 'What waits for the person: rounds to fill with how many are done, reports to review, reports returned.',
    out: z.object({
      toFill: z.array(z.object({ round, mine: z.number(), done: z.number(), returned: z.number() })),
      toReview: z.array(z.object({ round, waiting: z.number() })),
    }),
  },
  readReport: {
    method: 'GET',
    path: '/api/reports/:id',
    needs: 'round.read',
    summary: 'One report with last period beside it, its steps and photographs.',
    params: idParam,
    out: report,
  },
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
    summary:
      'Submits a report. After the deadline `acceptLate` must say that it counts as late; findings that ask for it need an explanation.',
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
    body: z.object({
      reports: z
        .array(z.object({ id: z.number().int().positive(), version: z.number().int() }))
        .min(1)
        .max(2000),
    }),
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
      rows: z
        .array(figures.extend({ id: z.number().int().positive(), version: z.number().int() }))
        .min(1)
        .max(500),
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
  listProjectPhotos: {
    method: 'GET',
    path: '/api/project-photos',
    needs: 'round.read',
    summary:
      'The latest photographs of each of these projects, from all its reports; at most 200 projects, those in scope.',
    query: z.object({
      projects: z.preprocess(
        (value) => (typeof value === 'string' ? value.split(',') : value),
        z.array(z.coerce.number().int().positive().max(2_147_483_647)).min(1).max(200),
      ),
      each: z.coerce.number().int().min(1).max(120).default(60),
    }),
    out: z.object({ items: z.array(projectPhoto) }),
  },
  readFile: {
    method: 'GET',
    path: '/api/files/:id',
    needs: 'round.read',
    summary: 'A stored photograph.',
    params: idParam,
    download: 'application/octet-stream',
  },
})
