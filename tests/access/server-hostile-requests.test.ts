import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answered, Caller } from '#tests/harness/product.ts'
import { multipart } from '#tests/harness/product.ts'
import { ALL_ROUTES } from './all-routes.ts'
import { type Counties, must, openTwoCounties, PNG } from './two-counties.ts'

// What a careless script or an attacker sends: every refusal is a 4xx with a sentence, nothing is a defect, nothing odd is kept.

let counties: Counties
let office: Caller
beforeAll(async () => {
  counties = await openTwoCounties()
  office = counties.stage.as('office')
})
afterAll(async () => await counties?.stage.close())

function expectRefused({ status, body, text }: Answered, codes: number[] = [400]): void {
  expect(codes, text).toContain(status)
  expect(body?.message, text).toMatch(/[\u4e00-\u9fff].*。/)
}

describe('numbers', () => {
  test.each([
    '0',
    '-1',
    '1.5',
    'x',
    '1e999',
    'NaN',
    '2147483648',
    '9223372036854775808',
    '99999999999999999999999',
    '%20',
    '1%27--',
    '١',
  ])('the id %s is no row', async (id) => {
    for (const { path, method } of ALL_ROUTES.filter((route) => route.method === 'GET' && route.path.includes(':id'))) {
      const url = path.replace(':id', id).replace(/:\w+/, 'x')
      for (const who of ['office', 'auditor'] as const)
        expectRefused(await counties.stage.as(who).get(url), [400, 403, 404])
      expect(method).toBe('GET')
    }
  })

  test.each([
    'limit=-1',
    'limit=0',
    'limit=1e9',
    'limit=201',
    'limit=x',
    'limit=1&limit=2',
    'org=99999999999',
    'county=-5',
    'sort=id',
    'order=asc;drop',
    'stage=x',
    'q=a&q=b',
    `q=${'长'.repeat(61)}`,
    `cursor=${'a'.repeat(401)}`,
  ])('the query %s is refused', async (query) => expectRefused(await office.get(`/api/projects?${query}`)))

  test.each(['1e5', '0x10', ' 1', '1,000', 'Infinity', '-', '99999999999999', '1.23456', '１２', ''])(
    'the amount %j is refused',
    async (totalInvestment) => {
      expectRefused(await office.post('/api/projects', { name: '金额', orgId: counties.east.townId, totalInvestment }))
    },
  )

  test('numbers too large for their column are refused', async () => {
    const { projectId, orgId } = counties.east
    for (const answer of [
      await office.post('/api/project-assignments', { projectIds: [2 ** 40], accountId: 1 }),
      await office.post('/api/project-assignments', { projectIds: [projectId], accountId: Number.MAX_SAFE_INTEGER }),
      await office.post('/api/projects', { name: '大', orgId: 2 ** 53 - 1 }),
      await office.post('/api/round-selections', {
        kind: 'month',
        month: '2026-10',
        selection: { campaignId: 2 ** 31 },
      }),
      await office.get(`/api/projects/${projectId}/history?before=${2 ** 31}`),
      await office.get(`/api/wall?org=${2 ** 31}`),
      await counties.stage.as('admin').post('/api/organisations', { parentId: 2 ** 31, kind: 'town', name: '大' }),
    ])
      expectRefused(answer, [400, 404])
    expect(orgId).toBeGreaterThan(0)
  })
})

describe('forged places in lists', () => {
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const CURSORS = [
    'x',
    '%00',
    encoded([]),
    encoded(['a']),
    encoded([1, 2]),
    encoded(['a', 'b']),
    encoded(['a', 1.5]),
    encoded(['x', 1]),
    encoded(['1', 2 ** 40]),
    encoded([`1'); drop table project; --`, 1]),
    encoded(['\u0000', 1]),
    encoded({ a: 1 }),
    encoded(null),
    encoded('[]'),
    encoded(['2026-13-45', 1]),
  ]
  test.each(CURSORS)('%s', async (cursor) => {
    for (const sort of ['completion', 'total', 'updated', 'name']) {
      const answer = await office.get(`/api/projects?sort=${sort}&cursor=${cursor}`)
      if (answer.status !== 200) expectRefused(answer)
      if (sort !== 'name') expect(answer.status, sort).toBe(400)
    }
    const reports = await office.get(`/api/rounds/${counties.openRoundId}/reports?cursor=${cursor}`)
    if (reports.status !== 200) expectRefused(reports)
  })

  test('a cursor of somebody else shows nothing beyond one’s own scope', async () => {
    const { next } = (await must(office.get('/api/projects?limit=1'))).body
    const seen = await must(counties.stage.as('otherReporter').get(`/api/projects?limit=200&cursor=${next}`))
    expect(JSON.stringify(seen.body.items)).not.toContain('东明')
  })
})

