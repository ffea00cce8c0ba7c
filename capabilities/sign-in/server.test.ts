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

  test('changing one’s own password needs the present one', async () => {
    const cookie = await signIn(stage.product, 'steward')
    const caller = callerOf(stage.product, cookie)
    expect(
      (await caller.put('/api/me/password', { current: 'wrong-password', next: 'second-password-2' })).status,
    ).toBe(403)
    expect((await caller.put('/api/me/password', { current: PASSWORD, next: 'second-password-2' })).status).toBe(204)
    expect(await signIn(stage.product, 'steward', 'second-password-2')).toContain('guatu_session=')
  })
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
