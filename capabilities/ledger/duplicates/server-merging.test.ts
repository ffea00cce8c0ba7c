import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => {
  await stage?.close()
})

async function add(name: string, more: object = {}, org: 'east' | 'west' = 'east'): Promise<number> {
  const { status, body, text } = await stage
    .as('office')
    .post('/api/projects', { name, orgId: stage.orgs[org], ...more })
  if (status !== 200) throw new Error(text)
  return body.id
}
const read = async (id: number) => (await stage.as('office').get(`/api/projects/${id}`)).body
const total = async () => (await stage.as('office').get('/api/roll-ups?by=county')).body.total
const listed = async () => (await stage.as('office').get('/api/projects?limit=200')).body
const planned = async (survivorId: number, absorbedId: number) =>
  (await stage.as('office').get(`/api/projects/${survivorId}/merge-plan/${absorbedId}`)).body
/** Merges with the versions as they stand. */
async function merge(
  survivorId: number,
  absorbedId: number,
  more: object = {},
  who: 'office' | 'countyOffice' = 'office',
) {
  const [survivor, absorbed] = [await read(survivorId), await read(absorbedId)]
  return await stage.as(who).post('/api/project-merges', {
    survivorId,
    absorbedId,
    survivorVersion: survivor.version,
    absorbedVersion: absorbed.version,
    reason: '两县重复申报，按市发改委意见合并',
    ...more,
  })
}
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

