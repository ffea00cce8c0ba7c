import * as z from 'zod'
import { defineRoutes, idParam } from '#platform/http/contract.ts'

/** One organisation's place, with everything the place was computed from. */
export const place = z.object({
  orgId: z.number(),
  orgName: z.string(),
  /** null: 不参与, its annual plan is zero. */
  place: z.number().nullable(),
  isTied: z.boolean(),
  previousPlace: z.number().nullable(),
  /** Completion rate, per cent, exact; null when there is no denominator. */
  completionRate: z.string().nullable(),
  pace: z.string().nullable(),
  /** Completion rate minus pace, percentage points. */
  gap: z.string().nullable(),
  projects: z.number(),
  annualPlan: z.string(),
  completedYtd: z.string(),
  completedCurrent: z.string(),
  lights: z.object({ green: z.number(), yellow: z.number(), red: z.number(), grey: z.number() }),
  reported: z.number(),
  late: z.number(),
})
export type Place = z.infer<typeof place>

export const ranking = z.object({
  id: z.number().nullable(),
  roundId: z.number(),
  roundTitle: z.string(),
  month: z.string(),
  /** Named group the places hold in: 县（市、区）. */
  group: z.string(),
  state: z.enum(['open', 'computed', 'published']),
  scheme: z.object({ name: z.string(), formula: z.string(), ties: z.string(), zeroDenominator: z.string() }),
  places: z.array(place),
  /** The group's totals; `unplaced` names what no county stands for, so that parts and total reconcile. */
  totals: z.object({
    projects: z.number(),
    annualPlan: z.string(),
    completedYtd: z.string(),
    completedCurrent: z.string(),
    completionRate: z.string().nullable(),
    pace: z.string().nullable(),
    unplacedProjects: z.number(),
    unplacedCompletedYtd: z.string(),
  }),
  computedAt: z.string(),
  publishedAt: z.string().nullable(),
  publishedBy: z.string().nullable(),
})
export type Ranking = z.infer<typeof ranking>

export const raceRoutes = defineRoutes({
  readRanking: {
    method: 'GET',
    path: '/api/rounds/:id/ranking',
    needs: 'round.read',
    summary:
      'The ranking of counties for a round: the published snapshot if there is one, else computed now (`open` while the round is not locked).',
    params: idParam,
    out: ranking,
  },
  publishRanking: {
    method: 'POST',
    path: '/api/rounds/:id/ranking',
    needs: 'ranking.publish',
    summary: 'Publishes and freezes the ranking of a locked round.',
    params: idParam,
    out: ranking,
  },
  withdrawRanking: {
    method: 'POST',
    path: '/api/rounds/:id/ranking/withdrawal',
    needs: 'ranking.publish',
    summary:
      'Withdraws a published ranking with a reason; the snapshot is kept. Refused while a bulletin stands on it.',
    params: idParam,
    body: z.object({ reason: z.string().trim().min(2, '请写明原因').max(300) }),
    out: ranking,
  },
})
