import { accountRoutes } from './accounts/contract.ts'
import { organisationRoutes } from './organisations/contract.ts'

export { type Account, grant, newPassword, username } from './accounts/contract.ts'
export type { Organisation } from './organisations/contract.ts'

/** Who there is: the tree of organisations, accounts, and what they may do. */
export const peopleRoutes = { ...organisationRoutes, ...accountRoutes }
