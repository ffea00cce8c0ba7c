import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callerOf, openStage, PASSWORD, type Stage, signIn } from '#tests/harness/product.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => {
  await stage?.close()
})

describe('signing in', () => {
  test('says who is signed in and what they may do', async () => {
    const { status, body } = await stage.as('reporter').get('/api/me')
    expect(status).toBe(200)
    expect(body).toMatchObject({ username: 'reporter', organisation: { name: '东县' } })
    expect(body.permissions).toContain('report.write')
    expect(body.permissions).not.toContain('round.lock')
  })

  test('a wrong password and an unknown name get the same sentence', async () => {
    const wrong = await stage.as(null).post('/api/session', { username: 'office', password: 'not-the-password' })
    const unknown = await stage.as(null).post('/api/session', { username: 'nobody', password: 'not-the-password' })
    expect(wrong.status).toBe(401)
    expect(unknown.status).toBe(401)
    expect(unknown.body).toEqual(wrong.body)
  })

  test('a full-width and upper-case name is the same person', async () => {
    const { status } = await stage.as(null).post('/api/session', { username: 'ＯＦＦＩＣＥ', password: PASSWORD })
    expect(status).toBe(200)
  })

  test('stands in the record under the name of who signed in', async () => {
    await signIn(stage.product, 'leader')
    const { body } = await stage.as('auditor').get(`/api/record?subjectType=account&subjectId=${stage.accounts.leader}`)
    expect(body.items[0]).toMatchObject({ action: 'session.started', actor: 'leader' })
  })

  test('signing out ends the session for good', async () => {
    const cookie = await signIn(stage.product, 'leader')
    const caller = callerOf(stage.product, cookie)
    expect((await caller.delete('/api/session')).status).toBe(204)
    expect((await caller.get('/api/me')).status).toBe(401)
  })

  test('only a digest of the token is kept', async () => {
    const cookie = await signIn(stage.product, 'leader')
    const secret = cookie.split('=')[1]!
    const { rows } = await sql<{
      found: boolean
    }>`select exists (select 1 from session s where position(${secret}::bytea in s.token_hash) > 0) as found`.execute(
      stage.owner,
    )
    expect(rows[0]!.found).toBe(false)
  })

  test('an idle session ends', async () => {
    const cookie = await signIn(stage.product, 'leader')
    stage.setNow(new Date('2026-11-10T07:00:00Z'))
    expect((await callerOf(stage.product, cookie).get('/api/me')).status).toBe(401)
    stage.setNow(new Date('2026-11-10T02:00:00Z'))
  })

  test('another site cannot act with the cookie', async () => {
    const answer = await stage.as('admin').post('/api/organisations', {}, { origin: 'https://evil.example' })
    expect(answer.status).toBe(403)
    expect(answer.body.code).toBe('cross_site')
  })
})

describe('accounts', () => {
  const clerk = { username: 'clerk', displayName: '新填报员', role: 'reporter', password: 'first-password-1' }

  test('the administrator creates one; it is in the record; the new person signs in', async () => {
    const made = await stage.as('admin').post('/api/accounts', { ...clerk, organisationId: stage.orgs.westTown })
    expect(made.status).toBe(200)
    expect(made.body.grants).toMatchObject([{ role: 'reporter', organisationName: '西镇' }])
    const { body } = await stage.as('auditor').get(`/api/record?subjectType=account&subjectId=${made.body.id}`)
    expect(body.items[0]).toMatchObject({ action: 'account.created', actor: 'admin' })
    const cookie = await signIn(stage.product, 'clerk', clerk.password)
    expect((await callerOf(stage.product, cookie).get('/api/me')).body.mustChangePassword).toBe(true)
    const due = await callerOf(stage.product, cookie).get('/api/projects')
    expect([due.status, due.body.code]).toEqual([403, 'password_due'])
  })

  test('twice is refused with a sentence', async () => {
    const again = await stage
      .as('admin')
      .post('/api/accounts', { ...clerk, username: 'CLERK', organisationId: stage.orgs.westTown })
    expect(again.status).toBe(409)
    expect(again.body.code).toBe('username_taken')
  })

  test('nobody else may', async () => {
    for (const who of ['office', 'reporter', 'leader', 'auditor'] as const) {
      const answer = await stage
        .as(who)
        .post('/api/accounts', { ...clerk, username: 'x1', organisationId: stage.orgs.city })
      expect([who, answer.status]).toEqual([who, 403])
    }
  })

  test('a short password names the field', async () => {
    const answer = await stage
      .as('admin')
      .post('/api/accounts', { ...clerk, username: 'x2', password: 'short', organisationId: stage.orgs.city })
    expect(answer.status).toBe(400)
    expect(answer.body.details.fields[0].field).toBe('password')
  })

  test('disabling ends the sessions and keeps the account', async () => {
    const cookie = await signIn(stage.product, 'otherReporter')
    const answer = await stage
      .as('admin')
      .put(`/api/accounts/${stage.accounts.otherReporter}/disabled`, { disabled: true, reason: '调离' })
    expect(answer.status).toBe(200)
    expect((await callerOf(stage.product, cookie).get('/api/me')).status).toBe(401)
    await stage
      .as('admin')
      .put(`/api/accounts/${stage.accounts.otherReporter}/disabled`, { disabled: false, reason: '恢复' })
  })

  test('changing one’s own password needs the present one', async () => {
    const cookie = await signIn(stage.product, 'clerk', clerk.password)
    const caller = callerOf(stage.product, cookie)
    expect(
      (await caller.put('/api/me/password', { current: 'wrong-password', next: 'second-password-2' })).status,
    ).toBe(403)
    expect((await caller.put('/api/me/password', { current: clerk.password, next: 'second-password-2' })).status).toBe(
      204,
    )
    expect(await signIn(stage.product, 'clerk', 'second-password-2')).toContain('guatu_session=')
  })
})

