import type { PageRoute } from '#platform/web/shell/pages.ts'

/** The addresses of people: organisations and accounts. */
export const pages: PageRoute[] = [
  { path: '/people', needs: 'people.read', load: async () => (await import('./PeoplePage.tsx')).PeoplePage },
]
