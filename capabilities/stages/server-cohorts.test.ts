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
  return (await stage.as('office').post('/api/projects', { name, orgId, ...fields })).body.id
}
async function start(id: number, reachedOn: string) {
  const step = { stage: 'started', reachedOn, startWorks: 'excavation', document: '施工许可' }
  expect((await stage.as('office').post(`/api/projects/${id}/stage-steps`, step)).status).toBe(200)
}
let lastNumber = 0
async function aRound(more: object = {}, who: Who = 'office') {
  lastNumber += 1
  const span = { number: lastNumber, startsOn: '2026-01-01', endsOn: '2026-03-31' }
  return await stage.as(who).post('/api/cohorts', { ...span, ...more })
}
const join = async (id: number, body: object, who: Who = 'office') =>
  await stage.as(who).post(`/api/cohorts/${id}/members`, body)
const read = async (id: number, query = '', who: Who = 'leader') =>
  (await stage.as(who).get(`/api/cohorts/${id}${query}`)).body
const ofBatch = (body: { cohort: { batches: { batch: string; conversion: object }[] } }, batch: string) =>
  body.cohort.batches.find((one) => one.batch === batch)!

describe('a round', () => {
  test('is opened with names and deadlines of its own, or the usual ones, and recorded', async () => {
    const { status, body } = await aRound({
      labels: { signed: '签约一批', started: '开工一批', inProduction: '达产一批' },
    })
    expect(status).toBe(200)
    expect(body.cohort).toMatchObject({
      labels: { inProduction: '达产一批' },
      deadlines: {
        signed: { within: 180, unit: 'days' },
        started: { within: 18, unit: 'months' },
        inProduction: { within: null, unit: 'months' },
      },
      warnDays: 30,
      mayWrite: true,
      orgName: '测试市',
    })
    const { rows } = await sql`select org_path::text as path from record_entry where action = 'cohort.opened'
      and subject_id = ${String(body.cohort.id)}`.execute(stage.owner)
    expect(rows).toHaveLength(1)
  })

  test('is refused with a number that is taken, a span the wrong way round, by who may not', async () => {
    expect((await aRound({ number: 500 })).status).toBe(200)
    expect((await aRound({ number: 500 })).body.code).toBe('cohort_exists')
    expect((await aRound({ endsOn: '2025-12-31' })).body.code).toBe('span_reversed')
    expect((await aRound({ startsOn: '2026-02-30' })).status).toBe(400)
    expect((await aRound({ orgId: stage.orgs.west }, 'countyOffice')).body.code).toBe('organisation_unknown')
    for (const who of ['leader', 'reporter', 'auditor'] as const) expect((await aRound({}, who)).status, who).toBe(403)
  })

  test('is changed with a reason, by version', async () => {
    const { cohort } = (await aRound()).body
    const edit = async (body: object) => await stage.as('office').patch(`/api/cohorts/${cohort.id}`, body)
    const fields = { warnDays: 15 }
    expect((await edit({ version: 9, fields, reason: '通知' })).body.code).toBe('edit_conflict')
    expect((await edit({ version: 1, fields: { warnDays: 30 }, reason: '通知' })).body.code).toBe('nothing_changed')
    expect((await edit({ version: 1, fields })).status).toBe(400)
    expect((await edit({ version: 1, fields, reason: '按通知' })).body.cohort).toMatchObject({
      warnDays: 15,
      version: 2,
    })
  })
})

