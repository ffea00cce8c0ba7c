import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'
import { aProject, moved, propose } from './sample-library.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  await sql`update region set as_of_month = '2026-10'`.execute(stage.owner)
})
afterAll(async () => await stage?.close())

const overview = async (who: 'office' | 'countyOffice' | 'otherReporter' = 'office') =>
  (await stage.as(who).get('/api/library-overview')).body
const count = async (filter: string) => (await stage.as('office').get(`/api/projects?${filter}`)).body.total

test('libraries, tiers and states of the plan each close with the total, and each figure is the list’s', async () => {
  const plan = async (id: number) => await stage.as('office').put(`/api/projects/${id}/plans/2026`, { amount: '100' })
  await aProject(stage, { totalInvestment: '10' })
  const marked = await aProject(stage, { library: 'construction', stage: 'started', planState: 'new', tier: 2 })
  const unmarked = await aProject(stage, { library: 'construction', stage: 'underConstruction' })
  const inside = await aProject(stage, { library: 'construction', stage: 'completed', planState: 'continuing' })
  await aProject(stage, { library: 'completed', stage: 'inProduction' })
  const gone = await aProject(stage, { stage: 'preparation' })
  await plan(marked.id)
  await plan(unmarked.id)
  await moved(stage, gone.id, 'withdrawal')
  await propose(stage, [marked.id], 'priorityOn')
  const body = await overview()
  expect(body).toMatchObject({ asOfMonth: '2026-10', planYear: 2026, staleDays: 180, waiting: 1 })
  expect(body.total).toMatchObject({ projects: 5, annualPlan: '200' })
  expect(body.withdrawn.projects).toBe(1)
  const counts = (lines: { projects: number }[]) => lines.map(({ projects }) => projects)
  expect(counts(body.libraries)).toEqual([1, 3, 1])
  expect(counts(body.tiers)).toEqual([0, 1, 4])
  // new, continuing, reserve, unmarked, outside
  expect(counts(body.planStates)).toEqual([1, 1, 1, 1, 1])
  expect(body.finishedInside.projects).toBe(1)
  for (const { library, projects } of body.libraries)
    expect(await count(`library=${library}&withdrawn=false`)).toBe(projects)
  for (const { state, projects } of body.planStates)
    expect(await count(`planState=${state}&withdrawn=false`), state).toBe(projects)
  for (const { tier, projects } of body.tiers)
    expect(await count(`tier=${tier ?? 'none'}&withdrawn=false`)).toBe(projects)
  expect(inside.library).toBe('construction')
  expect((await overview('otherReporter')).total.projects).toBe(0)
})

describe('projects without progress', () => {
  const stale = async () => (await stage.as('countyOffice').get('/api/stale-projects')).body

  test('are those without an amount, a step or a telling change for the days of the rule', async () => {
    const old = await aProject(stage, { name: '久无进展', stage: 'preparation' })
    const spent = await aProject(stage, { name: '有投资', stage: 'underConstruction', library: 'construction' })
    const touched = await aProject(stage, { name: '改过电话', stage: 'preparation' })
    for (const { id } of [old, spent, touched]) {
      await sql`update project set created_at = '2026-01-05' where id = ${id}`.execute(stage.owner)
      await sql`update field_change set at = '2026-01-05' where project_id = ${id}`.execute(stage.owner)
    }
    await sql`update project_move set effective_on = '2026-01-05'`.execute(stage.owner)
    await sql`insert into project_month (project_id, month, reported_current, completed_ytd, source)
      values (${spent.id}, '2026-09', 5, 5, 'report'), (${old.id}, '2026-02', 5, 5, 'report'), (${old.id}, '2026-09', 0, 5, 'report')`.execute(
      stage.owner,
    )
    const { version } = (await stage.as('office').get(`/api/projects/${touched.id}`)).body
    await stage.as('office').patch(`/api/projects/${touched.id}`, { version, fields: { contact: '王某' } })
    const body = await stale()
    expect([body.staleDays, body.total]).toEqual([180, 2])
    expect(body.items).toMatchObject([
      { id: touched.id, lastProgressOn: '2026-01-05', days: 309 },
      { id: old.id, lastProgressOn: '2026-02-28', days: 255, isWaiting: false },
    ])
    await propose(stage, [old.id], 'withdrawal')
    expect((await stale()).items[1].isWaiting).toBe(true)
  })

  test('the rule is the region’s', async () => {
    const set = async (who: 'office' | 'countyOffice' | 'leader', staleDays: number) =>
      await stage.as(who).put('/api/library-settings', { staleDays })
    expect((await set('leader', 260)).status).toBe(403)
    expect((await set('countyOffice', 260)).body.code).toBe('setting_needs_region')
    expect((await set('office', 5)).status).toBe(400)
    expect((await set('office', 260)).body).toEqual({ staleDays: 260 })
    expect((await set('office', 260)).body.code).toBe('nothing_changed')
    expect((await stale()).total).toBe(1)
    const { rows } = await sql`select before, after from record_entry where action = 'library.ruleSet'`.execute(
      stage.owner,
    )
    expect(rows).toEqual([{ before: { staleDays: 180 }, after: { staleDays: 260 } }])
  })
})

