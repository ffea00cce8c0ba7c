import { verify } from '@node-rs/argon2'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { NOW, openStage, PASSWORD, type Stage } from '#tests/harness/product.ts'

// Guessing is slow for strangers, and no guessing keeps the owner out.

// files share their modules: the product is loaded once more, so that it meets the counted hashing
vi.hoisted(() => vi.resetModules())
vi.mock('@node-rs/argon2', async (original) => {
  const argon = await original<typeof import('@node-rs/argon2')>()
  return { ...argon, verify: vi.fn(argon.verify) }
})

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => await stage?.close())
beforeEach(() => stage.setNow(NOW))
afterEach(async () => {
  await sql`delete from sign_in_failure`.execute(stage.owner)
  await sql`delete from security_setting`.execute(stage.owner)
})

type From = { address: string; cookie?: string }
async function tryOnce(username: string, password: string, { address, cookie }: From) {
  const answer = await stage.product.http.inject({
    method: 'POST',
    url: '/api/session',
    payload: { username, password },
    remoteAddress: address,
    headers: cookie ? { cookie } : {},
  })
  const cookies = [answer.headers['set-cookie'] ?? []].flat().map((line) => line.split(';')[0]!)
  const device = cookies.find((line) => line.startsWith('guatu_device='))
  return { status: answer.statusCode, body: answer.json(), headers: answer.headers, device }
}

/** The owner signs in at home in the office, and the browser keeps what it was given. */
async function usualBrowser(username: string, address: string): Promise<string> {
  const first = await tryOnce(username, PASSWORD, { address })
  expect(first.status).toBe(200)
  return first.device!
}

const strangers = (count: number) => Array.from({ length: count }, (_, index) => `203.0.113.${index + 1}`)

