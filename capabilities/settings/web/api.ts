import { createClient } from '#platform/web/client.ts'
import { settingsRoutes } from '../contract.ts'

export const settings = createClient(settingsRoutes)
