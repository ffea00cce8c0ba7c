import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'
import { mergingOn } from './merging-on.ts'

let stage: Stage
let two: ReturnType<typeof mergingOn>
beforeAll(async () => {
  stage = await openStage()
  two = mergingOn(stage)
})
afterAll(async () => {
  await stage?.close()
})

const add = (name: string, more?: object, org?: 'east' | 'west') => two.add(name, more, org)
const read = (id: number) => two.read(id)
const total = async () => (await stage.as('office').get('/api/roll-ups?by=county')).body.total
const listed = async () => (await stage.as('office').get('/api/projects?limit=200')).body
const planned = (survivorId: number, absorbedId: number) => two.planned(survivorId, absorbedId)
const merge = (survivorId: number, absorbedId: number, more?: object, who?: 'office' | 'countyOffice') =>
  two.merge(survivorId, absorbedId, more, who)
const plan = async (id: number, year: number, amount: string) =>
  await stage.as('office').put(`/api/projects/${id}/plans/${year}`, { amount })
/** A month's figures, as reporting would have left them. */
async function figures(id: number, month: string, ytd: string): Promise<void> {
  await sql`insert into project_month (project_id, month, reported_current, completed_ytd, source)
    values (${id}, ${month}, 1, ${ytd}, 'entry')`.execute(stage.owner)
}

describe('finding likely twins', () => {
  let pair: { aId: number; bId: number }
  beforeAll(async () => {
    const facts = { owner: '恒力公司', totalInvestment: '350000' }
    const aId = await add('30万吨聚苯乙烯项目', facts, 'east')
    const bId = await add('年产30万吨聚苯乙烯建设项目', { ...facts, owner: '恒力有限公司' }, 'west')
    await add('产业园一期', { owner: '甲公司', totalInvestment: '100' })
    await add('产业园二期', { owner: '甲公司', totalInvestment: '100' })
    pair = { aId, bId }
  })

  test('nothing is listed before a search; then the pair of two counties, with the reasons', async () => {
    expect((await stage.as('office').get('/api/duplicates')).body).toMatchObject({
      items: [],
      total: 0,
      searchedAt: null,
    })
    const searched = await stage.as('office').post('/api/duplicate-searches')
    expect([searched.status, searched.body]).toEqual([200, { compared: 4, found: 1 }])
    const { body } = await stage.as('office').get('/api/duplicates')
    expect(body.items).toHaveLength(1)
    expect(body.items[0]).toMatchObject({
      a: { id: pair.aId, countyName: '东县' },
      b: { id: pair.bId, countyName: '西县' },
    })
    expect(body.items[0].text).toBe('名称相同，建设单位相同，总投资相同')
    expect((await stage.as('office').get('/api/duplicates?across=false')).body.total).toBe(0)
  })

  test('a county’s office sees no pair with another county, nor searches or merges there', async () => {
    expect((await stage.as('countyOffice').get('/api/duplicates')).body.total).toBe(0)
    expect((await stage.as('countyOffice').post('/api/duplicate-searches')).body).toEqual({ compared: 3, found: 0 })
    expect((await stage.as('countyOffice').put('/api/duplicates', { ...pair, dismissed: true })).status).toBe(404)
    expect((await merge(pair.aId, pair.bId, {}, 'countyOffice')).status).toBe(404)
    expect((await stage.as('office').get('/api/duplicates')).body.total).toBe(1)
    for (const who of ['leader', 'reporter', 'auditor'] as const)
      expect((await stage.as(who).get('/api/duplicates')).status).toBe(403)
  })

  test('set aside, it stays aside whatever is searched; brought back, it is listed again', async () => {
    const body = { ...pair, dismissed: true, reason: '两条生产线' }
    expect((await stage.as('office').put('/api/duplicates', body)).status).toBe(200)
    expect((await stage.as('office').put('/api/duplicates', body)).body.code).toBe('nothing_changed')
    await stage.as('office').post('/api/duplicate-searches')
    expect((await stage.as('office').get('/api/duplicates')).body.total).toBe(0)
    const { body: aside } = await stage.as('office').get('/api/duplicates?state=dismissed')
    expect(aside.items[0].dismissed).toMatchObject({ reason: '两条生产线' })
    const { body: record } = await stage.as('auditor').get('/api/record?action=project.twinsDismissed')
    expect(record.items[0]).toMatchObject({ reason: '两条生产线', actor: 'office' })
    expect((await stage.as('office').put('/api/duplicates', { ...pair, dismissed: false })).status).toBe(200)
    expect((await stage.as('office').get('/api/duplicates')).body.total).toBe(1)
  })
})

