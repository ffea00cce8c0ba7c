import type { PageRoute } from '#platform/web/shell/pages.ts'

/** The addresses of this capability's screens; app/web/router.tsx registers them. */
export const pages: PageRoute[] = [
  { path: '/', needs: 'project.read', load: async () => (await import('./WallPage.tsx')).WallPage },
]
