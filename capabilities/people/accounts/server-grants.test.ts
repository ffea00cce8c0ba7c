import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, callerOf, openStage, type Stage, signIn } from '#tests/harness/product.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => await stage?.close())

/** Everybody who grants nothing. */
const OTHERS = ['leader', 'office', 'reporter', 'steward', 'auditor', 'admin'] as const

let made = 0
async function anAccount(org: 'city' | 'east' | 'eastTown' | 'west' = 'east'): Promise<number> {
  made += 1
  const body = { username: `grantee${made}`, displayName: `人员${made}`, organisationId: stage.orgs[org] }
  return (await stage.as('admin').post('/api/accounts', body)).body.id
}
async function callerFor(id: number): Promise<Caller> {
  const { body } = await stage.as('admin').post(`/api/accounts/${id}/passwords`, { reason: '交接' })
  await sql`update account set must_change_password = false where id = ${id}`.execute(stage.owner)
  return callerOf(stage.product, await signIn(stage.product, body.username, body.initialPassword))
}
const grant = (id: number, given: object = {}, caller = stage.as('security')) =>
  caller.post(`/api/accounts/${id}/grants`, {
    role: 'reporter',
    organisationId: stage.orgs.east,
    reason: '任职',
    ...given,
  })
const end = (grantId: number, caller = stage.as('security')) =>
  caller.post(`/api/grants/${grantId}/ending`, { reason: '免职' })
const latest = async (id: number) =>
  (await stage.as('auditor').get(`/api/record?subjectType=account&subjectId=${id}`)).body.items[0]
/** The number of the only grant of an account. */
const only = (answer: { body: any }) => answer.body.timeline[0].id as number

