import { capability } from '#platform/http/context.ts'
import { confirmationHandlers } from './confirmation-server.ts'
import { bulletinRoutes } from './contract.ts'
import { draftHandlers } from './draft-server.ts'
import { fileHandlers } from './file-server.ts'
import { publishingHandlers } from './publishing-server.ts'
import { readingHandlers } from './reading-server.ts'
import { templateHandlers } from './template-server.ts'

export const bulletinCapability = capability(bulletinRoutes, {
  ...readingHandlers,
  ...publishingHandlers,
  ...draftHandlers,
  ...confirmationHandlers,
  ...fileHandlers,
  ...templateHandlers,
})
