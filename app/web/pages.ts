import { pages as bulletins } from '#capabilities/bulletins/web/pages.tsx'
import { pages as checker } from '#capabilities/checker/web/pages.tsx'
import { pages as dispatch } from '#capabilities/dispatch/web/pages.tsx'
import { pages as ledger } from '#capabilities/ledger/web/pages.tsx'
import { pages as live } from '#capabilities/live/web/pages.tsx'
import { pages as people } from '#capabilities/people/web/pages.tsx'
import { pages as quality } from '#capabilities/quality/web/pages.tsx'
import { pages as race } from '#capabilities/race/web/pages.tsx'
import { pages as record } from '#capabilities/record/web/pages.tsx'
import { pages as settings } from '#capabilities/settings/web/pages.tsx'
import { pages as signIn } from '#capabilities/sign-in/web/pages.tsx'
import { pages as stages } from '#capabilities/stages/web/pages.tsx'
import type { PageRoute } from '#platform/web/shell/pages.ts'

const latest = (what: 'ranking' | 'bulletin'): PageRoute => ({
  path: `/${what}`,
  needs: 'round.read',
  load: async () => (await import('./LatestRound.tsx')).latestRoundPage(what),
})

/** Every address of the product. */
export const allPages: readonly PageRoute[] = [
  ...signIn,
  ...people,
  ...record,
  {
    path: '/settings',
    needs: 'setting.read',
    load: async () => (await import('./SettingsPage.tsx')).settingsPage(() => allPages),
  },
  ...settings,
  ...ledger,
  ...quality,
  ...stages,
  ...dispatch,
  ...race,
  ...bulletins,
  ...checker,
  ...live,
  latest('ranking'),
  latest('bulletin'),
]
