import { findPersonById } from '#capabilities/people/public.ts'
import { notFound } from '#kernel/problem.ts'
import { digestOf, newSecret } from '#platform/access/secret.ts'
import { readSecuritySettings } from '#platform/access/security-settings-store.ts'
import type { Context, Handlers, Preparation } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { Secrets } from '#platform/secrets/secrets.ts'
import { DEVICE_COOKIE, DEVICE_LASTS, giveCookie, SESSION_COOKIE, secretIn } from './cookies.ts'
import { meOf, recordOwn } from './me.ts'
import type { Me } from './me-contract.ts'
import { holdAccount, renewHash } from './password-store.ts'
import { secondFactorDue } from './rules/second-factor.ts'
import { SESSIONS_AT_MOST } from './rules.ts'
import { proveFactor, spendProof } from './second-factor-check.ts'
import { factorSince, readFactor } from './second-factor-store.ts'
import type { sessionRoutes } from './session-contract.ts'
import * as sessions from './session-store.ts'
import { checkSignIn, type Passed, signInRefused } from './sign-in-check.ts'
import { readAccountCard } from './store.ts'
import { trustDevice } from './trust-store.ts'

type Routes = typeof sessionRoutes

export function signingHandlers(secrets: Secrets) {
  const further = async (preparation: Preparation, asked: { accountId: number; code: string | undefined }) =>
    await proveFactor(secrets, preparation, asked)
  return {
    signIn: { prepare: async (preparation, { body }) => await checkSignIn(preparation, body, further), handle: signIn },
    signOut,
  } satisfies Partial<Handlers<Routes>>
}

async function signIn(context: Context, _: Input<Routes['signIn']>, passed: Passed) {
  const { accountId, checked, renewed, proof } = passed
  // a reset that came between the check and this moment ended the sessions there were, and must end this one too
  if (!(await holdAccount(context.db, accountId, checked))) throw signInRefused()
  if (renewed) await renewHash(context.db, accountId, { old: checked, renewed })
  if (proof) await spendProof(context.db, accountId, proof, context.now)
  const me = await startSession(context, accountId, 'password', { isFactorMet: proof !== null })
  if (!proof || 'step' in proof) return me
  return { ...me, recoveryCodesLeft: await tellRecoveryUse(context) }
}

/**
 * Begins a session of `accountId` in the browser that asks, under a new secret, and records it; `how` is by what the person is known, and
 * `isFactorMet` whether by a second factor too. An earlier session of the same browser ends. From now on the browser counts as one the account signs in from.
 */
export async function startSession(
  context: Context,
  accountId: number,
  how: 'password' | 'oidc' | 'firstRun',
  { isFactorMet = false }: { isFactorMet?: boolean } = {},
): Promise<Me> {
  const { db, now, request } = context
  const person = await findPersonById(db, accountId)
  if (!person) throw notFound('这个账号')
  context.person = person
  const earlier = how === 'firstRun' ? null : secretIn(request, SESSION_COOKIE)
  if (earlier) await sessions.revokeSession(db, digestOf(earlier))
  const { secret, digest } = newSecret()
  const settings = await readSecuritySettings(db)
  const seconds = settings.absoluteHours * 3600
  person.secondFactorDue = secondFactorDue(settings, person, isFactorMet || (await factorSince(db, accountId)) !== null)
  const { address, userAgent } = request
  const expiresAt = new Date(now.getTime() + seconds * 1000)
  await sessions.insertSession(db, {
    tokenHash: digest,
    accountId,
    startedAt: now,
    expiresAt,
    address,
    userAgent,
    isFactorMet,
  })
  await sessions.revokeOldest(db, accountId, SESSIONS_AT_MOST, now)
  giveCookie(context, SESSION_COOKIE, secret, seconds)
  await rememberDevice(context, accountId)
  if (how !== 'firstRun') await recordStart(context, accountId, how)
  return await meOf(context, accountId)
}

/** A recovery code is used once: how many are left, recorded and told. */
async function tellRecoveryUse(context: Context): Promise<number> {
  const recoveryCodesLeft = (await readFactor(context.db, context.person.accountId))?.codesLeft ?? 0
  await recordOwn(context, 'secondFactor.recoveryUsed', { recoveryCodesLeft })
  return recoveryCodesLeft
}

async function rememberDevice(context: Context, accountId: number): Promise<void> {
  const secret = secretIn(context.request, DEVICE_COOKIE) ?? newSecret().secret
  await trustDevice(context.db, accountId, digestOf(secret), context.now)
  giveCookie(context, DEVICE_COOKIE, secret, DEVICE_LASTS)
}

async function recordStart(context: Context, accountId: number, how: 'password' | 'oidc'): Promise<void> {
  const { username, organisation } = await readAccountCard(context.db, accountId)
  context.record({
    action: 'session.started',
    subject: { type: 'account', id: accountId },
    orgPath: organisation.path,
    after: { username, ...(how === 'oidc' ? { how } : {}) },
  })
}

async function signOut(context: Context): Promise<undefined> {
  const { sessionToken } = context.request
  if (sessionToken) await sessions.revokeSession(context.db, digestOf(sessionToken))
  giveCookie(context, SESSION_COOKIE, null, 0)
  await recordOwn(context, 'session.ended')
  return undefined
}
