import { allCapabilities } from '#app/capabilities.ts'
import type { Route } from '#platform/http/contract.ts'
import { SECRETS } from '#tests/harness/product.ts'

export type Named = Route & { name: string }

/** Every route of the product, in the order of its capabilities. */
export const ALL_ROUTES: Named[] = allCapabilities({ version: 'test', secrets: SECRETS, oidc: null }).flatMap(
  ({ routes }) => Object.entries(routes).map(([name, route]) => ({ ...route, name })),
)
