import * as z from 'zod'
import { grant, newPassword, username } from '#capabilities/people/contract.ts'
import { PERMISSIONS, ROLES } from '#platform/access/permissions.ts'
import { defineRoutes, idParam } from '#platform/http/contract.ts'

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

export const signInRoutes = defineRoutes({
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
    out: z.object({
      me,
      handover: z.array(
        z.object({ username: z.string(), displayName: z.string(), role: z.enum(ROLES), password: z.string() }),
      ),
    }),
  },
  signIn: {
    method: 'POST',
    path: '/api/session',
    needs: 'doorway',
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
})
