import * as z from 'zod'
import { isCalendarDay } from '#kernel/period.ts'
import { ROLES } from '#platform/access/permissions.ts'
import { defineRoutes, idParam, isoDate } from '#platform/http/contract.ts'

export const username = z.string().trim().min(1, '请填写用户名').max(40)
export const newPassword = z.string().min(10, '密码至少10个字符').max(200)
export const displayName = z.string().trim().min(1, '请填写姓名').max(40)
export const phone = z
  .string()
  .trim()
  .max(30)
  .regex(/^[+\d][\d\s-]{4,28}$/, '电话只能填数字，如 13800000000')
/** A calendar day in China's time; as an end it is the last day that still counts. */
export const day = isoDate.refine(isCalendarDay, '没有这一天，请核对日期')
export const reason = z.string().trim().min(2, '请写明原因').max(200)
const rowId = z.number().int().positive()

/** A role in force: the person's own, or one in which the person stands in for somebody absent. */
export const grant = z.object({
  role: z.enum(ROLES),
  organisationId: z.number(),
  organisationName: z.string(),
  /** The absent account whose role this is. */
  deputyFor: z.number().nullable().default(null),
  deputyForName: z.string().nullable().default(null),
  /** When it ends by itself, as an instant. */
  until: z.string().nullable().default(null),
})
export const account = z.object({
  id: z.number(),
  username: z.string(),
  displayName: z.string(),
  phone: z.string().nullable(),
  organisationId: z.number(),
  organisationName: z.string(),
  grants: z.array(grant),
  /** Since when nobody can sign in as it: disabled, or its term is over. */
  disabledAt: z.string().nullable(),
  /** The first instant at which the account no longer holds. */
  expiresAt: z.string().nullable(),
  lastSignInAt: z.string().nullable(),
  passwordDue: z.boolean(),
})
export type Account = z.infer<typeof account>

export const ACCOUNT_STATES = ['active', 'closed', 'never', 'idle', 'passwordDue'] as const
export type AccountState = (typeof ACCOUNT_STATES)[number]

/** A grant with its whole story. `state` is as of now. */
export const heldGrant = z.object({
  id: z.number(),
  role: z.enum(ROLES),
  organisationId: z.number(),
  organisationName: z.string(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  state: z.enum(['inForce', 'coming', 'over']),
  reason: z.string().nullable(),
  grantedBy: z.string().nullable(),
  endedBy: z.string().nullable(),
  endReason: z.string().nullable(),
})
export type HeldGrantRow = z.infer<typeof heldGrant>

export const accountDetail = account.extend({
  createdAt: z.string(),
  timeline: z.array(heldGrant),
})
export type AccountDetail = z.infer<typeof accountDetail>

/** An account just made, with the password to hand over: shown this once, changed at the first sign-in. */
const newAccount = account.extend({ initialPassword: z.string() })
export type NewAccountAnswer = z.infer<typeof newAccount>

export const proposedRole = z.object({
  role: z.enum(ROLES),
  organisationId: rowId,
  validTo: day.nullish(),
  reason,
})

export const accountRoutes = defineRoutes({
  listAccounts: {
    method: 'GET',
    path: '/api/accounts',
    needs: 'people.read',
    summary:
      'Accounts within scope: found by name, user name, pinyin initials or telephone; all at once without a limit.',
    query: z.object({
      role: z.enum(ROLES).optional(),
      /** An organisation and everything below it. */
      org: z.coerce.number().int().positive().max(2_147_483_647).optional(),
      state: z.enum(ACCOUNT_STATES).optional(),
      q: z.string().trim().max(60).optional(),
      limit: z.coerce.number().int().min(1).max(500).optional(),
      cursor: z.string().max(400).optional(),
    }),
    out: z.object({ items: z.array(account), next: z.string().nullable(), total: z.number() }),
  },
  countAccounts: {
    method: 'GET',
    path: '/api/account-counts',
    needs: 'people.read',
    summary: 'How many accounts each organisation within scope has of its own.',
    out: z.object({ items: z.array(z.object({ organisationId: z.number(), count: z.number() })) }),
  },
  readAccount: {
    method: 'GET',
    path: '/api/accounts/:id',
    needs: 'people.read',
    summary: 'One account with all its grants, those over and those to come.',
    params: idParam,
    out: accountDetail,
  },
  createAccount: {
    method: 'POST',
    path: '/api/accounts',
    needs: 'account.manage',
    summary:
      'Creates an account without any role and answers its initial password once; a role may be proposed for the security administrator to decide.',
    answersSecret: true,
    body: z.object({
      username,
      displayName,
      phone: phone.nullish(),
      organisationId: rowId,
      /** The last day of somebody here for a time. */
      expiresOn: day.nullish(),
      proposed: proposedRole.optional(),
    }),
    out: newAccount,
  },
  editAccount: {
    method: 'PATCH',
    path: '/api/accounts/:id',
    needs: 'account.manage',
    summary:
      'Changes name, telephone, unit or last day, with the reason. Moving to another unit ends no role; the answer names those that still stand at the old one.',
    params: idParam,
    body: z.object({
      displayName: displayName.optional(),
      phone: phone.nullable().optional(),
      organisationId: rowId.optional(),
      expiresOn: day.nullable().optional(),
      reason,
    }),
    out: accountDetail.extend({ stillAtOldUnit: z.array(grant) }),
  },
  setAccountDisabled: {
    method: 'PUT',
    path: '/api/accounts/:id/disabled',
    needs: 'account.manage',
    summary: 'Disables or enables an account; its history stays, its sessions end.',
    params: idParam,
    body: z.object({ disabled: z.boolean(), reason }),
    out: accountDetail,
  },
  resetPassword: {
    method: 'POST',
    path: '/api/accounts/:id/passwords',
    needs: 'account.manage',
    summary:
      'Gives a new initial password, answered once, and ends the sessions; never for the three administrators, whose passwords are reset on the server’s command line.',
    params: idParam,
    body: z.object({ reason }),
    answersSecret: true,
    out: z.object({ username: z.string(), displayName: z.string(), initialPassword: z.string() }),
  },
})
