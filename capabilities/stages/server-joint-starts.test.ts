import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'

// The clock stands at 2026-11-10.
let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => await stage.close())

type Who = 'office' | 'countyOffice' | 'leader' | 'reporter' | 'auditor'
async function aProject(name: string, fields: object = {}, orgId = stage.orgs.east): Promise<number> {
  const project = { name, orgId, stage: 'preparation', totalInvestment: '5000', plannedStart: '2026-10', ...fields }
  return (await stage.as('office').post('/api/projects', project)).body.id
}
async function prepare(id: number, items: string[], who: Who = 'office') {
  const answers = []
  for (const item of items)
    answers.push(
      await stage.as(who).put(`/api/projects/${id}/preparations/${item}`, { doneOn: '2026-07-01', document: '批复' }),
    )
  return answers
}
const READY = ['land', 'buildingPermit', 'contractor', 'machinery']
let count = 0
async function anEvent(more: object = {}, who: Who = 'office') {
  count += 1
  const event = {
    name: `第${count}次集中开工`,
    heldOn: '2026-08-01',
    mainVenue: '东县产业园',
    subVenues: ['西县分会场'],
  }
  return await stage.as(who).post('/api/joint-starts', { ...event, ...more })
}
const list = async (id: number, body: object, who: Who = 'office') =>
  await stage.as(who).post(`/api/joint-starts/${id}/projects`, body)

describe('an event', () => {
  test('is entered with what its projects must have in hand; refused twice, with unknown items, by who may not', async () => {
    const { status, body } = await anEvent()
    expect([status, body.event]).toMatchObject([200, { requiredItems: READY, mayWrite: true, projects: 0, earlier: 0 }])
    expect((await anEvent({ name: body.event.name })).body.code).toBe('joint_start_exists')
    expect((await anEvent({ requiredItems: ['luck'] })).body.code).toBe('item_unknown')
    for (const who of ['leader', 'reporter', 'auditor'] as const) expect((await anEvent({}, who)).status, who).toBe(403)
    expect((await stage.as('reporter').get(`/api/joint-starts/${body.event.id}`)).status).toBe(200)
  })

  test('is changed with a reason, by version', async () => {
    const { event } = (await anEvent()).body
    const edit = async (body: object) => await stage.as('office').patch(`/api/joint-starts/${event.id}`, body)
    expect((await edit({ version: 7, fields: { mainVenue: '体育馆' }, reason: '雨天' })).body.code).toBe(
      'edit_conflict',
    )
    const { body } = await edit({ version: 1, fields: { mainVenue: '体育馆' }, reason: '雨天改场' })
    expect(body.event).toMatchObject({ mainVenue: '体育馆', version: 2 })
  })
})

