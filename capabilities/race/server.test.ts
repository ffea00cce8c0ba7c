import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'
import { enterProjects, fillRound, lockedRound, lockRound, openRound, sampleRounds } from './sample-round.ts'

let stage: Stage
let aLockedRound: ReturnType<typeof sampleRounds>['aLockedRound']
beforeAll(async () => {
  stage = await openStage()
  aLockedRound = sampleRounds(stage.as('office'), stage.orgs).aLockedRound
})
afterAll(async () => await stage.close())

const url = (roundId: number) => `/api/rounds/${roundId}/ranking`
const reason = { reason: '数据核对' }

async function entriesOf(action: string, roundId: number) {
  const { rows } = await sql<{
    actor: string
    reason: string | null
    after: unknown
    before: unknown
    orgPath: string
  }>`
    select actor, reason, before, after, org_path::text as "orgPath" from record_entry
    where action = ${action} and subject_type = 'round' and subject_id = ${String(roundId)} order by id`.execute(
    stage.owner,
  )
  return rows
}

describe('reading', () => {
  test('open while reports come in, computed when locked, provisional both', async () => {
    const office = stage.as('office')
    const ids = await enterProjects(office, [
      { name: '暂列甲', orgId: stage.orgs.east, plan: '100', done: '' },
      { name: '暂列乙', orgId: stage.orgs.west, plan: '100', done: '' },
    ])
    const roundId = await openRound(office, '2026-01', ids)
    await fillRound(office, roundId, new Map([[ids[1]!, '8.3333']]))
    const open = (await office.get(url(roundId))).body
    expect([open.state, open.id, open.publishedAt]).toEqual(['open', null, null])
    expect(open.places.map((place: { orgName: string; reported: number }) => [place.orgName, place.reported])).toEqual([
      ['西县', 1],
      ['东县', 0],
    ])
    await lockRound(office, roundId)
    expect((await office.get(url(roundId))).body.state).toBe('computed')
  })

  test('places, rate and what nobody stands for: parts and unplaced make the total', async () => {
    const { roundId } = await aLockedRound('2026-02')
    const { body } = await stage.as('leader').get(url(roundId))
    expect(body.group).toBe('县（市、区）')
    expect(body.places).toMatchObject([
      {
        orgName: '西县',
        place: 1,
        isTied: false,
        completionRate: '90',
        annualPlan: '100',
        completedYtd: '90',
        projects: 1,
      },
      {
        orgName: '东县',
        place: 2,
        isTied: false,
        completionRate: '50',
        annualPlan: '150',
        completedYtd: '75',
        projects: 2,
      },
    ])
    // 75 + 90 + 5 of 150 + 100 + 10
    expect(body.totals).toMatchObject({
      projects: 4,
      annualPlan: '260',
      completedYtd: '170',
      unplacedProjects: 1,
      unplacedCompletedYtd: '5',
    })
    expect(body.totals.completionRate).toBe('65.38461538')
  })

  test('a county sees the ranking when it is published, not before: it would be a ranking of one county', async () => {
    const { roundId } = await aLockedRound('2026-03')
    const before = await stage.as('reporter').get(url(roundId))
    expect([before.status, before.body.code]).toEqual([409, 'ranking_not_published'])
    await stage.as('office').post(url(roundId))
    const after = await stage.as('reporter').get(url(roundId))
    expect([after.status, after.body.places.length]).toEqual([200, 2])
  })

  test('a county’s own round ranks its towns and is not for its neighbour', async () => {
    const { east, eastTown, eastPark } = stage.orgs
    const { roundId } = await lockedRound(stage.as('countyOffice'), '2026-03', [
      { name: '县级调度一', orgId: eastTown, plan: '10', done: '1' },
      { name: '县级调度二', orgId: eastPark, plan: '10', done: '2' },
      { name: '县级调度三', orgId: east, plan: '10', done: '3' },
    ])
    const { body } = await stage.as('countyOffice').get(url(roundId))
    expect(body.group).toBe('乡镇（街道）、园区')
    expect(body.places.map(({ orgName, place }: { orgName: string; place: number }) => [orgName, place])).toEqual([
      ['东县产业园', 1],
      ['东镇', 2],
    ])
    expect(body.totals).toMatchObject({ projects: 3, unplacedProjects: 1, unplacedCompletedYtd: '3' })
    expect((await stage.as('otherReporter').get(url(roundId))).status).toBe(404)
  })

  test.each([[999_999], ['abc']])('no round %s', async (id) => {
    const { status } = await stage.as('office').get(`/api/rounds/${id}/ranking`)
    expect(status).toBe(id === 'abc' ? 400 : 404)
  })

  test('who is nobody is asked to sign in, and who may not read rounds is refused', async () => {
    const { roundId } = await aLockedRound('2026-04')
    expect((await stage.as(null).get(url(roundId))).status).toBe(401)
    expect((await stage.as('admin').get(url(roundId))).status).toBe(403)
  })
})

