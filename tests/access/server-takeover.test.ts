import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { workbookBytes } from '#platform/excel/write-workbook.ts'
import { type Caller, callerOf, openStage, type Stage, signIn } from '#tests/harness/product.ts'
import { must } from './two-counties.ts'

// Nobody alone becomes somebody else: what a dishonest administrator, or whoever found a token, tried in a review of this product.

const OWN = 'taili-nanchuang-33'

let stage: Stage
let admin: Caller
let security: Caller
let count = 0
beforeAll(async () => {
  stage = await openStage()
  admin = stage.as('admin')
  security = stage.as('security')
})
afterAll(async () => await stage?.close())

/** An account as the system administrator makes one, with the password he reads. */
async function made(organisationId = stage.orgs.city) {
  count += 1
  const account = { username: `made${count}`, displayName: `新人${count}`, organisationId }
  const { body } = await must(admin.post('/api/accounts', account))
  return { id: body.id as number, username: account.username, initial: body.initialPassword as string }
}

/** Signs in and settles the password that is due. */
async function settled(username: string, initial: string, own = OWN): Promise<Caller> {
  const caller = callerOf(stage.product, await signIn(stage.product, username, initial))
  expect((await caller.put('/api/me/password', { current: initial, next: own })).status).toBe(204)
  return caller
}

async function tokenOf(caller: Caller): Promise<Caller> {
  const { body } = await must(caller.post('/api/me/tokens', { name: '对接' }))
  return bearer(body.token)
}

/** A caller by token; the harness carries cookies only. */
function bearer(token: string): Caller {
  const call = async (method: string, url: string, payload?: unknown) => {
    const answer = await stage.product.http.inject({
      method: method as 'GET',
      url,
      ...(payload === undefined ? {} : { payload: payload as object }),
      headers: { authorization: `Bearer ${token}` },
    })
    const body = answer.body.startsWith('{') ? JSON.parse(answer.body) : null
    return { status: answer.statusCode, body, text: answer.body, headers: answer.headers, bytes: answer.rawPayload }
  }
  const unused = () => Promise.reject(new Error('not by token here'))
  return {
    get: (url) => call('GET', url),
    post: (url, body) => call('POST', url, body),
    put: (url, body) => call('PUT', url, body),
    patch: (url, body) => call('PATCH', url, body),
    delete: (url) => call('DELETE', url),
    upload: unused,
  }
}

const grant = (id: number, role: string, organisationId: number) =>
  must(security.post(`/api/accounts/${id}/grants`, { role, organisationId, reason: '测试授权' }))

describe('a token made with the first password', () => {
  test('ends with the reset before the account is handed over', async () => {
    const { id, username, initial } = await made()
    const planted = await tokenOf(await settled(username, initial))
    expect((await planted.get('/api/me')).status).toBe(200)
    await must(admin.post(`/api/accounts/${id}/passwords`, { reason: '交接' }))
    await grant(id, 'auditor', stage.orgs.city)
    expect((await planted.get('/api/record')).status).toBe(401)
  })

  test('ends with the owner’s own change, with the security administrator’s word, and for good when the account is disabled', async () => {
    const { id, username, initial } = await made()
    const owner = await settled(username, initial)
    const [first] = [await tokenOf(owner)]
    expect((await owner.put('/api/me/password', { current: OWN, next: `${OWN}-2` })).status).toBe(204)
    expect((await first.get('/api/me')).status).toBe(401)
    const second = await tokenOf(owner)
    expect((await must(security.get(`/api/accounts/${id}/sign-in`))).body.tokens).toBe(1)
    expect((await security.delete(`/api/accounts/${id}/sessions`)).status).toBe(204)
    expect((await second.get('/api/me')).status).toBe(401)
    const again = callerOf(stage.product, await signIn(stage.product, username, `${OWN}-2`))
    const third = await tokenOf(again)
    for (const disabled of [true, false])
      await must(admin.put(`/api/accounts/${id}/disabled`, { disabled, reason: '测试停用' }))
    expect((await third.get('/api/me')).status).toBe(401)
  })

  test('is no way around what is due first', async () => {
    const { id, username, initial } = await made()
    const token = await tokenOf(await settled(username, initial))
    await grant(id, 'leader', stage.orgs.city)
    await sql`update account set must_change_password = true where id = ${id}`.execute(stage.owner)
    const refused = await token.get('/api/projects')
    expect([refused.status, refused.body.code]).toEqual([403, 'password_due'])
  })
})

describe('a leaked token', () => {
  test('names no deputy, and changes no account, role or rule of signing in', async () => {
    const office = await tokenOf(stage.as('office'))
    const named = { deputyId: stage.accounts.leader, validTo: '2026-12-01', reason: '请假' }
    const deputy = await office.post('/api/me/deputyships', named)
    expect([deputy.status, deputy.body.code]).toEqual([403, 'session_needed'])
    const [byAdmin, bySecurity] = [await tokenOf(admin), await tokenOf(security)]
    const account = { username: 'bytoken', displayName: '某', organisationId: stage.orgs.city }
    const granted = { role: 'leader', organisationId: stage.orgs.city, reason: '测试授权' }
    const tries = [
      await byAdmin.post('/api/accounts', account),
      await byAdmin.post(`/api/accounts/${stage.accounts.reporter}/passwords`, { reason: '重置' }),
      await bySecurity.post(`/api/accounts/${stage.accounts.reporter}/grants`, granted),
    ]
    expect(tries.map(({ status, body }) => [status, body.code])).toEqual(Array(3).fill([403, 'session_needed']))
    expect((await byAdmin.get('/api/accounts')).status).toBe(200)
  })
})

