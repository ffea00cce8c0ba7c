import { createClient } from '#platform/web/client.ts'
import { recordRoutes } from '../contract.ts'

export const record = createClient(recordRoutes)
