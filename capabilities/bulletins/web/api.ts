import { bulletinRoutes } from '#capabilities/bulletins/contract.ts'
import { dispatchRoutes } from '#capabilities/dispatch/contract.ts'
import { createClient } from '#platform/web/client.ts'

export const bulletins = createClient(bulletinRoutes)
export const dispatch = createClient(dispatchRoutes)
