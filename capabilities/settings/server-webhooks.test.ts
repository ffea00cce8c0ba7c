import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { openRound } from '#capabilities/race/sample-round.ts'
import { runTransaction, wholeRegion } from '#platform/database/transaction.ts'
import { makeDueDigests } from '#platform/record/make-digests.ts'
import { isSignedBy } from '#tests/harness/receiver.ts'
import { MINUTE, openScene } from '#tests/harness/webhooks.ts'
import { queueDeliveries } from './webhooks/queue.ts'

const { scene, addWebhook, deliver, deliveries, later, raise, recorded, webhooks } = openScene()

describe('the secret', () => {
  test('is shown once, kept sealed, and never in the record, nor what stands behind the question mark', async () => {
    const { webhook, secret } = await addWebhook(
      ['round.opened'],
      `${scene.receiver.url}/path-geheim?access_token=geheim`,
    )
    expect(secret).toMatch(/^whsec_/)
    const list = await scene.stage.as('admin').get('/api/webhooks')
    expect(list.text).not.toContain(secret.slice(6))
    const { rows } = await sql<{
      row: string
    }>`select w::text as row from webhook w where w.id = ${webhook.id}`.execute(scene.stage.owner)
    expect(rows[0]!.row).not.toContain(secret.slice(6))
    const [entry] = await recorded('webhook.created')
    expect(entry).toMatchObject({ actor: 'admin', after: { name: '督查平台', events: ['round.opened'] } })
    expect(JSON.stringify(entry)).not.toMatch(/geheim|whsec/)
  })

  test('asked for again with the same key it is not repeated', async () => {
    const headers = { 'idempotency-key': 'create-webhook-once' }
    const body = { name: '只建一次', url: scene.receiver.url, events: ['round.opened'] }
    await scene.stage.as('admin').post('/api/webhooks', body, headers)
    const again = await scene.stage.as('admin').post('/api/webhooks', body, headers)
    expect(again.text).not.toContain('whsec_')
    expect(await webhooks()).toHaveLength(1)
  })

  test('is replaced: for a day both sign, then the new one alone', async () => {
    const { webhook, secret } = await addWebhook()
    const rotated = await scene.stage.as('admin').post(`/api/webhooks/${webhook.id}/secret`, { reason: '人员变动' })
    expect(rotated.body.secret).not.toBe(secret)
    await raise()
    await deliver()
    later(24 * 60 * MINUTE)
    await raise()
    await deliver()
    const [first, second] = scene.receiver.received
    expect([isSignedBy(first!, secret), isSignedBy(first!, rotated.body.secret)]).toEqual([true, true])
    expect([isSignedBy(second!, secret), isSignedBy(second!, rotated.body.secret)]).toEqual([false, true])
    expect((await recorded('webhook.secretRotated'))[0]).toMatchObject({ reason: '人员变动', after: null })
  })
})

