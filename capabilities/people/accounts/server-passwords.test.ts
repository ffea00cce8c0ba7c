import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callerOf, openStage, type Stage, signIn } from '#tests/harness/product.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => await stage?.close())

const latest = async (id: number) =>
  (await stage.as('auditor').get(`/api/record?subjectType=account&subjectId=${id}`)).body.items

let made = 0
/** An account of its own for one test: its number, user name and initial password. */
async function anAccount(given: object = {}): Promise<{ id: number; username: string; initialPassword: string }> {
  made += 1
  const body = { username: `person${made}`, displayName: `人员${made}`, organisationId: stage.orgs.east, ...given }
  const answer = await stage.as('admin').post('/api/accounts', body)
  if (answer.status !== 200) throw new Error(answer.text)
  return answer.body
}

describe('resetting a password', () => {
  const reset = (who: 'admin' | 'security' | 'office', id: number) =>
    stage.as(who).post(`/api/accounts/${id}/passwords`, { reason: '本人忘记' })

  test('gives a new one once, to be changed; the old one and all sessions end', async () => {
    const { id, username, initialPassword } = await anAccount()
    const cookie = await signIn(stage.product, username, initialPassword)
    const { status, body } = await reset('admin', id)
    expect([status, body.username]).toEqual([200, username])
    expect(body.initialPassword).not.toBe(initialPassword)
    expect((await callerOf(stage.product, cookie).get('/api/me')).status).toBe(401)
    await expect(signIn(stage.product, username, initialPassword)).rejects.toThrow('sign_in_refused')
    const caller = callerOf(stage.product, await signIn(stage.product, username, body.initialPassword))
    expect((await caller.get('/api/me')).body.mustChangePassword).toBe(true)
    const entry = (await latest(id)).find(({ action }: any) => action === 'account.passwordReset')
    expect(entry).toMatchObject({ reason: '本人忘记', actor: 'admin' })
    expect(JSON.stringify(entry)).not.toContain(body.initialPassword)
  })

  test.each(['security', 'auditor'] as const)('of %s only on the command line', async (who) => {
    const answer = await reset('admin', stage.accounts[who])
    expect([answer.status, answer.body.code]).toEqual([403, 'administrator_password'])
    expect((await stage.as(who).get('/api/me')).status).toBe(200)
  })

  test('of another system administrator, or one to come, neither', async () => {
    const { id } = await anAccount()
    const grant = { role: 'auditor', organisationId: stage.orgs.east, validFrom: '2099-01-01', reason: '任职' }
    await stage.as('security').post(`/api/accounts/${id}/grants`, grant)
    expect((await reset('admin', id)).body.code).toBe('administrator_password')
  })

  test('one’s own is changed, not reset; nobody else may', async () => {
    expect((await reset('admin', stage.accounts.admin)).body.code).toBe('own_account')
    expect((await reset('security', stage.accounts.reporter)).status).toBe(403)
    expect((await reset('office', stage.accounts.reporter)).status).toBe(403)
  })

  test('a county’s administrator does not take over somebody with a role beyond the county', async () => {
    const keeper = await anAccount()
    const person = await anAccount()
    const grant = (id: number, role: string, organisationId: number) =>
      stage.as('security').post(`/api/accounts/${id}/grants`, { role, organisationId, reason: '任职' })
    await grant(keeper.id, 'systemAdministrator', stage.orgs.east)
    await grant(person.id, 'leader', stage.orgs.city)
    await sql`update account set must_change_password = false where id = ${keeper.id}`.execute(stage.owner)
    const caller = callerOf(stage.product, await signIn(stage.product, keeper.username, keeper.initialPassword))
    const answer = await caller.post(`/api/accounts/${person.id}/passwords`, { reason: '本人忘记' })
    expect([answer.status, answer.body.code]).toEqual([403, 'beyond_scope'])
    expect(
      (await caller.post(`/api/accounts/${stage.accounts.reporter}/passwords`, { reason: '本人忘记' })).status,
    ).toBe(200)
    expect(
      (await caller.post(`/api/accounts/${stage.accounts.otherReporter}/passwords`, { reason: '本人忘记' })).status,
    ).toBe(404)
  })
})
