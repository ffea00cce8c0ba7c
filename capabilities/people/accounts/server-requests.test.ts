import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => await stage?.close())

let made = 0
async function anAccount(org: 'city' | 'east' | 'eastTown' | 'west' = 'east'): Promise<number> {
  made += 1
  const body = { username: `grantee${made}`, displayName: `人员${made}`, organisationId: stage.orgs[org] }
  return (await stage.as('admin').post('/api/accounts', body)).body.id
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

describe('proposed roles', () => {
  const propose = (id: number, given: object = {}, caller = stage.as('admin')) =>
    caller.post(`/api/accounts/${id}/grant-requests`, {
      role: 'reporter',
      organisationId: stage.orgs.east,
      reason: '新到岗',
      ...given,
    })
  const decide = (requestIds: number[], decision: string, reason?: string, caller = stage.as('security')) =>
    caller.post('/api/grant-decisions', { requestIds, decision, ...(reason ? { reason } : {}) })
  const waiting = async () =>
    (await stage.as('security').get('/api/grant-requests')).body.items.map(({ id }: any) => id)

  test('many are granted at once, each with its term and recorded', async () => {
    const people = [await anAccount(), await anAccount()]
    const ids = [
      (await propose(people[0]!)).body.id,
      (await propose(people[1]!, { role: 'steward', validTo: '2099-06-30' })).body.id,
    ]
    expect(await waiting()).toEqual(expect.arrayContaining(ids))
    expect((await decide(ids, 'granted')).body).toEqual({ decided: 2 })
    const [one, other] = await Promise.all(people.map((id) => stage.as('security').get(`/api/accounts/${id}`)))
    expect(one!.body.grants).toMatchObject([{ role: 'reporter', until: null }])
    expect(other!.body.timeline).toMatchObject([
      { role: 'steward', validTo: '2099-06-30T16:00:00.000Z', reason: '新到岗' },
    ])
    expect(await latest(people[0]!)).toMatchObject({ action: 'account.granted', actor: 'security' })
    expect(await waiting()).not.toEqual(expect.arrayContaining(ids))
  })

  test('one that PostgreSQL refuses leaves all of them waiting', async () => {
    const [good, bad] = [await anAccount(), await anAccount()]
    await grant(bad, { role: 'auditor' })
    const ids = [(await propose(good)).body.id, (await propose(bad)).body.id]
    const answer = await decide(ids, 'granted')
    expect([answer.status, answer.body.code]).toEqual([409, 'separate_administrators'])
    expect((await stage.as('security').get(`/api/accounts/${good}`)).body.grants).toEqual([])
    expect(await waiting()).toEqual(expect.arrayContaining(ids))
  })

  test('a refusal gives its reason to who proposed', async () => {
    const id = await anAccount()
    const request = (await propose(id)).body.id
    expect((await decide([request], 'refused')).body.code).toBe('refusal_reason_missing')
    expect((await decide([request], 'refused', '已有填报员')).status).toBe(200)
    const { body } = await stage.as('admin').get(`/api/grant-requests?account=${id}`)
    expect(body.items).toMatchObject([{ decision: 'refused', decidedBy: '安全管理员', decisionReason: '已有填报员' }])
    expect(await latest(id)).toMatchObject({ action: 'account.requestRefused', reason: '已有填报员' })
  })

  test('decided twice, or at the same moment, is refused', async () => {
    const request = (await propose(await anAccount())).body.id
    const answers = await Promise.all([decide([request], 'granted'), decide([request], 'refused', '不同意')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await decide([request], 'granted')).body.code).toBe('request_decided')
  })

  test('who proposes does not decide, who decides does not propose', async () => {
    const id = await anAccount()
    const request = (await propose(id)).body.id
    expect((await decide([request], 'granted', undefined, stage.as('admin'))).status).toBe(403)
    expect((await propose(id, {}, stage.as('security'))).status).toBe(403)
    expect((await propose(stage.accounts.admin)).body.code).toBe('own_account')
    expect((await propose(id)).body.code).toBe('request_waiting')
    for (const who of ['leader', 'office', 'auditor', 'reporter'] as const) {
      expect((await propose(id, {}, stage.as(who))).status).toBe(403)
      expect((await decide([request], 'granted', undefined, stage.as(who))).status).toBe(403)
    }
    expect((await decide([999_999], 'granted')).status).toBe(404)
    // somebody left from before the administrators were divided holds both
    await sql`insert into grant_request (account_id, role, organisation_id, reason, requested_by)
      values (${id}, 'steward', ${stage.orgs.east}, '自提', ${stage.accounts.security})`.execute(stage.owner)
    const [own] = (await stage.as('security').get(`/api/grant-requests?account=${id}`)).body.items.filter(
      ({ role }: any) => role === 'steward',
    )
    expect((await decide([own.id], 'granted')).body.code).toBe('own_request')
  })
})

describe('the roles', () => {
  test('name the administrators and count the others', async () => {
    const { status, body } = await stage.as('leader').get('/api/roles')
    expect(status).toBe(200)
    const of = (role: string) => body.holders.find((row: any) => row.role === role)
    expect(of('securityAdministrator').people[0]).toMatchObject({ username: 'security', overName: '测试市' })
    expect([of('leader').people, of('leader').count >= 1]).toEqual([[], true])
    expect(body.doubled).toEqual([])
    expect((await stage.as('reporter').get('/api/roles')).status).toBe(403)
  })

  test('warn of who holds two that exclude each other', async () => {
    const id = await anAccount('city')
    await grant(id, { role: 'systemAdministrator', organisationId: stage.orgs.city })
    // as the upgrade from the one administrator leaves it
    await sql`alter table role_grant disable trigger role_grant_separate`.execute(stage.owner)
    await sql`insert into role_grant (account_id, role, organisation_id, reason) values (${id}, 'securityAdministrator', ${stage.orgs.city}, '升级')`.execute(
      stage.owner,
    )
    await sql`alter table role_grant enable trigger role_grant_separate`.execute(stage.owner)
    const { body } = await stage.as('security').get('/api/roles')
    expect(body.doubled).toMatchObject([{ accountId: id, roles: ['securityAdministrator', 'systemAdministrator'] }])
    const second = (await stage.as('security').get(`/api/accounts/${id}`)).body.timeline[0].id
    expect((await end(second)).status).toBe(200)
    expect((await stage.as('security').get('/api/roles')).body.doubled).toEqual([])
  })
})
