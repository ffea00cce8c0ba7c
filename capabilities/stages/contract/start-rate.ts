import * as z from 'zod'
import { defineRoutes } from '#platform/http/contract.ts'
import { conversion, countyConversion, day, projectName } from './shared.ts'

const year = z.coerce.number().int().min(1990).max(2100)
/** `overdue`: due and not started; `early`: started before it was due. */
export const START_GROUPS = ['overdue', 'dueSoon', 'notDue', 'started', 'early'] as const

const startRow = projectName.extend({
  basis: z.enum(['planned', 'carried', 'undated']),
  plannedStart: z.string().nullable(),
  dueOn: z.string(),
  startedOn: z.string().nullable(),
  /** A recorded step with a document or a witness proves the start. */
  isProven: z.boolean(),
  /** Days overdue, or days left. */
  days: z.number().nullable(),
  sponsor: z.string().nullable(),
  problems: z.string().nullable(),
})
export type StartRow = z.infer<typeof startRow>

export const rateRoutes = defineRoutes({
  readStartRate: {
    method: 'GET',
    path: '/api/start-rate',
    needs: 'project.read',
    summary:
      'The start rate of a year as of a day, by county and in total, with both denominators: of the year, of those due.',
    query: z.object({
      year: year.optional(),
      asOf: day.optional(),
      org: z.coerce.number().int().positive().optional(),
    }),
    out: z.object({
      year: z.number(),
      asOf: z.string(),
      total: conversion,
      /** Of the year's projects: carried over from earlier years, and without a planned date. */
      carried: z.number(),
      undated: z.number(),
      /** Of those started: proven by a recorded step; known from the ledger alone. */
      proven: z.number(),
      unproven: z.number(),
      counties: z.array(countyConversion),
    }),
  },
  listStarts: {
    method: 'GET',
    path: '/api/start-rate/projects',
    needs: 'project.read',
    summary: 'The names behind a start rate: overdue, falling due within 30 days, not yet due, started, started early.',
    query: z.object({
      year: year.optional(),
      asOf: day.optional(),
      org: z.coerce.number().int().positive().optional(),
      /** A county, or `none` for projects in no county. */
      county: z.union([z.literal('none'), z.coerce.number().int().positive()]).optional(),
      group: z.enum(START_GROUPS).default('overdue'),
    }),
    out: z.object({ items: z.array(startRow), total: z.number() }),
  },
})
