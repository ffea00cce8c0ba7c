import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { enterProjects, fillRound, lockRound, openRound } from '#capabilities/race/sample-round.ts'
import { NOW, openStage, type Stage } from '#tests/harness/product.ts'

let stage: Stage
let ids: number[]
let rankedRound: number

/**
 * October is locked and its ranking published. 东县 has 60 of 100, reported in September and not in October; 东镇 15 of 50, 西县 90 of 100
 * and the city itself 5 of 10, reported in October. 西县's plan is 20 in each of the first five months, the others have none.
 */
beforeAll(async () => {
  stage = await openStage()
  const { city, east, eastTown, west } = stage.orgs
  const office = stage.as('office')
  const projects = [
    { name: '东县厂房', orgId: east, plan: '100', done: '60', fields: { isPriority: true } },
    { name: '东镇道路', orgId: eastTown, plan: '50', done: '15' },
    { name: '西县电站', orgId: west, plan: '100', done: '90' },
    { name: '市级管网', orgId: city, plan: '10', done: '5' },
  ]
  ids = await enterProjects(office, projects)
  await office.put(`/api/projects/${ids[2]}/plans/2026`, {
    amount: '100',
    months: [...Array(5).fill('20'), ...Array(7).fill(null)],
  })
  const september = await openRound(office, '2026-09', ids.slice(0, 1))
  await fillRound(office, september, new Map([[ids[0]!, '60']]))
  await lockRound(office, september)
  const october = await openRound(office, '2026-10', ids.slice(1))
  await fillRound(
    office,
    october,
    new Map([
      [ids[1]!, '15'],
      [ids[2]!, '90'],
      [ids[3]!, '5'],
    ]),
  )
  await lockRound(office, october)
  await office.post(`/api/rounds/${october}/ranking`)
  rankedRound = october
})
afterAll(async () => await stage.close())

const wallOf = async (who: Parameters<Stage['as']>[0], query = '') =>
  (await stage.as(who).get(`/api/wall${query}`)).body

type Child = {
  name: string
  projects: number
  completedYtd: string
  place: number | null
  completionRate: string | null
}
const briefly = (children: Child[]) =>
  children.map(({ name, projects, completedYtd, completionRate, place }) => [
    name,
    projects,
    completedYtd,
    completionRate,
    place,
  ])

describe('totals', () => {
  test('the region: children in the ranking’s order, what none stands for is named, and the parts make the total', async () => {
    const wall = await wallOf('leader')
    expect(wall.org).toMatchObject({ id: stage.orgs.city, name: '测试市' })
    expect(wall.asOfMonth).toBe('2026-10')
    expect(wall.totals).toMatchObject({
      projects: 4,
      annualPlan: '260',
      completedYtd: '170',
      completionRate: '65.38461538',
    })
    // October ranked 东镇's project for 东县 (15 of 50) behind 西县 (90 of 100); the wall's own figures are those of now
    expect(briefly(wall.children)).toEqual([
      ['西县', 1, '90', '90', 1],
      ['东县', 2, '75', '50', 2],
    ])
    expect(wall.unplaced).toEqual({ projects: 1, annualPlan: '10', completedYtd: '5' })
    expect(wall.ranking).toMatchObject({ roundId: rankedRound })
  })

  test('a county: its towns and parks, and no ranking where it has published none', async () => {
    const wall = await wallOf('office', `?org=${stage.orgs.east}`)
    expect(briefly(wall.children)).toEqual([
      ['东镇', 1, '15', '30', null],
      ['东县产业园', 0, '0', null, null],
    ])
    expect(wall.totals).toMatchObject({ projects: 2, completedYtd: '75' })
    expect(wall.unplaced).toEqual({ projects: 1, annualPlan: '100', completedYtd: '60' })
    expect(wall.ranking).toBeNull()
  })
})

describe('the year’s curve', () => {
  test('cumulative plan and actual; who did not report stands with the last figure; nothing after the as-of month', async () => {
    const { curve, totals } = await wallOf('leader')
    const actual = curve.map(({ completedYtd }: { completedYtd: string | null }) => completedYtd)
    expect(actual).toEqual([...Array(8).fill('0'), '60', '170', null, null])
    expect(actual[9]).toBe(totals.completedYtd)
    const plan = curve.map(({ plannedYtd }: { plannedYtd: string }) => plannedYtd)
    expect(plan).toEqual(['20', '40', '60', '80', ...Array(8).fill('100')])
  })

  test('of a county only its own', async () => {
    const { curve } = await wallOf('office', `?org=${stage.orgs.east}`)
    expect(curve[9]).toEqual({ month: '2026-10', plannedYtd: '0', completedYtd: '75' })
  })
})

describe('scope', () => {
  test('who sees one county opens its wall, and no other', async () => {
    const wall = await wallOf('reporter')
    expect([wall.org.name, wall.totals.projects, wall.totals.completedYtd]).toEqual(['东县', 2, '75'])
    expect(wall.curve[9].completedYtd).toBe('75')
    for (const org of [stage.orgs.city, stage.orgs.west]) {
      expect((await stage.as('reporter').get(`/api/wall?org=${org}`)).status).toBe(404)
    }
    expect((await wallOf('reporter', `?org=${stage.orgs.eastTown}`)).totals.projects).toBe(1)
  })

  test('no sign-in, no right, no such organisation, no number', async () => {
    expect((await stage.as(null).get('/api/wall')).status).toBe(401)
    expect((await stage.as('admin').get('/api/wall')).status).toBe(403)
    expect((await stage.as('leader').get('/api/wall?org=999999')).status).toBe(404)
    expect((await stage.as('leader').get('/api/wall?org=x')).status).toBe(400)
  })
})

