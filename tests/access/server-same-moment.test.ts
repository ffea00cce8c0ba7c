import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openProduct } from '#app/product.ts'
import { prepareRegion } from '#app/region.ts'
import { NO_FIGURES } from '#capabilities/dispatch/sample-round.ts'
import { freshDatabase } from '#tests/harness/cluster.ts'
import {
  type Caller,
  callerOf,
  multipart,
  NOW,
  openStage,
  SECRETS,
  type Stage,
  signIn,
} from '#tests/harness/product.ts'
import { must, PNG } from './two-counties.ts'

// The same thing twice, many things at once, and clocks that are wrong.

let stage: Stage
let office: Caller
beforeAll(async () => {
  stage = await openStage()
  await stage.signInEverybody()
  office = stage.as('office')
})
afterAll(async () => await stage?.close())

const aProject = (name: string) => ({ name, orgId: stage.orgs.eastTown })
const key = (value: string) => ({ 'idempotency-key': value })

async function count(name: string): Promise<number> {
  const { rows } = await sql<{
    count: number
  }>`select count(*)::int as count from project where name = ${name}`.execute(stage.owner)
  return rows[0]!.count
}

describe('an idempotency key', () => {
  test('two equal requests at the same moment have one effect and one answer', async () => {
    const send = () => office.post('/api/projects', aProject('同时'), key('same-moment-1'))
    const answers = await Promise.all([send(), send(), send(), send()])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(await count('同时')).toBe(1)
    const entries = await must(
      stage.as('auditor').get(`/api/record?subjectType=project&subjectId=${answers[0]!.body.id}`),
    )
    expect(entries.body.items).toHaveLength(1)
  })

  test('with another body, address or route it is refused, and nothing happens', async () => {
    await must(office.post('/api/projects', aProject('原来'), key('other-body-1')))
    for (const [url, body] of [
      ['/api/projects', aProject('另一个')],
      ['/api/projects?x=1', aProject('原来')],
      ['/api/round-selections', { kind: 'month', month: '2026-10', selection: {} }],
    ] as const) {
      const refused = await office.post(url, body, key('other-body-1'))
      expect([refused.status, refused.body.code]).toEqual([409, 'idempotency_key_reused'])
    }
    expect([await count('原来'), await count('另一个')]).toEqual([1, 0])
  })

  test('is each person’s own: somebody else’s opens nothing', async () => {
    const mine = await must(office.post('/api/projects', aProject('我的'), key('guessable-1')))
    const theirs = await stage.as('countyOffice').post('/api/projects', aProject('我的'), key('guessable-1'))
    expect([theirs.status, theirs.body.code]).toEqual([409, 'project_exists'])
    expect(theirs.text).not.toContain(`"id":${mine.body.id}`)
  })

  test('a refused request may be sent again with its key', async () => {
    const refused = await office.post('/api/projects', { ...aProject('再来'), orgId: 999_999 }, key('try-again-1'))
    expect(refused.status).toBe(400)
    await must(office.post('/api/projects', aProject('再来'), key('try-again-1')))
  })

  test.each(['short', 'x'.repeat(81), 'with space 1', "quote'key--", '键键键键键键键键'])(
    '%j is no key',
    async (value) => {
      const refused = await office.post(
        '/api/projects',
        aProject('无效键'),
        key(encodeURI(value) === value ? value : encodeURIComponent(value)),
      )
      expect([refused.status, refused.body.code]).toEqual([400, 'idempotency_key_form'])
      expect(await count('无效键')).toBe(0)
    },
  )

  test('covers the file of a form: another file is another request', async () => {
    const { body } = await must(office.post('/api/projects', aProject('照片项目')))
    const period = { kind: 'month', month: '2026-10', cutoffOn: '2026-10-25', deadline: '2026-12-20T10:00:00Z' }
    const round = await must(office.post('/api/rounds', { ...period, selection: { projectIds: [body.id] } }))
    const { items } = (await must(office.get(`/api/rounds/${round.body.id}/reports`))).body
    const send = async (extra: string) => {
      const { payload, headers } = multipart('a.png', Buffer.concat([PNG, Buffer.from(extra)]))
      return await office.post(`/api/reports/${items[0].id}/photos`, payload, { ...headers, ...key('same-photo-1') })
    }
    const [first, again, other] = [await send('一'), await send('一'), await send('二')]
    expect([first.status, again.status, other.status, other.body.code]).toEqual([
      200,
      200,
      409,
      'idempotency_key_reused',
    ])
    expect(again.text).toBe(first.text)
    expect(first.body.photoList).toHaveLength(1)
  })

  test('a secret is shown once and kept nowhere', async () => {
    const send = () => office.post('/api/me/tokens', { name: '对接' }, key('token-once-1'))
    const [first, again] = [await must(send()), await send()]
    expect([again.status, again.body.code]).toEqual([409, 'secret_shown_once'])
    const { rows } = await sql<{ hits: number }>`
      select (select count(*) from idempotency_key i where i.answer::text like '%gt\\_%')::int
        + (select count(*) from record_entry r where r.after::text like '%gt\\_%')::int as hits`.execute(stage.owner)
    expect([rows[0]!.hits, first.body.token.startsWith('gt_')]).toEqual([0, true])
  })

  test('what is kept of a request cannot be tried against guesses: the key it is hashed under is not kept', async () => {
    const body = JSON.stringify({ name: '对接之二' })
    await must(office.post('/api/me/tokens', JSON.parse(body), key('token-hash-1')))
    const { rows } = await sql<{ key: string; hash: string }>`
      select key, encode(request_hash, 'hex') as hash from idempotency_key where request_hash is not null`.execute(
      stage.owner,
    )
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
    expect(rows.map((row) => row.key)).toContain(sha256('token-hash-1'))
    expect(rows.map((row) => row.key)).not.toContain('token-hash-1')
    expect(rows.map((row) => row.hash)).not.toContain(sha256(`POST /api/me/tokens\n${body}`))
  })
})

