import { conflict, invalid, notFound } from '#kernel/problem.ts'
import { ROLES, type Role, SEPARATE_ROLES } from '#platform/access/permissions.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { type Acting, accountInScope, isCovered, organisationInScope, pathsOf, recordAccount } from './acting.ts'
import { keepAdministrators } from './administrators.ts'
import type { GrantRequest, grantRoutes } from './grants-contract.ts'
import * as store from './grants-store.ts'
import { type Span, spanOf } from './rules.ts'
import { insertGrant } from './store.ts'

type Routes = typeof grantRoutes

export const grantHandlers: Handlers<Routes> = {
  grantRole: async (context, { params, body }) => await grantRole(context, params.id, body),
  endGrant: async (context, { params, body }) => await endGrant(context, params.id, body.reason),
  readRoles,
  listGrantRequests: async ({ db, scope }, { query }) => ({
    items: await store.listRequests(db, {
      paths: pathsOf(scope),
      accountId: query.account,
      waiting: query.account === undefined,
    }),
  }),
  requestGrant: async (context, { params, body }) => {
    await accountInScope(context, params.id)
    return await proposeRole(context, params.id, body)
  },
  decideGrantRequests,
}

type Granted = Input<Routes['grantRole']>['body']

/** A role over an organisation's subtree. Both the account and the organisation lie in the scope; nobody is granted anything by themselves. */
export async function grantRole(acting: Acting, accountId: number, given: Granted) {
  const account = await accountInScope(acting, accountId)
  const organisation = await organisationInScope(acting, given.organisationId)
  // whoever grants roles does not hand themselves the figures: a second administrator sees it (separate administrators)
  if (accountId === acting.person.accountId)
    throw conflict('own_account', '不能给自己的账号授权，请由另一位管理员办理。')
  if (account.disabledAt) throw conflict('account_closed', '这个账号已停用或到期，请先由系统管理员恢复。')
  const span = readSpan(given, acting.now)
  await addGrant(acting, { accountId, role: given.role, organisation, span, reason: given.reason })
  return await accountInScope(acting, accountId)
}

function readSpan(
  given: { validFrom?: string | null | undefined; validTo?: string | null | undefined },
  now: Date,
): Span {
  const span = spanOf({ validFrom: given.validFrom ?? null, validTo: given.validTo ?? null }, now)
  if (span === 'backdated') throw invalid('grant_backdated', '开始日期不能早于今天。岗位不能倒签，请改为今天或以后。')
  if (span === 'empty') throw invalid('grant_span', '岗位的终止时间须晚于开始时间，且不早于今天。')
  return span
}

type NewGrant = {
  accountId: number
  role: Role
  organisation: { id: number; name: string }
  span: Span
  reason: string
}

async function addGrant(acting: Acting, { accountId, role, organisation, span, reason }: NewGrant): Promise<void> {
  await store.holdAccount(acting.db, accountId)
  const wanted = { accountId, role, organisationId: organisation.id, ...span }
  if (await store.holdsSame(acting.db, wanted))
    throw conflict('grant_exists', `这个账号在“${organisation.name}”已有同样的岗位，不必重复授予。`)
  await insertGrant(acting.db, { ...wanted, reason, grantedBy: acting.person.accountId })
  const after = { role, organisationId: organisation.id, organisation: organisation.name, ...spanTold(span) }
  await recordAccount(acting, 'account.granted', accountId, { reason, after })
}

function spanTold({ from, to }: Span): { validFrom: string | null; validTo: string | null } {
  return { validFrom: from?.toISOString() ?? null, validTo: to?.toISOString() ?? null }
}

/** Ends a grant, with the reason; never one's own, never the last of an administrator. */
export async function endGrant(acting: Acting, grantId: number, reason: string) {
  const found = await store.findGrant(acting.db, grantId)
  if (!found || !isCovered(acting, found.path) || !isCovered(acting, found.accountPath)) throw notFound('这项岗位')
  if (found.accountId === acting.person.accountId)
    throw conflict('own_account', '不能终止自己的岗位，请由另一位安全管理员办理。')
  await keepAdministrators(acting, { accountId: found.accountId, grantId })
  const isEnded = await store.endGrant(acting.db, { id: grantId, endedBy: acting.person.accountId, reason })
  if (!isEnded) throw conflict('grant_over', '这项岗位已经终止，请刷新后核对。')
  const before = { role: found.role, organisationId: found.organisationId, organisation: found.organisationName }
  await recordAccount(acting, 'account.grantEnded', found.accountId, { reason, before })
  return await accountInScope(acting, found.accountId)
}