describe('the list of an event', () => {
  test('takes who is ready; others with what they lack, unless somebody says why', async () => {
    const { event } = (await anEvent()).body
    const [ready, unready] = [await aProject('已备齐'), await aProject('缺许可')]
    await prepare(ready, READY)
    await prepare(unready, ['land', 'contractor'])
    const refused = await list(event.id, { projectIds: [ready, unready] })
    expect([refused.status, refused.body.code]).toEqual([409, 'not_ready'])
    expect(refused.body.details.projects).toMatchObject([{ name: '缺许可', missing: ['施工许可', '机械进场'] }])
    expect((await list(event.id, { projectIds: [ready], venue: '别处' })).body.code).toBe('venue_unknown')
    const { body } = await list(event.id, {
      projectIds: [ready, unready],
      venue: '西县分会场',
      overrideReason: '许可月底核发',
    })
    expect(body.projects).toMatchObject([
      { name: '已备齐', venue: '西县分会场', missingItems: [], overrideReason: null },
      { name: '缺许可', missingItems: ['buildingPermit', 'machinery'], overrideReason: '许可月底核发' },
    ])
    expect(body.event).toMatchObject({ projects: 2, totalInvestment: '10000' })
    expect((await list(event.id, { projectIds: [ready] })).body.code).toBe('already_listed')
    expect((await list(event.id, { projectIds: [ready] }, 'countyOffice')).body.code).toBe('kept_by_superior')
    const removal = { projectId: unready, reason: '未能核发' }
    const removed = await stage.as('office').post(`/api/joint-starts/${event.id}/removals`, removal)
    expect([removed.body.projects.length, removed.body.removed]).toMatchObject([
      1,
      [{ name: '缺许可', reason: '未能核发' }],
    ])
    expect((await stage.as('office').post(`/api/joint-starts/${event.id}/removals`, removal)).body.code).toBe(
      'not_listed',
    )
    const { rows } =
      await sql`select reason from record_entry where action = 'jointStart.listed' and subject_id = ${String(event.id)}`.execute(
        stage.owner,
      )
    expect(rows).toEqual([{ reason: '许可月底核发' }])
  })

  test('is followed up by proven starts, and keeps what was announced', async () => {
    const { event } = (await anEvent({ heldOn: '2026-08-01', name: '跟踪' })).body
    const [proven, said, none] = [await aProject('已开挖'), await aProject('只说开工'), await aProject('未动工')]
    for (const id of [proven, said, none]) await prepare(id, READY)
    await list(event.id, { projectIds: [proven, said, none] })
    const step = { stage: 'started', reachedOn: '2026-08-20', startWorks: 'pile', witness: '监理' }
    await stage.as('office').post(`/api/projects/${proven}/stage-steps`, step)
    const edit = async (id: number, fields: object) =>
      await stage.as('office').patch(`/api/projects/${id}`, {
        version: (await stage.as('office').get(`/api/projects/${id}`)).body.version,
        fields,
        reason: '核实',
      })
    await edit(said, { stage: 'underConstruction', startDate: '2026-08-05', totalInvestment: '6000' })
    const { body } = await stage.as('leader').get(`/api/joint-starts/${event.id}`)
    expect(body.event.followUps).toMatchObject([
      { afterDays: 30, on: '2026-08-31', due: true, started: 1, unproven: 1, notStarted: 1, share: '33.33333333' },
      { afterDays: 60, on: '2026-09-30', due: true, started: 1 },
      { afterDays: 90, on: '2026-10-30', due: true },
    ])
    expect(body.projects.map((one: { followUps: string[] }) => one.followUps[0])).toEqual([
      'started',
      'unproven',
      'notStarted',
    ])
    expect(body.projects[1]).toMatchObject({ totalInvestment: '5000', totalInvestmentNow: '6000', isProven: false })
    expect(body.event.totalInvestment).toBe('15000')
  })

  test('is the highest of those recorded only if it exceeds them, and only who sees all of it is told', async () => {
    const [one, two] = [
      await aProject('小项目', { totalInvestment: '10' }, stage.orgs.west),
      await aProject('大项目', { totalInvestment: '999999' }),
    ]
    for (const id of [one, two]) await prepare(id, READY)
    const first = (await anEvent({ heldOn: '2024-01-01' })).body.event
    const second = (await anEvent({ heldOn: '2024-02-01' })).body.event
    await list(first.id, { projectIds: [one] })
    const { body } = await list(second.id, { projectIds: [two] })
    expect(body.event).toMatchObject({ earlier: 1, isHighest: { projects: false, totalInvestment: true } })
    const county = (await stage.as('countyOffice').get(`/api/joint-starts/${second.id}`)).body
    expect(county.event.isHighest).toEqual({ projects: false, totalInvestment: false })
    expect((await stage.as('countyOffice').get(`/api/joint-starts/${first.id}`)).body.projects).toEqual([])
  })
})

