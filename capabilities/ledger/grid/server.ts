import type { Handlers } from '#platform/http/context.ts'
import type { ledgerRoutes } from '../contract.ts'
import { ownColumnHandlers } from '../own-columns/server.ts'
import { viewHandlers } from '../views/server.ts'
import { gridEditHandlers } from './edit-server.ts'
import { gridReadHandlers } from './read-server.ts'

/** Everything behind the grid: reading, editing, saved views, the offices' own columns. */
export const gridHandlers = {
  ...gridReadHandlers,
  ...gridEditHandlers,
  followChanges: { follows: 'changes' },
  ...viewHandlers,
  ...ownColumnHandlers,
} satisfies Partial<Handlers<typeof ledgerRoutes>>