describe('publishing', () => {
  test('frozen: a correction posted afterwards changes the ledger and not the ranking', async () => {
    const office = stage.as('office')
    const { roundId, projectIds } = await aLockedRound('2026-05')
    const published = await office.post(url(roundId))
    expect(published.body).toMatchObject({ state: 'published', publishedBy: '项目办' })
    const correction = { month: '2026-05', delta: '-80', reason: '重复计算', approver: '王局长' }
    expect((await office.post(`/api/projects/${projectIds[2]}/corrections`, correction)).status).toBe(200)
    expect((await office.get(`/api/projects/${projectIds[2]}`)).body.completedYtd).toBe('10')
    expect((await office.get(url(roundId))).body).toEqual(published.body)
    // withdrawn and computed anew, the correction counts: 西县 10 of 100 falls behind 东县
    const { body } = await office.post(`${url(roundId)}/withdrawal`, reason)
    expect(body.state).toBe('computed')
    expect(body.places.map(({ orgName }: { orgName: string }) => orgName)).toEqual(['东县', '西县'])
  })

  test('recorded, with every place', async () => {
    const { roundId } = await aLockedRound('2026-06')
    await stage.as('office').post(url(roundId))
    const [entry, ...more] = await entriesOf('ranking.published', roundId)
    expect(more).toEqual([])
    expect(entry).toMatchObject({ actor: 'office', after: { group: '县（市、区）' } })
    expect(
      (entry!.after as { places: { orgName: string; place: number }[] }).places.map(({ orgName, place }) => [
        orgName,
        place,
      ]),
    ).toEqual([
      ['西县', 1],
      ['东县', 2],
    ])
  })

  test('twice is refused with a sentence; the same request sent again gets the same answer', async () => {
    const { roundId } = await aLockedRound('2026-07')
    const headers = { 'idempotency-key': `publish-${roundId}-once` }
    const first = await stage.as('office').post(url(roundId), undefined, headers)
    const again = await stage.as('office').post(url(roundId), undefined, headers)
    expect([first.status, again.status]).toEqual([200, 200])
    expect(again.body).toEqual(first.body)
    const twice = await stage.as('office').post(url(roundId))
    expect([twice.status, twice.body.code]).toEqual([409, 'ranking_already_published'])
    expect(await entriesOf('ranking.published', roundId)).toHaveLength(1)
  })

  test('not before the lock', async () => {
    const ids = await enterProjects(stage.as('office'), [
      { name: '未锁定', orgId: stage.orgs.east, plan: '1', done: '' },
    ])
    const roundId = await openRound(stage.as('office'), '2026-07', ids)
    const { status, body } = await stage.as('office').post(url(roundId))
    expect([status, body.code]).toEqual([409, 'round_not_locked'])
  })

  test('without annual plans everybody stands aside, and the ranking may still be published and says so', async () => {
    const { roundId } = await lockedRound(stage.as('office'), '2026-07', [
      { name: '无计划项目', orgId: stage.orgs.east, plan: '0', done: '1' },
    ])
    const published = await stage.as('office').post(url(roundId))
    expect([published.status, published.body.state]).toEqual([200, 'published'])
    expect(published.body.places).toMatchObject([
      { orgName: '东县', place: null, completionRate: null, completedYtd: '1' },
    ])
  })

  test('not when no project belongs to a county', async () => {
    const { roundId } = await lockedRound(stage.as('office'), '2026-07', [
      { name: '市直项目', orgId: stage.orgs.city, plan: '5', done: '1' },
    ])
    const { status, body } = await stage.as('office').post(url(roundId))
    expect([status, body.code]).toEqual([409, 'nothing_to_rank'])
  })

  test('not by a leader, a reporter, or the office of a county on the city’s round', async () => {
    const { roundId } = await aLockedRound('2026-08')
    for (const who of ['leader', 'reporter', 'auditor'] as const) {
      expect((await stage.as(who).post(url(roundId))).status).toBe(403)
    }
    const county = await stage.as('countyOffice').post(url(roundId))
    expect([county.status, county.body.code]).toEqual([403, 'round_of_superior'])
    expect((await stage.as('office').get(url(roundId))).body.state).toBe('computed')
  })

  test('the place of the ranking before stands beside', async () => {
    const { east, west } = stage.orgs
    await stage.as('office').post(url((await aLockedRound('2026-08')).roundId))
    const { roundId } = await lockedRound(stage.as('office'), '2026-09', [
      { name: '九月东', orgId: east, plan: '10', done: '9' },
      { name: '九月西', orgId: west, plan: '10', done: '1' },
    ])
    // in August 西县 was first and 东县 second
    const { body } = await stage.as('office').post(url(roundId))
    expect(body.places).toMatchObject([
      { orgName: '东县', place: 1, previousPlace: 2 },
      { orgName: '西县', place: 2, previousPlace: 1 },
    ])
    // another round of the same month looks back to August as well
    const beside = await aLockedRound('2026-09')
    expect((await stage.as('office').get(url(beside.roundId))).body.places).toMatchObject([
      { orgName: '西县', previousPlace: 1 },
      { orgName: '东县', previousPlace: 2 },
    ])
  })
})