describe('merging', () => {
  let survivor: number
  let absorbed: number
  beforeAll(async () => {
    survivor = await add('粮食物流园', { owner: '甲公司', totalInvestment: '1000', site: null })
    absorbed = await add(
      '粮食物流园建设项目',
      { owner: '甲有限公司', totalInvestment: '1000', site: '南村', code: '2404-210921-04-01-123456' },
      'west',
    )
    await plan(survivor, 2026, '500')
    await plan(absorbed, 2026, '600')
    await plan(absorbed, 2025, '100')
    await figures(survivor, '2026-01', '10')
    await figures(absorbed, '2026-01', '10')
    await figures(absorbed, '2026-02', '30')
    await stage
      .as('office')
      .post('/api/project-assignments', { projectIds: [absorbed], accountId: stage.accounts.otherReporter })
  })

  test('the plan names what differs, and asks for what contradicts', async () => {
    const body = await planned(survivor, absorbed)
    const choices = Object.fromEntries(body.fields.map(({ field, choice }: any) => [field, choice]))
    expect(choices).toMatchObject({ site: 'absorbed', code: 'absorbed', name: 'survivor' })
    expect(body.plans.map(({ year, differs }: any) => [year, differs])).toEqual([
      [2025, false],
      [2026, true],
    ])
    expect(body.months.filter(({ differs }: any) => differs)).toEqual([])
    const refused = await merge(survivor, absorbed)
    expect([refused.status, refused.body.code]).toEqual([400, 'merge_undecided'])
    expect(refused.body.message).toContain('2026年计划')
  })

  test('wrong input, and a page that is behind, change nothing', async () => {
    expect((await merge(survivor, survivor)).body.code).toBe('merge_with_itself')
    expect((await merge(survivor, absorbed, { reason: '' })).status).toBe(400)
    const behind = await merge(survivor, absorbed, { plans: { 2026: 'survivor' }, survivorVersion: 99 })
    expect([behind.status, behind.body.code]).toEqual([409, 'edit_conflict'])
    expect((await read(absorbed)).mergedInto).toBeNull()
  })

  let mergeId: number
  test('the two become one: combined, counted once, found by either name', async () => {
    const before = await total()
    const done = await merge(survivor, absorbed, { plans: { 2026: 'absorbed' } })
    expect([done.status, done.body.projectId]).toEqual([200, survivor])
    mergeId = done.body.mergeId
    const project = await read(survivor)
    expect(project).toMatchObject({
      name: '粮食物流园',
      site: '南村',
      code: '2404-210921-04-01-123456',
      countyName: '东县',
    })
    expect(
      project.annualPlans.map(({ year, initialAmount, adjustedAmount }: any) => [year, initialAmount, adjustedAmount]),
    ).toEqual([
      [2025, '100', null],
      [2026, '500', '600'],
    ])
    expect(project.months.map(({ month, completedYtd }: any) => [month, completedYtd])).toEqual([
      ['2026-01', '10'],
      ['2026-02', '30'],
    ])
    expect(project.formerNames).toEqual(['粮食物流园建设项目'])
    expect(project.merged).toMatchObject([{ mergeId, id: absorbed, name: '粮食物流园建设项目' }])
    expect(project.assignees.map(({ id }: any) => id)).toEqual([stage.accounts.otherReporter])
    const after = await total()
    expect([before.projects - after.projects, Number(before.totalInvestment) - Number(after.totalInvestment)]).toEqual([
      1, 1000,
    ])
    const { items, total: count } = await listed()
    expect(items.map(({ id }: any) => id)).not.toContain(absorbed)
    expect(count).toBe(items.length)
    expect(after.projects).toBe(items.length)
    expect(
      (await stage.as('office').get(`/api/projects?q=${encodeURIComponent('粮食物流园建设')}`)).body.items[0].id,
    ).toBe(survivor)
  })

  test('the absorbed entry is read, with its history, and not worked on', async () => {
    const project = await read(absorbed)
    expect(project).toMatchObject({ mergedInto: { id: survivor, name: '粮食物流园' }, mayEdit: false })
    const { body } = await stage.as('office').get(`/api/projects/${absorbed}/history`)
    expect(body.items[0]).toMatchObject({ field: 'mergedInto', new: '粮食物流园', source: 'merge' })
    for (const refused of [
      await stage
        .as('office')
        .patch(`/api/projects/${absorbed}`, { version: project.version, fields: { remark: '改' } }),
      await plan(absorbed, 2027, '5'),
      await merge(survivor, absorbed),
    ])
      expect([refused.status, refused.body.code]).toEqual([409, 'project_merged'])
    const { body: record } = await stage.as('auditor').get(`/api/record?subjectType=project&subjectId=${survivor}`)
    expect(record.items[0]).toMatchObject({ action: 'project.merged', reason: '两县重复申报，按市发改委意见合并' })
    for (const part of ['library', 'stage-line', 'quality', 'papers', 'history'])
      expect([part, (await stage.as('office').get(`/api/projects/${absorbed}/${part}`)).status]).toEqual([part, 200])
  })

  test('figures of the whole region may be computed anew around it', async () => {
    await stage.owner.transaction().execute(async (tx) => {
      await sql`update project set light = 'red' where id = ${absorbed}`.execute(tx)
    })
    expect((await total()).projects).toBe((await listed()).total)
  })

  test('it is taken back while nobody worked on either: both stand as before', async () => {
    const undone = await stage.as('office').post(`/api/project-merges/${mergeId}/undoing`, { reason: '误并' })
    expect([undone.status, undone.body]).toEqual([200, { projectIds: [survivor, absorbed] }])
    const [one, other] = [await read(survivor), await read(absorbed)]
    expect(one).toMatchObject({ site: null, code: null, formerNames: [], merged: [], assignees: [] })
    expect(one.annualPlans.map(({ year, adjustedAmount }: any) => [year, adjustedAmount])).toEqual([[2026, null]])
    expect(one.months.map(({ month }: any) => month)).toEqual(['2026-01'])
    expect(other).toMatchObject({ mergedInto: null, mayEdit: true, code: '2404-210921-04-01-123456' })
    expect(other.months).toHaveLength(2)
    expect((await total()).projects).toBe((await listed()).total)
    expect(
      (await stage.as('office').post(`/api/project-merges/${mergeId}/undoing`, { reason: '再撤' })).body.code,
    ).toBe('merge_undone')
  })

  test('once somebody worked on it, it is not taken back', async () => {
    const { body } = await merge(survivor, absorbed, { plans: { 2026: 'survivor' } })
    const { version } = await read(survivor)
    await stage.as('office').patch(`/api/projects/${survivor}`, { version, fields: { remark: '继续推进' } })
    const refused = await stage.as('office').post(`/api/project-merges/${body.mergeId}/undoing`, { reason: '误并' })
    expect([refused.status, refused.body.code]).toEqual([409, 'merge_worked_on'])
    expect((await read(absorbed)).mergedInto?.id).toBe(survivor)
  })
})

