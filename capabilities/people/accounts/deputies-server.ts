import { conflict, forbidden, invalid, notFound } from '#kernel/problem.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { needSession } from '#platform/http/need-session.ts'
import { accountInScope, isCovered, pathsOf, recordAccount } from './acting.ts'
import type { deputyRoutes } from './deputies-contract.ts'
import * as store from './deputies-store.ts'
import { reachOf } from './grants-store.ts'
import { isNear, spanOf, tooLong } from './rules.ts'

type Routes = typeof deputyRoutes

export const deputyHandlers: Handlers<Routes> = {
  listDeputyships: async ({ db, scope }, { query }) => ({
    items: await store.listDeputyships(db, {
      paths: pathsOf(scope),
      accountId: query.account,
      living: query.account === undefined,
    }),
  }),
  nameDeputyFor: async (context, { params, body }) => {
    const absent = await accountInScope(context, params.id)
    if (absent.id === context.person.accountId)
      throw conflict('own_account', '安全管理员的岗位不能请人代理；业务岗位的代理请在“我的账号”中指定。')
    await accountInScope(context, body.deputyId)
    // a deputy has what the absent person has: nobody hands out roles over units beyond their own
    if ((await reachOf(context.db, absent.id)).some(({ path }) => !isCovered(context, path)))
      throw forbidden('beyond_scope', '本人的岗位超出您的管理范围，请由上级的安全管理员指定代理。')
    return await nameDeputy(context, absent.id, body)
  },
  endDeputyship: async (context, { params, body }) => {
    const [found] = await store.listDeputyships(context.db, { id: params.id })
    if (!found || !isCovered(context, found.absentPath)) throw notFound('这项代理')
    return await endDeputy(context, found, body.reason)
  },
  listOwnDeputyships: async ({ db, person }) => ({
    items: await store.listDeputyships(db, { accountId: person.accountId }),
    candidates: await store.listCandidates(db, person.accountId),
    mayName: (await store.readStanding(db, person.accountId, { from: null, to: null }))?.hasWork ?? false,
  }),
  nameOwnDeputy: async (context, { body }) => {
    needSession(context)
    return await nameDeputy(context, context.person.accountId, body)
  },
  endOwnDeputyship: async (context, { params, body }) => {
    needSession(context)
    const [found] = await store.listDeputyships(context.db, { id: params.id, accountId: context.person.accountId })
    if (!found) throw notFound('这项代理')
    return await endDeputy(context, found, body.reason)
  },
}

type Named = Input<Routes['nameOwnDeputy']>['body']

/** The deputy has the absent person's roles and assigned projects for the time, and passes neither on. */
async function nameDeputy(context: Context, absentId: number, given: Named) {
  const { deputyId, reason } = given
  const span = readSpan(given, context.now)
  if (deputyId === absentId) throw invalid('deputy_oneself', '不能指定本人代理，请选择另一位同志。')
  const absent = await store.readStanding(context.db, absentId, span)
  const deputy = await store.readStanding(context.db, deputyId, span)
  if (!absent || !deputy) throw notFound('这位同志的账号')
  refuseUnfit(absent, deputy)
  const id = await store.insertDeputyship(context.db, {
    absentId,
    deputyId,
    ...span,
    reason,
    madeBy: context.person.accountId,
  })
  const made = (await store.listDeputyships(context.db, { id }))[0]!
  const after = { deputyId, deputy: deputy.displayName, validFrom: made.validFrom, validTo: made.validTo }
  await recordAccount(context, 'deputyship.made', absentId, { reason, after })
  return made
}

function readSpan(given: Named, now: Date): { from: Date | null; to: Date } {
  const span = spanOf({ validFrom: given.validFrom ?? null, validTo: given.validTo }, now)
  if (span === 'backdated') throw invalid('deputyship_backdated', '开始日期不能早于今天，请改为今天或以后。')
  if (span === 'empty' || span.to === null)
    throw invalid('deputyship_span', '代理的结束日期须晚于开始时间，且不早于今天。')
  if (tooLong(span, now))
    throw invalid('deputyship_too_long', '代理一次最长60天。更长的请由安全管理员另行授予岗位并写明期限。')
  return { from: span.from, to: span.to }
}

function refuseUnfit(absent: store.Standing, deputy: store.Standing): void {
  if (absent.isClosed) throw conflict('account_closed', '这个账号已停用或到期，没有可以代理的岗位。')
  if (!absent.hasWork)
    throw conflict(
      'nothing_to_stand_in',
      '这段时间没有可以代理的岗位。三类管理员的岗位不能代理，请由安全管理员授予他人并写明期限。',
    )
  if (!isNear(absent.path, deputy.path))
    throw conflict('deputy_far', '代理人须与本人在同一单位，或在其上级、直接下级单位。请换一位同志。')
  if (deputy.isClosed) throw conflict('deputy_closed', `“${deputy.displayName}”的账号已停用或到期，请换一位同志。`)
  if (deputy.isAbsent)
    throw conflict('deputy_absent', `“${deputy.displayName}”这段时间也已请人代理，请换一位同志或调整日期。`)
}

async function endDeputy(context: Context, found: store.DeputyshipRow, reason: string) {
  const isEnded = await store.endDeputyship(context.db, { id: found.id, endedBy: context.person.accountId, reason })
  if (!isEnded) throw conflict('deputyship_over', '这项代理已经结束，请刷新后核对。')
  const before = { deputyId: found.deputy.id, deputy: found.deputy.displayName, validTo: found.validTo }
  await recordAccount(context, 'deputyship.ended', found.absent.id, { reason, before })
  return (await store.listDeputyships(context.db, { id: found.id }))[0]!
}
