import { bulletinRoutes } from '#capabilities/bulletins/contract.ts'
import { createClient } from '#platform/web/client.ts'

export const bulletins = createClient(bulletinRoutes)