describe('the turn of the year', () => {
  test('what has begun goes on, what was due and has not is decided one by one, and each project goes over once', async () => {
    const west = stage.orgs.west
    const begun = await aProject(stage, {
      orgId: west,
      library: 'construction',
      stage: 'underConstruction',
      planState: 'new',
    })
    const due = await aProject(stage, { orgId: west, library: 'construction', stage: 'preparation', planState: 'new' })
    const dropped = await aProject(stage, { orgId: west, library: 'construction', stage: 'signed', planState: 'new' })
    const done = await aProject(stage, {
      orgId: west,
      library: 'completed',
      stage: 'completed',
      planState: 'continuing',
    })
    const preview = await stage.as('office').get(`/api/plan-rollover-previews/2027?org=${west}`)
    const ids = (list: { id: number }[]) => list.map(({ id }) => id).sort()
    expect([ids(preview.body.continuing.items), ids(preview.body.undecided), ids(preview.body.finished.items)]).toEqual(
      [[begun.id], ids([due, dropped]), [done.id]],
    )
    const turn = async (more: object) =>
      await stage
        .as('office')
        .post('/api/plan-rollovers', { year: 2027, orgId: west, reason: '领导小组会议定', ...more })
    expect((await turn({ carriedOver: [due.id], leftOut: [] })).body.code).toBe('rollover_undecided')
    expect((await turn({ year: 2029, carriedOver: [], leftOut: [] })).body.code).toBe('rollover_year')
    expect((await turn({ carriedOver: [due.id, begun.id], leftOut: [dropped.id] })).body.code).toBe('rollover_stale')
    const turned = await turn({ carriedOver: [due.id], leftOut: [dropped.id] })
    expect(turned.body).toEqual({ continuing: 1, carriedOver: 1, leftOut: 1, finished: 1 })
    const stateOf = async (id: number) => (await stage.as('office').get(`/api/projects/${id}`)).body.planState
    expect(await Promise.all([begun, due, dropped, done].map(({ id }) => stateOf(id)))).toEqual([
      'continuing',
      'new',
      null,
      null,
    ])
    expect((await turn({ carriedOver: [], leftOut: [] })).body.code).toBe('nothing_to_roll_over')
    expect((await overview()).planYear).toBe(2027)
    const history = await stage.as('office').get(`/api/projects/${begun.id}/history?field=planState`)
    expect(history.body.items).toMatchObject([{ old: 'new', new: 'continuing', source: 'rollover' }])
    const county = await stage
      .as('countyOffice')
      .post('/api/plan-rollovers', { year: 2027, orgId: west, reason: '试试', carriedOver: [], leftOut: [] })
    expect(county.body.code).toBe('organisation_unknown')
  })
})
