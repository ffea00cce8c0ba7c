import * as z from 'zod'
import { defineRoutes, idParam } from '#platform/http/contract.ts'

const password = z.string().min(1, '请填写密码').max(200)
const code = z.string().trim().min(1, '请填写验证码').max(40)
/** Shown once; each is good for one sign-in without the telephone. */
const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) })

export const linkedIdentity = z.object({
  id: z.number(),
  issuer: z.string(),
  /** How the person is called there. */
  name: z.string().nullable(),
  linkedAt: z.string(),
  lastUsedAt: z.string().nullable(),
})
export type LinkedIdentity = z.infer<typeof linkedIdentity>

export const secondFactorRoutes = defineRoutes({
  readSecondFactor: {
    method: 'GET',
    path: '/api/me/second-factor',
    needs: 'signedIn',
    summary: 'Whether one has a second factor, must have one, and how many recovery codes are left.',
    out: z.object({ confirmedAt: z.string().nullable(), isRequired: z.boolean(), recoveryCodesLeft: z.number() }),
  },
  beginSecondFactor: {
    method: 'POST',
    path: '/api/me/second-factor',
    needs: 'signedIn',
    summary: 'Makes a secret for an authenticator app (TOTP); nothing holds until a code of it is confirmed.',
    unrecorded: 'nothing holds until it is confirmed',
    answersSecret: true,
    whileDue: true,
    out: z.object({ secret: z.string(), address: z.string() }),
  },
  confirmSecondFactor: {
    method: 'PUT',
    path: '/api/me/second-factor',
    needs: 'signedIn',
    summary: 'Confirms the secret with a code of the app; answers the recovery codes and ends the other sessions.',
    answersSecret: true,
    whileDue: true,
    body: z.object({ code }),
    out: recoveryCodes,
  },
  renewRecoveryCodes: {
    method: 'POST',
    path: '/api/me/second-factor/recovery-codes',
    needs: 'signedIn',
    summary: 'Makes new recovery codes; the earlier ones no longer count.',
    answersSecret: true,
    body: z.object({ password }),
    out: recoveryCodes,
  },
  removeOwnSecondFactor: {
    method: 'POST',
    path: '/api/me/second-factor/removal',
    needs: 'signedIn',
    summary: 'Switches one’s own second factor off, where the rules allow it, and ends the other sessions.',
    body: z.object({ password, code }),
  },
  removeSecondFactor: {
    method: 'DELETE',
    path: '/api/accounts/:id/second-factor',
    needs: 'role.grant',
    summary: 'Removes somebody else’s second factor, as when the telephone was lost, and ends their sessions.',
    params: idParam,
    query: z.object({ reason: z.string().trim().min(2, '请写明原因').max(200) }),
  },
  readAccountSignIn: {
    method: 'GET',
    path: '/api/accounts/:id/sign-in',
    needs: 'people.read',
    summary:
      'How an account within scope signs in: since when with a second factor, linked to which identities, with how many tokens.',
    params: idParam,
    out: z.object({
      secondFactorSince: z.string().nullable(),
      identities: z.array(linkedIdentity),
      /** How many API tokens may be used at this moment. */
      tokens: z.number(),
    }),
  },
})
