import * as z from 'zod'
import { grant } from '#capabilities/people/contract.ts'
import { PERMISSIONS } from '#platform/access/permissions.ts'
import { defineRoutes } from '#platform/http/contract.ts'

export const me = z.object({
  id: z.number(),
  username: z.string(),
  displayName: z.string(),
  organisation: z.object({ id: z.number(), name: z.string(), path: z.string() }),
  grants: z.array(grant),
  permissions: z.array(z.enum(PERMISSIONS)),
  mustChangePassword: z.boolean(),
  /** Why the password has to be changed before anything else: somebody else set it, or it has become too old. */
  passwordDueBecause: z.enum(['given', 'age']).nullable(),
  /** The rules ask for a second factor that the person has not set up: nothing else is open until then. */
  secondFactorDue: z.boolean(),
  region: z.object({ id: z.number(), name: z.string(), isDemo: z.boolean(), asOfMonth: z.string().nullable() }),
})
export type Me = z.infer<typeof me>

export const meRoutes = defineRoutes({
  readMe: {
    method: 'GET',
    path: '/api/me',
    needs: 'signedIn',
    summary: 'Who is signed in and what they may do.',
    out: me,
  },
})
