import { bulletinCapability } from '#capabilities/bulletins/server.ts'
import { checkerCapability } from '#capabilities/checker/server.ts'
import { dispatchCapability } from '#capabilities/dispatch/server.ts'
import { ledgerCapability } from '#capabilities/ledger/server.ts'
import { liveCapability } from '#capabilities/live/server.ts'
import { paperCapability } from '#capabilities/papers/server.ts'
import { peopleCapability } from '#capabilities/people/server.ts'
import { qualityCapability } from '#capabilities/quality/server.ts'
import { raceCapability } from '#capabilities/race/server.ts'
import { recordCapability } from '#capabilities/record/server.ts'
import { settingsCapability } from '#capabilities/settings/server.ts'
import type { OidcSettings } from '#capabilities/sign-in/oidc-settings.ts'
import { signInCapability } from '#capabilities/sign-in/server.ts'
import { stagesCapability } from '#capabilities/stages/server.ts'
import type { Capability } from '#platform/http/context.ts'
import type { Secrets } from '#platform/secrets/secrets.ts'

/** What this installation brings to its capabilities. */
export type Installation = { version: string; secrets: Secrets; oidc: OidcSettings | null }

/** The product's table of contents, in the order of capabilities/order.json. */
export function allCapabilities(installation: Installation): Capability[] {
  return [
    peopleCapability,
    signInCapability(installation),
    recordCapability,
    settingsCapability({ secrets: installation.secrets, policy: webhookPolicy() }),
    ledgerCapability({ secrets: installation.secrets }),
    paperCapability,
    stagesCapability,
    qualityCapability,
    dispatchCapability,
    raceCapability,
    bulletinCapability,
    checkerCapability,
    liveCapability,
  ]
}

/** Where pushes may go; on a developer's machine also to the machine itself. */
export function webhookPolicy(): { allowLoopback: boolean } {
  return { allowLoopback: process.env.GUATU_WEBHOOK_ALLOW_LOOPBACK === '1' }
}
