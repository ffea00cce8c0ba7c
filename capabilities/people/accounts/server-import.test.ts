import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorkbook } from '#platform/excel/open-workbook.ts'
import { workbookBytes } from '#platform/excel/write-workbook.ts'
import { callerOf, openStage, type Stage, signIn } from '#tests/harness/product.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => await stage?.close())

const HEADINGS = ['姓名', '用户名', '手机', '单位', '岗位', '岗位单位', '有效期至']
const workbook = async (rows: string[][], headings = HEADINGS) =>
  await workbookBytes([
    { name: '人员', columns: headings.map(() => ({ kind: 'text' as const })), headerRows: [headings], rows },
  ])
const upload = async (rows: string[][], who: 'admin' | 'security' | 'office' = 'admin') =>
  await stage.as(who).upload('/api/account-imports', '人员.xlsx', await workbook(rows))
const write = (id: number, from = 0, who: 'admin' | 'security' = 'admin') =>
  stage.as(who).post(`/api/account-imports/${id}/chunks`, { from })
const countAll = async () => (await stage.as('security').get('/api/accounts?limit=1')).body.total

describe('a workbook of people', () => {
  test('shows what would be created and creates nothing', async () => {
    const before = await countAll()
    const { status, body } = await upload([
      ['王小明', '', '13800000001', '东县/东镇', '填报员', '', '2099-12-31'],
      ['王小明', 'ming', '', '西县', '', '', ''],
    ])
    expect([status, body.ready, body.fileName]).toEqual([200, true, '人员.xlsx'])
    expect(body.rows).toMatchObject([
      {
        excelRow: 2,
        username: 'wangxiaoming',
        usernameMade: true,
        organisationName: '东镇',
        role: 'reporter',
        overName: '东镇',
        expiresOn: '2099-12-31',
      },
      { excelRow: 3, username: 'ming', usernameMade: false, organisationName: '西县', role: null },
    ])
    expect(await countAll()).toBe(before)
    const { items } = (await stage.as('auditor').get(`/api/record?subjectType=accountImport&subjectId=${body.id}`)).body
    expect(items).toMatchObject([{ action: 'account.importPreviewed', actor: 'admin', after: { rows: 2 } }])
  })

  test('confirmed, creates all of them with passwords that work and roles that wait', async () => {
    const { body } = await upload([
      ['李一', 'liyi', '', '东县', '填报员', '东镇', ''],
      ['赵二', '', '', '西县', '', '', ''],
    ])
    const written = await write(body.id)
    expect(written.body).toMatchObject({
      next: null,
      total: 2,
      made: [
        { excelRow: 2, username: 'liyi' },
        { excelRow: 3, username: 'zhaoer' },
      ],
    })
    for (const { username, initialPassword } of written.body.made) {
      const caller = callerOf(stage.product, await signIn(stage.product, username, initialPassword))
      expect((await caller.get('/api/me')).body).toMatchObject({ mustChangePassword: true, grants: [] })
    }
    const id = written.body.made[0].accountId
    const requests = (await stage.as('security').get(`/api/grant-requests?account=${id}`)).body.items
    expect(requests).toMatchObject([{ role: 'reporter', overName: '东镇', requestedBy: '系统管理员' }])
    const { items } = (await stage.as('auditor').get(`/api/record?subjectType=account&subjectId=${id}`)).body
    expect(items.map(({ action }: any) => action)).toContain('account.created')
    const record = await stage.as('auditor').get('/api/record?limit=100')
    for (const { initialPassword } of written.body.made) expect(record.text).not.toContain(initialPassword)
  })

  test('with one wrong row creates nobody', async () => {
    const before = await countAll()
    const { body } = await upload([
      ['好人', 'haoren', '', '东县', '', '', ''],
      ['坏行', 'office', '', '东线', '', '', ''],
    ])
    expect(body.ready).toBe(false)
    expect(body.rows[1].problems).toEqual([
      '单位“东线”没有找到，或不在您的管理范围内。是否为：东县、东镇？',
      '用户名“office”已被使用，请换一个或留空自动生成。',
    ])
    const answer = await write(body.id)
    expect([answer.status, answer.body.code]).toEqual([409, 'import_not_ready'])
    expect(await countAll()).toBe(before)
  })

  test('a chunk is all or nothing: a name taken meanwhile leaves none of it', async () => {
    const { body } = await upload([
      ['先到', 'first1', '', '东县', '', '', ''],
      ['后到', 'second1', '', '东县', '', '', ''],
    ])
    const taken = { username: 'second1', displayName: '别人', organisationId: stage.orgs.east }
    await stage.as('admin').post('/api/accounts', taken)
    const answer = await write(body.id)
    expect([answer.status, answer.body.code]).toEqual([409, 'username_taken'])
    expect((await stage.as('admin').get('/api/accounts?q=first1')).body.total).toBe(0)
  })

  test('repeated, makes nobody twice; who has not signed in gets a new password, who has keeps theirs', async () => {
    const { body } = await upload([
      ['甲', 'jia', '', '东县', '', '', ''],
      ['乙', 'yi', '', '东县', '', '', ''],
    ])
    const first = (await write(body.id)).body.made
    await signIn(stage.product, 'jia', first[0].initialPassword)
    const again = (await write(body.id)).body.made
    expect(again.map(({ accountId }: any) => accountId)).toEqual(first.map(({ accountId }: any) => accountId))
    expect(again[0].initialPassword).toBeNull()
    expect(again[1].initialPassword).not.toBe(first[1].initialPassword)
    await expect(signIn(stage.product, 'yi', first[1].initialPassword)).rejects.toThrow('sign_in_refused')
    await signIn(stage.product, 'yi', again[1].initialPassword)
  })

  test('the same chunk at the same moment makes each person once', async () => {
    const { body } = await upload([['丙', 'bing', '', '东县', '', '', '']])
    const answers = await Promise.all([write(body.id), write(body.id)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect((await stage.as('admin').get('/api/accounts?q=bing')).body.total).toBe(1)
  })

  test('goes in chunks of fifty', async () => {
    const { body } = await upload(
      Array.from({ length: 52 }, (_, at) => [`众${at}`, `crowd${at}`, '', '西镇', '', '', '']),
    )
    const first = (await write(body.id)).body
    expect([first.made.length, first.next, first.total]).toEqual([50, 50, 52])
    const second = (await write(body.id, first.next)).body
    expect([second.made.map(({ excelRow }: any) => excelRow), second.next]).toEqual([[52, 53], null])
    expect((await write(body.id, 52)).body.code).toBe('import_range')
    expect((await stage.as('admin').get(`/api/accounts?org=${stage.orgs.westTown}&q=crowd`)).body.total).toBe(52)
  })
})

describe('refused', () => {
  test.each([
    ['no table', new Uint8Array([1, 2, 3, 255, 254, 0, 9]), 'workbook_unreadable'],
    ['an empty file', new Uint8Array(), 'workbook_empty'],
  ])('%s', async (_, bytes, code) => {
    const answer = await stage.as('admin').upload('/api/account-imports', '人员.xlsx', bytes)
    expect([answer.status, answer.body.code]).toEqual([422, code])
  })

  test('a table without the headings, or without people', async () => {
    const answer = await stage.as('admin').upload('/api/account-imports', 'a.xlsx', await workbook([['甲']], ['名字']))
    expect([answer.status, answer.body.code]).toEqual([422, 'headings_missing'])
    expect((await upload([])).body.code).toBe('rows_missing')
    const many = await upload(Array.from({ length: 2001 }, (_, at) => [`人${at}`, '', '', '东县', '', '', '']))
    expect(many.body.code).toBe('rows_too_many')
  })

  test.each(['security', 'office'] as const)('%s', async (who) => {
    expect((await upload([['甲', '', '', '东县', '', '', '']], who)).status).toBe(403)
    expect((await stage.as(who).get('/api/account-imports/template')).status).toBe(403)
  })

  test('somebody else’s import, though within scope', async () => {
    const { body } = await upload([['丁', 'ding', '', '东县', '', '', '']])
    const other = { username: 'admin2', displayName: '系统管理员乙', organisationId: stage.orgs.city }
    const made = (await stage.as('admin').post('/api/accounts', other)).body
    const grant = { role: 'systemAdministrator', organisationId: stage.orgs.city, reason: '任职' }
    await stage.as('security').post(`/api/accounts/${made.id}/grants`, grant)
    await sql`update account set must_change_password = false where id = ${made.id}`.execute(stage.owner)
    const caller = callerOf(stage.product, await signIn(stage.product, 'admin2', made.initialPassword))
    expect((await caller.post(`/api/account-imports/${body.id}/chunks`, { from: 0 })).status).toBe(404)
  })
})

test('a comma-separated file of another program is read as well', async () => {
  const text = '人员名单\r\n姓名,单位（全称）,手机号\r\n戊,东县产业园,13900000000\r\n'
  const { body } = await stage.as('admin').upload('/api/account-imports', '人员.csv', Buffer.from(`\ufeff${text}`))
  expect(body.rows).toMatchObject([
    { excelRow: 3, displayName: '戊', organisationName: '东县产业园', phone: '13900000000', problems: [] },
  ])
})

test('the template has the headings and the units, and can be uploaded filled in', async () => {
  const { status, bytes } = await stage.as('admin').get('/api/account-imports/template')
  expect(status).toBe(200)
  const [people, units] = (await openWorkbook(bytes)).sheets
  expect(people!.rows[0]).toEqual(HEADINGS)
  expect(units!.rows.slice(1).map(([name]) => name)).toEqual(expect.arrayContaining(['测试市', '东县', '西镇']))
  const empty = await stage.as('admin').upload('/api/account-imports', '模板.xlsx', bytes)
  expect(empty.body.code).toBe('rows_missing')
})
