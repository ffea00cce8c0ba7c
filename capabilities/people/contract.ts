import * as z from 'zod'
import { PERMISSIONS, ROLES } from '#platform/access/permissions.ts'
import { defineRoutes, idParam } from '#platform/http/contract.ts'

export const organisationKind = z.enum(['city', 'county', 'zone', 'town', 'park', 'department'])
export const organisation = z.object({
  id: z.number(),
  parentId: z.number().nullable(),
  kind: organisationKind,
  name: z.string(),
  path: z.string(),
  divisionCode: z.string().nullable(),
  sortOrder: z.number(),
  aliases: z.array(z.string()),
})
export type Organisation = z.infer<typeof organisation>

const grant = z.object({ role: z.enum(ROLES), organisationId: z.number(), organisationName: z.string() })
export const me = z.object({
  id: z.number(),
  username: z.string(),
  displayName: z.string(),
  organisation: z.object({ id: z.number(), name: z.string(), path: z.string() }),
  grants: z.array(grant),
  permissions: z.array(z.enum(PERMISSIONS)),
  mustChangePassword: z.boolean(),
  region: z.object({ id: z.number(), name: z.string(), isDemo: z.boolean(), asOfMonth: z.string().nullable() }),
})
export type Me = z.infer<typeof me>

const username = z.string().trim().min(1, '请填写用户名').max(40)
const newPassword = z.string().min(10, '密码至少10个字符').max(200)

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

export const recordEntry = z.object({
  id: z.number(),
  chain: z.string(),
  seq: z.number(),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  subjectType: z.string(),
  subjectId: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  reason: z.string().nullable(),
  origin: z.string(),
  hash: z.string(),
})
export type RecordEntry = z.infer<typeof recordEntry>

export const peopleRoutes = defineRoutes({
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
    }),
  },
  firstRun: {
    method: 'POST',
    path: '/api/first-run',
    needs: 'public',
    summary: 'Names the region and creates its administrator and dispatch office; possible once.',
    body: z.object({
      regionName: z.string().trim().min(2, '请填写地区名称，如“云川市”').max(40),
      username,
      displayName: z.string().trim().min(1, '请填写姓名').max(40),
      password: newPassword,
    }),
    out: me,
  },
  signIn: {
    method: 'POST',
    path: '/api/session',
    needs: 'public',
    summary: 'Signs in with user name and password; sets the session cookie.',
    body: z.object({ username, password: z.string().min(1, '请填写密码').max(200) }),
    out: me,
  },
  signOut: { method: 'DELETE', path: '/api/session', needs: 'signedIn', summary: 'Ends this session.' },
  readMe: {
    method: 'GET',
    path: '/api/me',
    needs: 'signedIn',
    summary: 'Who is signed in and what they may do.',
    out: me,
  },
  changeOwnPassword: {
    method: 'PUT',
    path: '/api/me/password',
    needs: 'signedIn',
    summary: 'Changes one’s own password and ends the other sessions.',
    body: z.object({ current: z.string().min(1).max(200), next: newPassword }),
  },
  listOrganisations: {
    method: 'GET',
    path: '/api/organisations',
    needs: 'signedIn',
    summary: 'The whole tree of organisations in the office’s own order.',
    out: z.object({ items: z.array(organisation) }),
  },
  createOrganisation: {
    method: 'POST',
    path: '/api/organisations',
    needs: 'people.manage',
    summary: 'Adds an organisation below another.',
    body: z.object({
      parentId: z.number().int().positive(),
      kind: organisationKind.exclude(['city']),
      name: z.string().trim().min(1, '请填写单位名称').max(80),
      divisionCode: z.string().trim().max(12).nullish(),
    }),
    out: organisation,
  },
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
    needs: 'people.manage',
    summary: 'Creates an account with one role; the password is changed at first sign-in.',
    body: z.object({
      username,
      displayName: z.string().trim().min(1, '请填写姓名').max(40),
      organisationId: z.number().int().positive(),
      role: z.enum(ROLES),
      password: newPassword,
    }),
    out: account,
  },
  setAccountDisabled: {
    method: 'PUT',
    path: '/api/accounts/:id/disabled',
    needs: 'people.manage',
    summary: 'Disables or enables an account; its history stays.',
    params: idParam,
    body: z.object({ disabled: z.boolean(), reason: z.string().trim().min(2, '请写明原因').max(200) }),
    out: account,
  },
  grantRole: {
    method: 'POST',
    path: '/api/accounts/:id/grants',
    needs: 'people.manage',
    summary: 'Grants a role over an organisation’s subtree.',
    params: idParam,
    body: z.object({
      role: z.enum(ROLES),
      organisationId: z.number().int().positive(),
      reason: z.string().trim().min(2, '请写明原因').max(200),
    }),
    out: account,
  },
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
          lastUsedAt: z.string().nullable(),
          revokedAt: z.string().nullable(),
        }),
      ),
    }),
  },
  createToken: {
    method: 'POST',
    path: '/api/me/tokens',
    needs: 'signedIn',
    summary: 'Creates an API token; its secret is shown once.',
    answersSecret: true,
    body: z.object({
      name: z.string().trim().min(1, '请写明用途').max(60),
      days: z.number().int().min(1).max(730).default(365),
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
  listRecord: {
    method: 'GET',
    path: '/api/record',
    needs: 'record.read',
    summary: 'The record, newest first, by keyset.',
    query: z.object({
      before: z.coerce.number().int().positive().optional(),
      subjectType: z.string().max(40).optional(),
      subjectId: z.string().max(40).optional(),
      actor: z.string().max(40).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    out: z.object({ items: z.array(recordEntry), next: z.number().nullable() }),
  },
  verifyRecord: {
    method: 'GET',
    path: '/api/record/verification',
    needs: 'record.read',
    summary: 'Walks every chain of the record and names the first entry that does not fit.',
    out: z.object({
      ok: z.boolean(),
      entries: z.number(),
      chains: z.array(z.object({ chain: z.string(), entries: z.number(), head: z.string() })),
      firstBreak: z.object({ chain: z.string(), seq: z.number(), what: z.string() }).nullable(),
    }),
  },
})
