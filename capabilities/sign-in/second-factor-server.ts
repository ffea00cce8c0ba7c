import { endAccess, refuseOverReach } from '#capabilities/people/public.ts'
import { conflict, forbidden, invalid, notFound } from '#kernel/problem.ts'
import { digestOf } from '#platform/access/secret.ts'
import { settingsFrom } from '#platform/access/security-settings.ts'
import type { Context, Handlers, Preparation } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { needSession } from '#platform/http/need-session.ts'
import type { Secrets } from '#platform/secrets/secrets.ts'
import { recordOwn } from './me.ts'
import { listIdentities } from './oidc-store.ts'
import { factorAddress, mustHaveFactor, readCode, stepOfCode } from './rules/second-factor.ts'
import { factorPurpose, type Proof, proveFactorOnRecord, spendProof } from './second-factor-check.ts'
import { type NewCodes, newFactorSecret, newRecoveryCodes } from './second-factor-codes.ts'
import type { secondFactorRoutes } from './second-factor-contract.ts'
import * as store from './second-factor-store.ts'
import { accountInScope } from './session-list-server.ts'
import { revokeOtherSessions } from './session-store.ts'
import { proveOwnPassword } from './sign-in-check.ts'
import { readAccountCard } from './store.ts'
import { countTokens } from './token-store.ts'

type Routes = typeof secondFactorRoutes

/** Something one has besides the password: set up, confirmed, renewed, switched off by oneself; removed by the security administrator. */
export function secondFactorHandlers(secrets: Secrets) {
  return {
    readSecondFactor,
    beginSecondFactor: async (context) => await beginSecondFactor(context, secrets),
    confirmSecondFactor: {
      prepare: async (preparation, { body }) => await checkFirstCode(preparation, body.code, secrets),
      handle: confirmSecondFactor,
    },
    renewRecoveryCodes: {
      prepare: async (preparation, { body }) => {
        needSession(preparation)
        await proveOwnPassword(preparation, body.password)
        return await newRecoveryCodes()
      },
      handle: renewRecoveryCodes,
    },
    removeOwnSecondFactor: {
      prepare: async (preparation, { body }) => {
        needSession(preparation)
        await proveOwnPassword(preparation, body.password)
        const { accountId } = preparation.person
        const asked = { accountId, code: body.code, action: 'session.passwordRefused' } as const
        return await proveFactorOnRecord(secrets, preparation, asked)
      },
      handle: removeOwnSecondFactor,
    },
    removeSecondFactor,
    readAccountSignIn: async (context, { params }) => {
      const { id } = await accountInScope(context, params.id)
      return {
        secondFactorSince: await store.factorSince(context.db, id),
        identities: await listIdentities(context.db, id),
        tokens: await countTokens(context.db, id),
      }
    },
  } satisfies Handlers<Routes>
}

async function readSecondFactor({ db, person }: Context) {
  const factor = await store.readFactor(db, person.accountId)
  const confirmedAt = factor?.confirmedAt ?? null
  return {
    confirmedAt,
    isRequired: await isRequired(db, person),
    recoveryCodesLeft: confirmedAt ? factor!.codesLeft : 0,
  }
}

async function isRequired(db: Context['db'], { accountId, grants }: Context['person']): Promise<boolean> {
  const { settings } = await readAccountCard(db, accountId)
  const roles = grants.map(({ role }) => role)
  return mustHaveFactor(settingsFrom(settings), roles)
}

async function beginSecondFactor(context: Context, secrets: Secrets) {
  needSession(context)
  const { db, person, now } = context
  const secret = newFactorSecret()
  const begun = await store.beginFactor(
    db,
    person.accountId,
    secrets.seal(factorPurpose(person.accountId), secret),
    now,
  )
  if (!begun) throw alreadySet()
  const { region } = await readAccountCard(db, person.accountId)
  return { secret, address: factorAddress({ issuer: region.name, username: person.username, secret }) }
}

type FirstCode = { step: number; secretSealed: string; fresh: NewCodes }

async function checkFirstCode(preparation: Preparation, typed: string, secrets: Secrets): Promise<FirstCode> {
  needSession(preparation)
  const { accountId } = preparation.person
  const factor = await preparation.read(async (db) => await store.readFactor(db, accountId))
  if (!factor) throw conflict('second_factor_not_begun', '还没有开始设置动态口令，请先点“设置动态口令”。')
  if (factor.confirmedAt) throw alreadySet()
  const code = readCode(typed)
  const secret = secrets.open(factorPurpose(accountId), factor.secretSealed)
  const step = code && 'digits' in code ? stepOfCode(secret, code.digits, preparation.now) : null
  if (step === null)
    throw invalid('code_wrong', '验证码不正确。请填写手机上正在显示的6位数字，并核对手机的时间是否准确。')
  return { step, secretSealed: factor.secretSealed, fresh: await newRecoveryCodes() }
}

async function confirmSecondFactor(context: Context, _: unknown, { step, secretSealed, fresh }: FirstCode) {
  const { db, person, now } = context
  const { accountId } = person
  if (!(await store.confirmFactor(db, { accountId, secretSealed, step, now })))
    throw conflict('second_factor_changed', '动态口令已在别处重新设置，请刷新页面后再试。')
  await store.replaceCodes(db, accountId, fresh)
  await revokeOtherSessions(db, accountId, digestOf(needSession(context)))
  await recordOwn(context, 'secondFactor.set')
  return { recoveryCodes: fresh.codes }
}

async function renewRecoveryCodes(context: Context, _: unknown, fresh: NewCodes) {
  const { db, person } = context
  if (!(await store.factorSince(db, person.accountId))) throw notSet()
  await store.replaceCodes(db, person.accountId, fresh)
  await recordOwn(context, 'secondFactor.codesRenewed')
  return { recoveryCodes: fresh.codes }
}

async function removeOwnSecondFactor(context: Context, _: unknown, proof: Proof | null): Promise<undefined> {
  const { db, person, now } = context
  if (!proof) throw notSet()
  if (await isRequired(db, person))
    throw conflict('second_factor_required', '按安全管理员的要求，您的账号必须使用动态口令，不能停用。')
  await spendProof(db, person.accountId, proof, now)
  await store.removeFactor(db, person.accountId)
  await revokeOtherSessions(db, person.accountId, digestOf(needSession(context)))
  await recordOwn(context, 'secondFactor.removed')
  return undefined
}

async function removeSecondFactor(context: Context, { params, query }: Input<Routes['removeSecondFactor']>) {
  const account = await accountInScope(context, params.id)
  if (account.id === context.person.accountId)
    throw forbidden(
      'own_second_factor',
      '不能解除自己的动态口令。请由另一位安全管理员办理，或在“我的”里凭密码和验证码停用。',
    )
  await refuseOverReach(context, account.id)
  if (!(await store.removeFactor(context.db, account.id))) throw notFound('该账号的动态口令')
  await endAccess(context.db, account.id)
  context.record({
    action: 'secondFactor.removedFor',
    subject: { type: 'account', id: account.id },
    orgPath: account.path,
    after: { username: account.username },
    reason: query.reason,
  })
  return undefined
}

function alreadySet() {
  return conflict('second_factor_present', '已经设置了动态口令。更换手机请先停用，再重新设置。')
}

function notSet() {
  return conflict('second_factor_absent', '您的账号还没有设置动态口令。')
}
