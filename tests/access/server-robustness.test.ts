import { request as httpRequest, type IncomingMessage } from 'node:http'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openProduct, type Product } from '#app/product.ts'
import { appUrlOf } from '#platform/postgres/roles.ts'
import { type Caller, callerOf, NOW, openStage, SECRETS, type Stage, signIn } from '#tests/harness/product.ts'
import { must } from './two-counties.ts'

// Over a real socket: clients that are slow, go away or send too much, and a database that restarts underneath.

let stage: Stage
let product: Product
let office: Caller
let cookie: string
let leaderCookie: string
let port: number
const logged: string[] = []
beforeAll(async () => {
  stage = await openStage()
  await sql`insert into project (name, folded_name, org_id, org_path, remark)
    select '大量' || n, '大量' || n, o.id, o.path, repeat('备注文字', 200) from generate_series(1, 20000) n
    join organisation o on o.id = ${stage.orgs.eastTown}`.execute(stage.owner)
  const appUrl = appUrlOf(stage.ownerUrl)
  product = await openProduct({
    secrets: SECRETS,
    appUrl,
    now: () => NOW,
    log: (line) => logged.push(line),
    connections: 4,
    downloadPatience: 1500,
  })
  await product.http.listen({ port: 0, host: '127.0.0.1' })
  port = (product.http.server.address() as { port: number }).port
  cookie = await signIn(product, 'office')
  office = callerOf(product, cookie)
  leaderCookie = await signIn(product, 'leader')
})
afterAll(async () => {
  await product?.close()
  await stage?.close()
})

type Begun = { response: IncomingMessage; abort: () => void }

/** Begins to read an answer over the socket and stops after its first piece. */
function begin(path: string, as = cookie): Promise<Begun> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ port, host: '127.0.0.1', path, headers: { cookie: as } }, (response) => {
      response.once('data', () => {
        response.pause()
        resolve({ response, abort: () => request.destroy() })
      })
      response.on('error', () => undefined)
    })
    request.on('error', reject)
    request.end()
  })
}

