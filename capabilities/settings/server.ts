import { scopeFor } from '#platform/access/scope.ts'
import { type Capability, type Context, capability } from '#platform/http/context.ts'
import { calendarHandlers } from './calendar/server.ts'
import { type SettingsState, settingsRoutes } from './contract.ts'
import { dictionaryHandlers } from './dictionaries/server.ts'
import * as store from './store.ts'
import { type WebhookTools, webhookHandlers } from './webhooks/server.ts'

/** Calendar, dictionaries and pushes. The secrets of pushes are sealed with the installation's key. */
export function settingsCapability(tools: WebhookTools): Capability {
  return capability(settingsRoutes, {
    readSettings,
    ...calendarHandlers,
    ...dictionaryHandlers,
    ...webhookHandlers(tools),
  })
}

async function readSettings({ db, person }: Context): Promise<SettingsState> {
  const maySeePushes = scopeFor(person, 'setting.manage')?.all === true
  return { ...(await store.readState(db)), webhooks: maySeePushes ? await store.readWebhookState(db) : null }
}
