import { peopleCapability } from '#capabilities/people/server.ts'
import type { Capability } from '#platform/http/context.ts'

/** The product's table of contents, in the order of capabilities/order.json. */
export function allCapabilities(version: string): Capability[] {
  return [peopleCapability(version)]
}
