import type { PageRoute } from '#platform/web/shell/pages.ts'

/** The addresses of this capability's screens; app/web/router.tsx registers them. */
export const pages: PageRoute[] = [
  { path: '/rounds', needs: 'round.read', load: async () => (await import('./rounds/RoundsPage.tsx')).RoundsPage },
  { path: '/rounds/:id', needs: 'round.read', load: async () => (await import('./round/RoundPage.tsx')).RoundPage },
  { path: '/rounds/:id/fill', needs: 'report.write', load: async () => (await import('./fill/FillPage.tsx')).FillPage },
  {
    path: '/rounds/:id/review',
    needs: 'report.review',
    load: async () => (await import('./review/ReviewPage.tsx')).ReviewPage,
  },
  { path: '/reports/:id', needs: 'round.read', load: async () => (await import('./report/ReportPage.tsx')).ReportPage },
  { path: '/desk', needs: 'round.read', load: async () => (await import('./desk/DeskPage.tsx')).DeskPage },
]