describe('many at once', () => {
  test('200 requests of all kinds are answered; none is a defect', async () => {
    const urls = [
      '/api/projects',
      '/api/wall',
      '/api/roll-ups?by=county',
      '/api/me',
      '/api/rounds',
      '/api/desk',
      '/api/ledger-export?format=csv',
    ]
    const people = ['office', 'leader', 'reporter', 'auditor', 'countyOffice'] as const
    const asked = Array.from({ length: 200 }, (_, index) => {
      const caller = stage.as(people[index % people.length]!)
      return index % 10 === 0 && people[index % people.length] === 'office'
        ? caller.post('/api/projects', aProject(`并发${index}`))
        : caller.get(urls[index % urls.length]!)
    })
    const statuses = (await Promise.all(asked)).map(({ status }) => status)
    expect(statuses.filter((status) => status !== 200)).toEqual([])
  })

  test('the record verifies at any moment while others write', async () => {
    let writing = true
    const writers = [0, 1, 2].map(async (writer) => {
      for (let index = 0; writing; index += 1)
        await must(office.post('/api/projects', aProject(`边写边验${writer}-${index}`)))
    })
    const verdicts: unknown[] = []
    for (let round = 0; round < 40; round += 1) {
      verdicts.push((await must(stage.as('auditor').get('/api/record/verification'))).body.firstBreak)
    }
    writing = false
    await Promise.all(writers)
    expect(verdicts.filter(Boolean)).toEqual([])
  })

  test('two edits of one project: one is kept, the other is told', async () => {
    const { body } = await must(office.post('/api/projects', aProject('两人改')))
    const edit = (who: 'office' | 'countyOffice', remark: string) =>
      stage.as(who).patch(`/api/projects/${body.id}`, { version: body.version, fields: { remark } })
    const answers = await Promise.all([edit('office', '甲'), edit('countyOffice', '乙')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test('each step of a month taken three times at the same moment happens once', async () => {
    const { body } = await must(office.post('/api/projects', aProject('同时走')))
    await must(office.put(`/api/projects/${body.id}/plans/2026`, { amount: '1000' }))
    const period = { kind: 'month', month: '2026-09', cutoffOn: '2026-09-25', deadline: '2026-12-20T10:00:00Z' }
    const three = async (send: () => ReturnType<Caller['get']>) => {
      const answers = await Promise.all([send(), send(), send()])
      expect(answers.map(({ status }) => status).sort(), answers.map(({ text }) => text).join()).toEqual([
        200, 409, 409,
      ])
      return answers.find(({ status }) => status === 200)!.body
    }
    const round = await three(() => office.post('/api/rounds', { ...period, selection: { projectIds: [body.id] } }))
    const { items } = (await must(office.get(`/api/rounds/${round.id}/reports`))).body
    const { id, version } = items[0]
    const figures = { ...NO_FIGURES, completedCurrent: '100', version }
    const submitted = await three(() => office.post(`/api/reports/${id}/submission`, figures))
    const reports = [{ id, version: submitted.version }]
    await three(() => office.post(`/api/rounds/${round.id}/acceptances`, { reports }))
    await three(() => office.post(`/api/rounds/${round.id}/lock`, {}))
    await three(() => office.post(`/api/rounds/${round.id}/ranking`))
    await three(() => office.post(`/api/rounds/${round.id}/bulletin`, { withoutConfirmation: '已电话核对' }))
    const project = (await must(office.get(`/api/projects/${body.id}`))).body
    expect([project.completedYtd, project.months.length]).toEqual(['100', 1])
    const { rows } = await sql<{ actions: number }>`select count(*)::int as actions from record_entry
      where subject_type = 'round' and subject_id = ${String(round.id)}`.execute(stage.owner)
    // opened, accepted, locked, ranking and bulletin published
    expect(rows[0]!.actions).toBe(5)
  })

  test('two first administrators at the same moment: one', async () => {
    const database = await freshDatabase()
    await prepareRegion(database.ownerUrl, { demo: false, now: NOW })
    const product = await openProduct({
      appUrl: database.appUrl,
      secrets: SECRETS,
      now: () => NOW,
      connections: 4,
      log: () => undefined,
    })
    const person = (username: string) => ({
      regionName: '新市',
      username,
      displayName: '甲',
      password: 'dry-river-over-7-stones',
    })
    const anyone = callerOf(product, null)
    const answers = await Promise.all(
      ['first', 'second', 'third'].map((name) => anyone.post('/api/first-run', person(name))),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    const late = await anyone.post('/api/first-run', person('fourth'))
    expect([late.status, late.body.code]).toEqual([409, 'already_set_up'])
    const winner = answers.find(({ status }) => status === 200)!.body.me.username
    const caller = callerOf(product, await signIn(product, winner, 'dry-river-over-7-stones'))
    expect((await must(caller.get('/api/accounts'))).body.items).toHaveLength(4)
    await product.close()
    await database.drop()
  })
})
