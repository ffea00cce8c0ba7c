import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { type DelivererOptions, deliverDue } from '#capabilities/settings/webhooks/deliverer.ts'
import { queueDeliveries } from '#capabilities/settings/webhooks/queue.ts'
import { runTransaction, wholeRegion } from '#platform/database/transaction.ts'
import { NOW, openStage, SECRETS, type Stage } from './product.ts'
import { openReceiver, type Receiver } from './receiver.ts'

export const MINUTE = 60_000

/** What a test of pushes works with; `clock` is the deliverer's, the product's stands still, so that nobody is signed out meanwhile. */
export type Scene = { stage: Stage; receiver: Receiver; clock: Date }
type Recorded = { actor: string; before: unknown; after: unknown; reason: string | null }
type Made = { webhook: { id: number; version: number }; secret: string }

/** The product and, anew for each test, a receiver on this machine and an empty outbox. */
export function openScene() {
  const scene = { clock: NOW } as Scene
  beforeAll(async () => {
    vi.stubEnv('GUATU_WEBHOOK_ALLOW_LOOPBACK', '1')
    scene.stage = await openStage()
  })
  afterAll(async () => {
    await scene.stage?.close()
    vi.unstubAllEnvs()
  })
  beforeEach(async () => {
    scene.receiver = await openReceiver()
    scene.clock = NOW
    await sql`truncate webhook, webhook_delivery`.execute(scene.stage.owner)
  })
  afterEach(async () => await scene.receiver.close())
  return { scene, ...actionsOf(scene) }
}

function actionsOf(scene: Scene) {
  const admin = () => scene.stage.as('admin')
  return {
    later: (milliseconds: number) => {
      scene.clock = new Date(scene.clock.getTime() + milliseconds)
    },
    deliver: (more: Partial<DelivererOptions> = {}) => deliverDue({ ...delivererOptions(scene), ...more }),
    addWebhook: async (events: string[] = ['round.opened'], url = scene.receiver.url): Promise<Made> => {
      const { status, body } = await admin().post('/api/webhooks', { name: '督查平台', url, events })
      if (status !== 200) throw new Error(JSON.stringify(body))
      return body
    },
    /** Events as a committed request would raise them. */
    raise: async (count = 1) => {
      const subject = (index: number) => ({ type: 'round', id: index + 1 })
      const entries = Array.from({ length: count }, (_, index) => ({
        action: 'round.opened',
        subject: subject(index),
        orgPath: 'o1',
      }))
      const { owner } = scene.stage
      await runTransaction(owner, { scope: wholeRegion() }, (tx) => queueDeliveries(tx, entries, scene.clock))
    },
    deliveries: async () => (await admin().get('/api/webhook-deliveries')).body.items,
    webhooks: async () => (await admin().get('/api/webhooks')).body.items,
    recorded: async (action: string): Promise<Recorded[]> => {
      const { rows } = await sql<Recorded>`
        select actor, before, after, reason from record_entry where action = ${action} order by id desc`.execute(
        scene.stage.owner,
      )
      return rows
    },
  }
}

export function delivererOptions(scene: Scene): DelivererOptions {
  return {
    db: scene.stage.owner,
    secrets: SECRETS,
    policy: { allowLoopback: true },
    now: () => scene.clock,
    log: () => undefined,
  }
}
