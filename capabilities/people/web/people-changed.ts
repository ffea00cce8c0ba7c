import { queries } from '#platform/web/query.ts'
import { people } from './api.ts'

/** After any change to accounts, roles or deputies: everything that shows them is read anew. */
export async function peopleChanged(): Promise<void> {
  const shown = [
    people.listAccounts,
    people.countAccounts,
    people.readRoles,
    people.listGrantRequests,
    people.listDeputyships,
    people.listOwnDeputyships,
  ]
  await Promise.all([
    ...shown.map((endpoint) => queries.invalidateQueries({ queryKey: endpoint.key() })),
    queries.invalidateQueries({ queryKey: people.readAccount.key() }),
  ])
}
