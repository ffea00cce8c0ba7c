import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'
import { aProject } from '../libraries/sample-library.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => await stage?.close())

const LIST = {
  name: '省级重点项目',
  kind: 'key',
  level: 'province',
  year: 2026,
  owner: '省发展改革委',
  documentNumber: '辽发改〔2026〕5号',
  documentDate: '2026-02-10',
  validFrom: '2026-01-01',
}
let lists = 0
async function aRoster(more: Record<string, unknown> = {}): Promise<any> {
  const body = { ...LIST, name: `清单${++lists}`, orgId: stage.orgs.city, ...more }
  const answer = await stage.as('office').post('/api/rosters', body)
  expect(answer.status, answer.text).toBe(200)
  return answer.body
}
const join = async (rosterId: number, projectIds: number[], more: object = {}) =>
  await stage.as('office').post(`/api/rosters/${rosterId}/members`, { projectIds, ...more })

describe('a list', () => {
  test('is opened with its source, read, edited with its version, and named once', async () => {
    const roster = await aRoster({ name: '省级重点项目' })
    expect(roster).toMatchObject({
      name: '省级重点项目',
      owner: '省发展改革委',
      orgName: '测试市',
      isValid: true,
      mayKeep: true,
      validTo: null,
    })
    const again = await stage.as('office').post('/api/rosters', { ...LIST, orgId: stage.orgs.city })
    expect([again.status, again.body.code]).toEqual([409, 'roster_exists'])
    const url = `/api/rosters/${roster.id}`
    const edited = await stage
      .as('office')
      .patch(url, { version: 1, fields: { validTo: '2026-10-31', note: '年中调整' } })
    expect(edited.body).toMatchObject({ isValid: false, version: 2, note: '年中调整' })
    expect((await stage.as('office').patch(url, { version: 1, fields: { note: 'x' } })).body.code).toBe('edit_conflict')
    expect((await stage.as('office').patch(url, { version: 2, fields: { note: '年中调整' } })).body.code).toBe(
      'nothing_changed',
    )
    expect((await stage.as('office').patch(url, { version: 2, fields: { validTo: '2025-01-01' } })).body.code).toBe(
      'roster_span',
    )
    const shown = (await stage.as('leader').get('/api/rosters')).body.items.map(({ id }: { id: number }) => id)
    expect(shown).not.toContain(roster.id)
    const all = (await stage.as('leader').get('/api/rosters?all=true')).body.items.map(({ id }: { id: number }) => id)
    expect(all).toContain(roster.id)
  })

  test('is kept by the office it belongs to; the county below reads it, and sees its own projects on it', async () => {
    const roster = await aRoster()
    const east = await aProject(stage)
    const west = await aProject(stage, { orgId: stage.orgs.west })
    await join(roster.id, [east.id, west.id])
    const read = await stage.as('countyOffice').get(`/api/rosters/${roster.id}`)
    expect(read.body.members.map((member: { projectId: number }) => member.projectId)).toEqual([east.id])
    expect([read.body.mayKeep, read.body.sums.projects]).toEqual([false, 1])
    const url = `/api/rosters/${roster.id}`
    const county = stage.as('countyOffice')
    expect((await county.patch(url, { version: 1, fields: { note: '改' } })).status).toBe(404)
    expect((await county.post(`${url}/members`, { projectIds: [east.id] })).status).toBe(404)
    expect((await county.post(`${url}/departures`, { projectIds: [east.id], reason: '不要了' })).status).toBe(404)
    for (const who of ['reporter', 'leader', 'auditor'] as const)
      expect((await stage.as(who).post('/api/rosters', { ...LIST, orgId: stage.orgs.east })).status, who).toBe(403)
    const own = await county.post('/api/rosters', {
      ...LIST,
      name: '东县清单',
      level: 'county',
      orgId: stage.orgs.east,
    })
    expect(own.status).toBe(200)
    expect((await stage.as('otherReporter').get(`/api/rosters/${own.body.id}`)).status).toBe(404)
    const beyond = await county.post('/api/rosters', { ...LIST, orgId: stage.orgs.west })
    expect(beyond.body.code).toBe('organisation_unknown')
  })
})

