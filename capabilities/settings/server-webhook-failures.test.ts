import type { lookup } from 'node:dns'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { describe, expect, test, vi } from 'vitest'
import { runTransaction, wholeRegion } from '#platform/database/transaction.ts'
import { NOW } from '#tests/harness/product.ts'
import { openReceiver } from '#tests/harness/receiver.ts'
import { delivererOptions, MINUTE, openScene } from '#tests/harness/webhooks.ts'
import { startDeliverer } from './webhooks/deliverer.ts'
import { takeDue } from './webhooks/outbox-store.ts'

const { scene, addWebhook, deliver, deliveries, later, raise, recorded, webhooks } = openScene()

describe('when it fails', () => {
  test('it is tried again after a while with the same number, until it arrives', async () => {
    await addWebhook()
    await raise()
    scene.receiver.answerWith((response) => response.writeHead(500).end('维护中'))
    await deliver()
    expect(await deliver()).toBe(0)
    expect((await deliveries())[0]).toMatchObject({
      state: 'waiting',
      attempts: 1,
      lastStatus: 500,
      lastAnswer: '维护中',
    })
    scene.receiver.answerWith((response) => response.writeHead(200).end('ok'))
    later(19_000)
    expect(await deliver()).toBe(1)
    expect((await deliveries())[0]).toMatchObject({ state: 'delivered', attempts: 2, lastError: null })
    const [first, second] = scene.receiver.received
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id'])
    expect(second!.body).toBe(first!.body)
    expect((await webhooks())[0]).toMatchObject({ failures: 0, waiting: 0 })
  })

  test.each([
    ['who does not answer', () => undefined, null, /没有应答/],
    [
      'who sends elsewhere',
      (response: any) => response.writeHead(302, { location: 'http://127.0.0.1/' }).end(),
      302,
      /没有跟随/,
    ],
    ['who breaks off', (response: any) => response.destroy(), null, /中断/],
    ['who refuses', (response: any) => response.writeHead(403).end(), 403, /403/],
  ])('by one %s: said in a sentence', async (_, answer, status, sentence) => {
    await addWebhook()
    await raise()
    scene.receiver.answerWith(answer as never)
    await deliver({ timeout: 300 })
    const [one] = await deliveries()
    expect(one).toMatchObject({ state: 'waiting', attempts: 1, lastStatus: status })
    expect(one.lastError).toMatch(sentence)
    expect(scene.receiver.received).toHaveLength(1)
  })

  test('where nobody listens', async () => {
    const { port } = scene.receiver
    await addWebhook(['round.opened'], `http://127.0.0.1:${port}/`)
    await scene.receiver.close()
    await raise()
    await deliver()
    expect((await deliveries())[0].lastError).toMatch(/拒绝连接/)
    scene.receiver = await openReceiver()
  })

  test('after eight tries it is given up, and can be sent again by hand', async () => {
    await addWebhook()
    await raise()
    scene.receiver.answerWith((response) => response.writeHead(500).end())
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await deliver()
      later(24 * 60 * MINUTE)
    }
    expect(scene.receiver.received).toHaveLength(8)
    const [given] = await deliveries()
    expect(given).toMatchObject({ state: 'givenUp', attempts: 8, nextTryAt: null })
    scene.receiver.answerWith((response) => response.writeHead(204).end())
    const again = await scene.stage.as('admin').post(`/api/webhook-deliveries/${given.id}/retry`)
    expect([again.status, again.body.state]).toEqual([200, 'waiting'])
    await deliver()
    expect((await deliveries())[0].state).toBe('delivered')
    expect((await recorded('webhook.retried'))[0]).toMatchObject({ after: { event: 'round.opened' } })
  })

  test('for long, the push is paused with a sentence, recorded; what happens meanwhile is not kept; somebody takes it up again', async () => {
    const { webhook } = await addWebhook()
    await raise(5)
    scene.receiver.answerWith((response) => response.writeHead(503).end())
    for (let round = 0; round < 10 && !(await webhooks())[0].pausedAt; round += 1) {
      // two rounds: four at once
      await deliver()
      await deliver()
      later(5 * 60 * MINUTE)
    }
    const [paused] = await webhooks()
    expect(paused.pausedBecause).toMatch(/连续 \d+ 次推送失败，已自动暂停.*503/)
    expect(paused.failures).toBeGreaterThanOrEqual(20)
    expect(await recorded('webhook.paused')).toMatchObject([{ actor: 'system' }])
    const sent = scene.receiver.received.length
    later(48 * 60 * MINUTE)
    await raise()
    expect(await deliver()).toBe(0)
    expect(scene.receiver.received).toHaveLength(sent)
    const stale = await scene.stage
      .as('admin')
      .patch(`/api/webhooks/${webhook.id}`, { version: webhook.version, isActive: true, reason: '已修复' })
    expect(stale.body.code).toBe('edit_conflict')
    scene.receiver.answerWith((response) => response.writeHead(204).end())
    const resumed = await scene.stage
      .as('admin')
      .patch(`/api/webhooks/${webhook.id}`, { version: paused.version, isActive: true, reason: '已修复' })
    expect(resumed.body).toMatchObject({ pausedAt: null, failures: 0 })
    expect((await recorded('webhook.resumed'))[0]?.reason).toBe('已修复')
    while ((await deliver()) > 0);
    const fresh = scene.receiver.received.slice(sent)
    // those that waited, not the one that happened during the pause
    expect(fresh.map(({ body }) => JSON.parse(body).timestamp)).toEqual(fresh.map(() => NOW.toISOString()))
    expect(fresh.length).toBeGreaterThan(0)
  })

  test('for good (410), it is paused at once', async () => {
    await addWebhook()
    await raise()
    scene.receiver.answerWith((response) => response.writeHead(410).end())
    await deliver()
    expect((await webhooks())[0].pausedBecause).toMatch(/410/)
  })

  test('of a long answer a kilobyte is kept, and no zero byte', async () => {
    await addWebhook()
    await raise()
    scene.receiver.answerWith((response) => response.writeHead(500).end(Buffer.alloc(3_000_000, '\u0000a')))
    await deliver()
    const [one] = await deliveries()
    expect(one.lastAnswer).toMatch(/^a+$/)
    expect(one.lastAnswer.length).toBeLessThanOrEqual(1024)
  })
})

