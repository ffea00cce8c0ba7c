import { createClient } from '#platform/web/client.ts'
import { paperRoutes } from '../contract.ts'

export const papers = createClient(paperRoutes)
