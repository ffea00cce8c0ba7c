import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { enterProjects, openRound } from '#capabilities/race/sample-round.ts'
import { type Caller, callerOf, openStage, type Stage, signIn } from '#tests/harness/product.ts'
import { aCountyAdmin, change, unitOf } from './sample-units.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => await stage?.close())

const admin = () => stage.as('admin')
const merge = (caller: Caller, id: number, targetId: number, more = {}) =>
  change(caller, id, { kind: 'merged', targetId, ...more })
const close = (id: number, more = {}) => change(admin(), id, { kind: 'closed', ...more })

async function add(parentId: number, kind: string, name: string, more = {}): Promise<number> {
  const { body } = await admin().post('/api/organisations', { parentId, kind, name, ...more })
  return body.id
}

async function rows<T>(query: ReturnType<typeof sql<T>>): Promise<T[]> {
  return (await query.execute(stage.owner)).rows
}

describe('a county merged into another', () => {
  test('says beforehand what goes along', async () => {
    await enterProjects(stage.as('office'), [
      { name: '东县项目', orgId: stage.orgs.east, plan: '100', done: '60' },
      { name: '东镇项目', orgId: stage.orgs.eastTown, plan: '50', done: '10' },
      { name: '西镇项目', orgId: stage.orgs.westTown, plan: '30', done: '30' },
    ])
    const url = `/api/organisations/${stage.orgs.east}/effects?kind=merged&targetId=${stage.orgs.west}`
    const { status, body } = await admin().get(url)
    // of the cast: 东县项目办, 东县填报员, 东镇填报员, 东县项目管家; grants over 东县 itself are three of theirs
    expect([status, body]).toEqual([
      200,
      {
        projects: 2,
        accounts: 4,
        grants: 3,
        children: 2,
        aliases: 0,
        parkProjects: 0,
        refusals: [],
        warnings: [],
      },
    ])
    expect((await stage.as('office').get(url)).status).toBe(403)
  })

  test('waits until its own rounds are locked', async () => {
    const [project] = await rows(sql<{ id: number }>`select id from project where name = '东县项目'`)
    const roundId = await openRound(stage.as('countyOffice'), '2026-08', [project!.id])
    const answer = await merge(admin(), stage.orgs.east, stage.orgs.west)
    expect([answer.status, answer.body.message]).toEqual([409, '本单位发起的填报还有1期没有锁定，请先锁定。'])
    await stage.as('countyOffice').post(`/api/rounds/${roundId}/lock`, { leaveUnfinished: true })
  })

  test('hands over projects, children, accounts, roles, aliases; stays as a closed unit', async () => {
    await admin().patch(`/api/organisations/${stage.orgs.east}`, { version: 1, aliases: ['东县人民政府'] })
    await sql`insert into role_grant (account_id, role, organisation_id, valid_from, valid_to, reason)
      values (${stage.accounts.leader}, 'dispatchOffice', ${stage.orgs.east}, now() + interval '1 day', now() + interval '9 days', '代管')`.execute(
      stage.owner,
    )
    const answer = await merge(admin(), stage.orgs.east, stage.orgs.west, { effectiveOn: '2026-11-01' })
    expect(answer.status).toBe(200)
    expect(await unitOf(admin(), stage.orgs.east)).toMatchObject({
      closedOn: '2026-11-01',
      mergedIntoId: stage.orgs.west,
      aliases: [],
    })
    expect((await unitOf(admin(), stage.orgs.west)).aliases).toEqual(['东县人民政府'])
    expect((await unitOf(admin(), stage.orgs.eastTown)).parentId).toBe(stage.orgs.west)
    const { body } = await stage.as('leader').get('/api/roll-ups?by=county')
    expect(body.items.map(({ name, projects }: { name: string; projects: number }) => [name, projects])).toEqual([
      ['西县', 3],
    ])
    const homes = await rows(sql<{ name: string; home: string; county: string }>`
      select p.name, o.name as home, c.name as county from project p join organisation o on o.id = p.org_id
      join organisation c on c.id = p.county_id where p.org_path = o.path order by p.name`)
    expect(homes).toEqual([
      { name: '东县项目', home: '西县', county: '西县' },
      { name: '东镇项目', home: '东镇', county: '西县' },
      { name: '西镇项目', home: '西镇', county: '西县' },
    ])
  })

  test('its people keep no role: the same over the unit that took its place is asked of the security administrator', async () => {
    const { body } = await stage.as('countyOffice').get('/api/me')
    expect([body.organisation.name, body.grants]).toEqual(['西县', []])
    expect((await stage.as('countyOffice').get('/api/projects')).status).toBe(403)
    const held = await rows(sql<{ role: string; organisation: string; ended: string | null; open: boolean }>`
      select g.role, o.name as organisation, g.end_reason as ended, g.valid_to is null or g.valid_to > now() as open
      from role_grant g join organisation o on o.id = g.organisation_id where g.account_id = ${stage.accounts.countyOffice} order by g.id`)
    expect(held).toEqual([{ role: 'dispatchOffice', organisation: '东县', ended: '“东县”并入“西县”', open: false }])
    const security = stage.as('security')
    const { items } = (await security.get('/api/grant-requests')).body
    const asked = items.map((one: any) => [one.displayName, one.role, one.overName, one.requestedBy, one.reason])
    expect(asked).toContainEqual(['东县项目办', 'dispatchOffice', '西县', '系统管理员', '“东县”并入“西县”'])
    // a role that was to begin later is asked for with its end
    expect(items.find((one: any) => one.accountId === stage.accounts.leader)).toMatchObject({ role: 'dispatchOffice' })
    const requestIds = items.map((one: any) => one.id)
    expect((await stage.as('admin').post('/api/grant-decisions', { requestIds, decision: 'granted' })).status).toBe(403)
    expect((await security.post('/api/grant-decisions', { requestIds, decision: 'granted' })).status).toBe(200)
    expect((await stage.as('countyOffice').get('/api/projects')).body.items).toHaveLength(3)
  })

  test('is in the record: the unit, the one that took it in, each person', async () => {
    const told = await rows(sql<{ action: string; after: unknown; subject: string }>`
      select action, after, subject_type as subject from record_entry
      where action in ('organisation.merged', 'organisation.absorbed', 'account.transferred') order by id`)
    expect(told.filter(({ subject }) => subject === 'organisation').map(({ action }) => action)).toEqual([
      'organisation.merged',
      'organisation.absorbed',
    ])
    expect(told[0]!.after).toMatchObject({ mergedInto: '西县', projects: 2, accounts: 4, closedOn: '2026-11-01' })
    expect(told.filter(({ action }) => action === 'account.transferred')).toHaveLength(3)
    const roles = await rows(sql<{ action: string; count: number }>`
      select action, count(*)::int as count from record_entry
      where action in ('account.grantEnded', 'account.grantRequested') and reason = '“东县”并入“西县”' group by action order by action`)
    expect(roles).toEqual([
      { action: 'account.grantEnded', count: 4 },
      { action: 'account.grantRequested', count: 4 },
    ])
    const { body } = await admin().get(`/api/organisations/${stage.orgs.east}`)
    expect(body.history[0]).toMatchObject({ action: 'organisation.merged', actor: '系统管理员' })
  })

  test('takes nothing new: no project, no account, no role, no unit, no further change', async () => {
    const { east } = stage.orgs
    const project = await stage.as('office').post('/api/projects', { name: '迟到项目', orgId: east, stage: 'planning' })
    expect([project.status, project.body.code]).toEqual([409, 'organisation_closed'])
    const account = await admin().post('/api/accounts', {
      username: 'late1',
      displayName: '迟到',
      organisationId: east,
    })
    expect([account.status, account.body.code]).toEqual([409, 'organisation_closed'])
    const grant = { role: 'reporter', organisationId: east, reason: '测试授权' }
    const role = await stage.as('security').post(`/api/accounts/${stage.accounts.reporter}/grants`, grant)
    expect([role.status, role.body.code]).toEqual([409, 'organisation_closed'])
    const below = await admin().post('/api/organisations', { parentId: east, kind: 'town', name: '迟到镇' })
    expect([below.status, below.body.code]).toEqual([409, 'organisation_closed'])
    expect((await merge(admin(), stage.orgs.eastTown, east)).body.message).toContain('已撤销或并入')
    expect((await change(admin(), east, { kind: 'renamed', name: '新东县' })).body.message).toContain('不能再变动')
    // its name is free again
    const again = await admin().post('/api/organisations', { parentId: stage.orgs.city, kind: 'county', name: '东县' })
    expect(again.status).toBe(200)
  })
})

