import * as z from 'zod'
import { ROLES } from '#platform/access/permissions.ts'
import { defineRoutes, idParam } from '#platform/http/contract.ts'

export const username = z.string().trim().min(1, '请填写用户名').max(40)
export const newPassword = z.string().min(10, '密码至少10个字符').max(200)

export const grant = z.object({ role: z.enum(ROLES), organisationId: z.number(), organisationName: z.string() })
export const account = z.object({
  id: z.number(),
  username: z.string(),
  displayName: z.string(),
  organisationId: z.number(),
  organisationName: z.string(),
  grants: z.array(grant),
  disabledAt: z.string().nullable(),
})
export type Account = z.infer<typeof account>

export const accountRoutes = defineRoutes({
  listAccounts: {
    method: 'GET',
    path: '/api/accounts',
    needs: 'people.read',
    summary: 'Accounts within scope.',
    query: z.object({ role: z.enum(ROLES).optional() }),
    out: z.object({ items: z.array(account) }),
  },
  createAccount: {
    method: 'POST',
    path: '/api/accounts',
    needs: 'account.manage',
    summary: 'Creates an account; its password is changed at first sign-in.',
    body: z.object({
      username,
      displayName: z.string().trim().min(1, '请填写姓名').max(40),
      organisationId: z.number().int().positive(),
      password: newPassword,
    }),
    out: account,
  },
  setAccountDisabled: {
    method: 'PUT',
    path: '/api/accounts/:id/disabled',
    needs: 'account.manage',
    summary: 'Disables or enables an account; its history stays.',
    params: idParam,
    body: z.object({ disabled: z.boolean(), reason: z.string().trim().min(2, '请写明原因').max(200) }),
    out: account,
  },
  grantRole: {
    method: 'POST',
    path: '/api/accounts/:id/grants',
    needs: 'role.grant',
    summary: 'Grants a role over an organisation’s subtree.',
    params: idParam,
    body: z.object({
      role: z.enum(ROLES),
      organisationId: z.number().int().positive(),
      reason: z.string().trim().min(2, '请写明原因').max(200),
    }),
    out: account,
  },
})
