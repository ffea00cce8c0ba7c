import type { PageRoute } from '#platform/web/shell/pages.ts'

export const pages: PageRoute[] = [
  { path: '/check', needs: 'round.read', load: async () => (await import('./CheckPage.tsx')).CheckPage },
]
