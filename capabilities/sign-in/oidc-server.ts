import { findPersonById } from '#capabilities/people/public.ts'
import { conflict, notFound, Problem } from '#kernel/problem.ts'
import { digestOf, newSecret } from '#platform/access/secret.ts'
import type { Context, Handlers, Preparation } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { needSession } from '#platform/http/need-session.ts'
import type { Secrets } from '#platform/secrets/secrets.ts'
import { giveCookie, secretIn } from './cookies.ts'
import { recordOwn } from './me.ts'
import type { Identity, OidcClient, OidcFault } from './oidc-client.ts'
import type { oidcRoutes } from './oidc-contract.ts'
import * as store from './oidc-store.ts'
import { localAddress } from './rules/local-address.ts'
import { type Proof, proveFactorOnRecord, spendProof } from './second-factor-check.ts'
import { factorSince } from './second-factor-store.ts'
import { startSession } from './session-server.ts'
import { proveOwnPassword } from './sign-in-check.ts'

type Routes = typeof oidcRoutes
const FLOW_COOKIE = 'guatu_oidc'
const FLOW_LASTS = 600

/**
 * Signing in with an identity another system vouches for (OpenID Connect, authorization code with PKCE). Whatever happens there, the way
 * back leads to a page of ours with the reason; the local sign-in depends on none of it.
 */
export function oidcHandlers(oidc: OidcClient | null, secrets: Secrets) {
  return {
    startOidc: { prepare: async () => await departure(oidc), handle: startOidc },
    finishOidc: {
      prepare: async (preparation, { query }) => await arrival(preparation, query, oidc),
      handle: async (context, _, arrived) => ({ redirectTo: await finishOidc(context, arrived) }),
    },
    finishOidcWithCode: {
      prepare: async (preparation, { body }) => await checkCode(preparation, body.code, secrets),
      handle: finishOidcWithCode,
    },
    listOwnIdentities: async ({ db, person }) => ({
      provider: oidc?.settings.name ?? null,
      items: await store.listIdentities(db, person.accountId),
    }),
    linkIdentity: {
      prepare: async (preparation, { body }) => {
        needSession(preparation)
        if (!oidc) throw conflict('oidc_off', '本系统没有配置统一认证，请联系系统管理员。')
        await proveOwnPassword(preparation, body.password)
        return await departure(oidc)
      },
      handle: linkIdentity,
    },
    unlinkIdentity,
  } satisfies Handlers<Routes>
}

type Departure = Exclude<Awaited<ReturnType<OidcClient['depart']>>, OidcFault>
const NOT_CONFIGURED = 'oidc_off'
type Hindrance = OidcFault | typeof NOT_CONFIGURED

async function departure(oidc: OidcClient | null): Promise<Departure | Hindrance> {
  return oidc ? await oidc.depart() : NOT_CONFIGURED
}

async function startOidc(context: Context, { query }: Input<Routes['startOidc']>, leaving: Departure | Hindrance) {
  const to = localAddress(query.to)
  if (typeof leaving === 'string') return { redirectTo: signInPage(leaving, to) }
  const { address, ...expected } = leaving
  await beginFlow(context, { ...expected, purpose: 'signIn', accountId: null, returnTo: to })
  return { redirectTo: address }
}

async function linkIdentity(context: Context, _: unknown, leaving: Departure | Hindrance) {
  if (typeof leaving === 'string') throw unavailable()
  const { address, ...expected } = leaving
  await beginFlow(context, { ...expected, purpose: 'link', accountId: context.person.accountId, returnTo: '/me' })
  return { address }
}

async function beginFlow(context: Context, flow: store.Flow): Promise<void> {
  const { secret, digest } = newSecret()
  const expiresAt = new Date(context.now.getTime() + FLOW_LASTS * 1000)
  await store.insertFlow(context.db, digest, flow, { now: context.now, expiresAt })
  giveCookie(context, FLOW_COOKIE, secret, FLOW_LASTS)
}

type Arrived =
  | { flow: store.Flow; identity: Identity; asksLocalFactor: boolean }
  | { hindrance: string; flow?: store.Flow }

