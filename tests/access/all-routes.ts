import { allCapabilities } from '#app/capabilities.ts'
import type { Route } from '#platform/http/contract.ts'

export type Named = Route & { name: string }

/** Every route of the product, in the order of its capabilities. */
export const ALL_ROUTES: Named[] = allCapabilities('test').flatMap(({ routes }) =>
  Object.entries(routes).map(([name, route]) => ({ ...route, name })),
)
