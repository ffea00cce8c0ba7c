import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEFAULT_SECURITY } from '#platform/access/security-settings.ts'
import { openStage, type Stage } from '#tests/harness/product.ts'

// What signing in asks for: who sets it, within which bounds, and what remains of it.

const URL = '/api/settings/security'
let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => await stage?.close())

const set = async (change: object, reason = '按整改意见') =>
  await stage.as('security').put(URL, { settings: { ...DEFAULT_SECURITY, ...change }, reason })
const versions = async () =>
  (await sql<{ id: number }>`select id from security_setting`.execute(stage.owner)).rows.length

test('before anybody set anything the product’s own values hold', async () => {
  const { status, body } = await stage.as('security').get(URL)
  expect(status).toBe(200)
  expect(body).toEqual({ settings: DEFAULT_SECURITY, madeAt: null, madeBy: null, reason: null, earlier: [] })
})

test('only the security administrator reads and sets them', async () => {
  for (const who of ['admin', 'auditor', 'office', 'leader', 'reporter'] as const) {
    expect((await stage.as(who).get(URL)).status).toBe(403)
    expect((await stage.as(who).put(URL, { settings: DEFAULT_SECURITY, reason: '试试' })).status).toBe(403)
  }
  expect(await versions()).toBe(0)
})

test.each([
  [{ passwordMinimumLength: 9 }, 'settings.passwordMinimumLength'],
  [{ passwordMinimumLength: 65 }, 'settings.passwordMinimumLength'],
  [{ idleMinutes: 20, administratorIdleMinutes: 30 }, 'settings.administratorIdleMinutes'],
  [{ absoluteHours: 25 }, 'settings.absoluteHours'],
  [{ failuresAllowed: 1000 }, 'settings.failuresAllowed'],
  [{ secondFactorFor: 'leaders' }, 'settings.secondFactorFor'],
  [{ tokenDays: 0.5 }, 'settings.tokenDays'],
])('%o is refused', async (change, field) => {
  const { status, body } = await set(change)
  expect([status, body.details.fields[0].field]).toEqual([400, field])
  expect(await versions()).toBe(0)
})

test('a change needs its reason, holds at once and is recorded with before and after', async () => {
  expect((await set({ tokenDays: 30 }, ' ')).status).toBe(400)
  const { status, body } = await set({ tokenDays: 30, passwordMaximumDays: 90 })
  expect(status).toBe(200)
  expect(body).toMatchObject({ settings: { tokenDays: 30 }, madeBy: '安全管理员', reason: '按整改意见' })
  const { body: record } = await stage.as('auditor').get('/api/record?subjectType=securitySetting')
  expect(record.items[0]).toMatchObject({
    action: 'security.set',
    actor: 'security',
    before: { tokenDays: 365, passwordMaximumDays: 180 },
    after: { tokenDays: 30, passwordMaximumDays: 90 },
    reason: '按整改意见',
  })
  const long = await stage.as('office').post('/api/me/tokens', { name: '一年', days: 31 })
  expect([long.status, long.body.code]).toEqual([400, 'token_days'])
  expect((await stage.as('office').post('/api/me/tokens', { name: '一月', days: 30 })).status).toBe(200)
  expect((await stage.as('office').get('/api/me/tokens')).body.daysAtMost).toBe(30)
})

test('the same again is refused; an earlier version stays to be read', async () => {
  const again = await set({ tokenDays: 30, passwordMaximumDays: 90 })
  expect([again.status, again.body.code]).toEqual([409, 'settings_unchanged'])
  expect((await set({})).status).toBe(200)
  const { body } = await stage.as('security').get(URL)
  expect(body.settings).toEqual(DEFAULT_SECURITY)
  expect(body.earlier.map(({ settings }: { settings: { tokenDays: number } }) => settings.tokenDays)).toEqual([30])
})

test('a new password follows the length that is set', async () => {
  expect((await set({ passwordMinimumLength: 16 })).status).toBe(200)
  const change = { current: 'a-long-test-password', next: 'hk7m-Pq4t-w9Xa' }
  const { status, body } = await stage.as('reporter').put('/api/me/password', change)
  expect([status, body.message]).toEqual([400, '密码至少16个字符，请加长。'])
})

test('who looks after one county does not set the region’s', async () => {
  await sql`update role_grant set organisation_id = ${stage.orgs.east}
    where account_id = ${stage.accounts.security}`.execute(stage.owner)
  const before = await versions()
  const { status, body } = await set({ tokenDays: 5 })
  expect([status, body.code]).toEqual([403, 'whole_region'])
  expect(await versions()).toBe(before)
})

test('no version is altered or removed by the roles the application works under', async () => {
  for (const role of ['guatu_all', 'guatu_scoped', 'guatu_doorway', 'guatu_app']) {
    for (const statement of ['update security_setting set reason = reason', 'delete from security_setting']) {
      const attempt = stage.owner.transaction().execute(async (tx) => {
        await sql.raw(`set local role ${role}`).execute(tx)
        await sql.raw(statement).execute(tx)
      })
      await expect(attempt).rejects.toMatchObject({ code: '42501' })
    }
  }
})
