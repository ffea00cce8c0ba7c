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

describe('the security administrator names a deputy', () => {
  const nameFor = (who: Who, absent: Who, deputy: Who) =>
    as(who).post(`/api/accounts/${stage.accounts[absent]}/deputies`, given(deputy))

  test('for somebody who is away, and ends it', async () => {
    const { status, body } = await nameFor('security', 'reporter', 'countyOffice')
    expect([status, body.madeBy]).toEqual([200, '安全管理员'])
    expect(await rolesOf('countyOffice')).toHaveLength(2)
    const { items } = (await as('leader').get('/api/deputyships')).body
    expect(items).toMatchObject([{ id: body.id, state: 'inForce' }])
    expect((await as('security').post(`/api/deputyships/${body.id}/ending`, { reason: '返岗' })).status).toBe(200)
    expect((await as('leader').get('/api/deputyships')).body.items).toEqual([])
    const all = (await as('leader').get(`/api/deputyships?account=${stage.accounts.countyOffice}`)).body.items
    expect(all).toMatchObject([{ id: body.id, state: 'over', endReason: '返岗' }])
  })

  test.each(['admin', 'office', 'leader', 'auditor', 'reporter'] as const)('%s may not', async (who) => {
    expect((await nameFor(who, 'townReporter', 'steward')).status).toBe(403)
    expect((await as(who).post('/api/deputyships/1/ending', { reason: '试试' })).status).toBe(403)
  })

  test('never for an administrator', async () => {
    expect((await nameFor('security', 'admin', 'office')).body.code).toBe('nothing_to_stand_in')
    expect((await nameFor('security', 'security', 'office')).body.code).toBe('own_account')
  })

  test('of a county not for a role that reaches beyond it', async () => {
    const made = (
      await as('admin').post('/api/accounts', {
        username: 'eastsec',
        displayName: '东县安全',
        organisationId: stage.orgs.east,
      })
    ).body
    const wide = (
      await as('admin').post('/api/accounts', {
        username: 'eastwide',
        displayName: '驻东县',
        organisationId: stage.orgs.east,
      })
    ).body
    const grant = (id: number, role: string, organisationId: number) =>
      as('security').post(`/api/accounts/${id}/grants`, { role, organisationId, reason: '任职' })
    await grant(made.id, 'securityAdministrator', stage.orgs.east)
    await grant(wide.id, 'leader', stage.orgs.city)
    await sql`update account set must_change_password = false where id = ${made.id}`.execute(stage.owner)
    const caller = callerOf(stage.product, await signIn(stage.product, 'eastsec', made.initialPassword))
    const answer = await caller.post(`/api/accounts/${wide.id}/deputies`, given('townReporter'))
    expect([answer.status, answer.body.code]).toEqual([403, 'beyond_scope'])
    expect(
      (await caller.post(`/api/accounts/${stage.accounts.otherReporter}/deputies`, given('townReporter'))).status,
    ).toBe(404)
    expect(
      (await caller.post(`/api/accounts/${stage.accounts.reporter}/deputies`, given('otherReporter'))).status,
    ).toBe(404)
    expect((await caller.post(`/api/accounts/${stage.accounts.reporter}/deputies`, given('townReporter'))).status).toBe(
      200,
    )
  })
})

describe('through a round', () => {
  test('a deputy fills the projects assigned to the absent reporter, and no longer when it ends', async () => {
    // 西县’s project is answered for by 东县’s reporter, whose deputy is of 东镇
    const project = {
      name: '跨县项目',
      orgId: stage.orgs.west,
      owner: '某公司',
      stage: 'underConstruction',
      totalInvestment: '5000',
    }
    const made = await as('office').post('/api/projects', project)
    expect(made.status).toBe(200)
    await as('office').put(`/api/projects/${made.body.id}/plans/2026`, { amount: '1000' })
    const assigned = await as('office').post('/api/project-assignments', {
      projectIds: [made.body.id],
      accountId: stage.accounts.reporter,
    })
    expect(assigned.status).toBe(200)
    const round = {
      kind: 'month',
      month: '2026-10',
      cutoffOn: '2026-10-25',
      deadline: `${inDays(5)}T10:00:00Z`,
      selection: {},
    }
    const opened = await as('office').post('/api/rounds', round)
    expect(opened.status).toBe(200)
    const { items } = (await as('office').get(`/api/rounds/${opened.body.id}/reports?limit=500`)).body
    const report = items.find(({ projectName, name }: any) => (projectName ?? name) === '跨县项目')
    const address = `/api/reports/${report.id}`
    expect((await as('townReporter').get(address)).status).toBe(404)
    const { body } = await name('reporter', 'townReporter')
    const seen = await as('townReporter').get(address)
    expect([seen.status, seen.body.mayWrite]).toEqual([200, true])
    const figures = {
      completedCurrent: '2',
      completedYtd: null,
      physicalProgress: null,
      progressText: null,
      problems: null,
      nextStep: null,
      explanation: null,
    }
    const saved = await as('townReporter').put(`${address}/figures`, { ...figures, version: seen.body.version })
    expect(saved.status, saved.text).toBe(200)
    // nor does it pass to the deputy's own deputy
    await name('townReporter', 'steward')
    expect((await as('steward').get(address)).status).toBe(404)
    await as('reporter').post(`/api/me/deputyships/${body.id}/ending`, { reason: '返岗' })
    expect((await as('townReporter').get(address)).status).toBe(404)
    const late = await as('townReporter').put(`${address}/figures`, { ...figures, version: saved.body.version })
    expect(late.status).toBe(404)
  })
})
