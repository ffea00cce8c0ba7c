import { capability } from '#platform/http/context.ts'
import { dispatchRoutes } from './contract.ts'
import { fillingHandlers } from './filling-server.ts'
import { gridHandlers } from './grid-server.ts'
import { photoHandlers } from './photo-server.ts'
import { readingHandlers } from './reading-server.ts'
import { reviewHandlers } from './review-server.ts'
import { roundHandlers } from './round-server.ts'

/** Rounds of reporting, one progress report for each project in a round, its review and its photographs. */
export const dispatchCapability = capability(dispatchRoutes, {
  ...roundHandlers,
  ...readingHandlers,
  ...fillingHandlers,
  ...gridHandlers,
  ...reviewHandlers,
  ...photoHandlers,
})
