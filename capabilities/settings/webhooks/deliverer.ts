import { setTimeout as pauseFor } from 'node:timers/promises'
import type { Database } from '#platform/database/pool.ts'
import { runTransaction, wholeRegion } from '#platform/database/transaction.ts'
import { appendEntries } from '#platform/record/append.ts'
import type { Secrets } from '#platform/secrets/secrets.ts'
import * as outbox from './outbox-store.ts'
import type { Policy } from './rules/address.ts'
import { isToPause, waitAfter } from './rules/retry.ts'
import { signedHeaders } from './rules/signature.ts'
import { type Sending, send } from './send.ts'

const POLL = 3_000
const HOUR = 3_600_000
const GONE = 410

export type DelivererOptions = {
  db: Database
  secrets: Secrets
  policy: Policy
  now: () => Date
  log: (line: string) => void
  /** Milliseconds a receiver has to answer; 10 s. */
  timeout?: number
  resolve?: Sending['resolve']
}
export type Deliverer = {
  /** Something was put into the outbox: look sooner than the next round. */
  wake: () => void
  stop: () => Promise<void>
}

/** Sends what stands in the outbox, every few seconds and when woken, until it is stopped; what it was sending then is sent again. */
export function startDeliverer(options: DelivererOptions): Deliverer {
  const stopping = new AbortController()
  let rouse = () => {}
  const idle = async () => {
    const roused = new AbortController()
    rouse = () => roused.abort()
    await pauseFor(POLL, null, { signal: AbortSignal.any([roused.signal, stopping.signal]), ref: false }).catch(
      () => null,
    )
  }
  const run = async () => {
    let sweptAt = 0
    while (!stopping.signal.aborted) {
      try {
        const sent = await deliverDue(options, stopping.signal)
        if (options.now().getTime() - sweptAt > HOUR) {
          sweptAt = options.now().getTime()
          await within(options.db, (tx) => outbox.forgetOld(tx, options.now()))
        }
        if (sent > 0) continue
      } catch (error) {
        options.log(`webhooks: ${(error as Error).message}`)
      }
      await idle()
    }
  }
  const running = run()
  return {
    // the transaction that filled the outbox commits in a moment
    wake: () => void setTimeout(() => rouse(), 150).unref(),
    stop: async () => {
      stopping.abort()
      await running
    },
  }
}

/** One round: everything that is due, each once. Answers how many messages were tried. */
export async function deliverDue(options: DelivererOptions, stopped?: AbortSignal): Promise<number> {
  const due = await within(options.db, (tx) => outbox.takeDue(tx, options.now()))
  await Promise.all(due.map((one) => deliver(one, options, stopped)))
  return due.length
}

async function deliver(due: outbox.Due, options: DelivererOptions, stopped?: AbortSignal): Promise<void> {
  const outcome = await attempt(due, options, stopped)
  // nothing is known of it: its minute runs out and it is sent again
  if (stopped?.aborted) return
  const now = options.now()
  await within(options.db, async (tx) => {
    if (!outcome.error) return await outbox.settleDelivered(tx, due, outcome, now)
    const wait = waitAfter(due.attempts + 1, Math.random())
    const nextTry = wait === null ? null : new Date(now.getTime() + wait)
    const standing = await outbox.settleFailed(tx, due, outcome, { now, nextTry })
    const isHopeless = isToPause(standing.failures, new Date(standing.failingSince), now)
    if (!standing.isPaused && (isHopeless || outcome.status === GONE))
      await pause(tx, due, { ...standing, outcome, now })
  })
}

async function attempt(due: outbox.Due, options: DelivererOptions, stopped?: AbortSignal): Promise<outbox.Outcome> {
  const body = JSON.stringify(due.payload)
  try {
    const sealed = [due.secretSealed, due.formerSecretSealed].filter((one) => one !== null)
    const secrets = sealed.map((one) => options.secrets.open(purposeOf(due.webhookId), one))
    const headers = signedHeaders({ id: due.messageId, sentAt: options.now(), body }, secrets)
    const { policy, timeout = 10_000, resolve } = options
    return await send({ url: due.url, headers, body }, { policy, timeout, stopped, ...(resolve ? { resolve } : {}) })
  } catch (error) {
    // the key of the installation changed: nothing can be signed
    return { status: null, error: (error as Error).message, answer: null }
  }
}

/** Under which name a push's secret is sealed. */
export function purposeOf(webhookId: number): string {
  return `webhook:${webhookId}`
}

type Hopeless = { failures: number; outcome: outbox.Outcome; now: Date }
type Tx = Parameters<typeof outbox.takeDue>[0]

async function pause(tx: Tx, due: outbox.Due, { failures, outcome, now }: Hopeless): Promise<void> {
  const because =
    outcome.status === GONE
      ? '对方表示不再接收（410），已自动暂停。请与接收方核对后重新启用。'
      : `连续 ${failures} 次推送失败，已自动暂停，暂停期间的事件不再补发。最近一次：${outcome.error}`
  await outbox.pause(tx, due.webhookId, because, now)
  const orgPath = await outbox.rootPath(tx)
  const entry = {
    action: 'webhook.paused',
    subject: { type: 'webhook', id: due.webhookId },
    orgPath,
    after: { because },
  }
  await appendEntries(tx, { accountId: null, actor: 'system', origin: 'system', at: now }, [entry])
}

async function within<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return await runTransaction(db, { scope: wholeRegion() }, work)
}
