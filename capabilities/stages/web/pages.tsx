import type { PageRoute } from '#platform/web/shell/pages.ts'

/** The addresses of this capability's screens; app/web/router.tsx registers them. */
export const pages: PageRoute[] = [
  { path: '/stages', needs: 'project.read', load: async () => (await import('./overview/StagesPage.tsx')).StagesPage },
  {
    path: '/start-rate',
    needs: 'project.read',
    load: async () => (await import('./start-rate/StartRatePage.tsx')).StartRatePage,
  },
  {
    path: '/cohorts',
    needs: 'project.read',
    load: async () => (await import('./cohorts/CohortsPage.tsx')).CohortsPage,
  },
  {
    path: '/cohorts/:id',
    needs: 'project.read',
    load: async () => (await import('./cohorts/CohortPage.tsx')).CohortPage,
  },
  {
    path: '/joint-starts',
    needs: 'project.read',
    load: async () => (await import('./joint-starts/JointStartsPage.tsx')).JointStartsPage,
  },
  {
    path: '/joint-starts/:id',
    needs: 'project.read',
    load: async () => (await import('./joint-starts/JointStartPage.tsx')).JointStartPage,
  },
  {
    path: '/start-readiness',
    needs: 'project.read',
    load: async () => (await import('./readiness/ReadinessPage.tsx')).ReadinessPage,
  },
]
