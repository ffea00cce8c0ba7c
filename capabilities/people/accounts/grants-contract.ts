import * as z from 'zod'
import { ROLES } from '#platform/access/permissions.ts'
import { defineRoutes, idParam } from '#platform/http/contract.ts'
import { accountDetail, day, proposedRole, reason } from './contract.ts'

export const grantRequest = z.object({
  id: z.number(),
  accountId: z.number(),
  displayName: z.string(),
  username: z.string(),
  organisationName: z.string(),
  role: z.enum(ROLES),
  overId: z.number(),
  overName: z.string(),
  validTo: z.string().nullable(),
  reason: z.string(),
  requestedBy: z.string(),
  requestedAt: z.string(),
  decision: z.enum(['granted', 'refused']).nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  decisionReason: z.string().nullable(),
})
export type GrantRequest = z.infer<typeof grantRequest>

const holder = z.object({
  accountId: z.number(),
  displayName: z.string(),
  username: z.string(),
  organisationName: z.string(),
  overName: z.string(),
  until: z.string().nullable(),
})
const holders = z.object({ role: z.enum(ROLES), count: z.number(), people: z.array(holder) })
export type Holders = z.infer<typeof holders>
const doubled = z.object({
  accountId: z.number(),
  displayName: z.string(),
  username: z.string(),
  roles: z.array(z.enum(ROLES)),
})
export type Doubled = z.infer<typeof doubled>

export const grantRoutes = defineRoutes({
  grantRole: {
    method: 'POST',
    path: '/api/accounts/:id/grants',
    needs: 'role.grant',
    summary: 'Grants a role over an organisation’s subtree, from now or a later day on, for good or until a day.',
    params: idParam,
    body: z.object({
      role: z.enum(ROLES),
      organisationId: z.number().int().positive(),
      validFrom: day.nullish(),
      validTo: day.nullish(),
      reason,
    }),
    out: accountDetail,
  },
  endGrant: {
    method: 'POST',
    path: '/api/grants/:id/ending',
    needs: 'role.grant',
    summary: 'Ends a grant now, with the reason; what was still to begin never does.',
    params: idParam,
    body: z.object({ reason }),
    out: accountDetail,
  },
  readRoles: {
    method: 'GET',
    path: '/api/roles',
    needs: 'people.read',
    summary: 'How many hold each role, who the three administrators are, and who holds roles that exclude each other.',
    out: z.object({ holders: z.array(holders), doubled: z.array(doubled), waiting: z.number() }),
  },
  listGrantRequests: {
    method: 'GET',
    path: '/api/grant-requests',
    needs: 'people.read',
    summary: 'Proposed roles within scope: those waiting, or all of one account.',
    query: z.object({ account: z.coerce.number().int().positive().max(2_147_483_647).optional() }),
    out: z.object({ items: z.array(grantRequest) }),
  },
  requestGrant: {
    method: 'POST',
    path: '/api/accounts/:id/grant-requests',
    needs: 'account.manage',
    summary: 'Proposes a role for an account; the security administrator decides.',
    params: idParam,
    body: proposedRole,
    out: grantRequest,
  },
  decideGrantRequests: {
    method: 'POST',
    path: '/api/grant-decisions',
    needs: 'role.grant',
    summary: 'Grants or refuses waiting requests, one or many: all or none. A refusal gives its reason.',
    body: z.object({
      requestIds: z.array(z.number().int().positive()).min(1).max(200),
      decision: z.enum(['granted', 'refused']),
      reason: z.string().trim().max(200).optional(),
    }),
    out: z.object({ decided: z.number() }),
  },
})
