import { dispatchRoutes } from '#capabilities/dispatch/contract.ts'
import { peopleRoutes } from '#capabilities/people/contract.ts'
import { createClient } from '#platform/web/client.ts'
import { checkerRoutes } from '../contract.ts'

export const checker = createClient(checkerRoutes)
export const dispatch = createClient(dispatchRoutes)
export const people = createClient(peopleRoutes)
