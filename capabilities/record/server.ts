import { conflict, forbidden } from '#kernel/problem.ts'
import type { Scope } from '#platform/access/scope.ts'
import { type Context, capability, type Download, type DownloadContext } from '#platform/http/context.ts'
import { lastOf, readPlan, verifyRecordBy, verifySlice } from '#platform/record/verify.ts'
import { type RecordFilter, recordRoutes } from './contract.ts'
import { exportedEntry, openRecordExport } from './exporting.ts'
import { EXPORT_LIMIT, SLICE } from './rules.ts'
import { entriesFile } from './sheet.ts'
import {
  entryPages,
  findEntries,
  type HistoryFilter,
  listAuthors,
  listDigests,
  listHistory,
  listRecord,
} from './store.ts'

export const recordCapability = capability(recordRoutes, {
  listRecord: async ({ db, scope }, { query }) => {
    const items = await listRecord(db, scope, query)
    return { items, next: items.length === query.limit ? items.at(-1)!.id : null }
  },
  listAuthors: async ({ db, scope }) => ({ items: await listAuthors(db, scope) }),
  exportEntries: { download: async (context, { query }) => await exportEntries(context, query) },
  exportRecord: {
    download: async ({ db, scope, now, record }) => {
      mustSeeAll(scope, 'export_needs_region', '导出全部记录需要全域审计权限，请由市级审计员办理。')
      const { body, region, ...about } = await openRecordExport(db, now)
      record(exportedEntry(about))
      return { fileName: `${region}操作记录${now.toISOString().slice(0, 10)}.ndjson`, body }
    },
  },
  listDigests: async ({ db }, { query }) => {
    const items = await listDigests(db, query)
    return { items, next: items.length === query.limit ? items.at(-1)!.day : null }
  },
  // each page of a walk is a transaction of its own: none is held for minutes, and other requests come between
  verifyRecord: {
    prepare: async ({ read, scope }) => {
      mustVerify(scope)
      return await verifyRecordBy(read)
    },
    handle: async (_context, _input, verdict) => verdict,
  },
  planVerification: {
    // in one transaction that sees one moment
    prepare: async ({ read, scope }) => {
      mustVerify(scope)
      return await read(readPlan)
    },
    handle: async (_context, _input, { chains, digests, firstBreak }) => ({
      chains,
      digests: digests.length,
      last: lastOf(digests),
      firstBreak,
    }),
  },
  verifySlice: {
    prepare: async ({ read, scope }, { query: { chain, after, head, until } }) => {
      mustVerify(scope)
      return await verifySlice(read, { chain, after, head: head ?? null, until: Math.min(until, after + SLICE) })
    },
    handle: async (_context, _input, verdict) => verdict,
  },
  workHistory: async (context, { query }) => await history(context, { ...query, kinds: null }),
  importHistory: async (context, { query }) => await history(context, { ...query, kinds: null }),
  peopleHistory: async (context, { query }) => await history(context, { ...query, kinds: PEOPLE_KINDS }),
})

/** What colleagues may read of an account; when somebody signed in, and their tokens, are for the auditor. */
const PEOPLE_KINDS = ['account', 'grant', 'grants', 'role', 'deputy', 'deputyship', 'organisation', 'projects'] as const

// under a narrower scope row level security hides entries, and every chain would seem cut
function mustVerify(scope: Scope): void {
  mustSeeAll(scope, 'verification_needs_region', '核验记录链需要全域审计权限，请由市级审计员办理。')
}

function mustSeeAll(scope: Scope, code: string, sentence: string): void {
  if (!scope.all) throw forbidden(code, sentence)
}

async function history({ db, scope }: Context, filter: HistoryFilter) {
  const items = await listHistory(db, scope, filter)
  return { items, next: items.length === filter.limit ? items.at(-1)!.id : null }
}

/** The filtered view as a file: recorded, since it leaves the house. */
async function exportEntries(
  { db, scope, person, now, record }: DownloadContext,
  { format, ...filter }: RecordFilter & { format: 'xlsx' | 'csv' },
): Promise<Download> {
  const ids = await findEntries(db, scope, filter, EXPORT_LIMIT + 1)
  if (ids.length > EXPORT_LIMIT)
    throw conflict('too_many_entries', '符合条件的记录超过10万条，一个文件放不下。请缩小日期范围或增加条件，分次导出。')
  record({
    action: 'record.listed',
    subject: { type: 'record', id: 0 },
    orgPath: scope.paths[0] ?? person.grants[0]!.path,
    after: { filter, format, entries: ids.length },
  })
  return entriesFile(entryPages(db, ids), { format, now })
}
