import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callerOf, PASSWORD, type Stage, signIn } from '#tests/harness/product.ts'
import { cookieOf, type FactorStage, openFactorStage, told } from '#tests/sign-in-provider/second-factor-stage.ts'

// Guessing codes, rules that ask for a second factor, and the lost telephone.

let at: FactorStage
let stage: Stage
beforeAll(async () => {
  at = await openFactorStage()
  stage = at.stage
})
afterAll(async () => await stage?.close())

describe('guessing', () => {
  test('ten codes in a quarter of an hour, wherever they come from; then the right one waits too', async () => {
    const { secret } = await at.equip('townReporter')
    const from = async (address: string, code: string) =>
      await stage.product.http.inject({
        method: 'POST',
        url: '/api/session',
        remoteAddress: address,
        payload: { username: 'townReporter', password: PASSWORD, code },
      })
    const answers = []
    for (let n = 1; n <= 11; n += 1) answers.push((await from(`10.1.${n}.1`, at.wrongCode(secret))).json().code)
    expect(answers).toEqual([...Array(10).fill('second_factor_wrong'), 'too_many_codes'])
    expect((await from('10.2.0.1', at.codeOf(secret))).statusCode).toBe(429)
    at.wait(16 * 60)
    expect((await from('10.2.0.1', at.codeOf(secret))).statusCode).toBe(200)
    at.wait(30)
  })

  test('twelve at the same moment: at most ten are looked at', async () => {
    const { secret } = await at.equip('otherReporter')
    const answers = await Promise.all(
      Array.from({ length: 12 }, async (_, n) => {
        const payload = { username: 'otherReporter', password: PASSWORD, code: at.wrongCode(secret) }
        return await stage.product.http.inject({
          method: 'POST',
          url: '/api/session',
          remoteAddress: `10.3.${n}.1`,
          payload,
        })
      }),
    )
    expect(answers.filter((answer) => answer.json().code === 'second_factor_wrong').length).toBeLessThanOrEqual(10)
    expect(answers.filter((answer) => answer.statusCode === 200)).toEqual([])
    at.wait(16 * 60)
  })

  test('a wrong code counts like a wrong password', async () => {
    const count = async () =>
      (
        await sql<{
          count: number
        }>`select count(*)::int as count from sign_in_failure where folded_username = 'otherreporter'`.execute(
          stage.owner,
        )
      ).rows[0]!.count
    const before = await count()
    expect(told(await at.enter('otherReporter', '999999'))).toEqual([401, 'second_factor_wrong'])
    expect(await count()).toBe(before + 1)
  })
})

describe('the rules ask for one', () => {
  test('until it is set up nothing else is open, not even a token', async () => {
    await at.setPolicy('administrators')
    const admin = callerOf(stage.product, await signIn(stage.product, 'admin'))
    const me = await admin.get('/api/me')
    expect([me.status, me.body.secondFactorDue]).toEqual([200, true])
    expect(told(await admin.get('/api/accounts'))).toEqual([403, 'second_factor_due'])
    expect(told(await admin.post('/api/me/tokens', { name: '绕过', days: 100 }))).toEqual([403, 'second_factor_due'])
    expect(told(await admin.post('/api/me/identities', { password: PASSWORD }))).toEqual([403, 'second_factor_due'])
    expect((await stage.as('office').get('/api/projects')).status).toBe(200)

    const begun = await admin.post('/api/me/second-factor')
    expect((await admin.put('/api/me/second-factor', { code: at.codeOf(begun.body.secret) })).status).toBe(200)
    expect((await admin.get('/api/accounts')).status).toBe(200)
    expect((await admin.get('/api/me')).body.secondFactorDue).toBe(false)
    at.wait(30)
    const again = callerOf(stage.product, cookieOf(await at.enter('admin', at.codeOf(begun.body.secret)))!)
    expect((await again.get('/api/accounts')).status).toBe(200)
    at.wait(30)
  })
})

describe('a lost telephone', () => {
  test('the security administrator removes it with the reason; nobody else, and not the own one', async () => {
    // who removes it has one: the rules ask it of administrators
    await at.setPolicy('administrators')
    const security = await at.equip('security')
    await at.equip('steward')
    const target = `/api/accounts/${stage.accounts.steward}/second-factor`
    const asked = `${target}?${new URLSearchParams({ reason: '手机丢失，已当面核实' })}`
    for (const who of ['admin', 'office', 'auditor', 'leader'] as const) {
      const { status } = await stage.as(who).delete(asked)
      expect([who, status === 403 || status === 401]).toEqual([who, true])
    }
    expect((await security.caller.delete(target)).status).toBe(400)
    expect(
      told(
        await security.caller.delete(
          `/api/accounts/${stage.accounts.security}/second-factor?reason=${encodeURIComponent('自己的')}`,
        ),
      ),
    ).toEqual([403, 'own_second_factor'])
    expect(
      (await security.caller.get(`/api/accounts/${stage.accounts.steward}/sign-in`)).body.secondFactorSince,
    ).toBeTruthy()

    expect((await security.caller.delete(asked)).status).toBe(204)
    expect((await security.caller.delete(asked)).status).toBe(404)
    expect((await at.enter('steward')).status).toBe(200)
    const { rows } = await sql<{
      reason: string
    }>`select reason from record_entry where action = 'secondFactor.removedFor'`.execute(stage.owner)
    expect(rows).toEqual([{ reason: '手机丢失，已当面核实' }])
    const { rows: left } = await sql`select 1 from recovery_code where account_id = ${stage.accounts.steward}`.execute(
      stage.owner,
    )
    expect(left).toEqual([])
  })
})