describe('the system administrator', () => {
  test('does not renew the first password of an imported account that was made an administrator', async () => {
    const sheet = {
      name: '人员',
      columns: ['姓名', '用户名', '单位', '岗位'].map(() => ({ kind: 'text' as const, width: 12 })),
      headerRows: [['姓名', '用户名', '单位', '岗位']],
      rows: [['林安', 'linan', '测试市', '安全管理员']],
      freeze: { rows: 1, columns: 0 },
    }
    const { body } = await must(admin.upload('/api/account-imports', 'people.xlsx', await workbookBytes([sheet])))
    const chunk = () => admin.post(`/api/account-imports/${body.id}/chunks`, { from: 0 })
    const first = (await must(chunk())).body.made[0]
    expect(first.initialPassword).toMatch(/-/)
    const { items } = (await must(security.get('/api/grant-requests'))).body
    const requestIds = items
      .filter(({ accountId }: { accountId: number }) => accountId === first.accountId)
      .map(({ id }: { id: number }) => id)
    await must(security.post('/api/grant-decisions', { requestIds, decision: 'granted' }))
    const again = (await must(chunk())).body.made[0]
    expect([again.accountId, again.initialPassword]).toEqual([first.accountId, null])
    // what was handed over first still holds
    await signIn(stage.product, 'linan', first.initialPassword)
  })

  test('does not give himself more time, and takes no name of the record’s own', async () => {
    const own = await admin.patch(`/api/accounts/${stage.accounts.admin}`, { expiresOn: '2027-12-31', reason: '延期' })
    expect([own.status, own.body.code]).toEqual([409, 'own_account'])
    for (const username of ['Console', 'ＰＵＢＬＩＣ', 'system']) {
      const account = { username, displayName: '某', organisationId: stage.orgs.city }
      const refused = await admin.post('/api/accounts', account)
      expect([refused.status, refused.body.code]).toEqual([400, 'username_reserved'])
    }
  })
})

describe('an administrator of a county', () => {
  test('does not lock out, disarm or move somebody of the county whose roles reach beyond it', async () => {
    const { id } = await made(stage.orgs.east)
    await grant(id, 'leader', stage.orgs.city)
    const [keeper, guard] = [await made(), await made()]
    await grant(keeper.id, 'systemAdministrator', stage.orgs.east)
    await grant(guard.id, 'securityAdministrator', stage.orgs.east)
    const eastAdmin = await settled(keeper.username, keeper.initial)
    const eastSecurity = await settled(guard.username, guard.initial)
    const tries = [
      await eastAdmin.put(`/api/accounts/${id}/disabled`, { disabled: true, reason: '停用他' }),
      await eastAdmin.patch(`/api/accounts/${id}`, { organisationId: stage.orgs.eastTown, reason: '调走' }),
      await eastAdmin.patch(`/api/accounts/${id}`, { expiresOn: '2026-11-11', reason: '到期' }),
      await eastSecurity.delete(`/api/accounts/${id}/sessions`),
      await eastSecurity.delete(`/api/accounts/${id}/second-factor?reason=${encodeURIComponent('手机丢失')}`),
    ]
    expect(tries.map(({ status, body }) => [status, body.code])).toEqual(Array(5).fill([403, 'beyond_scope']))
    // what is the county's own is its to do
    const own = await made(stage.orgs.eastTown)
    expect((await eastAdmin.put(`/api/accounts/${own.id}/disabled`, { disabled: true, reason: '离岗' })).status).toBe(
      200,
    )
  })
})

test('a sign-in that began with the old password does not outlive its reset', async () => {
  const { id, username, initial } = await made()
  const tries = Array.from({ length: 8 }, () => signIn(stage.product, username, initial).catch(() => null))
  await new Promise((resolve) => setTimeout(resolve, 15))
  await must(admin.post(`/api/accounts/${id}/passwords`, { reason: '被盗，立即重置' }))
  const cookies = (await Promise.all(tries)).filter((cookie) => cookie !== null)
  const alive = await Promise.all(
    cookies.map(async (cookie) => (await callerOf(stage.product, cookie).get('/api/me')).status),
  )
  expect(alive.filter((status) => status !== 401)).toEqual([])
})

test('a grant that ended is not taken up again, whatever the statement', async () => {
  await must(
    security.post(`/api/accounts/${stage.accounts.steward}/grants`, {
      role: 'reporter',
      organisationId: stage.orgs.east,
      reason: '临时',
      validTo: '2027-11-20',
    }),
  )
  const reopen = sql`update role_grant set valid_to = null where account_id = ${stage.accounts.steward} and role = 'reporter'`
  await expect(reopen.execute(stage.owner)).rejects.toThrow(/not taken up again/)
})