async function readRoles({ db, scope }: Context) {
  const paths = pathsOf(scope)
  const found = await store.readHolders(db, paths, SEPARATE_ROLES)
  const holders = ROLES.map((role) => found.find((row) => row.role === role) ?? { role, count: 0, people: [] })
  const waiting = (await store.listRequests(db, { paths, waiting: true })).length
  return { holders, doubled: await store.readDoubled(db, paths, SEPARATE_ROLES), waiting }
}

type Proposed = Input<Routes['requestGrant']>['body']

/** A role somebody should have: who keeps accounts proposes, who grants roles decides. */
export async function proposeRole(acting: Acting, accountId: number, given: Proposed): Promise<GrantRequest> {
  const organisation = await organisationInScope(acting, given.organisationId)
  if (accountId === acting.person.accountId)
    throw conflict('own_account', '不能为自己的账号提出岗位，请由另一位管理员办理。')
  const { to } = readSpan({ validTo: given.validTo }, acting.now)
  await store.holdAccount(acting.db, accountId)
  const { role, organisationId, reason } = given
  const waiting = await store.listRequests(acting.db, { paths: null, accountId, waiting: true })
  if (waiting.some((request) => request.role === role && request.overId === organisationId))
    throw conflict('request_waiting', '同样的岗位已经提出，正等待安全管理员审批。')
  const requestedBy = acting.person.accountId
  const id = await store.insertRequest(acting.db, { accountId, role, organisationId, validTo: to, reason, requestedBy })
  const after = { role, organisationId, organisation: organisation.name, ...spanTold({ from: null, to }) }
  await recordAccount(acting, 'account.grantRequested', accountId, { reason, after })
  return (await store.listRequests(acting.db, { paths: null, ids: [id] }))[0]!
}

async function decideGrantRequests(context: Context, { body }: Input<Routes['decideGrantRequests']>) {
  const ids = [...new Set(body.requestIds)]
  const reason = body.reason?.trim() || null
  if (body.decision === 'refused' && (reason?.length ?? 0) < 2)
    throw invalid('refusal_reason_missing', '请写明不同意的原因，提出人据此办理。')
  await store.lockRequests(context.db, ids)
  const found = await store.listRequests(context.db, { paths: pathsOf(context.scope), ids })
  if (found.length < ids.length || found.some(({ overPath }) => !isCovered(context, overPath)))
    throw notFound('这项申请')
  for (const request of found.sort((a, b) => a.accountId - b.accountId || a.id - b.id))
    await decide(context, request, body.decision, reason)
  return { decided: found.length }
}

async function decide(
  context: Context,
  request: store.RequestRow,
  decision: 'granted' | 'refused',
  reason: string | null,
): Promise<void> {
  if (request.decision) throw conflict('request_decided', `“${request.displayName}”的申请已经办理，请刷新后核对。`)
  if (request.requestedById === context.person.accountId)
    throw conflict('own_request', '提出和审批须由两人办理：这项申请是您提出的，请由另一位安全管理员审批。')
  if (request.accountId === context.person.accountId)
    throw conflict('own_account', '不能审批自己的岗位，请由另一位安全管理员办理。')
  await store.decideRequest(context.db, { id: request.id, decision, decidedBy: context.person.accountId, reason })
  const { role, overId, overName, accountId } = request
  if (decision === 'refused') {
    const before = { role, organisationId: overId, organisation: overName }
    await recordAccount(context, 'account.requestRefused', accountId, { reason, before })
    return
  }
  const account = await accountInScope(context, accountId)
  if (account.disabledAt)
    throw conflict('account_closed', `“${request.displayName}”的账号已停用或到期，不能授予岗位。请先恢复，或不同意。`)
  const to = request.validTo ? new Date(request.validTo) : null
  if (to && to <= context.now)
    throw conflict('request_stale', `“${request.displayName}”申请的期限已过，请不同意并请其重新提出。`)
  const organisation = { id: overId, name: overName }
  await addGrant(context, { accountId, role, organisation, span: { from: null, to }, reason: reason ?? request.reason })
}
