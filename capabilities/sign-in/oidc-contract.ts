import * as z from 'zod'
import { defineRoutes, idParam } from '#platform/http/contract.ts'
import { me } from './me-contract.ts'
import { linkedIdentity } from './second-factor-contract.ts'

const said = z.string().max(4000).optional()

export const oidcRoutes = defineRoutes({
  startOidc: {
    method: 'GET',
    path: '/api/oidc/start',
    needs: 'doorway',
    summary: 'Sends the browser to the identity provider to sign in, and afterwards to the local address `to`.',
    query: z.object({ to: z.string().max(500).optional() }),
    redirect: 'To the identity provider, or back to the sign-in page with `problem`.',
  },
  finishOidc: {
    method: 'GET',
    path: '/api/oidc/callback',
    needs: 'doorway',
    summary: 'Where the identity provider sends the browser back to: starts the session or links the identity.',
    query: z.object({ code: said, state: said, iss: said, error: said, error_description: said, session_state: said }),
    redirect: 'Into the product, or back to the page one came from with `problem`.',
  },
  finishOidcWithCode: {
    method: 'POST',
    path: '/api/oidc/code',
    needs: 'doorway',
    summary: 'The second factor after the identity provider, where the installation asks for it; starts the session.',
    body: z.object({ code: z.string().trim().min(1, '请填写验证码').max(40) }),
    out: me,
  },
  listOwnIdentities: {
    method: 'GET',
    path: '/api/me/identities',
    needs: 'signedIn',
    summary: 'The provider’s identities one may sign in with.',
    out: z.object({ provider: z.string().nullable(), items: z.array(linkedIdentity) }),
  },
  linkIdentity: {
    method: 'POST',
    path: '/api/me/identities',
    needs: 'signedIn',
    summary: 'Begins linking one’s identity at the provider; answers the address to go to.',
    unrecorded: 'nothing is linked until the provider has vouched',
    answersSecret: true,
    body: z.object({ password: z.string().min(1, '请填写密码').max(200) }),
    out: z.object({ address: z.string() }),
  },
  unlinkIdentity: {
    method: 'DELETE',
    path: '/api/me/identities/:id',
    needs: 'signedIn',
    summary: 'Unlinks an identity of one’s own.',
    params: idParam,
  },
})
