import type { PageRoute } from '#platform/web/shell/pages.ts'

/** The addresses of the record. */
export const pages: PageRoute[] = [
  { path: '/record', needs: 'record.read', load: async () => (await import('./RecordPage.tsx')).RecordPage },
  { path: '/record/digests', needs: 'record.read', load: async () => (await import('./DigestsPage.tsx')).DigestsPage },
  {
    path: '/record/digests/print',
    needs: 'record.read',
    load: async () => (await import('./DigestPrintPage.tsx')).DigestPrintPage,
  },
]
