import * as z from 'zod'
import { STAGES } from '#capabilities/ledger/contract.ts'
import { defineRoutes, idParam } from '#platform/http/contract.ts'
import { partialDate, reason, text } from './shared.ts'

const stage = z.enum(STAGES)
const startWorks = z.enum(['excavation', 'pile'])

/** What proves a step. A start names what began: the first permanent excavation or pile. */
const evidence = {
  reachedOn: partialDate,
  startWorks: startWorks.nullish(),
  document: text(200).nullish(),
  note: text(1000).nullish(),
  witness: text(100).nullish(),
}

/** One entry of the line in force. */
export const lineEntry = z.object({
  stage,
  /** As precise as it is known; null: it came without a date. */
  reachedOn: z.string().nullable(),
  /** By this day it had been reached. */
  by: z.string(),
  source: z.enum(['step', 'ledgerDate', 'change', 'entered']),
  /** How a change without a date came: an edit, an import, a report. */
  changeSource: z.string().nullable(),
  stepId: z.number().nullable(),
  startWorks: startWorks.nullable(),
  document: z.string().nullable(),
  note: z.string().nullable(),
  witness: z.string().nullable(),
  recordedAt: z.string().nullable(),
  recordedBy: z.string().nullable(),
  /** Days until the next entry, or until today; null where one of the two has no date. */
  days: z.number().nullable(),
  isRough: z.boolean(),
  /** How often it was corrected. */
  corrections: z.number(),
})
export type LineEntry = z.infer<typeof lineEntry>

export const formerStep = z.object({
  id: z.number(),
  stage,
  reachedOn: z.string(),
  document: z.string().nullable(),
  note: z.string().nullable(),
  witness: z.string().nullable(),
  recordedAt: z.string(),
  recordedBy: z.string(),
  /** Why it holds no more, and who said so. */
  endedAs: z.enum(['corrected', 'withdrawn']),
  reason: z.string(),
  endedAt: z.string(),
  endedBy: z.string(),
})

export const stageLine = z.object({
  projectId: z.number(),
  stage: stage.nullable(),
  plannedStart: z.string().nullable(),
  asOf: z.string(),
  /** In order of time. */
  entries: z.array(lineEntry),
  /** Entries that were corrected or withdrawn, newest first: nothing is deleted. */
  former: z.array(formerStep),
  mayRecord: z.boolean(),
})
export type StageLine = z.infer<typeof stageLine>

const stageRow = z.object({
  stage: stage.nullable(),
  projects: z.number(),
  totalInvestment: z.string(),
  /** Projects here whose present stage has a recorded date. */
  dated: z.number(),
  /** Half of those that went through this stage stayed no longer; null when fewer than three are known. */
  medianDays: z.number().nullable(),
  measured: z.number(),
  /** Half of those standing here now have stood no longer. */
  medianWaiting: z.number().nullable(),
})
export type StageRow = z.infer<typeof stageRow>

export const lineRoutes = defineRoutes({
  readStageLine: {
    method: 'GET',
    path: '/api/projects/:id/stage-line',
    needs: 'project.read',
    summary:
      'The stages a project went through: when, how that is known, how long each lasted, and what was corrected.',
    params: idParam,
    out: stageLine,
  },
  recordStage: {
    method: 'POST',
    path: '/api/projects/:id/stage-steps',
    needs: 'project.write',
    summary:
      'Records that a project reached a stage, with its date and evidence; the newest moves the project. Refused when dates contradict each other.',
    params: idParam,
    body: z.object({ stage, ...evidence }),
    out: stageLine,
  },
  correctStage: {
    method: 'POST',
    path: '/api/stage-steps/:id/correction',
    needs: 'project.write',
    summary: 'Replaces date and evidence of a recorded step with a reason; the former entry is kept.',
    params: idParam,
    body: z.object({ ...evidence, reason }),
    out: stageLine,
  },
  withdrawStage: {
    method: 'POST',
    path: '/api/stage-steps/:id/withdrawal',
    needs: 'project.write',
    summary: 'Withdraws a recorded step with a reason; what it moved goes back.',
    params: idParam,
    body: z.object({ reason }),
    out: stageLine,
  },
  readStageOverview: {
    method: 'GET',
    path: '/api/stage-overview',
    needs: 'project.read',
    summary: 'How many projects stand in each stage, what they invest, and how long a stage takes.',
    query: z.object({ org: z.coerce.number().int().positive().optional() }),
    out: z.object({
      items: z.array(stageRow),
      total: z.object({ projects: z.number(), totalInvestment: z.string() }),
      asOf: z.string(),
    }),
  },
})
