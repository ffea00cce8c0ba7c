import { invalid, notFound } from '#kernel/problem.ts'
import { newSecret } from '#platform/access/secret.ts'
import { readSecuritySettings } from '#platform/access/security-settings-store.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import { needSession } from '#platform/http/need-session.ts'
import { readAccountCard } from './store.ts'
import type { tokenRoutes } from './token-contract.ts'
import * as store from './token-store.ts'

const DAY = 86_400_000

/** Bearer tokens act with their owner's grants, as they are at each request. */
export const tokenHandlers = {
  listTokens: async ({ db, person }) => ({
    items: await store.listTokens(db, person.accountId),
    daysAtMost: (await readSecuritySettings(db)).tokenDays,
  }),
  createToken: async (context, { body }) => {
    needSession(context)
    return await createToken(context, context.person.accountId, { name: body.name, days: body.days ?? null })
  },
  revokeToken: async (context, { params }) => {
    const { db, person } = context
    if (!(await store.revokeToken(db, person.accountId, params.id))) throw notFound('这个令牌')
    await recordToken(context, 'token.revoked', person.accountId, { id: params.id })
    return undefined
  },
} satisfies Partial<Handlers<typeof tokenRoutes>>

type Recording = Pick<Context, 'db' | 'now' | 'record'>

/** Creates a token for an account, for as long as the rules allow where `days` is null; the command line does so for others. */
export async function createToken(context: Recording, accountId: number, given: { name: string; days: number | null }) {
  const { tokenDays } = await readSecuritySettings(context.db)
  const days = given.days ?? tokenDays
  if (days > tokenDays) throw invalid('token_days', `令牌最长有效${tokenDays}天，请改短。`)
  const { secret, digest } = newSecret('gt_')
  const expiresAt = new Date(context.now.getTime() + days * DAY)
  const id = await store.insertToken(context.db, { accountId, name: given.name, tokenHash: digest, expiresAt })
  await recordToken(context, 'token.created', accountId, { id, name: given.name, expiresAt: expiresAt.toISOString() })
  return { id, token: secret, expiresAt: expiresAt.toISOString() }
}

async function recordToken(
  { db, record }: Recording,
  action: string,
  accountId: number,
  after: { id: number; name?: string; expiresAt?: string },
): Promise<void> {
  const card = await readAccountCard(db, accountId)
  record({
    action,
    subject: { type: 'token', id: after.id },
    orgPath: card.organisation.path,
    after: { ...after, username: card.username },
  })
}
