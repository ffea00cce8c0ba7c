import type { PageRoute } from '#platform/web/shell/pages.ts'

/** The addresses of people: signing in, oneself, organisations and accounts, the record. */
export const pages: PageRoute[] = [
  { path: '/sign-in', needs: 'public', load: async () => (await import('./SignInPage.tsx')).SignInPage },
  { path: '/first-run', needs: 'public', load: async () => (await import('./FirstRunPage.tsx')).FirstRunPage },
  { path: '/me', load: async () => (await import('./MePage.tsx')).MePage },
  { path: '/people', needs: 'people.read', load: async () => (await import('./PeoplePage.tsx')).PeoplePage },
  { path: '/record', needs: 'record.read', load: async () => (await import('./RecordPage.tsx')).RecordPage },
]
