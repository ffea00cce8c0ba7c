import { capability } from '#platform/http/context.ts'
import { deputyHandlers } from './accounts/deputies-server.ts'
import { grantHandlers } from './accounts/grants-server.ts'
import { accountImportHandlers } from './accounts/import-server.ts'
import { accountHandlers } from './accounts/server.ts'
import { peopleRoutes } from './contract.ts'
import { organisationHandlers } from './organisations/server.ts'

export const peopleCapability = capability(peopleRoutes, {
  ...organisationHandlers,
  ...accountHandlers,
  ...grantHandlers,
  ...deputyHandlers,
  ...accountImportHandlers,
})