describe('withdrawing', () => {
  test('keeps the snapshot with its reason, is recorded, and frees the round for a new ranking', async () => {
    const { roundId } = await aLockedRound('2026-10')
    await stage.as('office').post(url(roundId))
    const { status, body } = await stage.as('office').post(`${url(roundId)}/withdrawal`, reason)
    expect([status, body.state, body.id]).toEqual([200, 'computed', null])
    const { rows } = await sql<{ reason: string; places: number }>`
      select k.withdrawn_reason as reason, (select count(*)::int from ranking_place p where p.ranking_id = k.id) as places
      from ranking k where k.round_id = ${roundId}`.execute(stage.owner)
    expect(rows).toEqual([{ reason: '数据核对', places: 2 }])
    expect(await entriesOf('ranking.withdrawn', roundId)).toMatchObject([{ reason: '数据核对' }])
    const twice = await stage.as('office').post(`${url(roundId)}/withdrawal`, reason)
    expect([twice.status, twice.body.code]).toEqual([409, 'ranking_not_published'])
    expect((await stage.as('office').post(url(roundId))).status).toBe(200)
  })

  test('needs a reason and the right', async () => {
    const { roundId } = await aLockedRound('2026-10')
    await stage.as('office').post(url(roundId))
    expect((await stage.as('office').post(`${url(roundId)}/withdrawal`, { reason: ' ' })).status).toBe(400)
    expect((await stage.as('leader').post(`${url(roundId)}/withdrawal`, reason)).status).toBe(403)
    expect((await stage.as('countyOffice').post(`${url(roundId)}/withdrawal`, reason)).status).toBe(403)
  })

  test('refused while a bulletin stands on it, allowed again after the bulletin’s withdrawal', async () => {
    const office = stage.as('office')
    const { roundId } = await aLockedRound('2026-10')
    await office.post(url(roundId))
    expect((await office.post(`/api/rounds/${roundId}/bulletin`, { withoutConfirmation: '已电话核对' })).status).toBe(
      200,
    )
    const refused = await office.post(`${url(roundId)}/withdrawal`, reason)
    expect([refused.status, refused.body.code]).toEqual([409, 'bulletin_in_force'])
    expect((await office.get(url(roundId))).body.state).toBe('published')
    await office.post(`/api/rounds/${roundId}/bulletin/withdrawal`, reason)
    expect((await office.post(`${url(roundId)}/withdrawal`, reason)).status).toBe(200)
  })
})