describe('merging and what refers to projects', () => {
  test('a report of an open round moves along; one that both are filled for hinders', async () => {
    const one = await add('渔港升级', { owner: '丙公司' })
    const other = await add('渔港升级改造', { owner: '丙公司' })
    const open = async (projectIds: number[], month: string) => {
      const opened = await stage.as('office').post('/api/rounds', {
        kind: 'month',
        month,
        cutoffOn: `${month}-25`,
        deadline: '2026-12-30T00:00:00Z',
        selection: { projectIds },
      })
      if (opened.status !== 200) throw new Error(opened.text)
      return opened.body.id
    }
    const roundId = await open([other], '2026-10')
    expect((await planned(one, other)).rounds).toMatchObject([{ roundId, state: 'moves' }])
    const { body } = await merge(one, other)
    const { rows } = await sql<{
      project: number
    }>`select project_id as project from progress_report where round_id = ${roundId}`.execute(stage.owner)
    expect(rows).toEqual([{ project: one }])
    await stage.as('office').post(`/api/project-merges/${body.mergeId}/undoing`, { reason: '误并' })
    await open([one, other], '2026-11')
    await sql`update progress_report set is_started = true where project_id = ${other} and round_id <> ${roundId}`.execute(
      stage.owner,
    )
    const refused = await merge(one, other)
    expect([refused.status, refused.body.code]).toEqual([409, 'merge_in_round'])
  })

  test('a merged project is in no new round, and its name is free', async () => {
    const one = await add('冷链仓', { owner: '丁公司' })
    const other = await add('冷链仓项目', { owner: '丁公司' })
    await merge(one, other)
    const { body } = await stage.as('office').post('/api/rounds', {
      kind: 'month',
      month: '2026-12',
      cutoffOn: '2026-12-25',
      deadline: '2027-01-30T00:00:00Z',
      selection: { projectIds: [one, other] },
    })
    const { rows } = await sql<{
      id: number
    }>`select project_id as id from progress_report where round_id = ${body.id}`.execute(stage.owner)
    expect(rows).toEqual([{ id: one }])
    expect(await add('冷链仓项目', { owner: '丁公司' })).toBeGreaterThan(other)
  })
})
