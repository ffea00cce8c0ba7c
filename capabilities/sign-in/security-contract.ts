import * as z from 'zod'
import { securitySettings } from '#platform/access/security-settings.ts'
import { defineRoutes } from '#platform/http/contract.ts'

const inForce = z.object({
  settings: securitySettings,
  /** Null while the defaults of the product hold. */
  madeAt: z.string().nullable(),
  madeBy: z.string().nullable(),
  reason: z.string().nullable(),
})
export type SecurityInForce = z.infer<typeof inForce>

export const securityRoutes = defineRoutes({
  readSecuritySettings: {
    method: 'GET',
    path: '/api/settings/security',
    needs: 'security.manage',
    summary: 'What signing in asks for, and who set it so, newest first.',
    out: inForce.extend({ earlier: z.array(inForce) }),
  },
  setSecuritySettings: {
    method: 'PUT',
    path: '/api/settings/security',
    needs: 'security.manage',
    summary: 'Sets what signing in asks for, with the reason; holds at once.',
    body: z.object({ settings: securitySettings, reason: z.string().trim().min(2, '请写明原因').max(200) }),
    out: inForce,
  },
})
