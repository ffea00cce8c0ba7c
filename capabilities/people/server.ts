import { capability } from '#platform/http/context.ts'
import { accountHandlers } from './accounts/server.ts'
import { peopleRoutes } from './contract.ts'
import { organisationHandlers } from './organisations/server.ts'

export const peopleCapability = capability(peopleRoutes, { ...organisationHandlers, ...accountHandlers })
