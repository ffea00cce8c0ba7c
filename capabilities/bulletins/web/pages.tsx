import type { PageRoute } from '#platform/web/shell/pages.ts'

/** The addresses of this capability's screens; app/web/router.tsx registers them. */
export const pages: PageRoute[] = [
  {
    path: '/rounds/:id/bulletin',
    needs: 'round.read',
    load: async () => (await import('./BulletinPage.tsx')).BulletinPage,
  },
]
