import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { dateInChina } from '#kernel/period.ts'
import { type Caller, callerOf, openStage, type Stage, signIn } from '#tests/harness/product.ts'

// PostgreSQL's own clock decides what is in force, so the product's stands beside it here
let stage: Stage
const callers = new Map<string, Caller>()
beforeAll(async () => {
  stage = await openStage()
  stage.setNow(new Date())
  for (const who of [
    'security',
    'admin',
    'auditor',
    'office',
    'leader',
    'reporter',
    'townReporter',
    'otherReporter',
    'steward',
    'countyOffice',
  ] as const)
    callers.set(who, callerOf(stage.product, await signIn(stage.product, who)))
})
afterAll(async () => await stage?.close())
beforeEach(async () => {
  await sql`delete from deputyship`.execute(stage.owner)
})

type Who =
  | 'security'
  | 'admin'
  | 'auditor'
  | 'office'
  | 'leader'
  | 'reporter'
  | 'townReporter'
  | 'otherReporter'
  | 'steward'
  | 'countyOffice'
const as = (who: Who) => callers.get(who)!
const inDays = (days: number) => dateInChina(new Date(Date.now() + days * 86_400_000))
const given = (deputy: Who, more: object = {}) => ({
  deputyId: stage.accounts[deputy],
  validTo: inDays(10),
  reason: '年休假',
  ...more,
})
const name = (who: Who, deputy: Who, more: object = {}) => as(who).post('/api/me/deputyships', given(deputy, more))
const rolesOf = async (who: Who) => (await as(who).get('/api/me')).body.grants
/** As if the time of every deputyship were over. */
const pass = () =>
  sql`update deputyship set valid_from = now() - interval '2 hours', valid_to = now() - interval '1 hour'`.execute(
    stage.owner,
  )

