import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, callerOf, NOW, openStage, type Stage, signIn } from '#tests/harness/product.ts'
import { must } from './two-counties.ts'

// How long somebody is known, and what ends it.

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  await stage.signInEverybody()
})
afterAll(async () => await stage?.close())

describe('sessions and clocks', () => {
  const MINUTE = 60_000
  const at = (minutes: number) => stage.setNow(new Date(NOW.getTime() + minutes * MINUTE))
  const status = async (caller: Caller) => (await caller.get('/api/me')).status

  test('idle for four hours ends it, use prolongs it, twelve hours end it anyway', async () => {
    at(0)
    const idle = callerOf(stage.product, await signIn(stage.product, 'leader'))
    const used = callerOf(stage.product, await signIn(stage.product, 'leader'))
    at(239)
    expect([await status(used), await status(idle)]).toEqual([200, 200])
    at(239 + 239)
    expect(await status(used)).toBe(200)
    at(239 + 241)
    expect(await status(idle)).toBe(401)
    at(239 * 3)
    expect(await status(used)).toBe(200)
    at(12 * 60)
    expect(await status(used)).toBe(401)
    at(0)
  })

  test('a clock set back does not end sessions, nor does it prolong them beyond their end', async () => {
    at(60)
    const caller = callerOf(stage.product, await signIn(stage.product, 'leader'))
    at(-24 * 60)
    expect(await status(caller)).toBe(200)
    at(60 + 12 * 60)
    expect(await status(caller)).toBe(401)
    at(0)
  })

  test('signed out, disabled, or with another password: over at once', async () => {
    const [first, second] = [await signIn(stage.product, 'leader'), await signIn(stage.product, 'leader')]
    expect((await callerOf(stage.product, first).delete('/api/session')).status).toBe(204)
    expect([await status(callerOf(stage.product, first)), await status(callerOf(stage.product, second))]).toEqual([
      401, 200,
    ])
    const changed = await callerOf(stage.product, second).put('/api/me/password', {
      current: 'a-long-test-password',
      next: 'another-long-password',
    })
    expect(changed.status).toBe(204)
    expect([await status(callerOf(stage.product, second)), await status(stage.as('leader'))]).toEqual([200, 401])
    const disabled = { disabled: true, reason: '离任' }
    await must(stage.as('admin').put(`/api/accounts/${stage.accounts.leader}/disabled`, disabled))
    expect(await status(callerOf(stage.product, second))).toBe(401)
    const refused = await stage.as(null).post('/api/session', { username: 'leader', password: 'another-long-password' })
    expect([refused.status, refused.body.code]).toEqual([401, 'sign_in_refused'])
  })

  test('a token ends when it is revoked, and is no way around its owner’s grants', async () => {
    const { body } = await must(stage.as('countyOffice').post('/api/me/tokens', { name: '对接' }))
    const ask = async (url: string, method: 'GET' | 'POST' = 'GET') => {
      const headers = { authorization: `Bearer ${body.token}` }
      return (await stage.product.http.inject({ method, url, headers, ...(method === 'POST' ? { payload: {} } : {}) }))
        .statusCode
    }
    expect([await ask('/api/me'), await ask('/api/record'), await ask('/api/organisations', 'POST')]).toEqual([
      200, 403, 403,
    ])
    expect((await stage.as('office').delete(`/api/me/tokens/${body.id}`)).status).toBe(404)
    expect((await stage.as('countyOffice').delete(`/api/me/tokens/${body.id}`)).status).toBe(204)
    expect(await ask('/api/me')).toBe(401)
  })

  test('ten wrong passwords from one address are enough; another address is not locked out', async () => {
    const attempt = async (password: string, remoteAddress: string) =>
      (
        await stage.product.http.inject({
          method: 'POST',
          url: '/api/session',
          payload: { username: 'reporter', password },
          remoteAddress,
        })
      ).statusCode
    stage.setNow(new Date())
    const tries: number[] = []
    for (let index = 0; index < 11; index += 1) tries.push(await attempt('wrong', '10.0.0.9'))
    expect(tries).toEqual([...Array(10).fill(401), 429])
    expect(await attempt('a-long-test-password', '10.0.0.9')).toBe(429)
    expect(await attempt('a-long-test-password', '10.0.0.10')).toBe(200)
    const headers = { 'x-forwarded-for': '127.0.0.1' }
    const payload = { username: 'reporter', password: 'wrong' }
    const disguised = await stage.product.http.inject({
      method: 'POST',
      url: '/api/session',
      payload,
      headers,
      remoteAddress: '10.0.0.9',
    })
    expect(disguised.statusCode).toBe(429)
    const burst = await Promise.all(Array.from({ length: 40 }, () => attempt('wrong', '10.0.0.11')))
    expect(burst.filter((status) => status === 401)).toHaveLength(10)
    at(0)
  })
})