/** How many connections of the product are in the middle of a transaction. */
async function busyConnections(): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from pg_stat_activity
    where datname = current_database() and application_name like 'guatu%' and state <> 'idle'`.execute(stage.owner)
  return rows[0]!.count
}

function openSockets(): Promise<number> {
  return new Promise((resolve, reject) =>
    product.http.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  )
}

async function eventually(what: string, check: () => Promise<boolean>, patience = 6000): Promise<void> {
  const end = Date.now() + patience
  while (!(await check())) {
    if (Date.now() > end) throw new Error(`not in ${patience} ms: ${what}`)
    await new Promise((done) => setTimeout(done, 50))
  }
}

const CSV = '/api/ledger-export?format=csv'
const lines = (text: string) => text.trimEnd().split('\n').length

describe('downloads', () => {
  test('whoever goes away in the middle gives the connection back: twenty of them leave three for others', async () => {
    for (let round = 0; round < 5; round += 1) {
      const begun = await Promise.all([begin(CSV), begin(CSV, leaderCookie), begin('/api/ledger-export?format=xlsx')])
      for (const { abort } of begun) abort()
      await eventually('connections given back', async () => (await busyConnections()) === 0)
    }
    expect(lines((await must(office.get(CSV))).text)).toBe(20_001)
  })

  test('whoever stops reading keeps a connection for a moment only', async () => {
    const stalled = await Promise.all([begin(CSV), begin(CSV, leaderCookie), begin(CSV, leaderCookie)])
    expect(await busyConnections()).toBe(3)
    const waiting = office.get(CSV)
    await eventually('given up', async () => (await busyConnections()) <= 1)
    expect(lines((await must(waiting)).text)).toBe(20_001)
    for (const { abort } of stalled) abort()
  })

  test('one person begins two and no third, so that nobody takes all the connections', async () => {
    const begun = await Promise.all([begin(CSV), begin(CSV)])
    const third = await office.get(CSV)
    expect([third.status, third.body.code]).toEqual([429, 'downloads_open'])
    await must(callerOf(product, leaderCookie).get(CSV))
    for (const { abort } of begun) abort()
    await eventually('given back', async () => (await office.get(CSV)).status === 200)
  })

  test('pictures nobody takes keep no connection at all', async () => {
    const { rows } = await sql<{ id: number }>`
      insert into stored_file (org_path, sha256, media_type, name, bytes, size, uploaded_by)
      select o.path, sha256('x'), 'image/jpeg', 'big.jpg', convert_to(repeat('x', 12000000), 'UTF8'), 12000000, ${stage.accounts.office}
      from organisation o where o.id = ${stage.orgs.east} returning id`.execute(stage.owner)
    const address = `/api/files/${rows[0]!.id}`
    const begun = await Promise.all([begin(address), begin(address), begin(address), begin(address)])
    expect(await busyConnections()).toBe(0)
    expect(lines((await must(office.get(CSV))).text)).toBe(20_001)
    // and a reader who never comes back is given up, with what waits for it
    await eventually('given up', async () => (await openSockets()) === 0)
    for (const { abort } of begun) abort()
  })

  test('HEAD of a download ends its transaction too', async () => {
    const answer = await product.http.inject({ method: 'HEAD', url: CSV, headers: { cookie } })
    expect([answer.statusCode, answer.body]).toEqual([200, ''])
    await eventually('connection given back', async () => (await busyConnections()) === 0)
  })

  test('a download that cannot be recorded does not leave, and keeps nothing open', async () => {
    await sql`revoke insert on record_entry from guatu_all`.execute(stage.owner)
    const answers = await Promise.all([1, 2].map(() => office.get(CSV)))
    await sql`grant insert on record_entry to guatu_all`.execute(stage.owner)
    expect(answers.map(({ status }) => status)).toEqual([500, 500])
    await eventually('connections given back', async () => (await busyConnections()) === 0)
    await must(office.get(CSV))
  })
})

describe('uploads', () => {
  const BOUNDARY = 'guatu-boundary'
  const HEAD = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="a.xlsx"\r\ncontent-type: application/octet-stream\r\n\r\n`

  /** Sends a form of `megabytes`; answers the status and how many bytes were taken before it came. */
  function send(
    megabytes: number,
    options: { path?: string; declared?: boolean; signedIn?: boolean },
  ): Promise<{ status: number; sent: number }> {
    const { path = '/api/imports', declared = false, signedIn = true } = options
    const piece = Buffer.alloc(1024 * 1024, 120)
    return new Promise((resolve, reject) => {
      let sent = 0
      const headers: Record<string, string> = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }
      if (signedIn) headers.cookie = cookie
      if (declared) headers['content-length'] = String(megabytes * piece.length + HEAD.length)
      const request = httpRequest({ port, host: '127.0.0.1', path, method: 'POST', headers }, (response) => {
        response.resume()
        resolve({ status: response.statusCode!, sent })
        request.destroy()
      })
      request.on('error', (error) => (request.destroyed ? undefined : reject(error)))
      request.write(HEAD)
      const next = () => {
        if (request.destroyed) return
        if (sent >= megabytes * piece.length) return request.end(`\r\n--${BOUNDARY}--\r\n`)
        sent += piece.length
        request.write(piece, next)
      }
      next()
    })
  }

  test('200 MB said beforehand are refused at once', async () => {
    const { status, sent } = await send(200, { declared: true })
    expect(status).toBe(413)
    expect(sent).toBeLessThan(30 * 1024 * 1024)
  })

  test('200 MB not said beforehand are refused when the limit is passed, and memory stays', async () => {
    globalThis.gc?.()
    const before = process.memoryUsage().rss
    const { status, sent } = await send(200, {})
    expect(status).toBe(413)
    expect(sent).toBeLessThan(120 * 1024 * 1024)
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024)
  })

  test('nobody in particular may send nothing much: 401 before the body', async () => {
    const { status, sent } = await send(100, { signedIn: false })
    expect(status).toBe(401)
    expect(sent).toBeLessThan(30 * 1024 * 1024)
  })
})

describe('PostgreSQL restarts underneath', () => {
  const cut = () =>
    sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name like 'guatu%'`.execute(stage.owner)

  test('idle connections are replaced', async () => {
    await must(office.get('/api/me'))
    await cut()
    await eventually('answers again', async () => (await office.get('/api/me')).status === 200)
  })

  test('requests under way are refused with a sentence, not with a defect, and the process lives', async () => {
    const begun = await begin(CSV)
    const asked = Array.from({ length: 30 }, () => office.get('/api/projects?limit=200'))
    await cut()
    const answers = await Promise.all(asked)
    expect(answers.filter(({ status }) => status !== 200 && status !== 503).map(({ text }) => text)).toEqual([])
    for (const { body } of answers.filter(({ status }) => status === 503)) expect(body.message).toMatch(/稍后.*。/)
    begun.abort()
    await eventually('answers again', async () => (await office.get('/api/projects')).status === 200)
    expect(lines((await must(office.get(CSV))).text)).toBe(20_001)
  })

  test('while it is away: 503 with a sentence; health says so; afterwards all is as before', async () => {
    const name = new URL(stage.ownerUrl).pathname.slice(1)
    await sql`alter database ${sql.ref(name)} connection limit 0`.execute(stage.owner)
    await cut()
    await new Promise((done) => setTimeout(done, 200))
    const away = await office.get('/api/me')
    expect([away.status, away.body.code]).toEqual([503, 'database_away'])
    expect((await office.get('/healthz')).status).toBe(503)
    await sql`alter database ${sql.ref(name)} connection limit -1`.execute(stage.owner)
    await eventually('answers again', async () => (await office.get('/api/me')).status === 200)
    expect((await office.get('/healthz')).status).toBe(200)
  })
})