describe('members', () => {
  test('move on by the stage line: due, late, due soon, early, with both denominators, as of a day', async () => {
    const { cohort } = (await aRound()).body
    const late = await aProject('未开工', { totalInvestment: '1000' })
    const inTime = await aProject('按期开工')
    const early = await aProject('提前开工')
    const soon = await aProject('即将到期')
    await start(inTime, '2026-05-01')
    await start(early, '2026-09-01')
    await join(cohort.id, { batch: 'signed', joinedOn: '2026-03-01', projectIds: [late, inTime] })
    const { body } = await join(cohort.id, { batch: 'signed', joinedOn: '2026-06-01', projectIds: [early, soon] })
    // 180 days after 1 March: 28 August; after 1 June: 28 November
    const standing = Object.fromEntries(
      body.members.map((one: { name: string; dueOn: string; standing: string; days: number }) => [
        one.name,
        [one.dueOn, one.standing, one.days],
      ]),
    )
    expect(standing).toEqual({
      未开工: ['2026-08-28', 'overdue', 74],
      按期开工: ['2026-08-28', 'moved', null],
      提前开工: ['2026-11-28', 'moved', null],
      即将到期: ['2026-11-28', 'dueSoon', 18],
    })
    expect(ofBatch(body, 'signed')).toMatchObject({
      conversion: { all: 4, due: 2, moved: 2, early: 1, movedOfDue: 1, overdue: 1, rateOfAll: '50', rateOfDue: '50' },
      dueSoon: 1,
      totalInvestment: '1000',
    })
    expect(body.counties).toMatchObject([{ countyName: '东县', conversion: { all: 4 } }])
    const past = await read(cohort.id, '?asOf=2026-04-30')
    expect(ofBatch(past, 'signed').conversion).toMatchObject({ all: 2, due: 0, moved: 0 })
    expect((await stage.as('leader').get(`/api/cohorts/${cohort.id}?asOf=2026-11-11`)).body.code).toBe(
      'as_of_in_future',
    )
    const list = (await stage.as('leader').get('/api/cohorts')).body
    expect(list.items.find((one: { id: number }) => one.id === cohort.id).total).toMatchObject({ all: 4, overdue: 1 })
  })

  test('are in a round once, leave with a reason and stay in its figures until then', async () => {
    const { cohort } = (await aRound()).body
    const id = await aProject('调出')
    const body = { batch: 'signed', joinedOn: '2026-03-01', projectIds: [id] }
    expect((await join(cohort.id, body)).status).toBe(200)
    expect((await join(cohort.id, { ...body, batch: 'started' })).body.code).toBe('already_in_cohort')
    const leave = async (given: object) => await stage.as('office').post(`/api/cohorts/${cohort.id}/departures`, given)
    const leaving = { projectIds: [id], leftOn: '2026-10-01', reason: '企业改址' }
    expect((await leave({ ...leaving, reason: '' })).status).toBe(400)
    expect((await leave({ ...leaving, leftOn: '2026-02-01' })).body.code).toBe('left_before_joined')
    const { body: left } = await leave(leaving)
    expect([left.members.length, left.departed]).toEqual([
      0,
      [expect.objectContaining({ reason: '企业改址', leftOn: '2026-10-01' })],
    ])
    expect((await read(cohort.id, '?asOf=2026-09-30')).members).toHaveLength(1)
    expect((await leave(leaving)).body.code).toBe('not_in_cohort')
    expect((await join(cohort.id, { ...body, batch: 'started', joinedOn: '2026-10-02' })).status).toBe(200)
  })

  test('a county sees the city’s round with its own projects, keeps rounds of its own, and changes neither the city’s nor another’s', async () => {
    const { cohort } = (await aRound()).body
    const [east, west] = [await aProject('东县成员'), await aProject('西县成员', {}, stage.orgs.west)]
    const both = { batch: 'started', joinedOn: '2026-03-01', projectIds: [east, west] }
    expect((await join(cohort.id, both)).body.members).toHaveLength(2)
    const seen = await read(cohort.id, '', 'countyOffice')
    expect([seen.members.map(({ name }: { name: string }) => name), seen.cohort.mayWrite]).toEqual([
      ['东县成员'],
      false,
    ])
    expect((await join(cohort.id, both, 'countyOffice')).body.code).toBe('kept_by_superior')
    const own = (await aRound({ number: 1 }, 'countyOffice')).body.cohort
    expect(own.orgName).toBe('东县')
    expect((await join(own.id, { ...both, projectIds: [west] }, 'countyOffice')).status).toBe(404)
    expect((await stage.as('reporter').get(`/api/cohorts/${own.id}`)).status).toBe(200)
    expect((await stage.as('office').get('/api/cohorts')).body.items.map(({ id }: { id: number }) => id)).toContain(
      own.id,
    )
    const { rows } = await sql<{ id: number }>`insert into cohort (org_id, number, starts_on, ends_on, created_by)
      values (${stage.orgs.west}, 1, '2026-01-01', '2026-02-01', 1) returning id`.execute(stage.owner)
    expect((await stage.as('countyOffice').get(`/api/cohorts/${rows[0]!.id}`)).status).toBe(404)
  })
})

describe('the start rate', () => {
  test('has both denominators, by county, and the names behind it', async () => {
    const plan = async (name: string, plannedStart: string | null, startedOn: string | null, orgId?: number) => {
      const id = await aProject(name, { stage: 'preparation', plannedStart, planState: 'new' }, orgId)
      if (startedOn) await start(id, startedOn)
      return id
    }
    await plan('到期已开工', '2021-03', '2021-03-08')
    await plan('到期未开工', '2021-06', null)
    await plan('提前开工的', '2021-12', '2021-08-01')
    await plan('未到期', '2021-11-30', null, stage.orgs.west)
    await aProject('台账开工', { stage: 'underConstruction', plannedStart: '2021-05', startDate: '2021-05' })
    const url = '/api/start-rate?year=2021&asOf=2021-10-31'
    const { body } = await stage.as('leader').get(url)
    expect(body).toMatchObject({
      year: 2021,
      asOf: '2021-10-31',
      total: { all: 5, due: 3, moved: 3, early: 1, movedOfDue: 2, overdue: 1, rateOfAll: '60' },
      proven: 2,
      unproven: 1,
      carried: 0,
    })
    expect(body.counties.map(({ countyName }: { countyName: string }) => countyName)).toEqual(['东县', '西县'])
    const names = async (query: string) =>
      (await stage.as('leader').get(`/api/start-rate/projects?year=2021&asOf=2021-10-31&${query}`)).body.items.map(
        ({ name, days }: { name: string; days: number | null }) => `${name} ${days}`,
      )
    expect(await names('group=overdue')).toEqual(['到期未开工 123'])
    expect(await names('group=dueSoon')).toEqual(['未到期 30'])
    expect(await names('group=early')).toEqual(['提前开工的 -152'])
    expect(await names(`group=started&county=${stage.orgs.west}`)).toEqual([])
    const east = (await stage.as('countyOffice').get(url)).body
    expect(east.total).toMatchObject({ all: 4, due: 3 })
    // carried over into the next year
    const next = (await stage.as('leader').get('/api/start-rate?year=2022&asOf=2022-01-31')).body
    expect(next).toMatchObject({ total: { all: 2, due: 2, moved: 0 }, carried: 2 })
    expect((await stage.as('leader').get('/api/start-rate?asOf=2027-01-01')).body.code).toBe('as_of_in_future')
  })
})
