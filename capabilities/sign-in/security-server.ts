import { conflict, forbidden } from '#kernel/problem.ts'
import { type SecuritySettings, settingsFrom } from '#platform/access/security-settings.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { SecurityInForce, securityRoutes } from './security-contract.ts'
import * as store from './security-store.ts'

type Routes = typeof securityRoutes

const EARLIER_SHOWN = 20

/** What signing in asks for, of the whole region. */
export const securityHandlers = {
  readSecuritySettings: async ({ db }) => {
    const [newest, ...earlier] = (await store.listVersions(db, EARLIER_SHOWN)).map(shown)
    return { ...(newest ?? DEFAULTS), earlier }
  },
  setSecuritySettings,
} satisfies Partial<Handlers<Routes>>

async function setSecuritySettings(
  context: Context,
  { body }: Input<Routes['setSecuritySettings']>,
): Promise<SecurityInForce> {
  const { db, person, scope, now } = context
  if (!scope.all) throw forbidden('whole_region', '登录安全设置对全地区有效，请由地区一级的安全管理员调整。')
  await store.holdSettings(db)
  const [held] = await store.listVersions(db, 1)
  const { before, after } = difference(settingsFrom(held?.settings ?? null), body.settings)
  if (Object.keys(after).length === 0) throw conflict('settings_unchanged', '各项设置没有变化，不需要保存。')
  await store.insertVersion(db, { ...body, madeBy: person.accountId, madeAt: now })
  const root = await store.rootOrganisation(db)
  context.record({
    action: 'security.set',
    subject: { type: 'securitySetting', id: root.id },
    orgPath: root.path,
    before,
    after,
    reason: body.reason,
  })
  return { ...body, madeAt: now.toISOString(), madeBy: person.displayName }
}

/** The values that change, as they were and as they become. */
function difference(held: SecuritySettings, wanted: SecuritySettings) {
  const names = Object.keys(wanted) as (keyof SecuritySettings)[]
  const changed = names.filter((name) => held[name] !== wanted[name])
  const of = (settings: SecuritySettings) => Object.fromEntries(changed.map((name) => [name, settings[name]]))
  return { before: of(held), after: of(wanted) }
}

const DEFAULTS: SecurityInForce = { settings: settingsFrom(null), madeAt: null, madeBy: null, reason: null }

function shown(version: store.SecurityVersion): SecurityInForce {
  return { ...version, settings: settingsFrom(version.settings) }
}
