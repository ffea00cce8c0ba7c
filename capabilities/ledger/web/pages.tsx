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
    path: '/sheets',
    needs: 'project.read',
    bare: true,
    load: async () => (await import('./sheet/SheetsPage.tsx')).SheetsPage,
  },
  {
    path: '/libraries',
    needs: 'project.read',
    load: async () => (await import('./libraries/LibrariesPage.tsx')).LibrariesPage,
  },
  {
    path: '/libraries/checks',
    needs: 'project.read',
    load: async () => (await import('./libraries/CheckListsPage.tsx')).CheckListsPage,
  },
  {
    path: '/libraries/years/:year',
    needs: 'library.decide',
    load: async () => (await import('./libraries/RolloverPage.tsx')).RolloverPage,
  },
  {
    path: '/rosters/:id',
    needs: 'project.read',
    load: async () => (await import('./libraries/RosterPage.tsx')).RosterPage,
  },
  {
    path: '/settings/lights',
    needs: 'project.read',
    load: async () => (await import('./lights/LightsPage.tsx')).LightsPage,
  },
  { path: '/forms', needs: 'ledger.export', load: async () => (await import('./forms/FormsPage.tsx')).FormsPage },
  { path: '/forms/:id', needs: 'ledger.export', load: async () => (await import('./forms/FormPage.tsx')).FormPage },
  {
    path: '/one-off-forms',
    needs: 'project.read',
    load: async () => (await import('./one-off/OneOffFormsPage.tsx')).OneOffFormsPage,
  },
  {
    path: '/one-off-forms/:id',
    needs: 'project.read',
    load: async () => (await import('./one-off/OneOffFormPage.tsx')).OneOffFormPage,
  },
  {
    path: '/duplicates',
    needs: 'project.merge',
    load: async () => (await import('./duplicates/DuplicatesPage.tsx')).DuplicatesPage,
  },
  {
    path: '/duplicates/merge',
    needs: 'project.merge',
    load: async () => (await import('./duplicates/MergePage.tsx')).MergePage,
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
