import * as z from 'zod'
import { defineRoutes } from '#platform/http/contract.ts'

export const recordEntry = z.object({
  id: z.number(),
  chain: z.string(),
  seq: z.number(),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  subjectType: z.string(),
  subjectId: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  reason: z.string().nullable(),
  origin: z.string(),
  hash: z.string(),
})
export type RecordEntry = z.infer<typeof recordEntry>

export const recordRoutes = defineRoutes({
  listRecord: {
    method: 'GET',
    path: '/api/record',
    needs: 'record.read',
    summary: 'The record, newest first, by keyset.',
    query: z.object({
      before: z.coerce.number().int().positive().optional(),
      subjectType: z.string().max(40).optional(),
      subjectId: z.string().max(40).optional(),
      actor: z.string().max(40).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    out: z.object({ items: z.array(recordEntry), next: z.number().nullable() }),
  },
  verifyRecord: {
    method: 'GET',
    path: '/api/record/verification',
    needs: 'record.read',
    summary: 'Walks every chain of the record and names the first entry that does not fit.',
    out: z.object({
      ok: z.boolean(),
      entries: z.number(),
      chains: z.array(z.object({ chain: z.string(), entries: z.number(), head: z.string() })),
      firstBreak: z.object({ chain: z.string(), seq: z.number(), what: z.string() }).nullable(),
    }),
  },
})
