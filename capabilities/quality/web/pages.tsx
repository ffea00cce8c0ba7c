import type { PageRoute } from '#platform/web/shell/pages.ts'

export const pages: PageRoute[] = [
  { path: '/quality', needs: 'project.read', load: async () => (await import('./QualityPage.tsx')).QualityPage },
  {
    path: '/quality/rules',
    needs: 'project.read',
    load: async () => (await import('./rules/RulesPage.tsx')).RulesPage,
  },
]
