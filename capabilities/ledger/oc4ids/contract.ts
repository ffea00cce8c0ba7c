import type * as z from 'zod'
import { defineRoutes } from '#platform/http/contract.ts'

/** `filter` is the ledger's: what is exported is what the list shows. */
export const oc4idsRoutes = <T extends z.ZodType>(filter: T) =>
  defineRoutes({
    exportOc4ids: {
      method: 'GET',
      path: '/api/ledger-oc4ids',
      needs: 'ledger.export',
      summary:
        'The filtered ledger as a project package of the Open Contracting for Infrastructure Data Standard (OC4IDS 0.9).',
      query: filter,
      download: 'application/json',
    },
  })
