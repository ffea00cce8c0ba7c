import { raceRoutes } from '#capabilities/race/contract.ts'
import { createClient } from '#platform/web/client.ts'

export const race = createClient(raceRoutes)