describe('the board before the season', () => {
  test('shows who is to start, ready or what is missing, within the scope', async () => {
    const [full, partly] = [
      await aProject('板上齐备', { plannedStart: '2027-03' }),
      await aProject('板上缺项', { plannedStart: '2027-02-20' }),
    ]
    await aProject('西县板上', { plannedStart: '2027-02' }, stage.orgs.west)
    await aProject('已开工不上板', { stage: 'underConstruction', plannedStart: '2027-02' })
    await aProject('没有日期', { plannedStart: null })
    const { body: empty } = await stage.as('countyOffice').get('/api/start-readiness?from=2027-02-01&to=2027-03-31')
    await prepare(full, empty.required)
    await prepare(partly, ['land'], 'countyOffice')
    const { body } = await stage.as('countyOffice').get('/api/start-readiness?from=2027-02-01&to=2027-03-31')
    expect(body.items).toMatchObject([
      {
        name: '板上缺项',
        isReady: false,
        mayEdit: true,
        preparation: [{ code: 'land', doneOn: '2026-07-01', document: '批复' }],
      },
      { name: '板上齐备', isReady: true, missing: [] },
    ])
    expect(body.withoutDate).toBe(1)
    expect(body.items[0].missing).toHaveLength(8)
    expect(
      (await stage.as('office').get('/api/start-readiness?from=2027-02-01&to=2027-02-28')).body.items.map(
        ({ name }: { name: string }) => name,
      ),
    ).toEqual(['西县板上', '板上缺项'])
    expect((await stage.as('office').get('/api/start-readiness?from=2027-02-01&to=2026-02-28')).body.code).toBe(
      'span_reversed',
    )
  })

  test('what is in hand is recorded by who may write the project, not ahead of time', async () => {
    const [east, west] = [await aProject('备项'), await aProject('西备项', {}, stage.orgs.west)]
    const put = async (id: number, item: string, body: object, who: Who = 'office') =>
      await stage.as(who).put(`/api/projects/${id}/preparations/${item}`, body)
    expect((await put(east, 'land', { doneOn: '2026-11-11' })).body.code).toBe('date_in_future')
    expect((await put(east, 'luck', { doneOn: '2026-11-01' })).body.code).toBe('item_unknown')
    expect((await put(west, 'land', { doneOn: '2026-11-01' }, 'countyOffice')).status).toBe(404)
    expect((await put(east, 'land', { doneOn: '2026-11-01' }, 'leader')).status).toBe(403)
    expect(
      (await put(east, 'land', { plannedOn: '2026-12-01', note: '正在组卷' }, 'countyOffice')).body.items,
    ).toMatchObject([{ code: 'land', doneOn: null, plannedOn: '2026-12-01', note: '正在组卷' }])
    const { body } = await put(east, 'land', { doneOn: '2026-11-01', document: '土地证' })
    expect(body.items).toMatchObject([{ doneOn: '2026-11-01', plannedOn: null }])
  })
})

describe('what a start asks for', () => {
  const put = async (who: Who, code: string, body: object) =>
    await stage.as(who).patch(`/api/preparation-items/${code}`, body)

  test('is added to and retired by the region’s office, with a reason; what is recorded stays', async () => {
    const add = async (who: Who, body: object) => await stage.as(who).post('/api/preparation-items', body)
    const item = { label: '林地手续', reason: '按林业局通知' }
    expect((await add('countyOffice', item)).body.code).toBe('items_need_region')
    expect((await add('leader', item)).status).toBe(403)
    expect((await add('office', { label: '林地手续' })).status).toBe(400)
    const { body } = await add('office', item)
    const { code } = body.items.at(-1)
    expect(body.items.at(-1)).toMatchObject({ label: '林地手续', isRetired: false })
    expect((await add('office', item)).body.code).toBe('item_exists')
    const id = await aProject('有林地', { plannedStart: '2027-06' })
    await prepare(id, [code])
    expect((await put('office', 'luck', { isRetired: true, reason: '不再要求' })).status).toBe(404)
    expect((await put('office', code, { isRetired: false, reason: '不再要求' })).body.code).toBe('nothing_changed')
    expect((await put('countyOffice', code, { isRetired: true, reason: '不再要求' })).status).toBe(403)
    expect((await put('office', code, { isRetired: true, reason: '不再要求' })).body.items.at(-1).isRetired).toBe(true)
    const board = (await stage.as('office').get('/api/start-readiness?from=2027-06-01&to=2027-06-30')).body
    expect(board.required).not.toContain(code)
    expect(board.items[0].preparation).toMatchObject([{ code, doneOn: '2026-07-01' }])
    expect([
      board.mayKeepItems,
      (await stage.as('countyOffice').get('/api/start-readiness')).body.mayKeepItems,
    ]).toEqual([true, false])
    const { rows } =
      await sql`select action, reason from record_entry where subject_type = 'preparationItem' order by id`.execute(
        stage.owner,
      )
    expect(rows).toEqual([
      { action: 'preparationItem.added', reason: '按林业局通知' },
      { action: 'preparationItem.edited', reason: '不再要求' },
    ])
  })
})