describe('granting', () => {
  test('works from now on; it stands in the timeline and the record with who and why', async () => {
    const id = await anAccount()
    const caller = await callerFor(id)
    expect((await caller.get('/api/projects')).status).toBe(403)
    const { status, body } = await grant(id)
    expect(status).toBe(200)
    expect(body.grants).toMatchObject([{ role: 'reporter', organisationName: '东县', until: null, deputyFor: null }])
    expect(body.timeline).toMatchObject([{ state: 'inForce', reason: '任职', grantedBy: '安全管理员', endedBy: null }])
    expect((await caller.get('/api/projects')).status).toBe(200)
    expect(await latest(id)).toMatchObject({
      action: 'account.granted',
      actor: 'security',
      after: { role: 'reporter' },
    })
  })

  test('may begin later and end by itself', async () => {
    const id = await anAccount()
    const { body } = await grant(id, { validFrom: '2099-01-01', validTo: '2099-01-31' })
    expect(body.grants).toEqual([])
    expect(body.timeline).toMatchObject([
      { state: 'coming', validFrom: '2098-12-31T16:00:00.000Z', validTo: '2099-01-31T16:00:00.000Z' },
    ])
    // as if February had come
    await sql`update role_grant set valid_from = now() - interval '2 days', valid_to = now() - interval '1 day' where account_id = ${id}`.execute(
      stage.owner,
    )
    const later = (await stage.as('security').get(`/api/accounts/${id}`)).body
    expect([later.grants, later.timeline[0].state]).toEqual([[], 'over'])
  })

  test.each([
    ['backwards', { validFrom: '2026-11-09' }, 400, 'grant_backdated'],
    ['for no time', { validFrom: '2099-02-02', validTo: '2099-02-01' }, 400, 'grant_span'],
    ['without a reason', { reason: ' ' }, 400, undefined],
    ['on a day that is none', { validTo: '2027-02-30' }, 400, undefined],
    ['over a unit that is none', { organisationId: 999_999 }, 404, 'not_found'],
  ])('%s is refused', async (_, given, status, code) => {
    const id = await anAccount()
    const answer = await grant(id, given)
    expect(answer.status).toBe(status)
    if (code) expect(answer.body.code).toBe(code)
    expect((await stage.as('security').get(`/api/accounts/${id}`)).body.timeline).toEqual([])
  })

  test.each(OTHERS)('%s may not', async (who) => {
    expect((await grant(stage.accounts.steward, { role: 'leader' }, stage.as(who))).status).toBe(403)
  })

  test('nobody grants to themselves, nor to an account that is closed', async () => {
    expect((await grant(stage.accounts.security, { role: 'leader' })).body.code).toBe('own_account')
    const id = await anAccount()
    await stage.as('admin').put(`/api/accounts/${id}/disabled`, { disabled: true, reason: '调离' })
    expect((await grant(id)).body.code).toBe('account_closed')
  })

  test('the same role over the same unit twice is refused, also at the same moment', async () => {
    const id = await anAccount()
    await grant(id)
    expect((await grant(id)).body.code).toBe('grant_exists')
    expect((await grant(id, { organisationId: stage.orgs.west })).status).toBe(200)
    const other = await anAccount()
    const answers = await Promise.all([grant(other), grant(other), grant(other)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  })

  test('a county’s security administrator reaches neither beyond the county nor somebody of another', async () => {
    const keeper = await anAccount('east')
    await grant(keeper, { role: 'securityAdministrator' })
    const caller = await resetOnConsole(keeper)
    const [near, far] = [await anAccount('eastTown'), await anAccount('west')]
    expect((await grant(near, { organisationId: stage.orgs.eastTown }, caller)).status).toBe(200)
    expect((await grant(near, { organisationId: stage.orgs.city }, caller)).status).toBe(404)
    expect((await grant(far, {}, caller)).status).toBe(404)
    const beyond = only(await grant(near, { organisationId: stage.orgs.west, role: 'steward' }))
    expect((await end(beyond, caller)).status).toBe(404)
  })
})

/** Signs in as somebody whose password no administrator may reset: past the front door, as the command line would. */
async function resetOnConsole(id: number): Promise<Caller> {
  await sql`insert into password (account_id, hash)
    select ${id}, p.hash from password p where p.account_id = ${stage.accounts.leader} order by p.id desc limit 1`.execute(
    stage.owner,
  )
  await sql`update account set must_change_password = false where id = ${id}`.execute(stage.owner)
  const { rows } = await sql<{ username: string }>`select username from account where id = ${id}`.execute(stage.owner)
  return callerOf(stage.product, await signIn(stage.product, rows[0]!.username))
}

describe('the three administrators', () => {
  test.each([
    ['systemAdministrator', 'securityAdministrator'],
    ['securityAdministrator', 'auditor'],
    ['auditor', 'reporter'],
    ['dispatchOffice', 'systemAdministrator'],
  ])('%s and %s are two people', async (first, second) => {
    const id = await anAccount()
    expect((await grant(id, { role: first })).status).toBe(200)
    const answer = await grant(id, { role: second })
    expect([answer.status, answer.body.code]).toEqual([409, 'separate_administrators'])
    expect(answer.body.message).toMatch(/。$/)
  })

  test('also one after the other at different times, never at one moment', async () => {
    const id = await anAccount()
    expect((await grant(id, { role: 'auditor', validTo: '2098-12-31' })).status).toBe(200)
    expect((await grant(id, { role: 'reporter', validFrom: '2098-12-31' })).status).toBe(409)
    expect((await grant(id, { role: 'reporter', validFrom: '2099-01-01' })).status).toBe(200)
  })

  test('of two requests at the same moment one is refused', async () => {
    const id = await anAccount()
    const answers = await Promise.all(['systemAdministrator', 'auditor', 'leader'].map((role) => grant(id, { role })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  })

  test('the last of the region is not ended, one of two is', async () => {
    const { body } = await stage.as('security').get(`/api/accounts/${stage.accounts.admin}`)
    const answer = await end(body.timeline[0].id)
    expect([answer.status, answer.body.code]).toEqual([409, 'last_administrator'])
    const county = await anAccount()
    await grant(county, { role: 'systemAdministrator' })
    // one of a county does not keep the region's
    expect((await end(body.timeline[0].id)).status).toBe(409)
    const second = await anAccount('city')
    await grant(second, { role: 'systemAdministrator', organisationId: stage.orgs.city })
    const ended = await end(only(await stage.as('security').get(`/api/accounts/${second}`)))
    expect(ended.status).toBe(200)
  })
})

describe('ending a grant', () => {
  test('takes it away at once, keeps it in the timeline, and is recorded', async () => {
    const id = await anAccount()
    const caller = await callerFor(id)
    const grantId = only(await grant(id))
    expect((await caller.get('/api/projects')).status).toBe(200)
    const { status, body } = await end(grantId)
    expect([status, body.grants]).toEqual([200, []])
    expect(body.timeline).toMatchObject([{ state: 'over', endedBy: '安全管理员', endReason: '免职' }])
    expect((await caller.get('/api/projects')).status).toBe(403)
    expect(await latest(id)).toMatchObject({
      action: 'account.grantEnded',
      reason: '免职',
      before: { role: 'reporter' },
    })
  })

  test('what was still to begin never does', async () => {
    const id = await anAccount()
    const { body } = await end(only(await grant(id, { validFrom: '2099-01-01' })))
    expect(body.timeline[0]).toMatchObject({ state: 'over', validTo: '2098-12-31T16:00:00.000Z' })
    expect((await grant(id, { validFrom: '2099-01-01' })).status).toBe(200)
  })

  test('twice, also at the same moment, is refused; so are others and one’s own', async () => {
    const grantId = only(await grant(await anAccount()))
    const answers = await Promise.all([end(grantId), end(grantId)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await end(grantId)).body.code).toBe('grant_over')
    const standing = only(await grant(await anAccount()))
    for (const who of OTHERS) expect((await end(standing, stage.as(who))).status).toBe(403)
    const own = only(await stage.as('security').get(`/api/accounts/${stage.accounts.security}`))
    expect((await end(own)).body.code).toBe('own_account')
    expect((await end(999_999)).status).toBe(404)
    expect((await stage.as('security').post(`/api/grants/${standing}/ending`, {})).status).toBe(400)
  })
})
