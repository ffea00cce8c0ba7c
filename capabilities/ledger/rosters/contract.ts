import * as z from 'zod'
import { defineRoutes, idParam } from '#platform/http/contract.ts'
import { day, projectIds } from '../libraries/contract.ts'

/** What a list is for. A whitelist keeps its members running; the others are lists of higher levels or of the office's own. */
export const ROSTER_KINDS = ['key', 'cooperation', 'upgrading', 'whitelist', 'livelihood', 'other'] as const
export const ROSTER_LEVELS = ['national', 'province', 'city', 'county', 'town'] as const
const text = (length: number) => z.string().trim().max(length, `不超过${length}字`)

const rosterFields = z.object({
  name: text(60).min(1, '请填写清单名称'),
  kind: z.enum(ROSTER_KINDS),
  level: z.enum(ROSTER_LEVELS),
  year: z.number().int().min(1990).max(2100).nullable(),
  /** The body that issues the list, by name: it may be far above. */
  owner: text(100).min(1, '请填写发布单位'),
  documentNumber: text(60),
  documentDate: day.nullable(),
  validFrom: day,
  validTo: day.nullable(),
  note: text(300),
})
export type RosterFields = z.infer<typeof rosterFields>

/** Sums of the projects on a list now. Amounts in 万元. */
export const sums = z.object({
  projects: z.number(),
  totalInvestment: z.string(),
  annualPlan: z.string(),
  completedYtd: z.string(),
})
export type ProjectSums = z.infer<typeof sums>

export const roster = rosterFields.extend({
  id: z.number(),
  version: z.number(),
  orgId: z.number(),
  orgName: z.string(),
  /** Whether the list is in force today. */
  isValid: z.boolean(),
  mayKeep: z.boolean(),
})
export type Roster = z.infer<typeof roster>

export const rosterMember = z.object({
  id: z.number(),
  projectId: z.number(),
  name: z.string(),
  code: z.string().nullable(),
  countyName: z.string().nullable(),
  owner: z.string().nullable(),
  library: z.enum(['reserve', 'construction', 'completed']),
  stage: z.string().nullable(),
  light: z.enum(['green', 'yellow', 'red', 'grey']),
  totalInvestment: z.string().nullable(),
  annualPlan: z.string().nullable(),
  completedYtd: z.string().nullable(),
  completionRate: z.string().nullable(),
  joinedOn: z.string(),
  joinDocument: z.string(),
  batch: z.string(),
  /** The tier on this list, in its own words; where it has none, the project's own counts. */
  tier: z.string(),
  projectTier: z.number().nullable(),
  leftOn: z.string().nullable(),
  leaveDocument: z.string(),
  leaveReason: z.string().nullable(),
})
export type RosterMember = z.infer<typeof rosterMember>

const candidate = z.object({
  id: z.number(),
  name: z.string(),
  code: z.string().nullable(),
  countyName: z.string().nullable(),
  isMember: z.boolean(),
})
export type Candidate = z.infer<typeof candidate>
export const matched = z.object({
  /** The line as it was pasted. */
  line: z.string(),
  /** How it was found: one project, several that may be meant, or none. */
  how: z.enum(['code', 'name', 'formerName', 'several', 'close', 'none']),
  candidates: z.array(candidate),
})
export type Matched = z.infer<typeof matched>

export const rosterRoutes = defineRoutes({
  listRosters: {
    method: 'GET',
    path: '/api/rosters',
    needs: 'project.read',
    summary:
      'The lists kept within scope, above it, or holding one’s projects; each with the sums of its members within scope, added up and each project once.',
    query: z.object({
      org: z.coerce.number().int().positive().optional(),
      /** Lists that ended too. */
      all: z.enum(['true']).optional(),
      /** Names only, for a choice: sums are left at nothing. */
      brief: z.enum(['true']).optional(),
    }),
    out: z.object({
      items: z.array(roster.extend({ sums })),
      /** What the lists add up to: a project counts on each of its lists. */
      added: sums,
      /** Each project once, however many lists it is on. */
      distinct: sums,
      asOfMonth: z.string().nullable(),
    }),
  },
  createRoster: {
    method: 'POST',
    path: '/api/rosters',
    needs: 'roster.write',
    summary: 'Opens a list with its source.',
    body: rosterFields
      .partial({ documentNumber: true, documentDate: true, validTo: true, note: true, year: true })
      .extend({ orgId: z.number().int().positive() }),
    out: roster,
  },
  readRoster: {
    method: 'GET',
    path: '/api/rosters/:id',
    needs: 'project.read',
    summary: 'One list with those of its members that are in scope, former ones too.',
    params: idParam,
    out: roster.extend({ members: z.array(rosterMember), sums, asOfMonth: z.string().nullable() }),
  },
  editRoster: {
    method: 'PATCH',
    path: '/api/rosters/:id',
    needs: 'roster.write',
    summary: 'Changes what is said of a list; `version` is the one that was read.',
    params: idParam,
    body: z.object({ version: z.number().int(), fields: rosterFields.partial(), reason: text(200).optional() }),
    out: roster,
  },
  matchProjects: {
    method: 'POST',
    path: '/api/rosters/:id/matches',
    needs: 'roster.write',
    summary:
      'Which projects a pasted list of names or codes means: exactly, by former names, or close ones to choose from.',
    params: idParam,
    body: z.object({
      lines: z.array(z.string().max(400)).min(1, '请粘贴项目名称或代码').max(1000, '一次不超过1000行'),
    }),
    out: z.object({ items: z.array(matched) }),
    unrecorded: 'compares and writes nothing',
  },
  addMembers: {
    method: 'POST',
    path: '/api/rosters/:id/members',
    needs: 'roster.write',
    summary: 'Puts projects on a list; those that are on it stay as they are.',
    params: idParam,
    body: z.object({
      projectIds,
      joinedOn: day.optional(),
      documentNumber: text(60).optional(),
      batch: text(30).optional(),
      tier: text(20).optional(),
    }),
    out: z.object({ added: z.number(), already: z.number() }),
  },
  removeMembers: {
    method: 'POST',
    path: '/api/rosters/:id/departures',
    needs: 'roster.write',
    summary: 'Takes projects off a list, with date and reason; the membership stays on record.',
    params: idParam,
    body: z.object({
      projectIds,
      leftOn: day.optional(),
      documentNumber: text(60).optional(),
      reason: z.string().trim().min(2, '请写明移出原因').max(300, '不超过300字'),
    }),
    out: z.object({ removed: z.number() }),
  },
  setMemberTier: {
    method: 'PUT',
    path: '/api/rosters/:id/members/:projectId',
    needs: 'roster.write',
    summary: 'Sets a member’s batch and tier on this list.',
    params: idParam.extend({ projectId: z.coerce.number().int().positive() }),
    body: z.object({ batch: text(30), tier: text(20) }),
    out: rosterMember,
  },
})
