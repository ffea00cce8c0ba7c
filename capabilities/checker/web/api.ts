import { createClient } from '#platform/web/client.ts'
import { checkerRoutes } from '../contract.ts'

export const checker = createClient(checkerRoutes)
