import * as z from 'zod'
import { defineRoutes, idParam } from '#platform/http/contract.ts'

export const tokenRoutes = defineRoutes({
  listTokens: {
    method: 'GET',
    path: '/api/me/tokens',
    needs: 'signedIn',
    summary: 'One’s own API tokens, without their secrets.',
    out: z.object({
      items: z.array(
        z.object({
          id: z.number(),
          name: z.string(),
          createdAt: z.string(),
          expiresAt: z.string().nullable(),
          lastUsedAt: z.string().nullable(),
          revokedAt: z.string().nullable(),
        }),
      ),
      /** The longest a new token may be valid, as the security administrator has set it. */
      daysAtMost: z.number(),
    }),
  },
  createToken: {
    method: 'POST',
    path: '/api/me/tokens',
    needs: 'signedIn',
    summary: 'Creates an API token; its secret is shown once. Without `days` it is valid as long as the rules allow.',
    answersSecret: true,
    body: z.object({
      name: z.string().trim().min(1, '请写明用途').max(60),
      days: z.number().int().min(1).max(730).optional(),
    }),
    out: z.object({ id: z.number(), token: z.string(), expiresAt: z.string() }),
  },
  revokeToken: {
    method: 'DELETE',
    path: '/api/me/tokens/:id',
    needs: 'signedIn',
    summary: 'Revokes an API token.',
    params: idParam,
  },
})
