import type { PageRoute } from '#platform/web/shell/pages.ts'

/** The addresses of people: organisations, accounts and roles. */
export const pages: PageRoute[] = [
  { path: '/people', needs: 'people.read', load: async () => (await import('./PeoplePage.tsx')).PeoplePage },
  {
    path: '/people/import',
    needs: 'account.manage',
    load: async () => (await import('./import/AccountImportPage.tsx')).AccountImportPage,
  },
  {
    path: '/organisations',
    needs: 'people.read',
    load: async () => (await import('./organisations/OrganisationsPage.tsx')).OrganisationsPage,
  },
  {
    path: '/organisations/import',
    needs: 'organisation.manage',
    load: async () => (await import('./organisations/OrganisationImportPage.tsx')).OrganisationImportPage,
  },
  { path: '/roles', needs: 'people.read', load: async () => (await import('./roles/RolesPage.tsx')).RolesPage },
]
