import { defineRoutes } from '#platform/http/contract.ts'
import { cohortRoutes } from './contract/cohorts.ts'
import { jointStartRoutes } from './contract/joint-starts.ts'
import { lineRoutes } from './contract/line.ts'
import { rateRoutes } from './contract/start-rate.ts'

/** Every route of the capability; the shapes stand beside their routes in contract/. */
export const stagesRoutes = defineRoutes({ ...lineRoutes, ...rateRoutes, ...cohortRoutes, ...jointStartRoutes })
