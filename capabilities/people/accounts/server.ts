import { conflict, forbidden, invalid, notFound } from '#kernel/problem.ts'
import { initialPassword } from '#platform/access/initial-password.ts'
import { hashPassword } from '#platform/access/password.ts'
import { SEPARATE_ROLES } from '#platform/access/permissions.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { type Acting, accountInScope, isCovered, organisationInScope, pathsOf, recordAccount } from './acting.ts'
import { keepAdministrators } from './administrators.ts'
import type { AccountDetail, accountRoutes } from './contract.ts'
import { proposeRole } from './grants-server.ts'
import * as grants from './grants-store.ts'
import * as lists from './list-store.ts'
import { dayEnd, isReserved } from './rules.ts'
import * as store from './store.ts'

type Routes = typeof accountRoutes

export const accountHandlers: Handlers<Routes> = {
  listAccounts: list,
  countAccounts: async ({ db, scope }) => ({ items: await lists.countAccounts(db, pathsOf(scope)) }),
  readAccount: async (context, { params }) => await accountInScope(context, params.id),
  createAccount: {
    prepare: newPassword,
    handle: async (context, { body }, password: NewPassword) => await createAccount(context, body, password),
  },
  editAccount,
  setAccountDisabled: async (context, { params, body }) => await setAccountDisabled(context, params.id, body),
  resetPassword: {
    prepare: newPassword,
    handle: async (context, { params, body }, password: NewPassword) => {
      await accountInScope(context, params.id)
      await refuseReset(context, params.id)
      return await resetPassword(context, params.id, { ...password, reason: body.reason })
    },
  },
}

export type NewPassword = { password: string; hash: string }

/** A password nobody has chosen, and what is kept of it. Slow: before the transaction. */
export async function newPassword(): Promise<NewPassword> {
  const password = initialPassword()
  return { password, hash: await hashPassword(password) }
}

async function list({ db, scope }: Context, { query }: Input<Routes['listAccounts']>) {
  const { org, limit, cursor, role, state, q } = query
  const under = org ? await lists.pathOfOrganisation(db, org) : undefined
  if (org && !under) throw notFound('这个单位')
  return await lists.pageAccounts(db, { paths: pathsOf(scope), role, state, q, under }, { limit, cursor })
}

/** Names under which the record speaks of those who are no person. */
export function refuseReserved(username: string): void {
  if (!isReserved(username)) return
  const message = '这个用户名由系统使用，请换一个。'
  throw invalid('username_reserved', message, { fields: [{ field: 'username', message }] })
}

type Given = Input<Routes['createAccount']>['body']

/** An account without a role; what it is to become may be proposed with it. */
export async function createAccount(
  acting: Acting,
  given: Given,
  { password, hash }: NewPassword,
  imported?: { importId: number; row: number },
) {
  const organisation = await organisationInScope(acting, given.organisationId)
  refuseReserved(given.username)
  const { username, displayName, phone = null, organisationId, expiresOn = null, proposed } = given
  const id = await store.insertAccount(acting.db, {
    username,
    displayName,
    phone,
    organisationId,
    expiresAt: lastDay(acting, expiresOn),
    passwordHash: hash,
    mustChangePassword: true,
    setBy: acting.person.accountId,
    ...(imported ? { imported } : {}),
  })
  const after = { username, displayName, phone, organisationId, expiresOn }
  acting.record({ action: 'account.created', subject: { type: 'account', id }, orgPath: organisation.path, after })
  if (proposed) await proposeRole(acting, id, proposed)
  return { ...(await accountInScope(acting, id)), initialPassword: password }
}

