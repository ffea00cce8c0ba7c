import * as z from 'zod'
import { defineRoutes, isoDate } from '#platform/http/contract.ts'
import { HISTORY_SUBJECTS } from './rules.ts'

/** A line of the record; `place` is its number in its chain. */
export const recordEntry = z.object({
  id: z.number(),
  chain: z.string(),
  seq: z.number(),
  at: z.string(),
  accountId: z.number().nullable(),
  actor: z.string(),
  actorName: z.string().nullable(),
  action: z.string(),
  subjectType: z.string(),
  subjectId: z.string(),
  /** Of an account or a unit, as it is called now. */
  subjectName: z.string().nullable(),
  orgPath: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  reason: z.string().nullable(),
  origin: z.string(),
  previousHash: z.string(),
  hash: z.string(),
})
export type RecordEntry = z.infer<typeof recordEntry>

const id = z.coerce.number().int().positive().max(2_147_483_647)

/** Which entries: all conditions hold. `field` names fields, comma separated, any of which was set before or after. */
export const recordFilter = z.object({
  subjectType: z.string().max(40).optional(),
  subjectId: z.string().max(40).optional(),
  actor: z.string().max(40).optional(),
  account: id.optional(),
  action: z
    .string()
    .max(60)
    .regex(/^[a-zA-Z.]+$/, '操作名只含字母和点')
    .optional(),
  field: z
    .string()
    .max(200)
    .regex(/^\w+(,\w+){0,7}$/, '字段名只含字母、数字，多个以逗号分隔')
    .optional(),
  from: isoDate.optional(),
  to: isoDate.optional(),
  unit: id.optional(),
  reason: z.string().trim().max(100).optional(),
})
export type RecordFilter = z.infer<typeof recordFilter>

const hash = z.string().regex(/^[0-9a-f]{64}$/, '摘要为64位十六进制数')
const chainHead = z.object({ name: z.string(), length: z.number(), head: z.string() })
const digestFound = z.object({ day: z.string(), hash: z.string(), entries: z.number() })
const recordBreak = z
  .object({ chain: z.string(), seq: z.number(), day: z.string().nullable(), what: z.string() })
  .nullable()

export const recordDigest = z.object({
  day: z.string(),
  since: z.string().nullable(),
  previous: z.string(),
  chains: z.array(chainHead),
  madeAt: z.string(),
  hash: z.string(),
})
export type RecordDigest = z.infer<typeof recordDigest>

/** What an object's own history shows: no addresses, no hashes. */
export const historyEntry = recordEntry.pick({
  id: true,
  at: true,
  actor: true,
  actorName: true,
  action: true,
  before: true,
  after: true,
  reason: true,
})
export type HistoryEntry = z.infer<typeof historyEntry>

const historyPage = z.object({ items: z.array(historyEntry), next: z.number().nullable() })
const historyOf = <const T extends readonly [string, ...string[]]>(subjects: T) =>
  z.object({
    subjectType: z.enum(subjects),
    subjectId: id,
    /** Only actions of this kind: `ranking` for ranking.published and its like. */
    about: z
      .string()
      .max(40)
      .regex(/^[a-zA-Z]+$/, '只含字母')
      .optional(),
    before: id.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  })

export const recordRoutes = defineRoutes({
  listRecord: {
    method: 'GET',
    path: '/api/record',
    needs: 'record.read',
    summary: 'The record, newest first, by keyset.',
    query: recordFilter.extend({ before: id.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
    out: z.object({ items: z.array(recordEntry), next: z.number().nullable() }),
  },
  listAuthors: {
    method: 'GET',
    path: '/api/record/authors',
    needs: 'record.read',
    summary: 'The people who did something that was recorded within scope.',
    out: z.object({
      items: z.array(z.object({ accountId: z.number(), username: z.string(), displayName: z.string() })),
    }),
  },
  exportEntries: {
    method: 'GET',
    path: '/api/record/entries-export',
    needs: 'record.read',
    summary: 'The filtered entries as a workbook or CSV; recorded.',
    query: recordFilter.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
    download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  exportRecord: {
    method: 'GET',
    path: '/api/record/export',
    needs: 'record.read',
    summary:
      'The whole record with its digests as lines of JSON, for verification offline (docs/record-format.md); recorded.',
    download: 'application/x-ndjson',
  },
  listDigests: {
    method: 'GET',
    path: '/api/record/digests',
    needs: 'record.read',
    summary: 'The daily digests, newest first; `hash` finds the one that was kept outside.',
    query: z.object({
      before: isoDate.optional(),
      from: isoDate.optional(),
      hash: hash.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(40),
    }),
    out: z.object({ items: z.array(recordDigest), next: z.string().nullable() }),
  },
  verifyRecord: {
    method: 'GET',
    path: '/api/record/verification',
    needs: 'record.read',
    summary: 'Walks every chain and every digest and names the first entry that does not fit.',
    out: z.object({
      ok: z.boolean(),
      entries: z.number(),
      chains: z.array(z.object({ chain: z.string(), entries: z.number(), head: z.string() })),
      digests: z.number(),
      last: digestFound.nullable(),
      firstBreak: recordBreak,
    }),
  },
  planVerification: {
    method: 'GET',
    path: '/api/record/verification-plan',
    needs: 'record.read',
    summary: 'What there is to verify at this moment; the digests are already compared with each other.',
    out: z.object({
      chains: z.array(chainHead.extend({ rows: z.number() })),
      digests: z.number(),
      last: digestFound.nullable(),
      firstBreak: recordBreak,
    }),
  },
  verifySlice: {
    method: 'GET',
    path: '/api/record/verification-slice',
    needs: 'record.read',
    summary:
      'Verifies up to 20,000 entries of one chain after an entry whose hash is known, so that a screen can show how far it is.',
    query: z.object({
      chain: z.string().max(200).default(''),
      after: z.coerce.number().int().min(0).max(2_147_483_647).default(0),
      head: hash.optional(),
      until: z.coerce.number().int().min(0).max(2_147_483_647).default(0),
    }),
    out: z.object({ seq: z.number(), head: z.string(), firstBreak: recordBreak }),
  },
  workHistory: {
    method: 'GET',
    path: '/api/history/work',
    needs: 'round.read',
    summary: 'What was done to a project, a report or a round, within the person’s scope.',
    query: historyOf(HISTORY_SUBJECTS.work),
    out: historyPage,
  },
  importHistory: {
    method: 'GET',
    path: '/api/history/imports',
    needs: 'ledger.import',
    summary: 'What was done with an import, within the person’s scope.',
    query: historyOf(HISTORY_SUBJECTS.imports),
    out: historyPage,
  },
  peopleHistory: {
    method: 'GET',
    path: '/api/history/people',
    needs: 'people.read',
    summary:
      'What was done to an account or an organisation, within the person’s scope; who signed in when is for the auditor.',
    query: historyOf(HISTORY_SUBJECTS.people),
    out: historyPage,
  },
})
