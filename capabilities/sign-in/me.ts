import { PERMISSIONS, PERMISSIONS_OF_ROLE } from '#platform/access/permissions.ts'
import { settingsFrom } from '#platform/access/security-settings.ts'
import type { Context } from '#platform/http/context.ts'
import type { Me } from './me-contract.ts'
import { passwordDueBecause } from './rules.ts'
import * as store from './store.ts'

/** Who an account is to the screens: its unit, roles, permissions, and whether its password is due. */
export async function meOf(
  { db, now, person }: Pick<Context, 'db' | 'now' | 'person'>,
  accountId: number,
): Promise<Me> {
  const { mustChange, passwordSetAt, settings, ...card } = await store.readAccountCard(db, accountId)
  const held = new Set(card.grants.flatMap((grant) => PERMISSIONS_OF_ROLE[grant.role]))
  const because = passwordDueBecause({ mustChange, setAt: passwordSetAt }, settingsFrom(settings), now)
  return {
    ...card,
    permissions: PERMISSIONS.filter((permission) => held.has(permission)),
    mustChangePassword: because !== null,
    passwordDueBecause: because,
    secondFactorDue: person.secondFactorDue ?? false,
  }
}

/** Records what somebody did with their own account. */
export async function recordOwn(context: Context, action: string, after?: Record<string, unknown>): Promise<void> {
  const card = await store.readAccountCard(context.db, context.person.accountId)
  context.record({
    action,
    subject: { type: 'account', id: card.id },
    orgPath: card.organisation.path,
    ...(after ? { after } : {}),
  })
}