describe('naming one’s own deputy', () => {
  test('gives the deputy the roles for the time, by name and with their end', async () => {
    const { status, body } = await name('reporter', 'townReporter')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      state: 'inForce',
      absent: { displayName: '东县填报员' },
      deputy: { displayName: '东镇填报员' },
    })
    const [own, stoodIn] = await rolesOf('townReporter')
    expect(own).toMatchObject({ role: 'reporter', organisationName: '东镇', deputyFor: null })
    expect(stoodIn).toMatchObject({
      role: 'reporter',
      organisationName: '东县',
      deputyFor: stage.accounts.reporter,
      deputyForName: '东县填报员',
      until: body.validTo,
    })
    expect(new Date(body.validTo).getTime()).toBe(new Date(`${inDays(11)}T00:00:00+08:00`).getTime())
    const { items } = (await as('auditor').get(`/api/record?subjectType=account&subjectId=${stage.accounts.reporter}`))
      .body
    expect(items[0]).toMatchObject({
      action: 'deputyship.made',
      actor: 'reporter',
      reason: '年休假',
      after: { deputy: '东镇填报员' },
    })
  })

  test('is over when its time is', async () => {
    await name('reporter', 'townReporter')
    await pass()
    expect((await rolesOf('townReporter')).map(({ deputyFor }: any) => deputyFor)).toEqual([null])
  })

  test('may be ended early by either, with a reason, once', async () => {
    const { body } = await name('reporter', 'townReporter')
    expect((await as('otherReporter').post(`/api/me/deputyships/${body.id}/ending`, { reason: '试试' })).status).toBe(
      404,
    )
    expect((await as('townReporter').post(`/api/me/deputyships/${body.id}/ending`, { reason: '' })).status).toBe(400)
    const ended = await as('townReporter').post(`/api/me/deputyships/${body.id}/ending`, { reason: '本人返岗' })
    expect(ended.body).toMatchObject({ state: 'over', endedBy: '东镇填报员', endReason: '本人返岗' })
    const again = await as('reporter').post(`/api/me/deputyships/${body.id}/ending`, { reason: '再结束' })
    expect([again.status, again.body.code]).toEqual([409, 'deputyship_over'])
    expect(await rolesOf('townReporter')).toHaveLength(1)
    expect((await name('reporter', 'townReporter')).status).toBe(200)
  })

  test('one that was still to begin never does', async () => {
    const { body } = await name('reporter', 'townReporter', { validFrom: inDays(5) })
    expect([body.state, (await rolesOf('townReporter')).length]).toEqual(['coming', 1])
    const ended = await as('reporter').post(`/api/me/deputyships/${body.id}/ending`, { reason: '不休假了' })
    expect(ended.body.state).toBe('over')
    expect((await name('reporter', 'steward', { validFrom: inDays(5) })).status).toBe(200)
  })

  test('shows both directions and who may be asked: near, active and no administrator', async () => {
    await name('reporter', 'townReporter')
    const { body } = await as('townReporter').get('/api/me/deputyships')
    expect([body.mayName, body.items.length]).toEqual([true, 1])
    const asked = (await as('reporter').get('/api/me/deputyships')).body.candidates.map(
      ({ displayName }: any) => displayName,
    )
    expect(asked).toEqual(expect.arrayContaining(['东县项目办', '东县项目管家', '东镇填报员', '县委书记', '项目办']))
    for (const far of ['西县填报员', '安全管理员', '系统管理员', '审计员', '东县填报员', '命令行'])
      expect(asked).not.toContain(far)
    expect((await as('security').get('/api/me/deputyships')).body.mayName).toBe(false)
  })

  test.each([
    ['oneself', 'reporter', 'reporter', {}, 'deputy_oneself'],
    ['somebody of another county', 'reporter', 'otherReporter', {}, 'deputy_far'],
    ['an administrator', 'leader', 'security', {}, 'administrator_no_deputy'],
    ['for longer than sixty days', 'reporter', 'townReporter', { validTo: inDays(61) }, 'deputyship_too_long'],
    ['until yesterday', 'reporter', 'townReporter', { validTo: inDays(-1) }, 'deputyship_span'],
    ['from yesterday', 'reporter', 'townReporter', { validFrom: inDays(-1) }, 'deputyship_backdated'],
    ['as an administrator', 'security', 'office', {}, 'nothing_to_stand_in'],
  ] as const)('%s is refused', async (_, who, deputy, more, code) => {
    const answer = await name(who, deputy, more)
    expect([answer.body.code, answer.body.message]).toEqual([code, expect.stringMatching(/。$/)])
    const { rows } = await sql`select 1 from deputyship`.execute(stage.owner)
    expect(rows).toEqual([])
  })

  test('somebody disabled, unknown or away is refused', async () => {
    await sql`update account set disabled_at = now() where id = ${stage.accounts.steward}`.execute(stage.owner)
    expect((await name('reporter', 'steward')).body.code).toBe('deputy_closed')
    await sql`update account set disabled_at = null where id = ${stage.accounts.steward}`.execute(stage.owner)
    expect((await as('reporter').post('/api/me/deputyships', given('steward', { deputyId: 999_999 }))).status).toBe(404)
    await name('countyOffice', 'steward')
    expect((await name('reporter', 'countyOffice')).body.code).toBe('deputy_absent')
  })

  test('a second at the same time is refused, also at the same moment', async () => {
    const answers = await Promise.all([name('reporter', 'townReporter'), name('reporter', 'steward')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('deputyship_overlaps')
    expect((await name('reporter', 'steward', { validFrom: inDays(10), validTo: inDays(12) })).body.code).toBe(
      'deputyship_overlaps',
    )
    expect((await name('reporter', 'steward', { validFrom: inDays(11), validTo: inDays(12) })).status).toBe(200)
  })

  test('nobody signed in is asked to sign in', async () => {
    expect((await stage.as(null).get('/api/me/deputyships')).status).toBe(401)
    expect((await stage.as(null).post('/api/me/deputyships', given('steward'))).status).toBe(401)
  })
})

describe('what a deputy has', () => {
  const months = (who: Who) => as(who).get('/api/projects')

  test('is not passed on: the deputy’s deputy has the deputy’s own roles only', async () => {
    await name('reporter', 'townReporter')
    expect((await name('townReporter', 'steward')).status).toBe(200)
    const held = (await rolesOf('steward')).map(({ role, organisationName, deputyFor }: any) => [
      role,
      organisationName,
      deputyFor,
    ])
    expect(held).toEqual([
      ['steward', '东县', null],
      ['reporter', '东镇', stage.accounts.townReporter],
    ])
    expect((await months('steward')).status).toBe(200)
  })

  test('ends with the absent person’s account and roles', async () => {
    await name('reporter', 'townReporter')
    await sql`update account set disabled_at = now() where id = ${stage.accounts.reporter}`.execute(stage.owner)
    expect(await rolesOf('townReporter')).toHaveLength(1)
    await sql`update account set disabled_at = null where id = ${stage.accounts.reporter}`.execute(stage.owner)
    expect(await rolesOf('townReporter')).toHaveLength(2)
  })

  test('keeps the deputy from becoming an administrator meanwhile, whichever comes first', async () => {
    await name('reporter', 'steward')
    await sql`update role_grant set valid_to = now() where account_id = ${stage.accounts.steward}`.execute(stage.owner)
    const grant = { role: 'auditor', organisationId: stage.orgs.east, reason: '任职' }
    const answer = await as('security').post(`/api/accounts/${stage.accounts.steward}/grants`, grant)
    expect([answer.status, answer.body.code]).toEqual([409, 'deputy_not_administrator'])
  })
})