describe('a park merged into another', () => {
  test('takes along what lies in it, also projects of other units', async () => {
    const [from, into] = [await add(stage.orgs.west, 'park', '北园'), await add(stage.orgs.west, 'park', '南园')]
    const office = stage.as('office')
    const { body } = await office.post('/api/projects', { name: '园中项目', orgId: stage.orgs.west, parkId: from })
    expect(body.park ?? body.parkId).toBeTruthy()
    const effects = await admin().get(`/api/organisations/${from}/effects?kind=merged&targetId=${into}`)
    expect([effects.body.projects, effects.body.parkProjects]).toEqual([0, 1])
    expect((await merge(admin(), from, into)).status).toBe(200)
    const [project] = await rows(sql<{ org: number; park: number }>`
      select org_id as org, park_id as park from project where name = '园中项目'`)
    expect(project).toEqual({ org: stage.orgs.west, park: into })
  })
})

describe('closing', () => {
  test('is refused while something is there, naming all of it', async () => {
    const answer = await close(stage.orgs.west)
    expect(answer.status).toBe(409)
    expect(answer.body.details.refusals).toHaveLength(3)
    expect(answer.body.details.refusals[1]).toMatch(/^“西县”还有\d+个项目，请先调整到其他单位，或改用“合并”。$/)
    expect((await unitOf(admin(), stage.orgs.west)).closedOn).toBeNull()
  })

  test('an empty unit closes as of its day; roles over it end; twice is refused', async () => {
    const id = await add(stage.orgs.west, 'town', '空镇')
    const grant = { role: 'steward', organisationId: id, reason: '测试授权' }
    expect((await stage.as('security').post(`/api/accounts/${stage.accounts.steward}/grants`, grant)).status).toBe(200)
    expect((await close(id, { effectiveOn: '2026-10-31' })).status).toBe(200)
    expect(await unitOf(admin(), id)).toMatchObject({ closedOn: '2026-10-31', mergedIntoId: null })
    const [left] = await rows(sql<{ open: number }>`
      select count(*)::int as open from role_grant where organisation_id = ${id} and (valid_to is null or valid_to > now())`)
    expect(left!.open).toBe(0)
    expect((await close(id)).body.message).toContain('不能再变动')
  })
})

