import { conflict, invalid, notFound } from '#kernel/problem.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { Secrets } from '#platform/secrets/secrets.ts'
import { regionalPath } from '../regional.ts'
import type { Delivery, Webhook, webhookRoutes } from './contract.ts'
import { purposeOf } from './deliverer.ts'
import { type Policy, urlFault } from './rules/address.ts'
import { newSigningSecret } from './rules/signature.ts'
import * as store from './store.ts'

type Routes = typeof webhookRoutes
export type WebhookTools = { secrets: Secrets; policy: Policy }

const DAY = 86_400_000

export function webhookHandlers(tools: WebhookTools): Handlers<Routes> {
  return {
    listWebhooks: async (context) => {
      regionalPath(context)
      return { items: await store.listWebhooks(context.db) }
    },
    createWebhook: (context, input) => createWebhook(context, input, tools),
    editWebhook: (context, input) => editWebhook(context, input, tools),
    rotateWebhookSecret: (context, input) => rotateSecret(context, input, tools),
    pingWebhook,
    listDeliveries: async (context, { query }) => {
      regionalPath(context)
      const items = await store.listDeliveries(context.db, query)
      return { items, next: items.length === query.limit ? items.at(-1)!.id : null }
    },
    retryDelivery,
  }
}

type Shown = { webhook: Webhook; secret: string }

async function createWebhook(
  context: Context,
  { body }: Input<Routes['createWebhook']>,
  { secrets, policy }: WebhookTools,
): Promise<Shown> {
  const orgPath = regionalPath(context)
  const { db, person, now } = context
  refuseUrl(body.url, policy)
  const id = await store.nextWebhookId(db)
  const secret = newSigningSecret()
  const sealed = secrets.seal(purposeOf(id), secret)
  await store.insertWebhook(db, { id, ...body, events: distinct(body.events), sealed, by: person.accountId, at: now })
  const after = { name: body.name, url: hostOnly(body.url), events: body.events }
  context.record({ action: 'webhook.created', subject: { type: 'webhook', id }, orgPath, after })
  return { webhook: (await store.readWebhook(db, id))!, secret }
}

async function editWebhook(
  context: Context,
  { params, body }: Input<Routes['editWebhook']>,
  { policy }: WebhookTools,
): Promise<Webhook> {
  const orgPath = regionalPath(context)
  const before = await lockedOrNotFound(context, params.id)
  if (before.version !== body.version) {
    throw conflict('edit_conflict', '您打开页面后，这个推送已被修改或自动暂停。请对照最新内容，确认后再保存。')
  }
  const after = {
    name: body.name ?? before.name,
    url: body.url ?? before.url,
    events: distinct(body.events ?? before.events),
    isActive: body.isActive ?? before.isActive,
  }
  refuseUrl(after.url, policy)
  const resumes = body.isActive === true && before.pausedAt !== null
  const changed = (['name', 'url', 'events', 'isActive'] as const).filter(
    (key) => String(before[key]) !== String(after[key]),
  )
  if (changed.length === 0 && !resumes) throw invalid('nothing_changed', '没有改动任何内容。')
  await store.updateWebhook(context.db, { id: params.id, ...after }, body.isActive === true)
  const told = (values: typeof after) =>
    Object.fromEntries(changed.map((key) => [key, key === 'url' ? hostOnly(values.url) : values[key]]))
  context.record({
    action: resumes ? 'webhook.resumed' : 'webhook.edited',
    subject: { type: 'webhook', id: params.id },
    orgPath,
    before: told(before),
    after: told(after),
    reason: body.reason,
  })
  return (await store.readWebhook(context.db, params.id))!
}

async function rotateSecret(
  context: Context,
  { params, body }: Input<Routes['rotateWebhookSecret']>,
  { secrets }: WebhookTools,
): Promise<Shown> {
  const orgPath = regionalPath(context)
  const { db, now } = context
  await lockedOrNotFound(context, params.id)
  const secret = newSigningSecret()
  const sealed = secrets.seal(purposeOf(params.id), secret)
  await store.replaceSecret(db, params.id, sealed, new Date(now.getTime() + DAY))
  const subject = { type: 'webhook', id: params.id }
  context.record({ action: 'webhook.secretRotated', subject, orgPath, reason: body.reason })
  return { webhook: (await store.readWebhook(db, params.id))!, secret }
}

async function pingWebhook(
  context: Context,
  { params }: Input<Routes['pingWebhook']>,
): Promise<{ deliveryId: number }> {
  const orgPath = regionalPath(context)
  await lockedOrNotFound(context, params.id)
  const data = { subject: 'webhook', id: String(params.id), organisation: orgPath }
  const payload = { type: 'ping' as const, timestamp: context.now.toISOString(), data }
  const deliveryId = await store.queuePing(context.db, params.id, payload)
  const subject = { type: 'webhook', id: params.id }
  context.record({ action: 'webhook.pinged', subject, orgPath, after: { deliveryId } })
  return { deliveryId }
}

async function retryDelivery(context: Context, { params }: Input<Routes['retryDelivery']>): Promise<Delivery> {
  const orgPath = regionalPath(context)
  const found = await store.readDelivery(context.db, params.id)
  if (!found) throw notFound('这条推送')
  const { pausedAt, isActive } = await lockedOrNotFound(context, found.webhookId)
  if (found.event !== 'ping' && (pausedAt || !isActive)) {
    throw conflict('webhook_not_active', '这个推送已停用或暂停。请先重新启用，再重发。')
  }
  await store.tryAgain(context.db, params.id, context.now)
  const subject = { type: 'webhook', id: found.webhookId }
  const after = { deliveryId: params.id, event: found.event }
  context.record({ action: 'webhook.retried', subject, orgPath, after })
  return (await store.readDelivery(context.db, params.id))!
}

async function lockedOrNotFound({ db }: Context, id: number): Promise<Webhook> {
  const found = await store.lockWebhook(db, id)
  if (!found) throw notFound('这个推送')
  return found
}

function refuseUrl(url: string, policy: Policy): void {
  const fault = urlFault(url, policy)
  if (fault) throw invalid('webhook_url', fault)
}

/** Behind the host stands what many receivers know their senders by: it is kept out of the record. */
function hostOnly(url: string): string {
  const { origin, pathname, search } = new URL(url)
  return pathname === '/' && !search ? origin : `${origin}/…`
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}
