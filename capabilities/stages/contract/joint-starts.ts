import * as z from 'zod'
import { defineRoutes, idParam } from '#platform/http/contract.ts'
import { day, projectName, reason, text } from './shared.ts'

const itemCode = z.string().max(40)
const item = z.object({ code: z.string(), label: z.string(), isRetired: z.boolean() })
export type PreparationItem = z.infer<typeof item>

const eventFields = z.object({
  name: text(100).min(1, '请填写活动名称'),
  heldOn: day,
  mainVenue: text(100).min(1, '请填写主会场'),
  subVenues: z.array(text(100).min(1)).max(40),
  document: text(200).nullable(),
  requiredItems: z.array(itemCode).max(30),
})
export type EventFields = z.infer<typeof eventFields>

/** How the event's projects stand so many days after it. `due` false: that day has not come. */
const followUp = z.object({
  afterDays: z.number(),
  on: z.string(),
  due: z.boolean(),
  /** By the recorded start: first permanent excavation or pile, with a document or a witness. */
  started: z.number(),
  /** Said to have started, without proof. */
  unproven: z.number(),
  notStarted: z.number(),
  share: z.string().nullable(),
})
export type FollowUp = z.infer<typeof followUp>

const event = eventFields.extend({
  id: z.number(),
  orgId: z.number(),
  orgName: z.string(),
  version: z.number(),
  mayWrite: z.boolean(),
  projects: z.number(),
  totalInvestment: z.string(),
  annualPlan: z.string(),
  /** Recorded events of the same unit up to this one; the highest of them only if it exceeds each, and there are others. */
  earlier: z.number(),
  isHighest: z.object({ projects: z.boolean(), totalInvestment: z.boolean() }),
  followUps: z.array(followUp),
})
export type JointStart = z.infer<typeof event>

const preparation = z.object({
  code: z.string(),
  doneOn: z.string().nullable(),
  plannedOn: z.string().nullable(),
  document: z.string().nullable(),
  note: z.string().nullable(),
})
export type Preparation = z.infer<typeof preparation>

const listed = projectName.extend({
  id: z.number(),
  venue: z.string().nullable(),
  annualPlan: z.string().nullable(),
  /** As they stand in the ledger now, where that differs from what was announced. */
  totalInvestmentNow: z.string().nullable(),
  missingItems: z.array(z.string()),
  missingNow: z.array(z.string()),
  overrideReason: z.string().nullable(),
  startedOn: z.string().nullable(),
  isProven: z.boolean(),
  /** Where it stands at each follow-up that has come. */
  followUps: z.array(z.enum(['started', 'unproven', 'notStarted'])),
  sponsor: z.string().nullable(),
})
export type Listed = z.infer<typeof listed>

const eventPage = z.object({
  event,
  asOf: z.string(),
  items: z.array(item),
  projects: z.array(listed),
  removed: z.array(projectName.extend({ removedAt: z.string(), reason: z.string(), removedBy: z.string() })),
})
export type JointStartPage = z.infer<typeof eventPage>

const readinessRow = projectName.extend({
  plannedStart: z.string().nullable(),
  sponsor: z.string().nullable(),
  isReady: z.boolean(),
  missing: z.array(z.string()),
  preparation: z.array(preparation),
  mayEdit: z.boolean(),
})
export type ReadinessRow = z.infer<typeof readinessRow>

export const jointStartRoutes = defineRoutes({
  listJointStarts: {
    method: 'GET',
    path: '/api/joint-starts',
    needs: 'project.read',
    summary:
      'Joint-start events, newest first, each compared with those before it and followed up at 30, 60 and 90 days.',
    out: z.object({ items: z.array(event), asOf: z.string(), mayWrite: z.boolean(), preparationItems: z.array(item) }),
  },
  createJointStart: {
    method: 'POST',
    path: '/api/joint-starts',
    needs: 'cohort.write',
    summary: 'Enters a joint-start event: day, venues, and what its projects must have in hand.',
    body: eventFields
      .partial()
      .required({ name: true, heldOn: true, mainVenue: true })
      .extend({ orgId: z.number().int().positive().optional() }),
    out: eventPage,
  },
  readJointStart: {
    method: 'GET',
    path: '/api/joint-starts/:id',
    needs: 'project.read',
    summary:
      'One event with its projects: ready or what is missing, and which are truly under construction afterwards.',
    params: idParam,
    out: eventPage,
  },
  editJointStart: {
    method: 'PATCH',
    path: '/api/joint-starts/:id',
    needs: 'cohort.write',
    summary: 'Changes an event, with a reason; `version` is the one that was read.',
    params: idParam,
    body: z.object({ version: z.number().int(), fields: eventFields.partial(), reason }),
    out: eventPage,
  },
  listProjectsOfJointStart: {
    method: 'POST',
    path: '/api/joint-starts/:id/projects',
    needs: 'cohort.write',
    summary:
      'Puts projects on an event’s list. One that is not ready is refused with what is missing, unless a reason to list it all the same is given.',
    params: idParam,
    body: z.object({
      projectIds: z.array(z.number().int().positive()).min(1).max(500),
      venue: text(100).nullish(),
      overrideReason: text(200).nullish(),
    }),
    out: eventPage,
  },
  removeFromJointStart: {
    method: 'POST',
    path: '/api/joint-starts/:id/removals',
    needs: 'cohort.write',
    summary: 'Takes a project off an event’s list with the reason; the line is kept.',
    params: idParam,
    body: z.object({ projectId: z.number().int().positive(), reason }),
    out: eventPage,
  },
  readReadiness: {
    method: 'GET',
    path: '/api/start-readiness',
    needs: 'project.read',
    summary:
      'The board before the building season: projects planned to start in a span that have not, ready or with what they lack.',
    query: z.object({
      from: day.optional(),
      to: day.optional(),
      org: z.coerce.number().int().positive().optional(),
      campaign: z.coerce.number().int().positive().optional(),
    }),
    out: z.object({
      items: z.array(readinessRow),
      preparationItems: z.array(item),
      required: z.array(z.string()),
      from: z.string(),
      to: z.string(),
      /** Projects that stand before their start and have no planned date: they are on no board. */
      withoutDate: z.number(),
      truncated: z.boolean(),
      /** The person keeps what a start asks for, for the whole region. */
      mayKeepItems: z.boolean(),
    }),
  },
  addPreparationItem: {
    method: 'POST',
    path: '/api/preparation-items',
    needs: 'cohort.write',
    summary: 'Adds an item to what a start asks for, for the whole region.',
    body: z.object({ label: text(20).min(1, '请填写名称'), reason }),
    out: z.object({ items: z.array(item) }),
  },
  editPreparationItem: {
    method: 'PATCH',
    path: '/api/preparation-items/:code',
    needs: 'cohort.write',
    summary: 'Renames an item, or retires it: what is recorded of it stays.',
    params: z.object({ code: itemCode }),
    body: z.object({ label: text(20).min(1, '请填写名称').optional(), isRetired: z.boolean().optional(), reason }),
    out: z.object({ items: z.array(item) }),
  },
  recordPreparation: {
    method: 'PUT',
    path: '/api/projects/:id/preparations/:item',
    needs: 'project.write',
    summary:
      'Records what a project has in hand before its start: done on which day, or planned for when, with document and note.',
    params: idParam.extend({ item: itemCode }),
    body: z.object({
      doneOn: day.nullish(),
      plannedOn: day.nullish(),
      document: text(200).nullish(),
      note: text(300).nullish(),
    }),
    out: z.object({ items: z.array(preparation) }),
  },
})