describe('the open round', () => {
  test('with how far reporting has come; none when none is open', async () => {
    expect((await wallOf('leader')).round).toBeNull()
    const november = await openRound(stage.as('office'), '2026-11', ids)
    await fillRound(stage.as('office'), november, new Map([[ids[2]!, '95']]))
    expect((await wallOf('leader')).round).toMatchObject({ id: november, total: 4, reported: 1, late: 0 })
    expect((await wallOf('reporter')).round).toMatchObject({ id: november, total: 2, reported: 0 })
    await lockRound(stage.as('office'), november)
  })
})

describe('the map', () => {
  beforeAll(async () => {
    for (const [index, light] of ['green', 'red', 'red', 'yellow'].entries()) {
      await sql`update project set longitude = ${120 + index}, latitude = 41.5, light = ${light} where id = ${ids[index]}`.execute(
        stage.owner,
      )
    }
    await sql`update project set total_investment = 200000 where id = ${ids[2]}`.execute(stage.owner)
    await sql`insert into organisation_boundary (organisation_id, rings, is_generated, source)
      values (${stage.orgs.east}, '[[[120,41],[121,41],[121,42]]]', true, '示意图'),
        (${stage.orgs.city}, '[[[119,40],[123,40],[123,43]]]', true, '示意图')`.execute(stage.owner)
  })

  test('priority and red projects first, then the largest', async () => {
    const { map } = await wallOf('leader')
    // priority 东县厂房 and the two red ones weigh the same; 西县电站 is the largest, of equal totals the later project comes first
    expect(map.projects.map(({ id }: { id: number }) => id)).toEqual([ids[2], ids[1], ids[0], ids[3]])
    expect(map.projects[0]).toEqual({
      id: ids[2],
      name: '西县电站',
      longitude: 122,
      latitude: 41.5,
      light: 'red',
      isPriority: false,
      totalInvestment: '200000',
    })
  })

  test('outlines of the children, else of the organisation itself, and whether they are drawings', async () => {
    const { map } = await wallOf('leader')
    expect([map.isGenerated, map.source]).toEqual([true, '示意图'])
    expect(map.outlines).toEqual([
      {
        orgId: stage.orgs.east,
        name: '东县',
        rings: [
          [
            [120, 41],
            [121, 41],
            [121, 42],
          ],
        ],
      },
    ])
    const county = (await wallOf('reporter')).map
    expect(county.outlines.map(({ orgId }: { orgId: number }) => orgId)).toEqual([stage.orgs.east])
    expect(county.projects.map(({ id }: { id: number }) => id)).toEqual([ids[1], ids[0]])
  })
})

describe('what changed', () => {
  type Change = {
    at: string
    kind: string
    projectId: number
    old: string | null
    new: string | null
    countyName: string | null
  }
  const of = (changes: Change[], kind: string) => changes.filter((change) => change.kind === kind)

  /** Only what this file writes: every earlier trace moves a month back. */
  beforeAll(async () => {
    const before = new Date(NOW.getTime() - 30 * 86_400_000).toISOString()
    await sql`update field_change set at = ${before}`.execute(stage.owner)
    await sql`update project set created_at = ${before}`.execute(stage.owner)
  })

  test('on a quiet day: since the last day on which anything happened', async () => {
    const { since, changes } = await wallOf('leader')
    // thirty days before 10 November, 02:00 UTC is 11 October in China, which began at 16:00 UTC the day before
    expect(since).toBe('2026-10-10T16:00:00.000Z')
    expect(
      of(changes, 'added')
        .map(({ projectId }) => projectId)
        .sort(),
    ).toEqual([...ids].sort())
  })

  test('figures, stages, corrections and new projects since yesterday, newest first and in scope', async () => {
    const office = stage.as('office')
    const { body: project } = await office.get(`/api/projects/${ids[1]}`)
    await office.patch(`/api/projects/${ids[1]}`, { version: project.version, fields: { stage: 'completed' } })
    await office.post(`/api/projects/${ids[2]}/corrections`, {
      month: '2026-10',
      delta: '-3.5',
      reason: '重复计算',
      approver: '王局长',
    })
    const change = (field: string, old: string, next: string, at: string) =>
      sql`
      insert into field_change (project_id, field, old, new, at, actor, source)
      values (${ids[2]}, ${field}, ${old}, ${next}, ${at}, 'office', 'report')`.execute(stage.owner)
    await change('light', 'yellow', 'red', '2026-11-08T16:00:00Z')
    await change('light', 'red', 'grey', '2026-11-08T16:00:00Z')
    await change('light', 'green', 'red', '2026-11-08T15:59:59Z')
    await change('completedYtd', '2026-10 60', '2026-10 61.5', '2026-11-09T01:00:00Z')
    const { since, changes } = await wallOf('leader')
    // yesterday is 9 November in China; the second of the eighth before it is out
    expect(since).toBe('2026-11-08T16:00:00.000Z')
    expect(of(changes, 'lightToRed')).toMatchObject([
      { projectId: ids[2], old: 'yellow', new: 'red', countyName: '西县' },
    ])
    expect(of(changes, 'figure')).toMatchObject([{ projectId: ids[2], old: '60', new: '61.5' }])
    expect(of(changes, 'correction')).toMatchObject([{ projectId: ids[2], old: '2026-10', new: '-3.5' }])
    expect(of(changes, 'stage')).toMatchObject([
      { projectId: ids[1], old: 'underConstruction', new: 'completed', countyName: '东县' },
    ])
    const instants = changes.map(({ at }: Change) => at)
    expect(instants).toEqual([...instants].sort().reverse())
    const own = (await wallOf('otherReporter')).changes
    expect(new Set(own.map(({ projectId }: Change) => projectId))).toEqual(new Set([ids[2]]))
  })
})
