import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openProduct, type Product } from '#app/product.ts'
import { asOwner } from '#platform/postgres/owner.ts'
import { NOW, openStage, SECRETS, type Stage, signIn } from '#tests/harness/product.ts'

let stage: Stage
let server: Product
let address: string
let project: number
let westProject: number
beforeAll(async () => {
  stage = await openStage()
  server = await openProduct({
    appUrl: stage.appUrl,
    secrets: SECRETS,
    now: () => NOW,
    connections: 4,
    checkEvery: 300,
  })
  address = await server.http.listen({ port: 0, host: '127.0.0.1' })
  const add = async (name: string, orgId: number) =>
    (await stage.as('office').post('/api/projects', { name, orgId })).body.id
  project = await add('直播项目', stage.orgs.east)
  westProject = await add('西县项目', stage.orgs.west)
})
afterAll(async () => {
  await server?.close()
  await stage?.close()
})

type Told = { event: string; id: string; data: any }

/** An EventSource, as far as the test needs one. */
async function listen(cookie: string, headers: Record<string, string> = {}) {
  const abort = new AbortController()
  const answer = await fetch(`${address}/api/events`, { headers: { cookie, ...headers }, signal: abort.signal })
  const told: Told[] = []
  let ended = false
  const reading = (async () => {
    let text = ''
    try {
      for await (const part of answer.body!.pipeThrough(new TextDecoderStream())) {
        text += part
        const blocks = text.split('\n\n')
        text = blocks.pop()!
        for (const block of blocks) {
          const line = (name: string) =>
            block
              .split('\n')
              .find((one) => one.startsWith(`${name}: `))
              ?.slice(name.length + 2)
          if (line('event')) told.push({ event: line('event')!, id: line('id')!, data: JSON.parse(line('data')!) })
        }
      }
    } catch {}
    ended = true
  })()
  const changes = () => told.filter(({ event }) => event === 'change')
  const close = async () => {
    abort.abort()
    await reading
  }
  return { answer, told, changes, hasEnded: () => ended, close }
}

const edit = async (projectId: number, value: string, cookie: string) => {
  const [{ cells }] = (
    await stage.as('office').post('/api/ledger-grid-rows', { ids: [projectId], columns: ['remark'] })
  ).body.items
  const answer = await fetch(`${address}/api/ledger-edits`, {
    method: 'POST',
    headers: { cookie, origin: address, 'content-type': 'application/json' },
    body: JSON.stringify({ cells: [{ projectId, field: 'remark', seen: cells.remark, value }] }),
  })
  expect(answer.status).toBe(200)
}
const within = (ms: number, check: () => void) => vi.waitFor(check, { timeout: ms, interval: 20 })

describe('what others change', () => {
  test('appears within a second where it may be seen, nowhere else, and after the commit', async () => {
    const office = await signIn(server, 'office')
    const [east, west, town] = await Promise.all(
      ['countyOffice', 'otherReporter', 'townReporter'].map(async (who) => await listen(await signIn(server, who))),
    )
    await within(1_000, () => expect(east!.told[0]?.event).toBe('ready'))
    expect(east!.answer.headers.get('content-type')).toContain('text/event-stream')
    expect(east!.answer.headers.get('x-accel-buffering')).toBe('no')
    expect(east!.answer.headers.get('content-encoding')).toBeNull()
    await edit(project, '一', office)
    await within(1_000, () => expect(east!.changes().at(-1)?.data).toEqual({ ids: [project], many: false }))
    await edit(westProject, '二', office)
    await within(1_000, () => expect(west!.changes().at(-1)?.data.ids).toEqual([westProject]))
    await pause(200)
    expect(east!.changes().every(({ data }) => !data.ids.includes(westProject))).toBe(true)
    expect(west!.changes().every(({ data }) => !data.ids.includes(project))).toBe(true)
    expect(town!.changes()).toEqual([])
    await Promise.all([east, west, town].map(async (one) => await one!.close()))
  })

  test('from another server and from another process too; an assigned project counts', async () => {
    await stage
      .as('office')
      .post('/api/project-assignments', { projectIds: [westProject], accountId: stage.accounts.reporter })
    const reporter = await listen(await signIn(server, 'reporter'))
    await within(1_000, () => expect(reporter.told).toHaveLength(1))
    // the stage’s own product is another server on the same database
    await stage.as('office').patch(`/api/projects/${westProject}`, { version: 2, fields: { remark: '三' } })
    await within(1_000, () => expect(reporter.changes().at(-1)?.data.ids).toEqual([westProject]))
    const before = reporter.changes().length
    // a command line wakes nobody
    await sql`update project set remark = '四' where id = ${project}`.execute(stage.owner)
    await within(3_000, () => expect(reporter.changes().length).toBeGreaterThan(before))
    await reporter.close()
  })

  test('more than can be named is told as such, to those below whom it lies', async () => {
    const [east, west] = await Promise.all(
      ['countyOffice', 'otherReporter'].map(async (who) => await listen(await signIn(server, who))),
    )
    await within(1_000, () => expect(west!.told).toHaveLength(1))
    await asOwner(stage.ownerUrl, (owner) =>
      owner.query(`insert into project (name, folded_name, org_id, org_path, county_id)
        select 'N' || n, 'n' || n, o.id, o.path, o.id from organisation o, generate_series(1, 600) n where o.name = '东县'`),
    )
    await within(3_000, () => expect(east!.changes().at(-1)?.data).toEqual({ ids: [], many: true }))
    await pause(100)
    expect(west!.changes()).toEqual([])
    await Promise.all([east!.close(), west!.close()])
  })
})

