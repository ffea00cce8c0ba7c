import { capability } from '#platform/http/context.ts'
import type { Secrets } from '#platform/secrets/secrets.ts'
import { signInRoutes } from './contract.ts'
import { firstRunHandlers } from './first-run-server.ts'
import { meOf } from './me.ts'
import { openOidcClient } from './oidc-client.ts'
import { oidcHandlers } from './oidc-server.ts'
import type { OidcSettings } from './oidc-settings.ts'
import { passwordHandlers } from './password-server.ts'
import { secondFactorHandlers } from './second-factor-server.ts'
import { securityHandlers } from './security-server.ts'
import { sessionListHandlers } from './session-list-server.ts'
import { signingHandlers } from './session-server.ts'
import { tokenHandlers } from './token-server.ts'

type Installed = { version: string; secrets: Secrets; oidc: OidcSettings | null }

/** Built with the version it reports, what seals its secrets, and the identity provider, where there is one. */
export function signInCapability({ version, secrets, oidc }: Installed) {
  return capability(signInRoutes, {
    ...firstRunHandlers(version, oidc),
    ...signingHandlers(secrets),
    ...sessionListHandlers,
    readMe: async (context) => await meOf(context, context.person.accountId),
    ...passwordHandlers,
    ...tokenHandlers,
    ...securityHandlers,
    ...secondFactorHandlers(secrets),
    ...oidcHandlers(oidc && openOidcClient(oidc), secrets),
  })
}
