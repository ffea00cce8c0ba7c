import type { PageRoute } from '#platform/web/shell/pages.ts'

/** The addresses of this capability's screens; app/web/router.tsx registers them. */
export const pages: PageRoute[] = [
  { path: '/projects', needs: 'project.read', load: async () => (await import('./grid/LedgerPage.tsx')).LedgerPage },
  {
    path: '/projects/:id',
    needs: 'project.read',
    load: async () => (await import('./project/ProjectPage.tsx')).ProjectPage,
  },
  {
    path: '/settings/lights',
    needs: 'project.read',
    load: async () => (await import('./lights/LightsPage.tsx')).LightsPage,
  },
  {
    path: '/imports',
    needs: 'ledger.import',
    load: async () => (await import('./imports/ImportsPage.tsx')).ImportsPage,
  },
  {
    path: '/imports/:id',
    needs: 'ledger.import',
    load: async () => (await import('./imports/ImportPage.tsx')).ImportPage,
  },
]