describe('an interruption', () => {
  test('loses nothing, whatever was committed in between and in whatever order', async () => {
    const cookie = await signIn(server, 'countyOffice')
    const office = await signIn(server, 'office')
    const first = await listen(cookie)
    await within(1_000, () => expect(first.told).toHaveLength(1))
    const id = first.told[0]!.id
    await first.close()
    // began before, committed after what the interrupted stream has seen
    const [slow, quick] = await Promise.all([addEast('慢'), addEast('快')])
    const seen = await listen(cookie, { 'last-event-id': id })
    await within(1_000, () =>
      expect(seen.changes().flatMap(({ data }) => data.ids)).toEqual(expect.arrayContaining([slow, quick])),
    )
    await seen.close()
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let started: () => void = () => undefined
    const begun = new Promise<void>((resolve) => {
      started = resolve
    })
    const running = stage.owner.transaction().execute(async (tx) => {
      await sql`update project set remark = '慢' where id = ${slow}`.execute(tx)
      started()
      await held
    })
    await begun
    const second = await listen(cookie)
    await edit(quick, '快', office)
    await within(1_000, () => expect(second.changes().flatMap(({ data }) => data.ids)).toEqual([quick]))
    const last = second.told.at(-1)!.id
    await second.close()
    release()
    await running
    const third = await listen(cookie, { 'last-event-id': last })
    await within(1_000, () => expect(third.changes().flatMap(({ data }) => data.ids)).toEqual([slow]))
    await third.close()
  })

  test('of a position that is too old, or none, everything is read anew', async () => {
    const cookie = await signIn(server, 'countyOffice')
    for (const id of ['1600000000000_1:1:', 'nonsense', `${Date.now()}_5:3:`, `${Date.now()}_1:99999999:`]) {
      const stream = await listen(cookie, { 'last-event-id': id })
      await within(1_000, () => expect(stream.changes()[0]?.data).toEqual({ ids: [], many: true }))
      await stream.close()
    }
    const once = await stage.as('countyOffice').get('/api/events?once=true&since=nonsense')
    expect([once.status, once.text]).toEqual([200, expect.stringContaining('"many":true')])
  })
})

describe('the end', () => {
  test('without a session there is none; it ends with the session and when roles change; holding it prolongs nothing', async () => {
    expect((await fetch(`${address}/api/events`)).status).toBe(401)
    expect((await listen(await signIn(server, 'admin'))).answer.status).toBe(403)
    const cookie = await signIn(server, 'steward')
    const seenAt = async () =>
      (
        await sql<{
          at: string
        }>`select max(last_seen_at)::text as at from session where account_id = ${stage.accounts.steward}`.execute(
          stage.owner,
        )
      ).rows[0]!.at
    await sql`update session set last_seen_at = last_seen_at - interval '5 minutes' where account_id = ${stage.accounts.steward}`.execute(
      stage.owner,
    )
    const before = await seenAt()
    const stream = await listen(cookie)
    await pause(700)
    expect([stream.hasEnded(), await seenAt()]).toEqual([false, before])
    await sql`update session set revoked_at = now() where account_id = ${stage.accounts.steward}`.execute(stage.owner)
    await within(2_000, () => expect(stream.hasEnded()).toBe(true))
    const leader = await listen(await signIn(server, 'leader'))
    await sql`update role_grant set organisation_id = ${stage.orgs.west} where account_id = ${stage.accounts.leader}`.execute(
      stage.owner,
    )
    await within(2_000, () => expect(leader.hasEnded()).toBe(true))
  })

  test('one browser that forgets to close them takes no place from others', async () => {
    const cookie = await signIn(server, 'auditor')
    const open = await Promise.all(Array.from({ length: 8 }, async () => await listen(cookie)))
    const ninth = await fetch(`${address}/api/events`, { headers: { cookie } })
    expect([ninth.status, ((await ninth.json()) as { code: string }).code]).toEqual([429, 'streams_open'])
    await open[0]!.close()
    await within(1_000, () => expect(open[0]!.hasEnded()).toBe(true))
    await pause(50)
    const again = await listen(cookie)
    expect(again.answer.status).toBe(200)
    await Promise.all([...open.slice(1), again].map(async (one) => await one.close()))
  })

  test('a server that stops ends its streams first and is gone at once', async () => {
    const other = await openProduct({ appUrl: stage.appUrl, secrets: SECRETS, now: () => NOW, connections: 4 })
    const at = await other.http.listen({ port: 0, host: '127.0.0.1' })
    const answer = await fetch(`${at}/api/events`, { headers: { cookie: await signIn(other, 'auditor') } })
    const reader = answer.body!.getReader()
    await reader.read()
    const began = performance.now()
    await other.close()
    expect(performance.now() - began).toBeLessThan(2_000)
    for (let done = false; !done; ) ({ done } = await reader.read())
  })
})

async function addEast(name: string): Promise<number> {
  return (await stage.as('office').post('/api/projects', { name: `中断${name}`, orgId: stage.orgs.east })).body.id
}
