import { setPassword } from '#capabilities/people/public.ts'
import { invalid } from '#kernel/problem.ts'
import { hashPassword, passwordFits } from '#platform/access/password.ts'
import { refuseWeakPassword } from '#platform/access/password-policy.ts'
import { digestOf } from '#platform/access/secret.ts'
import { settingsFrom } from '#platform/access/security-settings.ts'
import { readSecuritySettings } from '#platform/access/security-settings-store.ts'
import type { Context, Handlers, Preparation } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { needSession } from '#platform/http/need-session.ts'
import { recordOwn } from './me.ts'
import type { passwordRoutes } from './password-contract.ts'
import { lastHashes, wordsAbout } from './password-store.ts'
import { passwordDueAt } from './rules.ts'
import { revokeOtherSessions } from './session-store.ts'
import { proveOwnPassword } from './sign-in-check.ts'
import { readAccountCard } from './store.ts'
import { revokeAllTokens } from './token-store.ts'

type Routes = typeof passwordRoutes

export const passwordHandlers = {
  readOwnPassword: async ({ db, person }) => {
    const card = await readAccountCard(db, person.accountId)
    const settings = settingsFrom(card.settings)
    return {
      minimumLength: settings.passwordMinimumLength,
      differsFromLast: settings.passwordDiffersFromLast,
      setAt: card.passwordSetAt,
      dueAt: passwordDueAt(card.passwordSetAt, settings)?.toISOString() ?? null,
    }
  },
  changeOwnPassword: { prepare: checkOwnPassword, handle: changeOwnPassword },
} satisfies Partial<Handlers<Routes>>

/** The present one must fit; the new one must be strong, and none of the last ones. Answers its hash. */
async function checkOwnPassword(
  preparation: Preparation,
  { body }: Input<Routes['changeOwnPassword']>,
): Promise<string> {
  needSession(preparation)
  const { person } = preparation
  const { settings, hashes, about } = await preparation.read(async (db) => {
    const settings = await readSecuritySettings(db)
    const hashes = await lastHashes(db, person.accountId, settings.passwordDiffersFromLast)
    return { settings, hashes, about: await wordsAbout(db, person.accountId) }
  })
  await proveOwnPassword(preparation, body.current)
  await refuseUsedBefore(body.next, hashes)
  await refuseWeakPassword(body.next, { minimumLength: settings.passwordMinimumLength, about, field: 'next' })
  return await hashPassword(body.next)
}

/** `hashes`: the last passwords, as many as the rules forbid, newest first. */
async function refuseUsedBefore(password: string, hashes: readonly string[]): Promise<void> {
  for (const [index, hash] of hashes.entries()) {
    if (!(await passwordFits(hash, password))) continue
    const message =
      index === 0 ? '新密码不能与原密码相同，请换一个。' : `最近用过的${hashes.length}个密码不能再用，请换一个。`
    const code = index === 0 ? 'password_unchanged' : 'password_used_before'
    throw invalid(code, message, { fields: [{ field: 'next', message }] })
  }
}

async function changeOwnPassword(context: Context, _: unknown, passwordHash: string): Promise<undefined> {
  const { db, person } = context
  await setPassword(db, { accountId: person.accountId, hash: passwordHash, setBy: person.accountId, mustChange: false })
  await revokeOtherSessions(db, person.accountId, digestOf(needSession(context)))
  // whoever changes a password because somebody else knew it is rid of what that one made with it
  await revokeAllTokens(db, person.accountId)
  await recordOwn(context, 'account.passwordChanged')
  return undefined
}
