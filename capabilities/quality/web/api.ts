import { createClient } from '#platform/web/client.ts'
import { qualityRoutes } from '../contract.ts'

export const quality = createClient(qualityRoutes)
