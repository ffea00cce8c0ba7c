import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openProduct } from '#app/product.ts'
import { prepareRegion } from '#app/region.ts'
import { freshDatabase } from '#tests/harness/cluster.ts'
import { type Caller, callerOf, NOW, openStage, PASSWORD, SECRETS, type Stage, signIn } from '#tests/harness/product.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => await stage?.close())
beforeEach(() => stage.setNow(NOW))

const NEXT = ['hongshan-mati-1', 'taili-nanchuang-2', 'shuqian-lvmao-3', 'qiaoqiao-banban-4', 'yushan-jiaoye-5']
const change = async (caller: Caller, current: string, next: string) =>
  await caller.put('/api/me/password', { current, next })
const passwordsOf = async (accountId: number) => {
  const { rows } = await sql<{ id: number }>`select id from password where account_id = ${accountId}`.execute(
    stage.owner,
  )
  return rows.length
}

describe('changing one’s own password', () => {
  test('a weak one is refused at its field, with what to do, and nothing changes', async () => {
    const before = await passwordsOf(stage.accounts.steward)
    const { status, body } = await change(stage.as('steward'), PASSWORD, 'dongxian2026')
    expect([status, body.code]).toEqual([400, 'password_guessable'])
    expect(body.details.fields).toEqual([{ field: 'next', message: body.message }])
    expect(await passwordsOf(stage.accounts.steward)).toBe(before)
    expect((await stage.as('steward').get('/api/me')).status).toBe(200)
  })

  test('none of the last five comes back; the sixth may', async () => {
    const caller = callerOf(stage.product, await signIn(stage.product, 'steward'))
    let current = PASSWORD
    const move = async (next: string) => {
      const answer = await change(caller, current, next)
      if (answer.status === 204) current = next
      return answer.status === 204 ? 204 : answer.body.code
    }
    expect(await move(PASSWORD)).toBe('password_unchanged')
    for (const next of NEXT.slice(0, 4)) expect(await move(next)).toBe(204)
    expect(await move(PASSWORD)).toBe('password_used_before')
    expect(await move(NEXT[1]!)).toBe('password_used_before')
    expect(await move(NEXT[4]!)).toBe(204)
    expect(await move(PASSWORD)).toBe(204)
  })

  test('is recorded without the password', async () => {
    const { body, text } = await stage
      .as('auditor')
      .get(`/api/record?subjectType=account&subjectId=${stage.accounts.steward}`)
    expect(body.items[0]).toMatchObject({ action: 'account.passwordChanged', actor: 'steward' })
    for (const password of [PASSWORD, ...NEXT]) expect(text).not.toContain(password)
  })

  test('says what a new one has to be like and when the present one is due', async () => {
    const { body } = await stage.as('office').get('/api/me/password')
    expect(body).toMatchObject({ minimumLength: 10, differsFromLast: 5 })
    expect(Date.parse(body.dueAt) - Date.parse(body.setAt)).toBe(180 * 86_400_000)
  })

  test('a token cannot change it', async () => {
    const { body } = await stage.as('office').post('/api/me/tokens', { name: '对接' })
    const answer = await stage.product.http.inject({
      method: 'PUT',
      url: '/api/me/password',
      payload: { current: PASSWORD, next: NEXT[0] },
      headers: { authorization: `Bearer ${body.token}` },
    })
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'session_needed'])
  })
})

test('after half a year the password is due before any other work', async () => {
  await sql`update password set set_at = ${new Date(NOW.getTime() - 180 * 86_400_000).toISOString()}
    where account_id = ${stage.accounts.leader}`.execute(stage.owner)
  const caller = stage.as('leader')
  expect((await caller.get('/api/me')).body).toMatchObject({ mustChangePassword: true, passwordDueBecause: 'age' })
  const refused = await caller.get('/api/projects')
  expect([refused.status, refused.body.code]).toEqual([403, 'password_due'])
  expect((await change(caller, PASSWORD, NEXT[0]!)).status).toBe(204)
  expect((await caller.get('/api/me')).body).toMatchObject({ mustChangePassword: false, passwordDueBecause: null })
  expect((await caller.get('/api/projects')).status).toBe(200)
})

describe('the first run', () => {
  test('refuses a guessable password and founds nothing; then hands over three passwords once', async () => {
    const database = await freshDatabase()
    await prepareRegion(database.ownerUrl, { demo: false, now: NOW })
    const product = await openProduct({ appUrl: database.appUrl, secrets: SECRETS, now: () => NOW, connections: 2 })
    try {
      const visitor = callerOf(product, null)
      const body = { regionName: '青原市', username: 'lin', displayName: '林书田' }
      const weak = await visitor.post('/api/first-run', { ...body, password: 'qingyuan2026!' })
      expect([weak.status, weak.body.code, weak.body.details.fields[0].field]).toEqual([
        400,
        'password_guessable',
        'password',
      ])
      expect((await visitor.get('/api/state')).body.needsFirstRun).toBe(true)
      const founded = await visitor.post('/api/first-run', { ...body, password: NEXT[0] })
      expect(founded.status).toBe(200)
      const handover = founded.body.handover as { username: string; role: string; password: string }[]
      expect(handover.map(({ username, role }) => [username, role])).toEqual([
        ['security', 'securityAdministrator'],
        ['auditor', 'auditor'],
        ['office', 'dispatchOffice'],
      ])
      for (const { username, password } of handover) {
        const newcomer = callerOf(product, await signIn(product, username, password))
        expect((await newcomer.get('/api/me')).body.passwordDueBecause).toBe('given')
      }
      expect((await visitor.post('/api/first-run', { ...body, password: NEXT[0] })).status).toBe(409)
    } finally {
      await product.close()
      await database.drop()
    }
  })
})
