import * as z from 'zod'
import { defineRoutes, idParam } from '#platform/http/contract.ts'
import { conversion, countyConversion, day, projectName, reason, standing, text } from './shared.ts'

export const BATCHES = ['signed', 'started', 'inProduction'] as const
export type Batch = (typeof BATCHES)[number]
const batch = z.enum(BATCHES)

/** By when a batch moves on: so many days or months after a project joined it; null: it need not. */
const deadline = z.object({ within: z.number().int().min(1).max(3650).nullable(), unit: z.enum(['days', 'months']) })

const cohortFields = z.object({
  number: z.number().int().min(1).max(999),
  name: text(60),
  startsOn: day,
  endsOn: day,
  labels: z.object({ signed: text(20).min(1), started: text(20).min(1), inProduction: text(20).min(1) }),
  deadlines: z.object({ signed: deadline, started: deadline, inProduction: deadline }),
  warnDays: z.number().int().min(0).max(366),
  document: text(200).nullable(),
})
export type CohortFields = z.infer<typeof cohortFields>

const batchFigures = z.object({
  batch,
  conversion,
  dueSoon: z.number(),
  totalInvestment: z.string(),
})

const cohort = cohortFields.extend({
  id: z.number(),
  orgId: z.number(),
  orgName: z.string(),
  version: z.number(),
  mayWrite: z.boolean(),
  batches: z.array(batchFigures),
  total: conversion,
  left: z.number(),
})
export type Cohort = z.infer<typeof cohort>

const member = projectName.extend({
  id: z.number(),
  batch,
  joinedOn: z.string(),
  dueOn: z.string().nullable(),
  movedOn: z.string().nullable(),
  /** The day it moved on is known; otherwise it had moved by then. */
  isDated: z.boolean(),
  standing,
  days: z.number().nullable(),
  sponsor: z.string().nullable(),
})
export type Member = z.infer<typeof member>

const asOf = z.object({ asOf: day.optional() })
const page = z.object({
  cohort,
  asOf: z.string(),
  members: z.array(member),
  counties: z.array(countyConversion),
  /** Members that left the round, with the reason. */
  departed: z.array(projectName.extend({ batch, joinedOn: z.string(), leftOn: z.string(), reason: z.string() })),
})
export type CohortPage = z.infer<typeof page>

export const cohortRoutes = defineRoutes({
  listCohorts: {
    method: 'GET',
    path: '/api/cohorts',
    needs: 'project.read',
    summary: 'Rounds of 三个一批, newest first, with conversion by batch as of a day.',
    query: asOf,
    out: z.object({ items: z.array(cohort), asOf: z.string(), mayWrite: z.boolean(), total: z.array(batchFigures) }),
  },
  createCohort: {
    method: 'POST',
    path: '/api/cohorts',
    needs: 'cohort.write',
    summary: 'Opens a round with its period, the names of its batches and their deadlines.',
    body: cohortFields
      .partial()
      .required({ number: true, startsOn: true, endsOn: true })
      .extend({ orgId: z.number().int().positive().optional() }),
    out: page,
  },
  readCohort: {
    method: 'GET',
    path: '/api/cohorts/:id',
    needs: 'project.read',
    summary: 'One round as of a day: its members, who moved on, who has not and by how many days, by county.',
    params: idParam,
    query: asOf,
    out: page,
  },
  editCohort: {
    method: 'PATCH',
    path: '/api/cohorts/:id',
    needs: 'cohort.write',
    summary: 'Changes a round’s period, names or deadlines, with a reason; `version` is the one that was read.',
    params: idParam,
    body: z.object({ version: z.number().int(), fields: cohortFields.partial(), reason }),
    out: page,
  },
  joinCohort: {
    method: 'POST',
    path: '/api/cohorts/:id/members',
    needs: 'cohort.write',
    summary: 'Puts projects into one batch of a round. A project is in a round once.',
    params: idParam,
    body: z.object({
      batch,
      joinedOn: day,
      projectIds: z.array(z.number().int().positive()).min(1).max(500),
    }),
    out: page,
  },
  leaveCohort: {
    method: 'POST',
    path: '/api/cohorts/:id/departures',
    needs: 'cohort.write',
    summary: 'Takes projects out of a round from a day on, with the reason; they stay in its figures up to that day.',
    params: idParam,
    body: z.object({ projectIds: z.array(z.number().int().positive()).min(1).max(500), leftOn: day, reason }),
    out: page,
  },
})
