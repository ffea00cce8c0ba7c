import { ledgerRoutes } from '#capabilities/ledger/contract.ts'
import { stagesRoutes } from '#capabilities/stages/contract.ts'
import { createClient } from '#platform/web/client.ts'

export const stages = createClient(stagesRoutes)
/** Projects to choose from, campaigns, and what a recorded step changes. */
export const ledger = createClient(ledgerRoutes)
