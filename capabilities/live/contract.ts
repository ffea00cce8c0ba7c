import * as z from 'zod'
import { defineRoutes } from '#platform/http/contract.ts'

const lights = z.object({ green: z.number(), yellow: z.number(), red: z.number(), grey: z.number() })

export const wall = z.object({
  org: z.object({ id: z.number(), name: z.string(), kind: z.string() }),
  isDemo: z.boolean(),
  asOfMonth: z.string().nullable(),
  totals: z.object({
    projects: z.number(),
    totalInvestment: z.string(),
    annualPlan: z.string(),
    completedYtd: z.string(),
    completedCurrent: z.string(),
    completionRate: z.string().nullable(),
    pace: z.string().nullable(),
    lights,
  }),
  /** The current round, when one is open. */
  round: z
    .object({
      id: z.number(),
      title: z.string(),
      deadline: z.string(),
      total: z.number(),
      reported: z.number(),
      late: z.number(),
    })
    .nullable(),
  /** Twelve months of the year: cumulative plan and actual, 万元; actual null after the as-of month. */
  curve: z.array(z.object({ month: z.string(), plannedYtd: z.string(), completedYtd: z.string().nullable() })),
  /** Children of the organisation in the order of the latest published ranking where there is one, else the office's own. */
  children: z.array(
    z.object({
      orgId: z.number(),
      name: z.string(),
      kind: z.string(),
      projects: z.number(),
      annualPlan: z.string(),
      completedYtd: z.string(),
      completionRate: z.string().nullable(),
      pace: z.string().nullable(),
      place: z.number().nullable(),
      isTied: z.boolean(),
      previousPlace: z.number().nullable(),
      lights,
    }),
  ),
  /** What none of the children stands for (市本级): children and this make the totals. */
  unplaced: z.object({ projects: z.number(), annualPlan: z.string(), completedYtd: z.string() }),
  ranking: z.object({ roundId: z.number(), title: z.string(), publishedAt: z.string() }).nullable(),
  map: z.object({
    isGenerated: z.boolean(),
    source: z.string().nullable(),
    outlines: z.array(
      z.object({ orgId: z.number(), name: z.string(), rings: z.array(z.array(z.tuple([z.number(), z.number()]))) }),
    ),
    projects: z.array(
      z.object({
        id: z.number(),
        name: z.string(),
        longitude: z.number(),
        latitude: z.number(),
        light: z.string(),
        isPriority: z.boolean(),
        totalInvestment: z.string().nullable(),
      }),
    ),
  }),
  /** What changed since `since`; newest first. */
  since: z.string(),
  changes: z.array(
    z.object({
      at: z.string(),
      kind: z.enum(['lightToRed', 'lightToYellow', 'lightToGreen', 'stage', 'figure', 'added', 'correction']),
      projectId: z.number(),
      projectName: z.string(),
      countyName: z.string().nullable(),
      old: z.string().nullable(),
      new: z.string().nullable(),
    }),
  ),
})
export type Wall = z.infer<typeof wall>

export const liveRoutes = defineRoutes({
  readWall: {
    method: 'GET',
    path: '/api/wall',
    needs: 'project.read',
    summary: 'Everything the wall shows, for the whole region or one organisation’s subtree.',
    query: z.object({ org: z.coerce.number().int().positive().optional() }),
    out: wall,
  },
})
