import { ledgerRoutes } from '#capabilities/ledger/contract.ts'
import { liveRoutes } from '#capabilities/live/contract.ts'
import { createClient } from '#platform/web/client.ts'

export const live = createClient(liveRoutes)
/** The projects behind a county and the light rules in force. */
export const ledger = createClient(ledgerRoutes)
