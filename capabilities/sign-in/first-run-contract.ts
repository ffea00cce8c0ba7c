import * as z from 'zod'
import { newPassword, username } from '#capabilities/people/contract.ts'
import { ROLES } from '#platform/access/permissions.ts'
import { defineRoutes } from '#platform/http/contract.ts'
import { me } from './me-contract.ts'

export const handedOver = z.object({
  username: z.string(),
  displayName: z.string(),
  role: z.enum(ROLES),
  password: z.string(),
})
export type HandedOver = z.infer<typeof handedOver>

export const firstRunRoutes = defineRoutes({
  readState: {
    method: 'GET',
    path: '/api/state',
    needs: 'public',
    summary: 'Whether the region has been set up, and its name.',
    out: z.object({
      needsFirstRun: z.boolean(),
      regionName: z.string().nullable(),
      isDemo: z.boolean(),
      version: z.string(),
      /** What else one may sign in with, where the installation has an identity provider. */
      oidc: z.object({ name: z.string() }).nullable(),
    }),
  },
  firstRun: {
    method: 'POST',
    path: '/api/first-run',
    needs: 'founding',
    summary:
      'Names the region and creates its system administrator, and beside it the security administrator, the auditor and the dispatch office; possible once.',
    answersSecret: true,
    body: z.object({
      regionName: z.string().trim().min(2, '请填写地区名称，如“云川市”').max(40),
      username,
      displayName: z.string().trim().min(1, '请填写姓名').max(40),
      password: newPassword,
    }),
    out: z.object({ me, handover: z.array(handedOver) }),
  },
})