describe('members', () => {
  test('join and leave by date, document and reason; nothing is deleted', async () => {
    const roster = await aRoster()
    const project = await aProject(stage)
    const joined = await join(roster.id, [project.id], { joinedOn: '2026-03-01', batch: '第一批', tier: '一档' })
    expect(joined.body).toEqual({ added: 1, already: 0 })
    expect((await join(roster.id, [project.id])).body.code).toBe('all_members')
    const leave = async (more: object) =>
      await stage.as('office').post(`/api/rosters/${roster.id}/departures`, { projectIds: [project.id], ...more })
    expect((await leave({})).status).toBe(400)
    expect((await leave({ reason: '调出', leftOn: '2026-02-01' })).body.code).toBe('member_span')
    expect((await leave({ reason: '调出', leftOn: '2027-01-01' })).body.code).toBe('date_not_yet')
    expect(
      (await leave({ reason: '省厅调出', leftOn: '2026-09-30', documentNumber: '辽发改〔2026〕31号' })).body.removed,
    ).toBe(1)
    expect((await leave({ reason: '省厅调出' })).body.code).toBe('not_members')
    await join(roster.id, [project.id], { joinedOn: '2026-10-08' })
    const { body } = await stage.as('office').get(`/api/rosters/${roster.id}`)
    expect(body.members).toMatchObject([
      { joinedOn: '2026-10-08', leftOn: null, joinDocument: LIST.documentNumber },
      { joinedOn: '2026-03-01', leftOn: '2026-09-30', leaveReason: '省厅调出', batch: '第一批', tier: '一档' },
    ])
    const { body: library } = await stage.as('office').get(`/api/projects/${project.id}/library`)
    expect(library.lists).toHaveLength(2)
    const { rows } = await sql<{ action: string }>`select action from record_entry where subject_type = 'roster'
      and subject_id = ${String(roster.id)} order by id`.execute(stage.owner)
    expect(rows.map(({ action }) => action)).toEqual([
      'roster.created',
      'roster.joined',
      'roster.left',
      'roster.joined',
    ])
    const history = await stage.as('office').get(`/api/projects/${project.id}/history?field=roster`)
    expect(history.body.items).toHaveLength(3)
  })

  test('carry a batch and a tier of their own on this list', async () => {
    const roster = await aRoster()
    const project = await aProject(stage)
    await join(roster.id, [project.id])
    const url = `/api/rosters/${roster.id}/members/${project.id}`
    expect((await stage.as('office').put(url, { batch: '第二批', tier: '二档' })).body).toMatchObject({
      batch: '第二批',
      tier: '二档',
    })
    expect((await stage.as('office').put(url, { batch: '第二批', tier: '二档' })).body.code).toBe('nothing_changed')
    expect(
      (await stage.as('office').put(`/api/rosters/${roster.id}/members/999999`, { batch: '', tier: '' })).status,
    ).toBe(404)
  })
})

describe('totals', () => {
  test('a project counts on each of its lists and once in the whole; the list filters by it', async () => {
    const before = (await stage.as('office').get('/api/rosters')).body
    const [first, second] = [await aRoster(), await aRoster({ level: 'city' })]
    const [both, one] = [
      await aProject(stage, { totalInvestment: '100.5' }),
      await aProject(stage, { totalInvestment: '20' }),
    ]
    await join(first.id, [both.id, one.id])
    await join(second.id, [both.id])
    const { body } = await stage.as('office').get('/api/rosters')
    const sumsOf = (id: number) => body.items.find((item: { id: number }) => item.id === id).sums
    expect(sumsOf(first.id)).toMatchObject({ projects: 2, totalInvestment: '120.5' })
    expect(sumsOf(second.id)).toMatchObject({ projects: 1, totalInvestment: '100.5' })
    expect(body.added.projects - before.added.projects).toBe(3)
    expect(body.distinct.projects - before.distinct.projects).toBe(2)
    expect(Number(body.added.totalInvestment) - Number(before.added.totalInvestment)).toBeCloseTo(221)
    expect(Number(body.distinct.totalInvestment) - Number(before.distinct.totalInvestment)).toBeCloseTo(120.5)
    const list = await stage.as('office').get(`/api/projects?roster=${first.id}`)
    expect([list.body.total, list.body.items.length]).toEqual([2, 2])
    const rollup = await stage.as('office').get('/api/roll-ups?by=roster')
    expect(rollup.body.items.find(({ key }: { key: string }) => key === String(first.id))).toMatchObject({
      projects: 2,
      totalInvestment: '120.5',
    })
  })
})

describe('a pasted list', () => {
  test('finds codes, names in any width, names of before, and offers close ones', async () => {
    const roster = await aRoster()
    const coded = await aProject(stage, { name: '甲厂扩能项目', code: '2404-210921-04-01-123456' })
    const steel = await aProject(stage, { name: '年产30万吨特种钢（一期）项目' })
    const twinEast = await aProject(stage, { name: '污水处理厂', owner: '甲' })
    const twinWest = await aProject(stage, { name: '污水处理厂', owner: '乙', orgId: stage.orgs.west })
    const renamed = await aProject(stage, { name: '旧名称光伏电站项目' })
    await stage
      .as('office')
      .patch(`/api/projects/${renamed.id}`, { version: renamed.version, fields: { name: '新名称光伏电站项目' } })
    await join(roster.id, [steel.id])
    const lines = [
      '1\t2404-210921-04-01-123456\t甲厂',
      '2、年产３０万吨特种钢(一期) 项目',
      '（3）污水处理厂',
      '旧名称光伏电站项目',
      '特种钢一期',
      '完全没有的东西',
      '   ',
    ]
    const { body, status } = await stage.as('office').post(`/api/rosters/${roster.id}/matches`, { lines })
    expect(status).toBe(200)
    expect(body.items.map(({ how }: { how: string }) => how)).toEqual([
      'code',
      'name',
      'several',
      'formerName',
      'close',
      'none',
    ])
    const ids = body.items.map(({ candidates }: any) => candidates.map(({ id }: { id: number }) => id))
    expect(ids).toEqual([[coded.id], [steel.id], [twinEast.id, twinWest.id], [renamed.id], [steel.id], []])
    expect(body.items[1].candidates[0].isMember).toBe(true)
  })
})