describe('several at once', () => {
  test('a process that dies while sending leaves the message to be sent again, with its number', async () => {
    await addWebhook()
    await raise()
    const [taken] = await runTransaction(scene.stage.owner, { scope: wholeRegion() }, (tx) => takeDue(tx, scene.clock))
    expect(await deliver()).toBe(0)
    later(61_000)
    expect(await deliver()).toBe(1)
    expect(scene.receiver.received[0]!.headers['webhook-id']).toBe(taken!.messageId)
  })

  test('two deliverers send each message once', async () => {
    await addWebhook()
    await raise(4)
    const counts = await Promise.all([deliver(), deliver()])
    expect(counts[0]! + counts[1]!).toBe(4)
    const ids = scene.receiver.received.map(({ headers }) => headers['webhook-id'])
    expect([ids.length, new Set(ids).size]).toEqual([4, 4])
  })

  test('a silent receiver does not hold up another', async () => {
    await addWebhook()
    const other = await openReceiver()
    await addWebhook(['round.opened'], other.url)
    scene.receiver.answerWith(() => undefined)
    await raise(8)
    await deliver({ timeout: 200 })
    await deliver({ timeout: 200 })
    expect(other.received).toHaveLength(8)
    await other.close()
  })

  test('running by itself it sends soon after it is woken, and stops without waiting for who is silent', async () => {
    const log: string[] = []
    const options = { ...delivererOptions(scene), log: (line: string) => log.push(line) }
    const deliverer = startDeliverer(options)
    const { webhook } = await addWebhook()
    await scene.stage.as('admin').post(`/api/webhooks/${webhook.id}/ping`)
    deliverer.wake()
    await vi.waitFor(() => expect(scene.receiver.received).toHaveLength(1), 2000)
    await vi.waitFor(async () => expect((await deliveries())[0].state).toBe('delivered'), 2000)
    scene.receiver.answerWith(() => undefined)
    await raise()
    deliverer.wake()
    await vi.waitFor(() => expect(scene.receiver.received).toHaveLength(2), 2000)
    const stopped = await Promise.race([deliverer.stop().then(() => 'stopped'), pause(2000, 'hangs')])
    expect(stopped).toBe('stopped')
    expect((await deliveries())[0]).toMatchObject({ state: 'waiting', attempts: 0 })
    expect(log).toEqual([])
  })
})

describe('where it may go', () => {
  test.each([
    ['http://169.254.169.254/latest/meta-data', /元数据/],
    ['http://8.8.8.8/hook', /https/],
    ['file:///etc/passwd', /https/],
    ['https://admin:word@oa.example.com/', /用户名和密码/],
  ])('%s is refused when it is entered', async (url, sentence) => {
    const { status, body } = await scene.stage
      .as('admin')
      .post('/api/webhooks', { name: '越界', url, events: ['round.opened'] })
    expect([status, body.code]).toEqual([400, 'webhook_url'])
    expect(body.message).toMatch(sentence)
    expect(await webhooks()).toEqual([])
  })

  test('a name is judged by the addresses it has when it is sent, all of them, and the connection goes nowhere else', async () => {
    await addWebhook(['round.opened'], `http://hook.example.com:${scene.receiver.port}/`)
    const answers = [
      [{ address: '127.0.0.1', family: 4 }],
      [
        { address: '10.1.2.3', family: 4 },
        { address: '169.254.169.254', family: 4 },
      ],
      [{ address: '8.8.8.8', family: 4 }],
    ]
    let asked = 0
    const resolve = ((_: string, __: object, done: (error: null, addresses: object[]) => void) =>
      done(null, answers[asked++]!)) as unknown as typeof lookup
    for (const sentence of [/本机/, /元数据/, /https/]) {
      await raise()
      await deliver({ policy: { allowLoopback: false }, resolve })
      expect((await deliveries())[0].lastError).toMatch(sentence)
    }
    expect([asked, scene.receiver.received.length]).toEqual([3, 0])
    await raise()
    answers.push([{ address: '127.0.0.1', family: 4 }])
    await deliver({ resolve })
    expect([asked, scene.receiver.received.length]).toEqual([4, 1])
    expect(scene.receiver.received[0]!.headers.host).toBe(`hook.example.com:${scene.receiver.port}`)
  })

  test('entered before and no longer allowed, the machine itself is not reached', async () => {
    await addWebhook()
    await raise()
    await deliver({ policy: { allowLoopback: false } })
    expect((await deliveries())[0].lastError).toMatch(/本机/)
    expect(scene.receiver.received).toEqual([])
  })

  test('a secret sealed under another key is said, and nothing leaves unsigned', async () => {
    const { webhook } = await addWebhook()
    await sql`update webhook set secret_sealed = 'g1.00000000.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA' where id = ${webhook.id}`.execute(
      scene.stage.owner,
    )
    await raise()
    await deliver()
    expect((await deliveries())[0].lastError).toMatch(/密钥/)
    expect(scene.receiver.received).toEqual([])
  })
})