describe('bodies', () => {
  const send = async (payload: string, type: string | null) =>
    await office.post('/api/projects', payload, type ? { 'content-type': type } : {})

  test('wrong media types are refused', async () => {
    const json = JSON.stringify({ name: '甲', orgId: counties.east.townId })
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/xml',
      'text/html',
      'multipart/form-data; boundary=x',
      'nonsense',
      null,
    ]) {
      expectRefused(await send(json, type), [400, 415])
    }
  })

  test('what is no JSON, or not this JSON, is refused', async () => {
    for (const payload of [
      '',
      '{',
      'null',
      '[]',
      '"text"',
      '1',
      '{"name":"a"}',
      '{"__proto__":{"orgId":1}}',
      '{"constructor":{"prototype":{"x":1}}}',
      `${'['.repeat(100_000)}`,
      `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      `{"name":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`,
    ])
      expectRefused(await send(payload, 'application/json'))
  })

  test('of two equal keys the last counts, and unknown keys are dropped', async () => {
    const payload = `{"name":"先","name":"后","orgId":${counties.east.townId},"id":1,"version":99,"orgPath":"o1","light":"green","completedYtd":"999999"}`
    const { body } = await must(send(payload, 'application/json'))
    expect(body).toMatchObject({ name: '后', version: 1, light: 'grey', completedYtd: null })
  })

  test('more than four megabytes are refused', async () => {
    const answer = await send(
      JSON.stringify({ name: '长', orgId: 1, remark: 'x'.repeat(5_000_000) }),
      'application/json',
    )
    expectRefused(answer, [413])
  })

  test('text longer than its field is refused, as are lists longer than their limit', async () => {
    expectRefused(await office.post('/api/projects', { name: '长'.repeat(301), orgId: counties.east.townId }))
    const projectIds = Array.from({ length: 5001 }, (_, index) => index + 1)
    expectRefused(await office.post('/api/project-assignments', { projectIds, accountId: 1 }))
  })
})

describe('methods', () => {
  test('a method is what it says: overrides are not heard', async () => {
    const url = `/api/projects/${counties.east.projectId}`
    const before = (await must(office.get(url))).body.version
    for (const name of ['x-http-method-override', 'x-http-method', 'x-method-override'])
      await office.post(url, { version: before, fields: { remark: '改' } }, { [name]: 'PATCH' })
    await office.get(`${url}?_method=DELETE`)
    expect((await must(office.get(url))).body.version).toBe(before)
    const { http } = counties.stage.product
    for (const method of ['OPTIONS', 'TRACE'] as const) {
      const answer = await http.inject({ method: method as 'OPTIONS', url })
      expect(answer.statusCode).toBe(404)
      expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    }
  })

  test('HEAD asks like GET, signed in or not, and shows no body', async () => {
    const { http } = counties.stage.product
    const closed = ALL_ROUTES.filter(
      ({ method, needs }) => method === 'GET' && needs !== 'public' && needs !== 'doorway',
    )
    for (const { path } of closed) {
      const answer = await http.inject({ method: 'HEAD', url: path.replace(/:\w+/g, '1') })
      expect([path, answer.statusCode, answer.body]).toEqual([path, 401, ''])
    }
  })
})

describe('other sites', () => {
  test.each(['http://evil.example', 'null', 'https://localhost.evil.example', 'http://localhost:8081', 'file://'])(
    '%s may not act with the person’s cookie',
    async (origin) => {
      const sent = { name: '跨站', orgId: counties.east.townId }
      expectRefused(await office.post('/api/projects', sent, { origin, host: 'localhost:8080' }), [403])
      const signIn = await counties.stage
        .as(null)
        .post('/api/session', { username: 'office', password: 'x' }, { origin, host: 'localhost:8080' })
      expectRefused(signIn, [403])
    },
  )

  test('the own site may; the cookie is kept from scripts and from foreign forms', async () => {
    await must(
      office.post(
        '/api/projects',
        { name: '本站', orgId: counties.east.townId },
        { origin: 'http://localhost:8080', host: 'localhost:8080' },
      ),
    )
    const { http } = counties.stage.product
    const answer = await http.inject({
      method: 'POST',
      url: '/api/session',
      payload: { username: 'office', password: 'a-long-test-password' },
    })
    expect(String(answer.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Lax/)
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none';script-src 'self';/)
  })
})

describe('file names and paths', () => {
  const NAMES = [
    'a\r\nset-cookie: x=1.png',
    '..\\..\\a.png',
    '../../../etc/passwd',
    'a"; filename="b.png',
    'a\u0000b.png',
    `${'长'.repeat(300)}.png`,
    '<script>.png',
    '',
  ]
  test.each(NAMES)('a photograph named %j', async (name) => {
    const { payload, headers } = multipart(name, Buffer.concat([PNG, Buffer.from(name)]))
    const answer = await office.post(`/api/reports/${counties.east.spareReportId}/photos`, payload, headers)
    expect(answer.status, answer.text).toBeLessThan(500)
    if (answer.status !== 200) return expectRefused(answer)
    const { fileId, name: kept } = answer.body.photoList.at(-1)
    expect(kept).not.toMatch(/[\u0000-\u001f/\\]/)
    const file = await office.get(`/api/files/${fileId}`)
    expect(file.status).toBe(200)
    expect(file.headers['set-cookie']).toBeUndefined()
    expect(String(file.headers['content-disposition'])).toMatch(/^inline; filename\*=UTF-8''[\w.~!*'()%-]*$/)
    expect(file.headers['x-content-type-options']).toBe('nosniff')
  })

  test.each([
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/..%5c..%5cpackage.json',
    '//etc/passwd',
    '/assets/%00',
    '/%c0%ae%c0%ae/etc/passwd',
    '/.env',
    '/package.json',
    '/node_modules/zod/package.json',
  ])('%s is no way out of the web folder', async (url) => {
    const answer = await counties.stage.as(null).get(url)
    expect(answer.status).toBeLessThan(500)
    expect(answer.text).not.toMatch(/root:x:|"dependencies"|"version":/)
  })
})

test('answers are kept by nobody but the person who asked', async () => {
  for (const url of [
    '/api/projects',
    '/api/me',
    `/api/files/${counties.east.fileId}`,
    '/api/ledger-export',
    '/api/nothing',
    '/api/projects/0',
  ])
    expect((await office.get(url)).headers['cache-control'], url).toBe('private, no-store')
})
