import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'
import { AFTER_DEADLINE, aProject, aRound, BEFORE_DEADLINE, OCTOBER, recorded, submit } from './sample-round.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
beforeEach(() => stage.setNow(BEFORE_DEADLINE))
afterAll(async () => await stage.close())

const open = (
  selection: object,
  given: object = {},
  who: 'office' | 'countyOffice' | 'reporter' | 'leader' = 'office',
) => stage.as(who).post('/api/rounds', { ...OCTOBER, ...given, selection })

describe('opening a round', () => {
  test('one untouched report for each project of the selection, withdrawn and other libraries left out', async () => {
    const building = await aProject(stage, { name: '在建一' })
    const ids = [building, await aProject(stage, { name: '退库一', stage: 'withdrawn' })]
    await aProject(stage, { name: '储备一', library: 'reserve' })
    const month = { month: '2026-07', cutoffOn: '2026-07-25' }
    const named = await open({ projectIds: ids }, month)
    expect([named.status, named.body.counts.total, named.body.counts.notStarted, named.body.title]).toEqual([
      200,
      1,
      1,
      '2026年7月项目进展调度（部分项目）',
    ])
    const chosen = await open({ countyIds: [stage.orgs.east], libraries: ['reserve'] }, month)
    expect(chosen.body.counts.total).toBe(1)
  })

  test('is recorded with its selection, for the organisation of the office', async () => {
    const id = await aProject(stage, { name: '记录一' })
    const round = await aRound(stage, [id], { month: '2026-06', cutoffOn: '2026-06-25' })
    const [entry] = await recorded(stage, 'round', round.id)
    expect([entry!.action, entry!.actor, entry!.after.projects, entry!.after.selection]).toEqual([
      'round.opened',
      'office',
      1,
      { projectIds: [id] },
    ])
  })

  test.each(['reporter', 'leader'] as const)('%s may not', async (who) => {
    expect((await open({}, {}, who)).status).toBe(403)
  })

  test('a county office reaches only its own projects', async () => {
    const [east, west] = [
      await aProject(stage, { name: '东一' }),
      await aProject(stage, { name: '西一', org: 'westTown' }),
    ]
    const opened = await open(
      { projectIds: [east, west] },
      { month: '2026-05', cutoffOn: '2026-05-25' },
      'countyOffice',
    )
    expect([opened.status, opened.body.counts.total]).toEqual([200, 1])
  })

  test.each([
    ['round_empty', { projectIds: [999_999] }, {}],
    ['deadline_in_past', {}, { deadline: '2026-11-10T01:59:59Z' }],
    ['cutoff_outside_period', {}, { cutoffOn: '2026-11-01' }],
    ['week_missing', {}, { kind: 'week' }],
    ['week_outside_month', {}, { kind: 'week', week: '2026-W47' }],
    ['invalid_input', {}, { month: '2026-13' }],
  ])('%s', async (code, selection, given) => {
    const refused = await open(selection, given)
    expect([refused.status, refused.body.code]).toEqual([400, code])
    const { rows } = await sql<{
      count: number
    }>`select count(*)::int as count from round where month = '2026-10' and kind = 'month'`.execute(stage.owner)
    expect(rows[0]!.count).toBe(0)
  })

  test('twice for one project is refused by name, at the same moment too; after the lock it may be opened again', async () => {
    const id = await aProject(stage, { name: '只能一次' })
    const month = { month: '2026-04', cutoffOn: '2026-04-25' }
    const both = await Promise.all([open({ projectIds: [id] }, month), open({ projectIds: [id] }, month)])
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409])
    const refused = both.find((answer) => answer.status === 409)!
    expect([refused.body.code, refused.body.details.names]).toEqual(['projects_already_in_round', ['只能一次']])
    expect(refused.body.message).toContain('只能一次')
    const first = both.find((answer) => answer.status === 200)!.body.id
    expect((await stage.as('office').post(`/api/rounds/${first}/lock`, {})).status).toBe(200)
    expect((await open({ projectIds: [id] }, month)).status).toBe(200)
  })

  test('one week is one period, whichever of its two months it is reported for', async () => {
    const id = await aProject(stage, { name: '跨月周' })
    const week = { kind: 'week', week: '2026-W40' }
    expect((await open({ projectIds: [id] }, { ...week, month: '2026-09', cutoffOn: '2026-10-02' })).body.title).toBe(
      '2026年第40周调度（部分项目）',
    )
    const again = await open({ projectIds: [id] }, { ...week, month: '2026-10', cutoffOn: '2026-10-02' })
    expect([again.status, again.body.code]).toEqual([409, 'projects_already_in_round'])
  })

  test('a selection is counted before it is opened', async () => {
    const [taken, free] = [
      await aProject(stage, { name: '已在' }),
      await aProject(stage, { name: '未在', org: 'westTown' }),
    ]
    await aRound(stage, [taken], { month: '2026-03', cutoffOn: '2026-03-25' })
    const given = { kind: 'month', month: '2026-03', selection: { projectIds: [taken, free] } }
    const counted = await stage.as('office').post('/api/round-selections', given)
    // 西镇 lies below 西县, whose reporter answers for it
    expect(counted.body).toEqual({ projects: 2, alreadyInRound: 1, withoutReporter: 0 })
  })

  test('5,000 projects open in less than two seconds', async () => {
    await sql`insert into project (name, folded_name, org_id, org_path, library)
      select '批量' || n, '批量' || n, o.id, o.path, 'completed' from generate_series(1, 5000) n
      join organisation o on o.id = ${stage.orgs.westTown}`.execute(stage.owner)
    const began = performance.now()
    const opened = await open({ libraries: ['completed'] }, { month: '2026-02', cutoffOn: '2026-02-25' })
    expect(opened.body.counts.total).toBe(5000)
    expect(performance.now() - began).toBeLessThan(2000)
  })
})

