import { endAccess, findPersonById, refuseOverReach } from '#capabilities/people/public.ts'
import { notFound } from '#kernel/problem.ts'
import { digestOf } from '#platform/access/secret.ts'
import { readSecuritySettings } from '#platform/access/security-settings-store.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { needSession } from '#platform/http/need-session.ts'
import { browserInWords } from './browser-words.ts'
import { recordOwn } from './me.ts'
import { patienceFor, sessionHolds } from './rules.ts'
import type { ListedSession, sessionRoutes } from './session-contract.ts'
import * as sessions from './session-store.ts'

type Routes = typeof sessionRoutes

/** Where one is signed in, and what a security administrator sees and ends of others within scope. */
export const sessionListHandlers = {
  listOwnSessions: async (context) => {
    const { sessionToken } = context.request
    const own = sessionToken ? digestOf(sessionToken) : null
    return { items: await openSessions(context, context.person.accountId, own) }
  },
  revokeOwnSession: async (context, { params }) => {
    needSession(context)
    const ended = await sessions.revokeSessionById(context.db, context.person.accountId, params.id)
    if (!ended) throw notFound('这次登录')
    await recordOwn(context, 'session.revoked', { sessions: 1 })
    return undefined
  },
  revokeOtherSessions: async (context) => {
    const own = digestOf(needSession(context))
    const ended = await sessions.revokeOtherSessions(context.db, context.person.accountId, own)
    await recordOwn(context, 'session.revoked', { sessions: ended })
    return undefined
  },
  listAccountSessions: async (context, { params }) => {
    await accountInScope(context, params.id)
    return { items: await openSessions(context, params.id, null) }
  },
  revokeAccountSessions,
} satisfies Partial<Handlers<Routes>>

async function revokeAccountSessions(context: Context, { params }: Input<Routes['revokeAccountSessions']>) {
  const account = await accountInScope(context, params.id)
  await refuseOverReach(context, account.id)
  const ended = await endAccess(context.db, account.id)
  context.record({
    action: 'session.revoked',
    subject: { type: 'account', id: account.id },
    orgPath: account.path,
    after: { username: account.username, ...ended },
  })
  return undefined
}

/** An account the person's scope for this route covers; 404 otherwise. */
export async function accountInScope({ db, scope }: Context, id: number) {
  const account = await sessions.findAccountWithin(db, scope, id)
  if (!account) throw notFound('这个账号')
  return account
}

async function openSessions({ db, now }: Context, accountId: number, own: Buffer | null): Promise<ListedSession[]> {
  const person = await findPersonById(db, accountId)
  const patience = patienceFor(await readSecuritySettings(db), person?.grants ?? [])
  const rows = await sessions.listOpenSessions(db, { accountId, own, now })
  return rows
    .filter((row) => sessionHolds(row, now, patience))
    .map(({ id, address, userAgent, createdAt, lastSeenAt, isThis }) => ({
      id,
      address: address ?? '',
      browser: browserInWords(userAgent ?? ''),
      startedAt: createdAt,
      lastSeenAt,
      isThis,
    }))
}
