import type { PageRoute } from '#platform/web/shell/pages.ts'

/** The addresses of this capability's screens; the page that lists all settings is the product's own. */
export const pages: PageRoute[] = [
  {
    path: '/settings/calendar',
    needs: 'setting.read',
    load: async () => (await import('./calendar/CalendarPage.tsx')).CalendarPage,
  },
  {
    path: '/settings/dictionaries',
    needs: 'setting.read',
    load: async () => (await import('./dictionaries/DictionariesPage.tsx')).DictionariesPage,
  },
  {
    path: '/settings/webhooks',
    needs: 'setting.manage',
    load: async () => (await import('./webhooks/WebhooksPage.tsx')).WebhooksPage,
  },
]
