import { createClient } from '#platform/web/client.ts'
import { peopleRoutes } from '../contract.ts'

export const people = createClient(peopleRoutes)
