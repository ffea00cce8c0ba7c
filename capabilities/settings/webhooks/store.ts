import { sql } from 'kysely'
import type { Transaction } from '#platform/database/pool.ts'
import type { Delivery, Webhook } from './contract.ts'
import type { Payload, WebhookEvent } from './rules/events.ts'

const WEBHOOK = sql`w.id, w.name, w.url, w.events, w.is_active as "isActive", w.failures, w.paused_at as "pausedAt",
  w.paused_because as "pausedBecause", w.created_at as "createdAt", a.display_name as "createdBy", w.version,
  (select count(*)::int from webhook_delivery d where d.webhook_id = w.id and d.state = 'waiting') as waiting,
  (select json_build_object('event', d.event, 'state', d.state, 'at', coalesce(d.tried_at, d.raised_at), 'error', d.last_error)
    from webhook_delivery d where d.webhook_id = w.id order by d.id desc limit 1) as "lastDelivery"`

export async function listWebhooks(db: Transaction): Promise<Webhook[]> {
  const { rows } = await sql<Webhook>`
    select ${WEBHOOK} from webhook w left join account a on a.id = w.created_by order by w.id`.execute(db)
  return rows
}

export async function readWebhook(db: Transaction, id: number): Promise<Webhook | null> {
  const { rows } = await sql<Webhook>`
    select ${WEBHOOK} from webhook w left join account a on a.id = w.created_by where w.id = ${id}`.execute(db)
  return rows[0] ?? null
}

export async function lockWebhook(db: Transaction, id: number): Promise<Webhook | null> {
  await sql`select w.id from webhook w where w.id = ${id} for update`.execute(db)
  return await readWebhook(db, id)
}

/** Numbers are taken before the row is made: the secret is sealed for its own row. */
export async function nextWebhookId(db: Transaction): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('webhook', 'id'))::int as id`.execute(db)
  return rows[0]!.id
}

type NewWebhook = {
  id: number
  name: string
  url: string
  events: readonly WebhookEvent[]
  sealed: string
  by: number
  at: Date
}

export async function insertWebhook(db: Transaction, given: NewWebhook): Promise<void> {
  await sql`insert into webhook (id, name, url, events, secret_sealed, created_by, created_at) overriding system value
    values (${given.id}, ${given.name}, ${given.url}, ${given.events}::text[], ${given.sealed}, ${given.by}, ${given.at.toISOString()})`.execute(
    db,
  )
}

type Edited = Pick<Webhook, 'id' | 'name' | 'url' | 'events' | 'isActive'>

/** Switched on, a push starts anew: its pause and its failures are forgotten. */
export async function updateWebhook(db: Transaction, given: Edited, startsAnew: boolean): Promise<void> {
  const anew = startsAnew ? sql`, failures = 0, failing_since = null, paused_at = null, paused_because = null` : sql``
  await sql`update webhook set name = ${given.name}, url = ${given.url}, events = ${given.events}::text[], is_active = ${given.isActive},
    version = version + 1 ${anew} where id = ${given.id}`.execute(db)
}

export async function replaceSecret(db: Transaction, id: number, sealed: string, formerUntil: Date): Promise<void> {
  await sql`update webhook set former_secret_sealed = secret_sealed, former_until = ${formerUntil.toISOString()}, secret_sealed = ${sealed},
    version = version + 1 where id = ${id}`.execute(db)
}

/** Into the outbox of every push that wants them; part of the transaction they tell of. Answers how many were put there. */
export async function queuePayloads(db: Transaction, payloads: readonly Payload[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select queue_webhook_deliveries(${JSON.stringify(payloads)}::jsonb) as count`.execute(db)
  return rows[0]!.count
}

export async function queuePing(db: Transaction, webhookId: number, payload: Payload): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into webhook_delivery (webhook_id, event, payload, next_try_at, raised_at)
    values (${webhookId}, 'ping', ${JSON.stringify(payload)}::jsonb, ${payload.timestamp}, ${payload.timestamp}) returning id`.execute(
    db,
  )
  return rows[0]!.id
}

const DELIVERY = sql`d.id, d.webhook_id as "webhookId", w.name as "webhookName", d.message_id::text as "messageId", d.event, d.state,
  d.attempts, d.raised_at as "raisedAt", d.tried_at as "triedAt", case when d.state = 'waiting' then d.next_try_at end as "nextTryAt",
  d.last_status as "lastStatus", d.last_error as "lastError", d.last_answer as "lastAnswer", d.payload`

type Asked = { webhook?: number | undefined; before?: number | undefined; limit: number }

export async function listDeliveries(db: Transaction, { webhook, before, limit }: Asked): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`
    select ${DELIVERY} from webhook_delivery d join webhook w on w.id = d.webhook_id
    where (${webhook ?? null}::int is null or d.webhook_id = ${webhook ?? null}) and (${before ?? null}::int is null or d.id < ${before ?? null})
    order by d.id desc limit ${limit}`.execute(db)
  return rows
}

export async function readDelivery(db: Transaction, id: number): Promise<Delivery | null> {
  const { rows } = await sql<Delivery>`
    select ${DELIVERY} from webhook_delivery d join webhook w on w.id = d.webhook_id where d.id = ${id}`.execute(db)
  return rows[0] ?? null
}

export async function tryAgain(db: Transaction, id: number, at: Date): Promise<void> {
  await sql`update webhook_delivery set state = 'waiting', attempts = 0, next_try_at = ${at.toISOString()} where id = ${id}`.execute(
    db,
  )
}
