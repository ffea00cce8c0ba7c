import * as z from 'zod'
import { defineRoutes } from '#platform/http/contract.ts'
import { sums } from '../rosters/contract.ts'
import { LIBRARIES, PLAN_CLASSES } from '../vocabulary.ts'

const line = sums.extend({ completionRate: z.string().nullable() })
export type OverviewLine = z.infer<typeof line>

export const libraryOverview = z.object({
  asOfMonth: z.string().nullable(),
  /** The year the states of the annual plan are of. */
  planYear: z.number(),
  staleDays: z.number(),
  /** Projects in the libraries: those withdrawn are counted apart. */
  total: line,
  libraries: z.array(line.extend({ library: z.enum(LIBRARIES) })),
  priority: line,
  suspended: line,
  withdrawn: line,
  tiers: z.array(line.extend({ tier: z.union([z.literal(1), z.literal(2), z.null()]) })),
  planStates: z.array(line.extend({ state: z.enum(PLAN_CLASSES) })),
  /** Finished by their stage, still in the construction library: to be moved out. */
  finishedInside: line,
  waiting: z.number(),
})
export type LibraryOverview = z.infer<typeof libraryOverview>

export const staleProject = z.object({
  id: z.number(),
  name: z.string(),
  countyName: z.string().nullable(),
  library: z.enum(LIBRARIES),
  stage: z.string().nullable(),
  totalInvestment: z.string().nullable(),
  /** The last day on which something went on, and how long ago that is. */
  lastProgressOn: z.string(),
  days: z.number(),
  /** A withdrawal is proposed already. */
  isWaiting: z.boolean(),
})
export type StaleProject = z.infer<typeof staleProject>

const rolloverItem = z.object({
  id: z.number(),
  name: z.string(),
  countyName: z.string().nullable(),
  stage: z.string().nullable(),
  planState: z.enum(['new', 'continuing']).nullable(),
  plannedStart: z.string().nullable(),
  startDate: z.string().nullable(),
  totalInvestment: z.string().nullable(),
})
/** How many there are, and the largest of them. */
const rolloverGroup = z.object({ count: z.number(), items: z.array(rolloverItem) })
export const rolloverPreview = z.object({
  year: z.number(),
  /** Begun and unfinished: 续建 of the year. */
  continuing: rolloverGroup,
  /** Due and not begun: each is carried over or left out, by decision. */
  undecided: z.array(rolloverItem),
  /** Finished or withdrawn: no longer in the plan. */
  finished: rolloverGroup,
  /** Outside the plan before and after. */
  reserve: z.number(),
  /** Went over already. */
  done: z.number(),
})
export type RolloverPreview = z.infer<typeof rolloverPreview>
export type RolloverItem = z.infer<typeof rolloverItem>
const decidedIds = z.array(z.number().int().positive()).max(20_000)
const year = z.coerce.number().int().min(1990).max(2100)

export const overviewRoutes = defineRoutes({
  readLibraryOverview: {
    method: 'GET',
    path: '/api/library-overview',
    needs: 'project.read',
    summary: 'Counts and sums by library, tier and state in the annual plan, as of the region’s month; moves waiting.',
    query: z.object({ org: z.coerce.number().int().positive().optional() }),
    out: libraryOverview,
  },
  listStaleProjects: {
    method: 'GET',
    path: '/api/stale-projects',
    needs: 'project.read',
    summary: 'Projects without any progress for the days of the region’s rule, longest first: proposed for removal.',
    query: z.object({
      org: z.coerce.number().int().positive().optional(),
      limit: z.coerce.number().int().min(1).max(500).default(200),
    }),
    out: z.object({ items: z.array(staleProject), total: z.number(), staleDays: z.number() }),
  },
  setStaleDays: {
    method: 'PUT',
    path: '/api/library-settings',
    needs: 'library.decide',
    summary: 'After how many days without progress a project is proposed for removal, in the whole region.',
    body: z.object({ staleDays: z.number().int().min(30, '不少于30天').max(1000, '不超过1000天') }),
    out: z.object({ staleDays: z.number() }),
  },
  previewRollover: {
    method: 'GET',
    path: '/api/plan-rollover-previews/:year',
    needs: 'project.read',
    summary: 'What the turn of the year would make of each project’s state in the annual plan; nothing is written.',
    params: z.object({ year }),
    query: z.object({ org: z.coerce.number().int().positive().optional() }),
    out: rolloverPreview,
  },
  rollOver: {
    method: 'POST',
    path: '/api/plan-rollovers',
    needs: 'library.decide',
    summary:
      'The turn of the year: what has begun becomes 续建; of what was due and has not, each is carried over or left out by the decision given here.',
    body: z.object({
      year,
      orgId: z.number().int().positive(),
      carriedOver: decidedIds,
      leftOut: decidedIds,
      documentNumber: z.string().trim().max(60).optional(),
      reason: z.string().trim().min(2, '请写明依据').max(300, '不超过300字'),
    }),
    out: z.object({ continuing: z.number(), carriedOver: z.number(), leftOut: z.number(), finished: z.number() }),
  },
})
