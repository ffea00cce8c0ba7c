import { peopleRoutes } from '#capabilities/people/contract.ts'
import { createClient } from '#platform/web/client.ts'
import { ledgerRoutes } from '../contract.ts'

export const ledger = createClient(ledgerRoutes)
export const people = createClient(peopleRoutes)
