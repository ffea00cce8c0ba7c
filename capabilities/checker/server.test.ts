import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleRounds } from '#capabilities/race/sample-round.ts'
import { openStage, type Stage } from '#tests/harness/product.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => await stage?.close())

const check = async (text: unknown, more: object = {}) =>
  await stage.as('reporter').post('/api/text-checks', { text, ...more })
const read = async (fileName: string, bytes: Uint8Array) =>
  await stage.as('reporter').upload('/api/text-files', fileName, bytes)

test('a text is judged; nothing of it is kept', async () => {
  const { status, body } = await check('上半年完成投资30亿元，其中甲县12亿元，乙县21亿元。', { year: '2026' })
  expect(status).toBe(200)
  expect(body.relations).toMatchObject([{ kind: 'sum', status: 'fails', figures: [1, 2, 0], computed: 33, stated: 30 }])
  expect(body.figures[0]).toMatchObject({ printed: '30', unit: '亿元', period: '2026-H1', verdict: 'contradicts' })
  const { body: record } = await stage.as('auditor').get('/api/record?limit=20')
  expect(JSON.stringify(record.items)).not.toContain('甲县')
})

test('against the data of an organisation’s month: the region’s, a county’s share, and its place', async () => {
  const { city, east } = stage.orgs
  const { aRankedRound } = sampleRounds(stage.as('office'), stage.orgs)
  await aRankedRound('2026-05')
  const judged = async (who: 'office' | 'reporter', text: string, orgId: number) => {
    const { status, body } = await stage
      .as(who)
      .post('/api/text-checks', { text, against: { orgId, month: '2026-05' } })
    expect(status).toBe(200)
    const told = body.figures.filter(({ data }: { data: object | null }) => data !== null)
    return told.map(({ printed, data, verdict }: any) => [printed, data.id, verdict])
  }
  const region = '1—5月，全市完成投资170万元，完成率65.4%。东县完成率50%，居第1位。'
  expect(await judged('office', region, city)).toEqual([
    ['170', 'region.completedYtd', 'agrees'],
    ['65.4', 'region.completionRate', 'agrees'],
    ['50', `org.${east}.rank`, 'contradicts'],
  ])
  // a county's own text, of its share in the city's round
  expect(await judged('reporter', '1—5月完成投资85万元，完成率50%。', east)).toEqual([
    ['85', `org.${east}.completedYtd`, 'contradicts'],
    ['50', `org.${east}.completionRate`, 'agrees'],
  ])
})

test('no data of that month, or not of one’s own', async () => {
  const ask = async (who: 'reporter' | 'office', orgId: number, month: string) => {
    const { status, body } = await stage
      .as(who)
      .post('/api/text-checks', { text: '完成投资1万元。', against: { orgId, month } })
    return [status, body.code]
  }
  expect(await ask('office', stage.orgs.city, '2019-01')).toEqual([409, 'no_data_of_month'])
  expect(await ask('reporter', stage.orgs.west, '2026-05')).toEqual([400, 'organisation_unknown'])
})

test.each<[string, unknown, object?]>([
  ['nothing', ''],
  ['blanks', ' \n　'],
  ['no text', 7],
  ['too much', '一'.repeat(60_001)],
  ['a year that is none', '正文', { year: '26' }],
])('%s is refused with a sentence', async (_, text, more) => {
  const { status, body } = await check(text, more)
  expect([status, body.code, /[\u4e00-\u9fff]/.test(body.message)]).toEqual([400, 'invalid_input', true])
})

test('files of text in any encoding are read', async () => {
  const gbk = Buffer.from([0xcf, 0xee, 0xc4, 0xbf, 0x33, 0xb8, 0xf6])
  expect((await read('a.txt', gbk)).body).toEqual({ text: '项目3个', fileName: 'a.txt' })
  expect((await read('b.txt', Buffer.from('\ufeff项目\r\n3个'))).body.text).toBe('项目\n3个')
})

test('what is no text, damaged or empty is refused with what to do', async () => {
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0])
  for (const [bytes, code] of [
    [png, 'text_unreadable'],
    [Buffer.from('PK\u0003\u0004 no zip'), 'text_unreadable'],
    [Buffer.from('  \n'), 'text_empty'],
    [Buffer.from('字'.repeat(60_001)), 'text_too_long'],
  ] as const) {
    const { status, body } = await read('稿.docx', bytes)
    expect([status, body.code, body.message]).toEqual([400, code, expect.stringMatching(/请.*。$/)])
  }
})

test('who reads no rounds checks no texts', async () => {
  for (const who of ['admin', 'security'] as const)
    expect((await stage.as(who).post('/api/text-checks', { text: '项目3个' })).status).toBe(403)
  expect((await stage.as(null).post('/api/text-checks', { text: '项目3个' })).status).toBe(401)
})