describe('the deadline', () => {
  test('moved with a reason, forgives what came before the new one', async () => {
    const project = await aProject(stage, { name: '迟一' })
    const round = await aRound(stage, [project])
    stage.setNow(AFTER_DEADLINE)
    await submit(stage, 'reporter', round.reports.迟一!, { completedCurrent: '800', acceptLate: true })
    expect((await stage.as('office').get(`/api/rounds/${round.id}`)).body.counts.late).toBe(1)
    const deadline = '2026-11-13T10:00:00.000Z'
    const moved = await stage.as('office').put(`/api/rounds/${round.id}/deadline`, { deadline, reason: '系统停机' })
    expect([moved.status, moved.body.deadline, moved.body.counts.late]).toEqual([200, deadline, 0])
    const [entry] = await recorded(stage, 'round', round.id)
    expect([entry!.action, entry!.reason, entry!.before.deadline, entry!.after]).toEqual([
      'round.deadlineMoved',
      '系统停机',
      '2026-11-10T04:00:00.000Z',
      { deadline, noLongerLate: 1 },
    ])
  })

  test('neither into the past, nor without a reason, nor by a lower office', async () => {
    const round = await aRound(stage, [await aProject(stage, { name: '期限一' })])
    const move = (who: 'office' | 'countyOffice', body: object) =>
      stage.as(who).put(`/api/rounds/${round.id}/deadline`, body)
    expect((await move('office', { deadline: '2026-11-09T10:00:00Z', reason: '原因' })).body.code).toBe(
      'deadline_in_past',
    )
    expect((await move('office', { deadline: '2026-11-14T10:00:00Z', reason: '' })).status).toBe(400)
    const lower = await move('countyOffice', { deadline: '2026-11-14T10:00:00Z', reason: '原因' })
    expect([lower.status, lower.body.code]).toEqual([403, 'round_of_higher_office'])
  })
})

describe('lateness', () => {
  test('by home organisation: missing, late, returned, and who answers', async () => {
    const [on, late, missing] = [
      await aProject(stage, { name: '准时' }),
      await aProject(stage, { name: '迟到' }),
      await aProject(stage, { name: '缺报', org: 'westTown' }),
    ]
    const round = await aRound(stage, [on, late, missing])
    await submit(stage, 'reporter', round.reports.准时!, { completedCurrent: '800' })
    const read = (who: 'office' | 'otherReporter') => stage.as(who).get(`/api/rounds/${round.id}/lateness`)
    expect((await read('office')).body.passed).toBe(false)
    stage.setNow(AFTER_DEADLINE)
    await submit(stage, 'reporter', round.reports.迟到!, { completedCurrent: '800', acceptLate: true })
    const { body } = await read('office')
    const line = (name: string) => body.items.find((item: { orgName: string }) => item.orgName === name)
    expect(body.passed).toBe(true)
    expect(line('东镇')).toMatchObject({
      countyName: '东县',
      total: 2,
      missing: 0,
      late: 1,
      returned: 0,
      reporters: ['东镇填报员'],
    })
    expect(line('西镇')).toMatchObject({ total: 1, missing: 1, late: 0 })
    expect((await read('otherReporter')).body.items.map((item: { orgName: string }) => item.orgName)).toEqual(['西镇'])
  })
})

describe('reading rounds', () => {
  test('newest first, counted within scope; a neighbour sees none', async () => {
    const [east, west] = [
      await aProject(stage, { name: '读东' }),
      await aProject(stage, { name: '读西', org: 'westTown' }),
    ]
    const round = await aRound(stage, [east, west])
    const seen = async (who: 'office' | 'reporter' | 'leader' | 'townReporter') => {
      const items: { id: number; month: string; counts: { total: number } }[] = (await stage.as(who).get('/api/rounds'))
        .body.items
      expect(items.map((item) => item.month)).toEqual(
        items
          .map((item) => item.month)
          .sort()
          .reverse(),
      )
      return items.find((item) => item.id === round.id)?.counts.total
    }
    expect([await seen('office'), await seen('leader'), await seen('reporter'), await seen('townReporter')]).toEqual([
      2, 2, 1, 1,
    ])
    const alone = await aRound(stage, [await aProject(stage, { name: '只在西', org: 'westTown' })])
    expect((await stage.as('reporter').get(`/api/rounds/${alone.id}`)).status).toBe(404)
    expect((await stage.as('admin').get('/api/rounds')).status).toBe(403)
    expect((await stage.as(null).get('/api/rounds')).status).toBe(401)
  })
})
