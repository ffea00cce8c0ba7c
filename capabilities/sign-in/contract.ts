import { firstRunRoutes } from './first-run-contract.ts'
import { meRoutes } from './me-contract.ts'
import { oidcRoutes } from './oidc-contract.ts'
import { passwordRoutes } from './password-contract.ts'
import { secondFactorRoutes } from './second-factor-contract.ts'
import { securityRoutes } from './security-contract.ts'
import { sessionRoutes } from './session-contract.ts'
import { tokenRoutes } from './token-contract.ts'

export type { Me } from './me-contract.ts'

/** Being known to the product: setting it up, signing in and out, passwords, sessions, tokens. */
export const signInRoutes = {
  ...firstRunRoutes,
  ...sessionRoutes,
  ...meRoutes,
  ...passwordRoutes,
  ...tokenRoutes,
  ...securityRoutes,
  ...secondFactorRoutes,
  ...oidcRoutes,
}
