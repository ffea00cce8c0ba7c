import type { PageRoute } from '#platform/web/shell/pages.ts'

/** The addresses of signing in and of one's own account. */
export const pages: PageRoute[] = [
  { path: '/sign-in', needs: 'public', load: async () => (await import('./SignInPage.tsx')).SignInPage },
  { path: '/first-run', needs: 'public', load: async () => (await import('./FirstRunPage.tsx')).FirstRunPage },
  {
    path: '/settings/security',
    needs: 'security.manage',
    load: async () => (await import('./SecurityPage.tsx')).SecurityPage,
  },
  { path: '/me', load: async () => (await import('./MePage.tsx')).MePage },
]
