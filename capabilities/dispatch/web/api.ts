import { ledgerRoutes } from '#capabilities/ledger/contract.ts'
import { peopleRoutes } from '#capabilities/people/contract.ts'
import { createClient } from '#platform/web/client.ts'
import { queries } from '#platform/web/query.ts'
import { dispatchRoutes } from '../contract.ts'

export const dispatch = createClient(dispatchRoutes)
export const ledger = createClient(ledgerRoutes)
export const people = createClient(peopleRoutes)

/** After a write, everything about rounds and reports is read anew; what is on the screen stays until then. */
export function rereadDispatch(): void {
  for (const endpoint of [
    dispatch.listRounds,
    dispatch.readRound,
    dispatch.readLateness,
    dispatch.listReports,
    dispatch.readReport,
    dispatch.readDesk,
  ])
    void queries.invalidateQueries({ queryKey: endpoint.key() })
}
