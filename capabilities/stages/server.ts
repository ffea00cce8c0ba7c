import { capability } from '#platform/http/context.ts'
import { cohortHandlers } from './cohort-server.ts'
import { stagesRoutes } from './contract.ts'
import { jointStartHandlers } from './joint-start-server.ts'
import { lineHandlers } from './line-server.ts'
import { rateHandlers } from './start-rate-server.ts'

export const stagesCapability = capability(stagesRoutes, {
  ...lineHandlers,
  ...rateHandlers,
  ...cohortHandlers,
  ...jointStartHandlers,
})