/** The flow is used up before the provider is asked: the same answer twice, or at the same moment, is worth nothing. */
async function arrival(
  preparation: Preparation,
  query: Input<Routes['finishOidc']>['query'],
  oidc: OidcClient | null,
): Promise<Arrived> {
  const secret = secretIn(preparation.request, FLOW_COOKIE)
  if (!oidc) return { hindrance: NOT_CONFIGURED }
  let flow: store.Flow | null = null
  if (secret) {
    await preparation.write(async (db) => {
      flow = await store.takeFlow(db, digestOf(secret), preparation.now)
    })
  }
  const taken = flow as store.Flow | null
  if (!taken || taken.purpose === 'code') return { hindrance: 'oidc_expired' }
  const answer = Object.fromEntries(
    Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
  const identity = await oidc.arrive(answer, taken)
  if (typeof identity === 'string') return { hindrance: identity, flow: taken }
  return { flow: taken, identity, asksLocalFactor: oidc.settings.asksLocalFactor }
}

async function finishOidc(context: Context, arrived: Arrived): Promise<string> {
  giveCookie(context, FLOW_COOKIE, null, 0)
  if ('hindrance' in arrived) {
    const { flow, hindrance } = arrived
    return flow?.purpose === 'link' ? `/me?problem=${hindrance}` : signInPage(hindrance, flow?.returnTo ?? '/')
  }
  const { flow, identity, asksLocalFactor } = arrived
  if (flow.purpose === 'link') return await link(context, flow.accountId!, identity)
  const known = await accountFor(context, identity)
  if (typeof known === 'string') return signInPage(known, flow.returnTo)
  const { accountId } = known
  if (asksLocalFactor && (await factorSince(context.db, accountId))) {
    await beginFlow(context, { ...flow, purpose: 'code', accountId })
    return `/sign-in?${new URLSearchParams({ step: 'code', to: flow.returnTo })}`
  }
  await startSession(context, accountId, 'oidc', { isFactorMet: !asksLocalFactor })
  return flow.returnTo
}

/** The account linked with the identity; one not linked yet is found by the claim the operator named, and linked. */
async function accountFor(context: Context, identity: Identity): Promise<{ accountId: number } | string> {
  const { db, now } = context
  const linked = await store.findIdentity(db, identity)
  if (linked?.closedAt) return 'oidc_closed'
  if (linked) {
    await store.noteIdentityUse(db, linked.id, identity.name, now)
    return linked
  }
  const matched = identity.match ? await store.findUnlinked(db, identity.match, identity.issuer) : null
  if (!matched) return 'oidc_unknown'
  if (matched.closedAt) return 'oidc_closed'
  return (await insertLink(context, matched.accountId, identity)) ? matched : 'oidc_refused'
}

async function link(context: Context, accountId: number, identity: Identity): Promise<string> {
  const linked = await store.findIdentity(context.db, identity)
  const isLinked = linked?.accountId === accountId || (await insertLink(context, accountId, identity))
  return isLinked ? '/me?linked=1' : '/me?problem=oidc_taken'
}

async function insertLink(context: Context, accountId: number, identity: Identity): Promise<boolean> {
  const { db, now } = context
  const person = await findPersonById(db, accountId)
  const { issuer, subject, name } = identity
  if (!person || !(await store.insertIdentity(db, { accountId, issuer, subject, name, now }))) return false
  context.person = person
  await recordOwn(context, 'identity.linked', { issuer, name })
  return true
}

type Waiting = { digest: Buffer; accountId: number; proof: Proof }

async function checkCode(preparation: Preparation, code: string, secrets: Secrets): Promise<Waiting> {
  const secret = secretIn(preparation.request, FLOW_COOKIE)
  const digest = digestOf(secret ?? '')
  const flow = await preparation.read(async (db) => await store.findFlow(db, digest, preparation.now))
  if (flow?.purpose !== 'code') throw flowOver()
  const accountId = flow.accountId!
  const proof = await proveFactorOnRecord(secrets, preparation, { accountId, code, action: 'session.refused' })
  if (!proof) throw flowOver()
  return { digest, accountId, proof }
}

async function finishOidcWithCode(context: Context, _: unknown, { digest, accountId, proof }: Waiting) {
  if (!(await store.takeFlow(context.db, digest, context.now))) throw flowOver()
  await spendProof(context.db, accountId, proof, context.now)
  giveCookie(context, FLOW_COOKIE, null, 0)
  return await startSession(context, accountId, 'oidc', { isFactorMet: true })
}

async function unlinkIdentity(context: Context, { params }: Input<Routes['unlinkIdentity']>): Promise<undefined> {
  needSession(context)
  const ended = await store.deleteIdentity(context.db, context.person.accountId, params.id)
  if (!ended) throw notFound('这个关联')
  await recordOwn(context, 'identity.unlinked', { issuer: ended.issuer })
  return undefined
}

function signInPage(problem: string, to: string): string {
  return `/sign-in?${new URLSearchParams({ problem, ...(to === '/' ? {} : { to }) })}`
}

function flowOver(): Problem {
  return new Problem(401, 'oidc_expired', '统一认证登录已经过期，请重新登录。')
}

function unavailable(): Problem {
  return new Problem(503, 'oidc_unavailable', '统一认证暂时连接不上，请稍后再试；本系统的用户名和密码仍可登录。')
}
