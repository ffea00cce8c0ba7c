import * as z from 'zod'
import { username } from '#capabilities/people/contract.ts'
import { defineRoutes, idParam } from '#platform/http/contract.ts'
import { me } from './me-contract.ts'

export const listedSession = z.object({
  id: z.number(),
  address: z.string(),
  /** The browser and its system in words, as far as it says what it is. */
  browser: z.string(),
  startedAt: z.string(),
  lastSeenAt: z.string(),
  /** The one this request came with. */
  isThis: z.boolean(),
})
export type ListedSession = z.infer<typeof listedSession>
const sessions = z.object({ items: z.array(listedSession) })

export const sessionRoutes = defineRoutes({
  signIn: {
    method: 'POST',
    path: '/api/session',
    needs: 'doorway',
    summary:
      'Signs in with user name and password, and a code where the account has a second factor (401 `second_factor_needed`); sets the session cookie.',
    body: z.object({
      username,
      password: z.string().min(1, '请填写密码').max(200),
      /** The six digits or a recovery code, where the account has a second factor. */
      code: z.string().trim().max(40).optional(),
    }),
    /** `recoveryCodesLeft`: where a recovery code was used up. */
    out: me.extend({ recoveryCodesLeft: z.number().optional() }),
  },
  signOut: {
    method: 'DELETE',
    path: '/api/session',
    needs: 'signedIn',
    summary: 'Ends this session.',
    whileDue: true,
  },
  listOwnSessions: {
    method: 'GET',
    path: '/api/me/sessions',
    needs: 'signedIn',
    summary: 'Where one is signed in: address, browser, since when, last used.',
    out: sessions,
  },
  revokeOwnSession: {
    method: 'DELETE',
    path: '/api/me/sessions/:id',
    needs: 'signedIn',
    summary: 'Ends one of one’s own sessions.',
    params: idParam,
  },
  revokeOtherSessions: {
    method: 'DELETE',
    path: '/api/me/sessions',
    needs: 'signedIn',
    summary: 'Ends all of one’s own sessions but this.',
  },
  listAccountSessions: {
    method: 'GET',
    path: '/api/accounts/:id/sessions',
    needs: 'security.manage',
    summary: 'Where an account within scope is signed in.',
    params: idParam,
    out: sessions,
  },
  revokeAccountSessions: {
    method: 'DELETE',
    path: '/api/accounts/:id/sessions',
    needs: 'security.manage',
    summary: 'Signs an account within scope out everywhere.',
    params: idParam,
  },
})