describe('an administrator of one county, behind row level security', () => {
  test('does all of it within the county, and none of it across', async () => {
    const { west, westTown } = stage.orgs
    await aCountyAdmin(stage.owner, 'westAdmin', west)
    const westAdmin = callerOf(stage.product, await signIn(stage.product, 'westAdmin'))
    const made = async (kind: string, name: string) =>
      (await westAdmin.post('/api/organisations', { parentId: west, kind, name })).body.id
    const [north, empty] = [await made('town', '北岭镇'), await made('park', '空园')]
    await enterProjects(stage.as('office'), [{ name: '北岭项目', orgId: north, plan: '10', done: '' }])
    await sql`insert into organisation_alias (organisation_id, alias, folded_alias, source)
      values (${north}, '北岭乡', '北岭乡', 'test')`.execute(stage.owner)
    expect((await change(westAdmin, north, { kind: 'renamed', name: '北岭街道' })).status).toBe(200)
    expect((await merge(westAdmin, north, westTown)).status).toBe(200)
    expect((await unitOf(westAdmin, westTown)).aliases).toEqual(['北岭乡'])
    const [project] = await rows(sql<{ home: number }>`select org_id as home from project where name = '北岭项目'`)
    expect(project!.home).toBe(westTown)
    expect((await change(westAdmin, empty, { kind: 'closed' })).status).toBe(200)
    const away = await merge(westAdmin, westTown, stage.orgs.city)
    expect([away.status, away.body.code]).toEqual([404, 'not_found'])
  })
})
