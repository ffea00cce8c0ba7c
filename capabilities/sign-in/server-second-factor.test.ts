import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openProduct } from '#app/product.ts'
import { appUrlOf } from '#platform/postgres/roles.ts'
import { openSecrets } from '#platform/secrets/secrets.ts'
import { callerOf, NOW, PASSWORD, type Stage, signIn } from '#tests/harness/product.ts'
import {
  cookieOf,
  type Equipped,
  type FactorStage,
  openFactorStage,
  told,
} from '#tests/sign-in-provider/second-factor-stage.ts'

// TOTP and recovery codes through the front door: set up, shown at the sign-in, switched off.

let at: FactorStage
let stage: Stage
beforeAll(async () => {
  at = await openFactorStage()
  stage = at.stage
})
afterAll(async () => await stage?.close())

describe('setting up', () => {
  test('holds only once a code was confirmed, seals the secret and shows ten codes once', async () => {
    const caller = callerOf(stage.product, await signIn(stage.product, 'leader'))
    const elsewhere = callerOf(stage.product, await signIn(stage.product, 'leader'))
    const begun = await caller.post('/api/me/second-factor')
    expect(begun.body.secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(decodeURIComponent(begun.body.address)).toContain('otpauth://totp/测试市:leader?')
    expect((await at.enter('leader')).status).toBe(200)
    expect(told(await caller.put('/api/me/second-factor', { code: at.wrongCode(begun.body.secret) }))).toEqual([
      400,
      'code_wrong',
    ])
    expect((await caller.get('/api/me/second-factor')).body.confirmedAt).toBeNull()

    const confirmed = await caller.put('/api/me/second-factor', { code: at.codeOf(begun.body.secret) })
    const codes: string[] = confirmed.body.recoveryCodes
    expect(new Set(codes).size).toBe(10)
    for (const code of codes) expect(code).toMatch(/^[2-9a-hjkmnp-z]{5}-[2-9a-hjkmnp-z]{5}$/)
    const state = await caller.get('/api/me/second-factor')
    expect(state.body).toEqual({ confirmedAt: NOW.toISOString(), isRequired: false, recoveryCodesLeft: 10 })
    // the session that set it up stays, the others end
    expect([(await caller.get('/api/me')).status, (await elsewhere.get('/api/me')).status]).toEqual([200, 401])
    expect(await at.actionsAbout(stage.accounts.leader)).toContain('secondFactor.set')
    expect(told(await caller.post('/api/me/second-factor'))).toEqual([409, 'second_factor_present'])
    expect(told(await caller.put('/api/me/second-factor', { code: '000000' }))).toEqual([409, 'second_factor_present'])

    const { rows } = await sql<{ all: string }>`select (select string_agg(f::text, '') from second_factor f)
      || (select string_agg(c::text, '') from recovery_code c) || (select string_agg(e::text, '') from record_entry e) as all`.execute(
      stage.owner,
    )
    expect(rows[0]!.all).not.toContain(begun.body.secret)
    for (const code of codes) expect(rows[0]!.all).not.toContain(code.replace('-', ''))
  })

  test('takes a browser session, not a token', async () => {
    const made = await stage.as('office').post('/api/me/tokens', { name: '取数', days: 100 })
    const answer = await stage
      .as(null)
      .post('/api/me/second-factor', undefined, { authorization: `Bearer ${made.body.token}` })
    expect(told(answer)).toEqual([403, 'session_needed'])
  })
})

describe('signing in', () => {
  let steward: Equipped
  beforeAll(async () => {
    steward = await at.equip('steward')
  })

  test('the password alone starts nothing', async () => {
    const { rows: before } = await sql<{ count: number }>`select count(*)::int as count from session`.execute(
      stage.owner,
    )
    const answer = await at.enter('steward')
    expect(told(answer)).toEqual([401, 'second_factor_needed'])
    expect(cookieOf(answer)).toBeUndefined()
    const { rows: after } = await sql<{ count: number }>`select count(*)::int as count from session`.execute(
      stage.owner,
    )
    expect(after).toEqual(before)
    // whoever does not have the password learns nothing of it
    expect(told(await at.enter('steward', undefined, 'not-the-password'))).toEqual([401, 'sign_in_refused'])
    expect(told(await at.enter('steward', at.codeOf(steward.secret), 'not-the-password'))).toEqual([
      401,
      'sign_in_refused',
    ])
  })

  test('a code is good once, also of two requests at the same moment', async () => {
    const code = at.codeOf(steward.secret)
    const both = await Promise.all([at.enter('steward', code), at.enter('steward', code)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401])
    expect(told(both.find(({ status }) => status === 401)!)).toEqual([401, 'second_factor_wrong'])
    expect(told(await at.enter('steward', code))).toEqual([401, 'second_factor_wrong'])
    // an earlier one, which was never used, is used up with it
    expect(told(await at.enter('steward', at.codeOf(steward.secret, 30)))).toEqual([401, 'second_factor_wrong'])
    at.wait(30)
    expect((await at.enter('steward', at.codeOf(steward.secret))).status).toBe(200)
    at.wait(30)
  })

  test('a recovery code is good once and says how many are left', async () => {
    const [code] = steward.recoveryCodes
    const both = await Promise.all([at.enter('steward', code), at.enter('steward', code)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401])
    expect(both.find(({ status }) => status === 200)!.body.recoveryCodesLeft).toBe(9)
    expect(told(await at.enter('steward', code))).toEqual([401, 'second_factor_wrong'])
    const second = await at.enter('steward', steward.recoveryCodes[1]!.toUpperCase().replace('-', ' '))
    expect([second.status, second.body.recoveryCodesLeft]).toEqual([200, 8])
    expect(await at.actionsAbout(stage.accounts.steward)).toContain('secondFactor.recoveryUsed')
  })

  test('tokens are not asked', async () => {
    const made = await steward.caller.post('/api/me/tokens', { name: '取数', days: 100 })
    const read = await stage.as(null).get('/api/me')
    expect(read.status).toBe(401)
    const bearer = await stage.product.http.inject({
      url: '/api/me',
      headers: { authorization: `Bearer ${made.body.token}` },
    })
    expect(bearer.statusCode).toBe(200)
  })

  test('a key that is not the one it was sealed with: a sentence, no defect; others sign in', async () => {
    const other = await openProduct({
      appUrl: appUrlOf(stage.ownerUrl),
      secrets: openSecrets(Buffer.alloc(32, 8)),
      now: () => at.now(),
      connections: 2,
    })
    const anyone = callerOf(other, null)
    const answer = await anyone.post('/api/session', {
      username: 'steward',
      password: PASSWORD,
      code: at.codeOf(steward.secret),
    })
    expect(told(answer)).toEqual([503, 'secret_unreadable'])
    expect((await anyone.post('/api/session', { username: 'office', password: PASSWORD })).status).toBe(200)
    await other.close()
  })
})

describe('one’s own', () => {
  test('renewing takes the password and voids the earlier codes', async () => {
    const { caller, recoveryCodes } = await at.equip('countyOffice')
    const path = '/api/me/second-factor/recovery-codes'
    expect(told(await caller.post(path, { password: 'not-the-password' }))).toEqual([403, 'password_wrong'])
    const renewed = await caller.post(path, { password: PASSWORD })
    expect(renewed.body.recoveryCodes).toHaveLength(10)
    expect(told(await at.enter('countyOffice', recoveryCodes[0]))).toEqual([401, 'second_factor_wrong'])
    expect((await at.enter('countyOffice', renewed.body.recoveryCodes[9])).body.recoveryCodesLeft).toBe(9)
  })

  test('switching off takes password and code, ends the other sessions, and may be forbidden', async () => {
    const { caller, secret } = await at.equip('reporter')
    const elsewhere = callerOf(stage.product, cookieOf(await at.enter('reporter', at.codeOf(secret)))!)
    at.wait(30)
    const remove = async (password: string, code: string) =>
      await caller.post('/api/me/second-factor/removal', { password, code })
    expect(told(await remove('not-the-password', at.codeOf(secret)))).toEqual([403, 'password_wrong'])
    expect(told(await remove(PASSWORD, at.wrongCode(secret)))).toEqual([401, 'second_factor_wrong'])
    await at.setPolicy('everybody')
    expect(told(await remove(PASSWORD, at.codeOf(secret)))).toEqual([409, 'second_factor_required'])
    await at.setPolicy('nobody')
    expect((await remove(PASSWORD, at.codeOf(secret))).status).toBe(204)
    expect([(await caller.get('/api/me')).status, (await elsewhere.get('/api/me')).status]).toEqual([200, 401])
    expect((await at.enter('reporter')).status).toBe(200)
    expect(told(await remove(PASSWORD, at.codeOf(secret)))).toEqual([409, 'second_factor_absent'])
    expect(await at.actionsAbout(stage.accounts.reporter)).toContain('secondFactor.removed')
  })
})
