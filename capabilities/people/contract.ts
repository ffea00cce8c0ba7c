import { accountRoutes } from './accounts/contract.ts'
import { deputyRoutes } from './accounts/deputies-contract.ts'
import { grantRoutes } from './accounts/grants-contract.ts'
import { accountImportRoutes } from './accounts/import-contract.ts'
import { organisationChangeRoutes } from './organisations/change-contract.ts'
import { organisationRoutes } from './organisations/contract.ts'
import { organisationImportRoutes } from './organisations/import/contract.ts'

export { type Account, grant, newPassword, username } from './accounts/contract.ts'
export type { Organisation } from './organisations/contract.ts'

/** Who there is: the tree of organisations, accounts, and what they may do. */
export const peopleRoutes = {
  ...organisationRoutes,
  ...organisationChangeRoutes,
  ...organisationImportRoutes,
  ...accountRoutes,
  ...grantRoutes,
  ...deputyRoutes,
  ...accountImportRoutes,
}
