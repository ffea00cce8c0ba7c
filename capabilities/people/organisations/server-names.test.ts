import { afterAll, beforeAll, expect, test } from 'vitest'
import { enterProjects, fillRound, lockRound, openRound } from '#capabilities/race/sample-round.ts'
import { openStage, type Stage } from '#tests/harness/product.ts'
import { change, unitOf } from './sample-units.ts'

// 东县 becomes 东山县 and 东镇 becomes 东河街道 on 15 March 2026: January speaks of the old names, March and April of the new ones.

let stage: Stage
const rounds: Record<string, number> = {}
beforeAll(async () => {
  stage = await openStage()
  const office = stage.as('office')
  const ids = await enterProjects(office, [
    { name: '镇上项目', orgId: stage.orgs.eastTown, plan: '100', done: '' },
    { name: '西县项目', orgId: stage.orgs.west, plan: '100', done: '' },
  ])
  for (const [month, done] of [
    ['2026-01', '5'],
    ['2026-03', '20'],
    ['2026-04', '30'],
  ] as const) {
    rounds[month] = await openRound(office, month, ids)
    await fillRound(office, rounds[month], new Map(ids.map((id) => [id, done])))
    await lockRound(office, rounds[month])
  }
  const renamed = (id: number, name: string) =>
    change(stage.as('admin'), id, { kind: 'renamed', name, effectiveOn: '2026-03-15', reason: '更名批复' })
  await office.post(`/api/rounds/${rounds['2026-01']}/ranking`)
  await renamed(stage.orgs.east, '东山县')
  await renamed(stage.orgs.eastTown, '东河街道')
})
afterAll(async () => await stage?.close())

const then = { '2026-01': ['东县', '东镇'], '2026-03': ['东山县', '东河街道'], '2026-04': ['东山县', '东河街道'] }

test.each(Object.entries(then))('%s: reports and lateness say %s', async (month, [county, town]) => {
  const office = stage.as('office')
  const reports = await office.get(`/api/rounds/${rounds[month]}/reports?limit=50`)
  const row = reports.body.items.find((item: { projectName: string }) => item.projectName === '镇上项目')
  expect([row.countyName, row.orgName]).toEqual([county, town])
  const one = await office.get(`/api/reports/${row.id}`)
  expect([one.body.countyName, one.body.orgName]).toEqual([county, town])
  const late = await office.get(`/api/rounds/${rounds[month]}/lateness`)
  expect(
    late.body.items.map((item: { orgName: string; countyName: string }) => [item.countyName, item.orgName]),
  ).toContainEqual([county, town])
})

test.each(Object.entries(then))(
  '%s: the ranking and its bulletin name the counties as they were',
  async (month, [county]) => {
    const ranking = await stage.as('office').get(`/api/rounds/${rounds[month]}/ranking`)
    expect(ranking.body.places.map(({ orgName }: { orgName: string }) => orgName).sort()).toEqual(
      [county, '西县'].sort(),
    )
    const bulletin = await stage.as('office').get(`/api/rounds/${rounds[month]}/bulletin`)
    expect(bulletin.status).toBe(200)
    const other = county === '东县' ? '东山县' : '东县'
    expect(bulletin.text).toContain(county)
    expect(bulletin.text).not.toContain(other)
  },
)

test('a ranking published after the renaming is frozen under the names of its month', async () => {
  const published = await stage.as('office').post(`/api/rounds/${rounds['2026-04']}/ranking`)
  expect(published.body.places.map(({ orgName }: { orgName: string }) => orgName)).toContain('东山县')
  await change(stage.as('admin'), stage.orgs.east, { kind: 'renamed', name: '东岭县', effectiveOn: '2026-06-01' })
  const kept = async (month: string) =>
    (await stage.as('leader').get(`/api/rounds/${rounds[month]}/ranking`)).body.places.map(
      ({ orgName }: { orgName: string }) => orgName,
    )
  expect(await kept('2026-04')).toContain('东山县')
  expect(await kept('2026-01')).toContain('东县')
})

test('a search in a round finds a unit by the name it had', async () => {
  const { body } = await stage
    .as('office')
    .get(`/api/rounds/${rounds['2026-04']}/reports?limit=50&q=${encodeURIComponent('东镇')}`)
  expect(body.items.map((item: { projectName: string }) => item.projectName)).toEqual(['镇上项目'])
})

test('everywhere else the present name stands, and the former ones with their days', async () => {
  const unit = await unitOf(stage.as('reporter'), stage.orgs.east)
  expect([unit.name, unit.formerNames]).toEqual([
    '东岭县',
    [
      { name: '东县', validFrom: null, validTo: '2026-03-15' },
      { name: '东山县', validFrom: '2026-03-15', validTo: '2026-06-01' },
    ],
  ])
})
