import type { PageRoute } from '#platform/web/shell/pages.ts'

/** The addresses of this capability's screens; app/web/router.tsx registers them. */
export const pages: PageRoute[] = [
  {
    path: '/rounds/:id/bulletin',
    needs: 'round.read',
    load: async () => (await import('./BulletinPage.tsx')).BulletinPage,
  },
  {
    path: '/rounds/:id/confirmations',
    needs: 'round.read',
    load: async () => (await import('./confirmations/ConfirmationsPage.tsx')).ConfirmationsPage,
  },
  {
    path: '/bulletin-templates',
    needs: 'bulletin.publish',
    load: async () => (await import('./templates/TemplatesPage.tsx')).TemplatesPage,
  },
  {
    path: '/bulletin-templates/new',
    needs: 'bulletin.publish',
    load: async () => (await import('./templates/TemplatePage.tsx')).NewTemplatePage,
  },
  {
    path: '/bulletin-templates/:key',
    needs: 'bulletin.publish',
    load: async () => (await import('./templates/TemplatePage.tsx')).TemplatePage,
  },
]
