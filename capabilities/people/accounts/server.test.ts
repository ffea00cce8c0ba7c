import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callerOf, openStage, PASSWORD, type Stage, signIn } from '#tests/harness/product.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => await stage?.close())

/** Roles of the cast that keep no accounts. */
const OTHERS = ['leader', 'office', 'reporter', 'steward', 'auditor', 'security'] as const

const latest = async (id: number) =>
  (await stage.as('auditor').get(`/api/record?subjectType=account&subjectId=${id}`)).body.items

let made = 0
/** An account of its own for one test: its number, user name and initial password. */
async function anAccount(given: object = {}): Promise<{ id: number; username: string; initialPassword: string }> {
  made += 1
  const body = { username: `person${made}`, displayName: `人员${made}`, organisationId: stage.orgs.east, ...given }
  const answer = await stage.as('admin').post('/api/accounts', body)
  if (answer.status !== 200) throw new Error(answer.text)
  return answer.body
}

describe('creating an account', () => {
  test('without a role; its password is generated, shown once and changed at the first sign-in', async () => {
    const given = {
      username: 'clerk',
      displayName: '新填报员',
      phone: '13800000000',
      organisationId: stage.orgs.westTown,
    }
    const { status, body } = await stage.as('admin').post('/api/accounts', given)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      username: 'clerk',
      phone: '13800000000',
      organisationName: '西镇',
      grants: [],
      passwordDue: true,
    })
    const caller = callerOf(stage.product, await signIn(stage.product, 'clerk', body.initialPassword))
    expect((await caller.get('/api/me')).body.mustChangePassword).toBe(true)
    const due = await caller.get('/api/projects')
    expect([due.status, due.body.code]).toEqual([403, 'password_due'])
    const [, entry] = await latest(body.id)
    expect(entry).toMatchObject({ action: 'account.created', actor: 'admin', after: { username: 'clerk' } })
    expect(JSON.stringify(await latest(body.id))).not.toContain(body.initialPassword)
  })

  test('the password cannot be chosen, and is not given again for the same request', async () => {
    const key = { 'idempotency-key': 'create-once-0001' }
    const given = { username: 'chosen', displayName: '甲', organisationId: stage.orgs.east, password: PASSWORD }
    const first = await stage.as('admin').post('/api/accounts', given, key)
    expect(first.body.initialPassword).toMatch(/^[\w]{4}-[\w]{4}-[\w]{4}$/)
    const again = await stage.as('admin').post('/api/accounts', given, key)
    expect([again.status, again.body.code]).toEqual([409, 'secret_shown_once'])
    await expect(signIn(stage.product, 'chosen', PASSWORD)).rejects.toThrow()
  })

  test('a role proposed with it waits for the security administrator', async () => {
    const proposed = { role: 'reporter', organisationId: stage.orgs.east, reason: '新到岗' }
    const { id } = await anAccount({ proposed })
    const { body } = await stage.as('security').get(`/api/grant-requests?account=${id}`)
    expect(body.items).toMatchObject([
      { role: 'reporter', overName: '东县', requestedBy: '系统管理员', decision: null },
    ])
    expect((await stage.as('admin').get(`/api/accounts/${id}`)).body.grants).toEqual([])
  })

  test.each(OTHERS)('%s may not', async (who) => {
    const body = { username: 'x1', displayName: '甲', organisationId: stage.orgs.city }
    expect((await stage.as(who).post('/api/accounts', body)).status).toBe(403)
  })

  test.each([
    [{ username: 'CLERK2' }, { username: 'clerk2' }, 409, 'username_taken'],
    [{ username: 'ok1' }, { username: 'a b' }, 400, 'username_form'],
    [{ username: 'ok2' }, { username: 'ok3', expiresOn: '2026-11-09' }, 400, 'expiry_past'],
    [{ username: 'ok4' }, { username: 'ok5', phone: '不详' }, 400, undefined],
    [{ username: 'ok6' }, { username: 'ok7', organisationId: 999_999 }, 404, 'not_found'],
  ])('after %j, %j is refused', async (first, second, status, code) => {
    await anAccount(first)
    const body = { displayName: '乙', organisationId: stage.orgs.east, ...second }
    const answer = await stage.as('admin').post('/api/accounts', body)
    expect(answer.status).toBe(status)
    if (code) expect(answer.body.code).toBe(code)
    expect(answer.body.message).toMatch(/。$/)
  })

  test('of two with one name at the same moment one is made', async () => {
    const body = { username: 'twins', displayName: '双', organisationId: stage.orgs.east }
    const answers = await Promise.all([1, 2].map(() => stage.as('admin').post('/api/accounts', body)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})

describe('the list', () => {
  const find = async (query: string) => (await stage.as('security').get(`/api/accounts?${query}`)).body
  const names = async (query: string) => (await find(query)).items.map(({ username }: any) => username)

  test('finds by name, user name, pinyin initials and telephone', async () => {
    await anAccount({ username: 'ouyang', displayName: '欧阳修远', phone: '139 1234 5678' })
    for (const q of ['修远', 'OUYANG', 'oyxy', '12345678'])
      expect([q, await names(`q=${encodeURIComponent(q)}`)]).toEqual([q, ['ouyang']])
    // a sign of LIKE is a character like others
    expect(await names('q=%25')).toEqual([])
  })

  test('narrows by role, subtree and state', async () => {
    expect(await names('role=securityAdministrator')).toEqual(['security'])
    expect(await names(`org=${stage.orgs.eastTown}`)).toEqual(['townReporter'])
    const { id, username } = await anAccount({ organisationId: stage.orgs.eastPark })
    expect(await names(`org=${stage.orgs.eastPark}&state=never`)).toEqual([username])
    await stage.as('admin').put(`/api/accounts/${id}/disabled`, { disabled: true, reason: '调离' })
    expect(await names(`org=${stage.orgs.eastPark}&state=active`)).toEqual([])
    expect(await names(`org=${stage.orgs.eastPark}&state=closed`)).toEqual([username])
  })

  test('“idle” is ninety days without signing in', async () => {
    const { id, username } = await anAccount({ organisationId: stage.orgs.westTown })
    const set = (days: number) =>
      sql`update account set last_sign_in_at = now() - make_interval(days => ${days}) where id = ${id}`.execute(
        stage.owner,
      )
    await set(89)
    expect(await names(`org=${stage.orgs.westTown}&state=idle`)).toEqual([])
    await set(91)
    expect(await names(`org=${stage.orgs.westTown}&state=idle`)).toEqual([username])
    expect(await names(`org=${stage.orgs.westTown}&state=passwordDue`)).toContain(username)
  })

  test('signing in is remembered although sessions are tidied away', async () => {
    const { id, username, initialPassword } = await anAccount()
    await signIn(stage.product, username, initialPassword)
    await sql`delete from session where account_id = ${id}`.execute(stage.owner)
    const { items } = await find(`q=${username}`)
    expect(items[0].lastSignInAt).not.toBeNull()
    expect(await names(`q=${username}&state=never`)).toEqual([])
  })

  test('comes in pages that lose and repeat nobody', async () => {
    const all = await names('')
    const paged: string[] = []
    let cursor = ''
    for (let page = 0; page < 50; page++) {
      const { items, next, total } = await find(`limit=4${cursor && `&cursor=${cursor}`}`)
      expect(total).toBe(all.length)
      paged.push(...items.map(({ username }: any) => username))
      if (!next) break
      cursor = next
    }
    expect(paged).toEqual(all)
    expect(new Set(paged).size).toBe(all.length)
  })

  test('never holds the command line’s account, and a county’s leader sees the county', async () => {
    expect(await names('')).not.toContain('console')
    const { body } = await stage.as('countyOffice').get('/api/accounts')
    const homes = new Set(body.items.map(({ organisationName }: any) => organisationName))
    expect(homes).toEqual(new Set(['东县', '东镇', '东县产业园']))
    expect((await stage.as('countyOffice').get(`/api/accounts/${stage.accounts.otherReporter}`)).status).toBe(404)
    expect((await stage.as('reporter').get('/api/accounts')).status).toBe(403)
  })

  test('counts each unit’s own', async () => {
    const { body } = await stage.as('countyOffice').get('/api/account-counts')
    expect(body.items.find(({ organisationId }: any) => organisationId === stage.orgs.eastTown).count).toBe(1)
    expect(body.items.some(({ organisationId }: any) => organisationId === stage.orgs.west)).toBe(false)
  })
})

describe('editing an account', () => {
  const edit = (id: number, body: object) => stage.as('admin').patch(`/api/accounts/${id}`, body)

  test('changes what is given, with before, after and reason in the record', async () => {
    const { id } = await anAccount({ displayName: '旧名', phone: '13800000001' })
    const { status, body } = await edit(id, { displayName: '新名', phone: null, reason: '更正姓名' })
    expect([status, body.displayName, body.phone, body.stillAtOldUnit]).toEqual([200, '新名', null, []])
    const [entry] = await latest(id)
    expect(entry).toMatchObject({
      action: 'account.edited',
      reason: '更正姓名',
      before: { displayName: '旧名', phone: '13800000001' },
      after: { displayName: '新名', phone: null },
    })
    expect((await stage.as('admin').get(`/api/accounts?q=${encodeURIComponent('新名')}`)).body.total).toBe(1)
  })

  test('a move ends no role: the answer names what still stands at the old unit', async () => {
    const { id } = await anAccount()
    const grant = { role: 'reporter', organisationId: stage.orgs.east, reason: '任职' }
    await stage.as('security').post(`/api/accounts/${id}/grants`, grant)
    const { body } = await edit(id, { organisationId: stage.orgs.west, reason: '调西县工作' })
    expect(body.organisationName).toBe('西县')
    expect(body.stillAtOldUnit).toMatchObject([{ role: 'reporter', organisationName: '东县' }])
    const moves = (await latest(id)).filter(({ action }: any) => action === 'account.moved')
    expect(moves.map(({ orgPath }: any) => orgPath).sort()).toEqual(
      [`o${stage.orgs.city}.o${stage.orgs.east}`, `o${stage.orgs.city}.o${stage.orgs.west}`].sort(),
    )
  })

  test('needs a reason and a change, and a known unit', async () => {
    const { id } = await anAccount({ displayName: '不变' })
    expect((await edit(id, { displayName: '变了' })).status).toBe(400)
    expect((await edit(id, { displayName: '不变', reason: '没有变' })).body.code).toBe('nothing_changed')
    expect((await edit(id, { organisationId: 999_999, reason: '调走了' })).status).toBe(404)
    for (const who of OTHERS)
      expect((await stage.as(who).patch(`/api/accounts/${id}`, { displayName: '改', reason: '试试' })).status).toBe(403)
  })

  test('after its last day nobody signs in as it, and nobody is signed in', async () => {
    const { id, username, initialPassword } = await anAccount()
    const cookie = await signIn(stage.product, username, initialPassword)
    expect((await edit(id, { expiresOn: '2099-12-31', reason: '借调' })).body.expiresAt).toBe(
      '2099-12-31T16:00:00.000Z',
    )
    expect((await callerOf(stage.product, cookie).get('/api/me')).status).toBe(200)
    await sql`update account set expires_at = now() - interval '1 second' where id = ${id}`.execute(stage.owner)
    expect((await callerOf(stage.product, cookie).get('/api/me')).status).toBe(401)
    await expect(signIn(stage.product, username, initialPassword)).rejects.toThrow('sign_in_refused')
    expect((await stage.as('admin').get(`/api/accounts/${id}`)).body.disabledAt).not.toBeNull()
  })
})

describe('disabling', () => {
  const set = (who: 'admin' | 'security', id: number, disabled: boolean) =>
    stage.as(who).put(`/api/accounts/${id}/disabled`, { disabled, reason: '调离' })

  test('ends the sessions and keeps the account; enabling lets it in again', async () => {
    const { id, username, initialPassword } = await anAccount()
    const cookie = await signIn(stage.product, username, initialPassword)
    expect((await set('admin', id, true)).body.disabledAt).not.toBeNull()
    expect((await callerOf(stage.product, cookie).get('/api/me')).status).toBe(401)
    await expect(signIn(stage.product, username, initialPassword)).rejects.toThrow('sign_in_refused')
    expect((await set('admin', id, false)).status).toBe(200)
    expect(await signIn(stage.product, username, initialPassword)).toContain('guatu_session=')
    const actions = (await latest(id)).map(({ action, reason }: any) => [action, reason])
    expect(actions).toContainEqual(['account.disabled', '调离'])
    expect(actions).toContainEqual(['account.enabled', '调离'])
  })

  test('twice, one’s own, and by the security administrator are refused', async () => {
    const { id } = await anAccount()
    await set('admin', id, true)
    expect((await set('admin', id, true)).body.code).toBe('already_so')
    expect((await set('admin', stage.accounts.admin, true)).body.code).toBe('own_account')
    expect((await set('security', id, false)).status).toBe(403)
  })

  test.each(['security', 'auditor'] as const)('the last %s of the region stays', async (who) => {
    const answer = await set('admin', stage.accounts[who], true)
    expect([answer.status, answer.body.code]).toEqual([409, 'last_administrator'])
    const expiring = { expiresOn: '2099-01-01', reason: '到期' }
    expect((await stage.as('admin').patch(`/api/accounts/${stage.accounts[who]}`, expiring)).body.code).toBe(
      'last_administrator',
    )
    expect((await stage.as(who).get('/api/me')).status).toBe(200)
  })

  test('of the last two at the same moment one stays', async () => {
    const [one, other] = [await anAccount(), await anAccount()]
    const grant = { role: 'auditor', organisationId: stage.orgs.city, reason: '任职' }
    for (const { id } of [one, other]) await stage.as('security').post(`/api/accounts/${id}/grants`, grant)
    const auditor = stage.accounts.auditor
    await sql`update account set disabled_at = now() where id = ${auditor}`.execute(stage.owner)
    const answers = await Promise.all([set('admin', one.id, true), set('admin', other.id, true)])
    await sql`update account set disabled_at = null where id = ${auditor}`.execute(stage.owner)
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})
