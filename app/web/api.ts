import { dispatchRoutes } from '#capabilities/dispatch/contract.ts'
import { ledgerRoutes } from '#capabilities/ledger/contract.ts'
import { peopleRoutes } from '#capabilities/people/contract.ts'
import { settingsRoutes } from '#capabilities/settings/contract.ts'
import { signInRoutes } from '#capabilities/sign-in/contract.ts'
import { createClient } from '#platform/web/client.ts'

/** What the frame itself asks for: who is signed in, projects by name, what waits. */
export const people = createClient(peopleRoutes)
export const signIn = createClient(signInRoutes)
export const ledger = createClient(ledgerRoutes)
export const dispatch = createClient(dispatchRoutes)
export const settings = createClient(settingsRoutes)
