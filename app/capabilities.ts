import { bulletinCapability } from '#capabilities/bulletins/server.ts'
import { dispatchCapability } from '#capabilities/dispatch/server.ts'
import { ledgerCapability } from '#capabilities/ledger/server.ts'
import { liveCapability } from '#capabilities/live/server.ts'
import { peopleCapability } from '#capabilities/people/server.ts'
import { raceCapability } from '#capabilities/race/server.ts'
import { recordCapability } from '#capabilities/record/server.ts'
import { signInCapability } from '#capabilities/sign-in/server.ts'
import type { Capability } from '#platform/http/context.ts'

/** The product's table of contents, in the order of capabilities/order.json. */
export function allCapabilities(version: string): Capability[] {
  return [
    peopleCapability,
    signInCapability(version),
    recordCapability,
    ledgerCapability,
    dispatchCapability,
    raceCapability,
    bulletinCapability,
    liveCapability,
  ]
}