test('a county is not made below a town', async () => {
  const answer = await stage
    .as('admin')
    .post('/api/organisations', { parentId: stage.orgs.eastTown, kind: 'county', name: '错县' })
  expect([answer.status, answer.body.code]).toEqual([400, 'organisation_misplaced'])
})

describe('tokens', () => {
  test('a bearer token acts with its owner’s grants until revoked', async () => {
    const made = await stage.as('office').post('/api/me/tokens', { name: '对接上级平台' })
    const call = (method: 'GET' | 'POST', url: string) =>
      stage.product.http.inject({ method, url, headers: { authorization: `Bearer ${made.body.token}` } })
    expect((await call('GET', '/api/me')).json().username).toBe('office')
    expect((await call('POST', '/api/organisations')).statusCode).toBe(403)
    await stage.as('office').delete(`/api/me/tokens/${made.body.id}`)
    expect((await call('GET', '/api/me')).statusCode).toBe(401)
  })
})

describe('the record', () => {
  test('verifies, and names the entry that was changed behind its back', async () => {
    await stage.as('admin').post('/api/organisations', { parentId: stage.orgs.east, kind: 'town', name: '新镇' })
    const good = await stage.as('auditor').get('/api/record/verification')
    expect(good.body.ok).toBe(true)
    const { rows } = await sql<{ chain: string; seq: number }>`
      update record_entry set after = jsonb_set(after, '{name}', '"改了的镇"') where action = 'organisation.created' returning chain, seq`.execute(
      stage.owner,
    )
    const bad = await stage.as('auditor').get('/api/record/verification')
    expect(bad.body.firstBreak).toMatchObject({ chain: rows[0]!.chain, seq: rows[0]!.seq })
  })

  test('the application’s roles cannot rewrite it', async () => {
    for (const role of ['guatu_app', 'guatu_all', 'guatu_scoped']) {
      const { rows } = await sql<{ may: boolean }>`
        select has_table_privilege(${role}, 'record_entry', 'update') or has_table_privilege(${role}, 'record_entry', 'delete') as may`.execute(
        stage.owner,
      )
      expect([role, rows[0]!.may]).toEqual([role, false])
    }
  })

  test('only auditors read it', async () => {
    expect((await stage.as('admin').get('/api/record')).status).toBe(403)
    expect((await stage.as('office').get('/api/record')).status).toBe(403)
  })
})

test('401 and 403 come before the body is read', async () => {
  const broken = { 'content-type': 'application/json' }
  const unsigned = await stage.product.http.inject({
    method: 'POST',
    url: '/api/organisations',
    payload: '{broken',
    headers: broken,
  })
  expect(unsigned.statusCode).toBe(401)
  const cookie = await signIn(stage.product, 'reporter')
  const forbidden = await stage.product.http.inject({
    method: 'POST',
    url: '/api/organisations',
    payload: '{broken',
    headers: { ...broken, cookie },
  })
  expect(forbidden.statusCode).toBe(403)
})
