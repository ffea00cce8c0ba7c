import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answered, Caller } from '#tests/harness/product.ts'
import { ALL_ROUTES } from './all-routes.ts'
import { call } from './sample-input.ts'
import { type Counties, must, openTwoCounties } from './two-counties.ts'

// Text meant for another interpreter, and text no database can hold: kept as itself or refused with a sentence, never run.

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

const HOSTILE = [
  `'; drop table project; --`,
  `" or 1=1 --`,
  `%' and 1=cast((select password_hash from account limit 1) as int) --`,
  `\\`,
  `%`,
  `_`,
  `%_%_%_%_%_%_%_%_%`,
  '$1',
  '{{7*7}}<%= 7*7 %><script>alert(1)</script>',
  '../../etc/passwd',
  '\u202e\u200b甲',
]
const UNREADABLE = ['前\u0000后', '前\ud800后', '\udc00']

describe.each(HOSTILE)('the text %j', (text) => {
  test('is searched as itself', async () => {
    for (const url of ['/api/projects?limit=200&q=', `/api/rounds/${counties.openRoundId}/reports?limit=500&q=`]) {
      const { body } = await must(office.get(url + encodeURIComponent(text.slice(0, 60))))
      const visible = text.replace(/[\u202e\u200b]/g, '')
      const strangers = body.items.filter(
        (item: object) => !JSON.stringify(item).includes(JSON.stringify(text).slice(1, -1)),
      )
      if (visible) expect(strangers, url).toEqual([])
    }
    const record = await must(
      counties.stage.as('auditor').get(`/api/record?actor=${encodeURIComponent(text.slice(0, 40))}`),
    )
    expect(record.body.items).toEqual([])
  })

  test('is kept as itself in a project, and leaves in a file as text', async () => {
    const remark = `甲${text}`
    const { body } = await must(
      office.post('/api/projects', { name: `项目${text}`, orgId: counties.east.townId, remark, owner: text }),
    )
    const read = await must(office.get(`/api/projects/${body.id}`))
    expect(read.body.remark).toBe(remark)
    const csv = await must(
      office.get(`/api/ledger-export?format=csv&q=${encodeURIComponent(`项目${text}`.slice(0, 60))}`),
    )
    expect(csv.status).toBe(200)
    const found = await must(office.get(`/api/projects?q=${encodeURIComponent(`项目${text}`.slice(0, 60))}`))
    expect(found.body.items.map(({ id }: { id: number }) => id)).toContain(body.id)
  })
})

describe.each(UNREADABLE)('the text %j, which no file and no database can hold,', (text) => {
  test('is refused in bodies, addresses and file names', async () => {
    const { townId, projectId, reportId } = counties.east
    const figures = {
      completedCurrent: '1',
      completedYtd: null,
      physicalProgress: null,
      progressText: text,
      problems: null,
      nextStep: null,
      explanation: null,
    }
    const { version } = (await must(office.get(`/api/reports/${reportId}`))).body
    for (const answer of [
      await office.post('/api/projects', { name: `名${text}`, orgId: townId }),
      await office.post('/api/projects', { name: '名', orgId: townId, remark: text }),
      await office.patch(`/api/projects/${projectId}`, { version: 1, fields: { remark: text } }),
      await office.put(`/api/reports/${reportId}/figures`, { ...figures, version }),
      await office.put(`/api/imports/${counties.east.importId}/answers`, { questions: { [text]: 'a' } }),
      await office.put(`/api/imports/${counties.east.importId}/answers`, { questions: { a: text } }),
      await counties.stage.as(null).post('/api/session', { username: `office${text}`, password: 'x' }),
    ])
      expectRefused(answer)
  })
})

test('NUL in an address is refused', async () => {
  for (const url of [
    '/api/projects?q=a%00b',
    '/api/record?actor=%00',
    `/api/rounds/${counties.lockedRoundId}/bulletin/figures/a%00b`,
    '/api/accounts?role=%00',
  ]) {
    const who = url.startsWith('/api/record') ? 'auditor' : 'office'
    expectRefused(await counties.stage.as(who).get(url))
  }
})

test('after all this every route still answers, and the record verifies', async () => {
  const verdict = await must(counties.stage.as('auditor').get('/api/record/verification'))
  expect([verdict.body.ok, verdict.body.firstBreak]).toEqual([true, null])
  for (const route of ALL_ROUTES.filter(({ method }) => method === 'GET')) {
    const numbers = { ...counties.east, roundId: counties.lockedRoundId }
    expect((await call(counties.stage.as('office'), route, numbers)).status, route.name).toBeLessThan(500)
  }
})