describe('an attacker from sixty addresses', () => {
  test('guesses fifty times in a quarter of an hour and no more, and the owner works on', async () => {
    const cookie = await usualBrowser('reporter', '10.8.0.5')
    const statuses: number[] = []
    for (const address of strangers(60)) {
      statuses.push((await tryOnce('reporter', 'guess-1', { address })).status)
      statuses.push((await tryOnce('reporter', 'guess-2', { address })).status)
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(50)
    expect(statuses.filter((status) => status === 429)).toHaveLength(70)
    // even the right password is not told apart from a stranger's guess
    expect((await tryOnce('reporter', PASSWORD, { address: '203.0.113.99' })).status).toBe(429)
    // the usual browser, elsewhere; another browser in the usual office
    expect((await tryOnce('reporter', PASSWORD, { address: '198.51.100.7', cookie })).status).toBe(200)
    expect((await tryOnce('reporter', PASSWORD, { address: '10.8.0.5' })).status).toBe(200)
    stage.setNow(new Date(NOW.getTime() + 15 * 60_000))
    expect((await tryOnce('reporter', PASSWORD, { address: '203.0.113.99' })).status).toBe(200)
  })

  test('gains nothing by guessing from all of them at the same moment', async () => {
    const statuses = await Promise.all(
      strangers(60).flatMap((address) => [0, 1].map(() => tryOnce('leader', 'guess', { address }))),
    )
    expect(statuses.filter(({ status }) => status === 401)).toHaveLength(50)
  })

  test('gains nothing from the many addresses of one IPv6 network', async () => {
    const statuses: number[] = []
    for (let index = 1; index <= 12; index += 1)
      statuses.push((await tryOnce('leader', 'guess', { address: `2001:db8:0:7::${index}` })).status)
    expect(statuses).toEqual([...Array(10).fill(401), 429, 429])
  })
})

describe('a colleague behind the same address', () => {
  test('uses up the address, not the owner’s browser', async () => {
    const cookie = await usualBrowser('townReporter', '10.9.0.1')
    for (let index = 0; index < 10; index += 1)
      expect((await tryOnce('townReporter', 'guess', { address: '10.9.0.1' })).status).toBe(401)
    expect((await tryOnce('townReporter', 'guess', { address: '10.9.0.1' })).status).toBe(429)
    expect((await tryOnce('townReporter', PASSWORD, { address: '10.9.0.1', cookie })).status).toBe(200)
  })

  test('cannot use the cookie of an own account for another’s', async () => {
    const own = await usualBrowser('otherReporter', '10.9.0.2')
    for (let index = 0; index < 10; index += 1)
      await tryOnce('townReporter', 'guess', { address: '10.9.0.2', cookie: own })
    expect((await tryOnce('townReporter', 'guess', { address: '10.9.0.2', cookie: own })).status).toBe(429)
  })
})

test('a stolen browser has a count of its own', async () => {
  const cookie = await usualBrowser('steward', '10.9.0.3')
  for (let index = 0; index < 10; index += 1)
    expect((await tryOnce('steward', 'guess', { address: `203.0.113.${index}`, cookie })).status).toBe(401)
  const refused = await tryOnce('steward', PASSWORD, { address: '203.0.113.50', cookie })
  expect([refused.status, refused.body.code, refused.headers['retry-after']]).toEqual([429, 'too_many_failures', '900'])
  expect(refused.device).toBeUndefined()
})

test('a browser that stayed away for ninety days is a stranger’s', async () => {
  const cookie = await usualBrowser('steward', '10.9.0.4')
  stage.setNow(new Date(NOW.getTime() + 91 * 86_400_000))
  for (const address of strangers(50)) await tryOnce('steward', 'guess', { address })
  expect((await tryOnce('steward', PASSWORD, { address: '198.51.100.8', cookie })).status).toBe(429)
})

test('an unknown name costs the same work, leaves the same trace and hears the same words', async () => {
  const observe = async (username: string) => {
    vi.mocked(verify).mockClear()
    const answer = await tryOnce(username, 'guess', { address: '203.0.113.77' })
    const { rows } = await sql<{ isStranger: boolean }>`
      select is_stranger as "isStranger" from sign_in_failure where folded_username = ${username}`.execute(stage.owner)
    return { body: answer.body, status: answer.status, work: vi.mocked(verify).mock.calls.length, rows }
  }
  const known = await observe('auditor')
  expect(known).toMatchObject({ status: 401, work: 1, rows: [{ isStranger: true }] })
  expect(await observe('nobody')).toEqual(known)
  for (let index = 0; index < 9; index += 1) {
    await tryOnce('auditor', 'guess', { address: '203.0.113.77' })
    await tryOnce('nobody', 'guess', { address: '203.0.113.77' })
  }
  const refused = await observe('auditor')
  expect(refused).toMatchObject({ status: 429, work: 0 })
  expect((await observe('nobody')).body).toEqual(refused.body)
})

test('a disabled account is refused like a wrong password, also with the right one', async () => {
  await sql`update account set disabled_at = now() where username = 'countyOffice'`.execute(stage.owner)
  const right = await tryOnce('countyOffice', PASSWORD, { address: '10.9.0.6' })
  const wrong = await tryOnce('countyOffice', 'guess', { address: '10.9.0.6' })
  expect([right.status, right.body]).toEqual([401, wrong.body])
})

test('fewer guesses where the security administrator allows fewer', async () => {
  const { body } = await stage.as('security').get('/api/settings/security')
  const settings = { ...body.settings, failuresAllowed: 3, failureMinutes: 60 }
  expect((await stage.as('security').put('/api/settings/security', { settings, reason: '护网期间' })).status).toBe(200)
  const statuses: number[] = []
  for (let index = 0; index < 4; index += 1)
    statuses.push((await tryOnce('office', 'guess', { address: '203.0.113.5' })).status)
  expect(statuses).toEqual([401, 401, 401, 429])
  stage.setNow(new Date(NOW.getTime() + 59 * 60_000))
  expect((await tryOnce('office', PASSWORD, { address: '203.0.113.5' })).status).toBe(429)
})

test('hashes of older parameters are renewed when their owner signs in, and stay as old as they are', async () => {
  const { hash } = await import('@node-rs/argon2')
  const older = await hash(PASSWORD, { memoryCost: 8192, timeCost: 3, parallelism: 1 })
  await sql`update password set hash = ${older} where account_id = ${stage.accounts.auditor}`.execute(stage.owner)
  const read = async () => {
    const { rows } = await sql<{ hash: string; set_at: Date }>`
      select hash, set_at from password where account_id = ${stage.accounts.auditor}`.execute(stage.owner)
    return rows
  }
  const before = await read()
  expect((await tryOnce('auditor', 'guess', { address: '127.0.0.1' })).status).toBe(401)
  expect(await read()).toEqual(before)
  expect((await tryOnce('auditor', PASSWORD, { address: '127.0.0.1' })).status).toBe(200)
  const after = await read()
  expect(after).toHaveLength(1)
  expect(after[0]!.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(after[0]!.set_at).toEqual(before[0]!.set_at)
  expect((await tryOnce('auditor', PASSWORD, { address: '127.0.0.1' })).status).toBe(200)
})

describe('what was refused stands in the record', () => {
  const refusals = async () => {
    const { rows } = await sql<{ action: string; actor: string; subject: string; origin: string; after: unknown }>`
      select action, actor, subject_id as subject, origin, after from record_entry
      where action in ('session.refused', 'session.passwordRefused') order by id desc`.execute(stage.owner)
    return rows
  }

  test('with who, from where and why; of an unknown name not what was typed, which may be a password', async () => {
    const address = '203.0.113.201'
    await tryOnce('Steward', 'wrong', { address })
    await tryOnce('my-secret-typed-here', 'wrong', { address })
    await sql`update account set disabled_at = now() where username = 'townReporter'`.execute(stage.owner)
    await tryOnce('townReporter', PASSWORD, { address })
    await sql`update account set disabled_at = null where username = 'townReporter'`.execute(stage.owner)
    const common = { action: 'session.refused', actor: 'public', origin: address }
    expect((await refusals()).slice(0, 3)).toEqual([
      {
        ...common,
        subject: String(stage.accounts.townReporter),
        after: { username: 'townReporter', because: '账号已停用' },
      },
      { ...common, subject: '0', after: { because: '没有这个用户名' } },
      { ...common, subject: String(stage.accounts.steward), after: { username: 'steward', because: '密码不正确' } },
    ])
  })

  test('no further than attempts are counted: a flood does not fill it', async () => {
    const before = (await refusals()).length
    for (let index = 0; index < 30; index += 1) await tryOnce('reporter', 'flood', { address: '203.0.113.202' })
    expect((await refusals()).length - before).toBe(10)
  })

  test('a stolen session does not let guess the password it would need', async () => {
    const office = stage.as('office')
    const change = () => office.put('/api/me/password', { current: 'a-guess', next: 'another-long-password' })
    const statuses: number[] = []
    for (let index = 0; index < 12; index += 1) statuses.push((await change()).status)
    expect(statuses).toEqual([...Array(10).fill(403), 429, 429])
    const [newest] = await refusals()
    expect(newest).toMatchObject({
      action: 'session.passwordRefused',
      actor: 'office',
      subject: String(stage.accounts.office),
    })
    expect((await office.get('/api/me')).status).toBe(200)
  })
})
