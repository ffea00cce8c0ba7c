import { forbidden } from '#kernel/problem.ts'
import { capability } from '#platform/http/context.ts'
import { verifyRecord } from '#platform/record/verify.ts'
import { recordRoutes } from './contract.ts'
import { listRecord } from './store.ts'

export const recordCapability = capability(recordRoutes, {
  listRecord: async ({ db, scope }, { query }) => {
    const items = await listRecord(db, scope, query)
    return { items, next: items.length === query.limit ? items.at(-1)!.id : null }
  },
  verifyRecord: {
    // from one moment (repeatable read): entries appended during the walk would look like a chain longer than its head
    prepare: async ({ read, scope }) => {
      // under a narrower scope row level security hides entries, and every chain would seem cut
      if (!scope.all) throw forbidden('verification_needs_region', '核验记录链需要全域审计权限，请由市级审计员办理。')
      return await read(verifyRecord)
    },
    handle: async (_context, _input, verdict) => verdict,
  },
})