describe('what an entry stands on and has in hand', () => {
  let one: number
  let other: number
  const office = () => stage.as('office')
  const done = async (answer: Promise<{ status: number; body: any; text: string }>) => {
    const { status, body, text } = await answer
    if (status >= 300) throw new Error(text)
    return body
  }
  /** Numbers of the projects that stand on each thing now. */
  const standing = async () => {
    const { rows } = await sql<{ part: string; ids: number[] }>`
      select part, array_agg(project_id order by project_id) as ids from (
        select 'roster' as part, project_id from roster_member where left_on is null
        union all select 'cohort', project_id from cohort_member where left_on is null
        union all select 'jointStart', project_id from joint_start_project where removed_at is null
        union all select 'preparation', project_id from project_preparation
        union all select 'check', project_id from check_item
        union all select 'form', project_id from one_off_form_project
        union all select 'approval', project_id from approval_state
        union all select 'paper', project_id from paper
        union all select 'content', project_id from paper_content) as parts
      where project_id in (${one}, ${other}) group by part`.execute(stage.owner)
    return Object.fromEntries(rows.map(({ part, ids }) => [part, ids]))
  }
  beforeAll(async () => {
    // both of one county, whose own office merges them; the lists are kept by the city above
    one = await add('热电联产', { owner: '戊公司' })
    other = await add('热电联产项目', { owner: '戊公司' })
    const { city, east } = stage.orgs
    const by = stage.accounts.office
    const rosters = await sql<{ id: number }>`insert into roster (name, kind, level, org_id, owner, valid_from) values
      ('省重点', 'key', 'province', ${city}, '省发改委', '2026-01-01'), ('市重点', 'key', 'city', ${city}, '市发改委', '2026-01-01') returning id`.execute(
      stage.owner,
    )
    const [province, ofCity] = rosters.rows.map(({ id }) => id)
    await sql`insert into roster_member (roster_id, project_id, joined_on, added_by) values
      (${province}, ${one}, '2026-01-01', ${by}), (${province}, ${other}, '2026-02-01', ${by}), (${ofCity}, ${other}, '2026-03-01', ${by})`.execute(
      stage.owner,
    )
    await sql`with made as (insert into cohort (org_id, number, name, starts_on, ends_on, created_by)
        values (${city}, 9, '第九期', '2026-07-01', '2026-09-30', ${by}) returning id)
      insert into cohort_member (cohort_id, project_id, batch, joined_on, added_by) select id, ${other}, 'signed', '2026-07-01', ${by} from made`.execute(
      stage.owner,
    )
    await sql`with made as (insert into joint_start (org_id, name, held_on, main_venue, required_items, created_by)
        values (${east}, '三季度集中开工', '2026-09-01', '园区', '{}', ${by}) returning id)
      insert into joint_start_project (joint_start_id, project_id, listed_by) select id, ${other}, ${by} from made`.execute(
      stage.owner,
    )
    await sql`insert into project_preparation (project_id, item, done_on, recorded_by) values
      (${one}, 'land', '2026-01-01', ${by}), (${other}, 'land', '2026-02-01', ${by}), (${other}, 'design', '2026-02-01', ${by})`.execute(
      stage.owner,
    )
    await sql`insert into check_item (project_id, kind, title) values (${other}, 'land', '土地证')`.execute(stage.owner)
    await sql`with made as (insert into one_off_form (title, org_id, due_on, created_by, created_at)
        values ('防汛排查', ${city}, '2026-12-01', ${by}, now()) returning id)
      insert into one_off_form_project (form_id, project_id) select id, ${other} from made`.execute(stage.owner)
    await sql`insert into approval_state (project_id, approval_kind, state, changed_by) values (${other}, 'landUse', 'inProgress', ${by})`.execute(
      stage.owner,
    )
    const paper = async (projectId: number, mark: string) =>
      await sql`with kept as (insert into paper_content (project_id, sha256, format, size, looked_at)
          values (${projectId}, decode(repeat(${mark}, 32), 'hex'), 'pdf', 1, 'name') returning id),
        made as (insert into paper (project_id, kind, title, created_by) values (${projectId}, 'minutes', ${`纪要${mark}`}, ${by}) returning id)
        insert into paper_version (paper_id, number, content_id, file_name, uploaded_by)
        select made.id, 1, kept.id, 'a.pdf', ${by} from made, kept`.execute(stage.owner)
    await paper(one, 'aa')
    await paper(other, 'aa')
    await paper(other, 'bb')
  })

  test('the plan says what comes along; what the survivor has already is not counted', async () => {
    expect((await planned(one, other)).carried).toEqual([
      { part: 'roster_member', count: 1 },
      { part: 'cohort_member', count: 1 },
      { part: 'joint_start_project', count: 1 },
      { part: 'project_preparation', count: 1 },
      { part: 'check_item', count: 1 },
      { part: 'one_off_form_project', count: 1 },
      { part: 'approval_state', count: 1 },
      { part: 'paper', count: 1 },
    ])
  })

  test('a move that waits for a decision comes first', async () => {
    await sql`insert into project_move (batch, project_id, kind, source, from_library, to_library, reason, effective_on, proposed_by) values
      (999, ${other}, 'promotion', 'proposal', 'reserve', 'construction', '条件具备', '2026-11-01', ${stage.accounts.office})`.execute(
      stage.owner,
    )
    const refused = await merge(one, other, {}, 'countyOffice')
    expect([refused.status, refused.body.code, refused.body.message.includes('热电联产项目')]).toEqual([
      409,
      'merge_move_waiting',
      true,
    ])
    await sql`delete from project_move where batch = 999`.execute(stage.owner)
  })

  test('merged by the county’s office they come along, lists of the city included; taken back they return', async () => {
    const before = await standing()
    const { mergeId } = await done(merge(one, other, {}, 'countyOffice'))
    expect(await standing()).toEqual({
      roster: [one, one, other],
      cohort: [one],
      jointStart: [one],
      preparation: [one, one, other],
      check: [one],
      form: [one],
      approval: [one],
      paper: [one, one, other],
      content: [one, one, other],
    })
    const papers = await done(office().get(`/api/projects/${one}/papers`))
    expect(JSON.stringify(papers)).toContain('纪要bb')
    await done(stage.as('countyOffice').post(`/api/project-merges/${mergeId}/undoing`, { reason: '误并' }))
    expect(await standing()).toEqual(before)
  })

  test('nobody carries between entries that are not merged, or beyond the scope', async () => {
    const asScoped = async (scope: string, statement: ReturnType<typeof sql>) =>
      await stage.owner.transaction().execute(async (tx) => {
        await sql`set local role guatu_scoped`.execute(tx)
        await sql`select set_config('guatu.scope', ${scope}, true)`.execute(tx)
        await statement.execute(tx)
      })
    const { rows } = await sql<{ path: string }>`
      select path::text as path from organisation where id in (${stage.orgs.east}, ${stage.orgs.west}) order by id`.execute(
      stage.owner,
    )
    await expect(asScoped(rows[0]!.path, sql`select project_merge_carry(${other})`)).rejects.toThrow(/was not merged/)
    await expect(asScoped(rows[1]!.path, sql`select project_merge_counts(${one}, ${other})`)).rejects.toThrow(/scope/)
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