describe('what is sent', () => {
  test('a round opened: signed, with names and numbers, to who asked for it', async () => {
    const { secret } = await addWebhook(['round.opened'])
    await addWebhook(['bulletin.published'], `${scene.receiver.url}/other`)
    const roundId = await openRoundWithProject()
    expect(await deliver()).toBe(1)
    const [message] = scene.receiver.received
    expect(JSON.parse(message!.body)).toMatchObject({
      type: 'round.opened',
      data: { subject: 'round', id: String(roundId) },
    })
    expect(Object.keys(JSON.parse(message!.body).data).sort()).toEqual(['id', 'organisation', 'subject'])
    expect(isSignedBy(message!, secret)).toBe(true)
    expect(message!.headers['webhook-id']).toMatch(/^msg_[0-9a-f-]{36}$/)
    expect(Number(message!.headers['webhook-timestamp'])).toBe(Math.floor(scene.clock.getTime() / 1000))
    expect((await deliveries())[0]).toMatchObject({ state: 'delivered', attempts: 1, lastStatus: 204, lastError: null })
    expect(await deliver()).toBe(0)
  })

  test('by a county’s office too, who cannot see where it goes', async () => {
    await addWebhook(['project.created'])
    const project = { name: '县级新项目', orgId: scene.stage.orgs.east }
    expect((await scene.stage.as('countyOffice').post('/api/projects', project)).status).toBe(200)
    expect(await deliver()).toBe(1)
    const looking = runTransaction(
      scene.stage.owner,
      { scope: { all: false, paths: ['o1.o2'], assignees: [] } },
      (tx) => sql`select url from webhook`.execute(tx),
    )
    await expect(looking).rejects.toMatchObject({ code: '42501' })
  })

  test('nothing of a request that was refused or rolled back', async () => {
    await addWebhook(['project.created', 'round.opened'])
    const project = { name: '只建一次', orgId: scene.stage.orgs.east, owner: '业主' }
    await scene.stage.as('office').post('/api/projects', project)
    expect((await scene.stage.as('office').post('/api/projects', project)).status).toBe(409)
    const failing = runTransaction(scene.stage.owner, { scope: wholeRegion() }, async (tx) => {
      await queueDeliveries(
        tx,
        [{ action: 'round.opened', subject: { type: 'round', id: 1 }, orgPath: 'o1' }],
        scene.clock,
      )
      throw new Error('the change failed')
    })
    await expect(failing).rejects.toThrow('the change failed')
    await deliver()
    expect(scene.receiver.received.map(({ body }) => JSON.parse(body).type)).toEqual(['project.created'])
  })

  test('a day’s digest of the record, whole', async () => {
    await addWebhook(['record.digest'])
    const [digest] = await makeDueDigests(scene.stage.owner, scene.clock)
    await deliver()
    expect(JSON.parse(scene.receiver.received[0]!.body)).toMatchObject({
      type: 'record.digest',
      data: {
        digest: {
          day: digest!.day,
          hash: digest!.hash,
          previous: digest!.previous,
          chains: digest!.chains,
          madeAt: digest!.madeAt,
        },
      },
    })
  })

  test('a test message, also while the push is off', async () => {
    const { webhook } = await addWebhook()
    const off = { version: webhook.version, isActive: false, reason: '检修' }
    await scene.stage.as('admin').patch(`/api/webhooks/${webhook.id}`, off)
    await raise()
    expect((await scene.stage.as('admin').post(`/api/webhooks/${webhook.id}/ping`)).status).toBe(200)
    await deliver()
    expect(scene.receiver.received.map(({ body }) => JSON.parse(body).type)).toEqual(['ping'])
    expect(await recorded('webhook.pinged')).toHaveLength(1)
  })
})

async function openRoundWithProject(): Promise<number> {
  const office = scene.stage.as('office')
  const { body } = await office.post('/api/projects', {
    name: `推送项目${Math.random()}`,
    orgId: scene.stage.orgs.east,
  })
  return await openRound(office, '2026-10', [body.id])
}

describe('who may', () => {
  test('only the system administrator sees or changes pushes', async () => {
    const { webhook } = await addWebhook()
    for (const who of ['office', 'leader', 'security', 'auditor', 'reporter'] as const) {
      const caller = scene.stage.as(who)
      const answers = [
        await caller.get('/api/webhooks'),
        await caller.get('/api/webhook-deliveries'),
        await caller.post('/api/webhooks', { name: '越权', url: scene.receiver.url, events: ['round.opened'] }),
        await caller.patch(`/api/webhooks/${webhook.id}`, { version: 1, isActive: false, reason: '越权' }),
        await caller.post(`/api/webhooks/${webhook.id}/secret`, { reason: '越权' }),
        await caller.post(`/api/webhooks/${webhook.id}/ping`),
      ]
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403))
    }
    expect(await webhooks()).toHaveLength(1)
  })

  test('what is wrong is said: no events, unknown ones, nothing changed, nothing there', async () => {
    const admin = scene.stage.as('admin')
    const { webhook } = await addWebhook()
    const url = `/api/webhooks/${webhook.id}`
    expect((await admin.post('/api/webhooks', { name: '无', url: scene.receiver.url, events: [] })).status).toBe(400)
    expect((await admin.post('/api/webhooks', { name: '无', url: scene.receiver.url, events: ['ping'] })).status).toBe(
      400,
    )
    const same = await admin.patch(url, { version: 1, name: '督查平台', reason: '没有改' })
    expect([same.status, same.body.code]).toEqual([400, 'nothing_changed'])
    expect((await admin.post('/api/webhooks/99999/ping')).status).toBe(404)
    expect((await admin.post('/api/webhook-deliveries/99999/retry')).status).toBe(404)
  })

  test('an edit is recorded with what it was', async () => {
    const { webhook } = await addWebhook()
    const edited = { version: webhook.version, events: ['round.locked'], name: '新平台', reason: '改为锁定后推送' }
    expect((await scene.stage.as('admin').patch(`/api/webhooks/${webhook.id}`, edited)).status).toBe(200)
    expect((await recorded('webhook.edited'))[0]).toEqual({
      actor: 'admin',
      before: { name: '督查平台', events: ['round.opened'] },
      after: { name: '新平台', events: ['round.locked'] },
      reason: '改为锁定后推送',
    })
  })
})
