import { conflict, notFound } from '#kernel/problem.ts'
import { hashPassword } from '#platform/access/password.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { organisationInScope } from '../organisations/server.ts'
import type { accountRoutes } from './contract.ts'
import * as store from './store.ts'

type Routes = typeof accountRoutes

export const accountHandlers: Handlers<Routes> = {
  listAccounts: async ({ db, scope }, { query }) => ({
    items: await store.listAccounts(db, {
      paths: scope.all ? null : scope.paths,
      ...(query.role ? { role: query.role } : {}),
    }),
  }),
  createAccount: { prepare: async (_, { body }) => await hashPassword(body.password), handle: createAccount },
  setAccountDisabled,
  grantRole,
}

async function createAccount(context: Context, { body }: Input<Routes['createAccount']>, passwordHash: string) {
  const organisation = await organisationInScope(context, body.organisationId)
  const { username, displayName, organisationId } = body
  const id = await store.insertAccount(context.db, {
    username,
    displayName,
    organisationId,
    passwordHash,
    mustChangePassword: true,
  })
  const after = { username, displayName, organisationId }
  context.record({ action: 'account.created', subject: { type: 'account', id }, orgPath: organisation.path, after })
  return await accountInScope(context, id)
}

async function setAccountDisabled(context: Context, { params, body }: Input<Routes['setAccountDisabled']>) {
  const before = await accountInScope(context, params.id)
  if (params.id === context.person.accountId)
    throw conflict('own_account', '不能停用自己的账号，请由另一位管理员办理。')
  await store.setDisabled(context.db, params.id, body.disabled)
  await recordAccount(context, body.disabled ? 'account.disabled' : 'account.enabled', before.id, body.reason)
  return await accountInScope(context, params.id)
}

async function grantRole(context: Context, { params, body }: Input<Routes['grantRole']>) {
  await accountInScope(context, params.id)
  await organisationInScope(context, body.organisationId)
  // whoever keeps accounts does not hand themselves the figures: a second administrator sees it (separate administrators)
  if (params.id === context.person.accountId)
    throw conflict('own_account', '不能给自己的账号授权，请由另一位管理员办理。')
  await store.insertGrant(context.db, { accountId: params.id, ...body, grantedBy: context.person.accountId })
  await recordAccount(context, 'account.granted', params.id, body.reason, {
    role: body.role,
    organisationId: body.organisationId,
  })
  return await accountInScope(context, params.id)
}

async function accountInScope({ db, scope }: Context, id: number) {
  const [found] = await store.listAccounts(db, { paths: scope.all ? null : scope.paths, id })
  if (!found) throw notFound('这个账号')
  return found
}

async function recordAccount(
  context: Context,
  action: string,
  id: number,
  reason: string,
  after?: unknown,
): Promise<void> {
  const orgPath = await store.pathOfAccount(context.db, id)
  context.record({ action, subject: { type: 'account', id }, orgPath, reason, after })
}
