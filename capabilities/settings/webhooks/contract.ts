import * as z from 'zod'
import { defineRoutes, idParam } from '#platform/http/contract.ts'
import { reason } from '../calendar/contract.ts'
import { EVENTS } from './rules/events.ts'

const name = z.string().trim().min(1, '请填写名称').max(60)
const url = z.string().trim().min(10, '请填写完整的推送地址').max(500)
const events = z.array(z.enum(EVENTS)).min(1, '请至少选择一种事件')

export const webhook = z.object({
  id: z.number(),
  name: z.string(),
  url: z.string(),
  events: z.array(z.enum(EVENTS)),
  isActive: z.boolean(),
  /** Failed tries on end. */
  failures: z.number(),
  pausedAt: z.string().nullable(),
  /** Why it was paused, as a sentence. */
  pausedBecause: z.string().nullable(),
  createdAt: z.string(),
  createdBy: z.string().nullable(),
  version: z.number(),
  waiting: z.number(),
  lastDelivery: z
    .object({
      event: z.string(),
      state: z.enum(['waiting', 'delivered', 'givenUp']),
      at: z.string(),
      error: z.string().nullable(),
    })
    .nullable(),
})
export type Webhook = z.infer<typeof webhook>

/** `secret` is shown once: `whsec_…`, by which the receiver checks the signature. */
const withSecret = z.object({ webhook, secret: z.string() })

export const delivery = z.object({
  id: z.number(),
  webhookId: z.number(),
  webhookName: z.string(),
  messageId: z.string(),
  event: z.string(),
  state: z.enum(['waiting', 'delivered', 'givenUp']),
  attempts: z.number(),
  raisedAt: z.string(),
  triedAt: z.string().nullable(),
  nextTryAt: z.string().nullable(),
  lastStatus: z.number().nullable(),
  lastError: z.string().nullable(),
  /** At most 1 kB of what was answered. */
  lastAnswer: z.string().nullable(),
  payload: z.unknown(),
})
export type Delivery = z.infer<typeof delivery>

export const webhookRoutes = defineRoutes({
  listWebhooks: {
    method: 'GET',
    path: '/api/webhooks',
    needs: 'setting.manage',
    summary: 'Pushes to other systems, with how the last message fared.',
    out: z.object({ items: z.array(webhook) }),
  },
  createWebhook: {
    method: 'POST',
    path: '/api/webhooks',
    needs: 'setting.manage',
    summary: 'Adds a push (Standard Webhooks); its signing secret is answered once.',
    body: z.object({ name, url, events }),
    out: withSecret,
    answersSecret: true,
  },
  editWebhook: {
    method: 'PATCH',
    path: '/api/webhooks/:id',
    needs: 'setting.manage',
    summary: 'Changes a push, switches it off, or on again after a pause; `version` is the one that was read.',
    params: idParam,
    body: z.object({
      version: z.number().int(),
      name: name.optional(),
      url: url.optional(),
      events: events.optional(),
      isActive: z.boolean().optional(),
      reason,
    }),
    out: webhook,
  },
  rotateWebhookSecret: {
    method: 'POST',
    path: '/api/webhooks/:id/secret',
    needs: 'setting.manage',
    summary: 'A new signing secret, answered once; the former one signs beside it for 24 hours.',
    params: idParam,
    body: z.object({ reason }),
    out: withSecret,
    answersSecret: true,
  },
  pingWebhook: {
    method: 'POST',
    path: '/api/webhooks/:id/ping',
    needs: 'setting.manage',
    summary: 'Sends a message of type `ping`, also where the push is paused or off.',
    params: idParam,
    out: z.object({ deliveryId: z.number() }),
  },
  listDeliveries: {
    method: 'GET',
    path: '/api/webhook-deliveries',
    needs: 'setting.manage',
    summary: 'Messages of the last 30 days, newest first, by keyset.',
    query: z.object({
      webhook: z.coerce.number().int().positive().optional(),
      before: z.coerce.number().int().positive().optional(),
      limit: z.coerce.number().int().min(1).max(100).default(30),
    }),
    out: z.object({ items: z.array(delivery), next: z.number().nullable() }),
  },
  retryDelivery: {
    method: 'POST',
    path: '/api/webhook-deliveries/:id/retry',
    needs: 'setting.manage',
    summary: 'Sends a message again, now, with its own number.',
    params: idParam,
    out: delivery,
  },
})
