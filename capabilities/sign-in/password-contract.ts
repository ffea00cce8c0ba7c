import * as z from 'zod'
import { newPassword } from '#capabilities/people/contract.ts'
import { defineRoutes } from '#platform/http/contract.ts'

export const passwordRoutes = defineRoutes({
  readOwnPassword: {
    method: 'GET',
    path: '/api/me/password',
    needs: 'signedIn',
    summary: 'What a new password has to be like, when the present one was set and when it is due.',
    out: z.object({
      minimumLength: z.number(),
      differsFromLast: z.number(),
      setAt: z.string().nullable(),
      dueAt: z.string().nullable(),
    }),
  },
  changeOwnPassword: {
    method: 'PUT',
    path: '/api/me/password',
    needs: 'signedIn',
    summary: 'Changes one’s own password and ends the other sessions.',
    whileDue: true,
    body: z.object({ current: z.string().min(1).max(200), next: newPassword }),
  },
})