async function editAccount(context: Context, { params, body }: Input<Routes['editAccount']>) {
  const before = await accountInScope(context, params.id)
  const { displayName = before.displayName, phone = before.phone, organisationId = before.organisationId } = body
  const expiresAt = body.expiresOn === undefined ? dateOf(before.expiresAt) : lastDay(context, body.expiresOn)
  const told = {
    before: fieldsOf({ ...before, expiresAt: dateOf(before.expiresAt) }),
    after: fieldsOf({ displayName, phone, organisationId, expiresAt }),
    reason: body.reason,
  }
  if (JSON.stringify(told.before) === JSON.stringify(told.after))
    throw invalid('nothing_changed', '没有改动。请修改后再保存。')
  const isMoved = organisationId !== before.organisationId
  if (isMoved) await organisationInScope(context, organisationId)
  if (isMoved || told.after.expiresAt !== told.before.expiresAt) await refuseOverReach(context, before.id)
  if (expiresAt && told.after.expiresAt !== told.before.expiresAt)
    await keepAdministrators(context, { accountId: before.id })
  await store.updateAccount(context.db, before.id, before.username, { displayName, phone, organisationId, expiresAt })
  const action = isMoved ? 'account.moved' : 'account.edited'
  // a move stands in the chain of the old unit too: there somebody left
  if (isMoved) context.record({ action, subject: { type: 'account', id: before.id }, orgPath: before.path, ...told })
  await recordAccount(context, action, before.id, told)
  const after = await accountInScope(context, before.id)
  return { ...after, stillAtOldUnit: isMoved ? ownGrantsAt(after, before.organisationId) : [] }
}

function ownGrantsAt({ grants: held }: AccountDetail, organisationId: number) {
  return held.filter((grant) => grant.deputyFor === null && grant.organisationId === organisationId)
}

function fieldsOf({ displayName, phone, organisationId, expiresAt }: store.AccountFields) {
  return { displayName, phone, organisationId, expiresAt: expiresAt?.toISOString() ?? null }
}

function dateOf(instant: string | null): Date | null {
  return instant === null ? null : new Date(instant)
}

function lastDay({ now }: Acting, day: string | null): Date | null {
  if (!day) return null
  const end = dayEnd(day)
  if (end <= now) throw invalid('expiry_past', '有效期须不早于今天。需要立即停用的，请使用“停用账号”。')
  return end
}

export async function setAccountDisabled(acting: Acting, id: number, given: { disabled: boolean; reason: string }) {
  const before = await accountInScope(acting, id)
  const { disabled, reason } = given
  await refuseOverReach(acting, id)
  if (disabled) await keepAdministrators(acting, { accountId: id })
  const isDisabled = await store.setDisabled(acting.db, id, disabled)
  if (!isDisabled)
    throw conflict('already_so', disabled ? '这个账号已经停用。' : '这个账号没有停用；到期的账号请修改有效期。')
  await recordAccount(acting, disabled ? 'account.disabled' : 'account.enabled', before.id, { reason })
  return await accountInScope(acting, id)
}

/**
 * Who may sign in, for how long and from which unit is not for oneself to decide, nor about somebody whose roles reach beyond one's own
 * scope: a county's administrator would lock out the city's.
 */
export async function refuseOverReach(acting: Acting, id: number): Promise<void> {
  if (id === acting.person.accountId) throw conflict('own_account', '自己的账号请由另一位管理员办理。')
  // held until the end: a role granted at this moment is not missed
  await grants.holdAccount(acting.db, id)
  const held = await grants.reachOf(acting.db, id)
  if (held.some(({ path }) => !isCovered(acting, path)))
    throw forbidden('beyond_scope', '这个账号的岗位超出您的管理范围，请由上级的管理员办理。')
}

/** Who keeps accounts could sign in with a password just reset: not as another administrator, nor as somebody who may do more than they. */
export async function refuseReset(acting: Acting, id: number): Promise<void> {
  await refuseOverReach(acting, id)
  const held = await grants.reachOf(acting.db, id)
  if (held.some(({ role }) => SEPARATE_ROLES.includes(role)))
    throw forbidden(
      'administrator_password',
      '系统管理员、安全管理员、审计员的密码只能在服务器的命令行上重置：guatu users reset-password 用户名。',
    )
}

/** A new password to hand over; every session and token ends. A second factor stays as it is. */
export async function resetPassword(acting: Acting, id: number, given: NewPassword & { reason: string }) {
  const { username, displayName } = await accountInScope(acting, id)
  await store.setPassword(acting.db, {
    accountId: id,
    hash: given.hash,
    setBy: acting.person.accountId,
    mustChange: true,
  })
  await store.endAccess(acting.db, id)
  await recordAccount(acting, 'account.passwordReset', id, { reason: given.reason })
  return { username, displayName, initialPassword: given.password }
}
