import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'

// The clock stands at 2026-11-10.
let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => await stage.close())

type Who = 'office' | 'countyOffice' | 'leader' | 'reporter' | 'steward' | 'auditor'
async function aProject(name: string, fields: object = {}, orgId = stage.orgs.east): Promise<number> {
  return (await stage.as('office').post('/api/projects', { name, orgId, stage: 'signed', ...fields })).body.id
}
const record = async (id: number, body: object, who: Who = 'office') =>
  await stage.as(who).post(`/api/projects/${id}/stage-steps`, body)
const read = async (id: number) => (await stage.as('leader').get(`/api/projects/${id}/stage-line`)).body
const project = async (id: number) => (await stage.as('office').get(`/api/projects/${id}`)).body
const START = {
  stage: 'started',
  reachedOn: '2026-05-08',
  startWorks: 'excavation',
  document: '施工许可证〔2026〕18号',
}
const stages = (body: { entries: { stage: string }[] }) => body.entries.map((entry) => entry.stage)

/** A move proposed by the county and approved by the city. */
async function decided(id: number, kind: string) {
  const proposed = await stage.as('countyOffice').post('/api/moves', { projectIds: [id], kind, reason: '按年度安排' })
  expect(proposed.status, proposed.text).toBe(200)
  const { body } = await stage.as('office').get(`/api/projects/${id}/library`)
  const waiting = body.moves.find(({ state }: { state: string }) => state === 'waiting')
  const answer = await stage.as('office').post('/api/move-decisions', { moveIds: [waiting.id], outcome: 'approved' })
  expect(answer.status, answer.text).toBe(200)
}

describe('recording a stage', () => {
  test('puts it on the line and moves project, start date, standing, history and record', async () => {
    const id = await aProject('登记开工')
    const { status, body } = await record(id, { ...START, witness: '监理王工', note: '主厂房基坑' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ stage: 'started', mayRecord: true, asOf: '2026-11-10' })
    expect(body.entries[0]).toMatchObject({ stage: 'signed', source: 'entered', reachedOn: null, by: '2026-05-08' })
    expect(body.entries[1]).toMatchObject({
      stage: 'started',
      reachedOn: '2026-05-08',
      by: '2026-05-08',
      source: 'step',
      startWorks: 'excavation',
      document: '施工许可证〔2026〕18号',
      witness: '监理王工',
      note: '主厂房基坑',
      recordedBy: '项目办',
    })
    expect(await project(id)).toMatchObject({ stage: 'started', startDate: '2026-05-08', version: 2 })
    const history = await stage.as('leader').get(`/api/projects/${id}/history`)
    expect(history.body.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: 'stage', old: 'signed', new: 'started', source: 'stage' }),
        expect.objectContaining({ field: 'startDate', old: null, new: '2026-05-08', source: 'stage' }),
      ]),
    )
    const { rows } = await sql`select actor, before, after from record_entry
      where action = 'stage.recorded' and subject_id = ${String(id)}`.execute(stage.owner)
    expect(rows).toMatchObject([
      {
        actor: 'office',
        before: { stage: 'signed', startDate: null },
        after: { stage: 'started', reachedOn: '2026-05-08' },
      },
    ])
  })

  test('an earlier one is history and moves nothing', async () => {
    const id = await aProject('补登签约', { stage: 'underConstruction' })
    const { body } = await record(id, { stage: 'signed', reachedOn: '2025', document: '投资协议' })
    expect(body.stage).toBe('underConstruction')
    expect(stages(body)).toEqual(['signed', 'underConstruction'])
    expect((await project(id)).version).toBe(1)
  })

  test('a start says what began, and what proves it', async () => {
    const id = await aProject('仪式')
    const bare = { stage: 'started', reachedOn: '2026-05-08' }
    expect((await record(id, { ...bare, document: '照片' })).body).toMatchObject({ code: 'start_works_missing' })
    expect((await record(id, { ...bare, startWorks: 'pile' })).body).toMatchObject({ code: 'evidence_missing' })
    expect((await project(id)).stage).toBe('signed')
  })

  test.each([
    [{ ...START, reachedOn: '2026-11-11' }, 'date_in_future'],
    [{ ...START, reachedOn: '2026-02-30' }, 'invalid_input'],
    [{ ...START, reachedOn: '26-02' }, 'invalid_input'],
    [{ ...START, stage: 'ceremony' }, 'invalid_input'],
  ])('%o is refused', async (body, code) => {
    const id = await aProject(`不收${JSON.stringify(body)}`)
    const answer = await record(id, body)
    expect(answer.status).toBe(400)
    if (code !== 'invalid_input') expect(answer.body.code).toBe(code)
    expect(stages(await read(id))).toEqual(['signed'])
  })

  test('dates that contradict each other, and the same stage twice, are refused with the entry that stands in the way', async () => {
    const id = await aProject('前后矛盾')
    await record(id, START)
    const late = await record(id, { stage: 'preparation', reachedOn: '2026-06' })
    expect([late.status, late.body.code]).toEqual([400, 'dates_out_of_order'])
    expect(late.body.message).toContain('“开工”（2026-05-08）')
    const twice = await record(id, { ...START, reachedOn: '2026-05-20' })
    expect([twice.status, twice.body.code]).toEqual([409, 'stage_already_recorded'])
    expect(stages(await read(id))).toEqual(['signed', 'started'])
  })

  test('suspended and taken up again', async () => {
    const id = await aProject('停工复工')
    await record(id, START)
    await record(id, { stage: 'underConstruction', reachedOn: '2026-06' })
    // decided by a move with its approval, then completed with its day
    const day = { stage: 'suspended', reachedOn: '2026-08-01' }
    expect((await record(id, day)).body.code).toBe('stage_needs_move')
    await decided(id, 'suspension')
    expect((await record(id, day)).body.stage).toBe('suspended')
    await decided(id, 'resumption')
    const again = await record(id, { stage: 'underConstruction', reachedOn: '2026-10-08' })
    expect(again.body.stage).toBe('underConstruction')
    expect(stages(again.body)).toEqual(['signed', 'started', 'underConstruction', 'suspended', 'underConstruction'])
  })

  test('a change that came through an edit stands without a date and is completed by recording it', async () => {
    const id = await aProject('补时间')
    const { version } = await project(id)
    await stage.as('office').patch(`/api/projects/${id}`, { version, fields: { stage: 'preparation' } })
    expect((await read(id)).entries.at(-1)).toMatchObject({
      stage: 'preparation',
      source: 'change',
      changeSource: 'edit',
      reachedOn: null,
      by: '2026-11-10',
      recordedBy: '项目办',
    })
    const { body } = await record(id, { stage: 'preparation', reachedOn: '2026-04' })
    expect(body.entries.filter((entry: { stage: string }) => entry.stage === 'preparation')).toMatchObject([
      { source: 'step', reachedOn: '2026-04' },
    ])
  })

  test('only who may write the project, and only in scope', async () => {
    const [east, west] = [await aProject('东县的'), await aProject('西县的', {}, stage.orgs.west)]
    expect((await record(east, START, 'countyOffice')).status).toBe(200)
    expect((await record(west, START, 'countyOffice')).status).toBe(404)
    for (const who of ['leader', 'reporter', 'steward', 'auditor'] as const)
      expect((await record(east, START, who)).status, who).toBe(403)
    expect((await stage.as('countyOffice').get(`/api/projects/${west}/stage-line`)).status).toBe(404)
    expect((await stage.as('leader').get(`/api/projects/${east}/stage-line`)).body.mayRecord).toBe(false)
  })

  test('at the same moment, one of two wins', async () => {
    const id = await aProject('同时')
    const answers = await Promise.all([record(id, START), record(id, { ...START, reachedOn: '2026-05-09' })])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})

describe('a correction', () => {
  test('supersedes, carries the start date along and keeps what was', async () => {
    const id = await aProject('更正')
    const { stepId } = (await record(id, START)).body.entries[1]
    const correct = async (body: object, who: Who = 'office') =>
      await stage.as(who).post(`/api/stage-steps/${stepId}/correction`, body)
    const evidence = { startWorks: 'pile', document: '监理日志' }
    expect((await correct({ ...evidence, reachedOn: '2026-05-18', reason: '' })).status).toBe(400)
    expect((await correct({ ...START, reason: '按原样' })).body.code).toBe('nothing_changed')
    expect((await correct({ ...evidence, reachedOn: '2026-05-18', reason: '核对' }, 'leader')).status).toBe(403)
    const { body } = await correct({ ...evidence, reachedOn: '2026-05-18', reason: '以监理日志为准' })
    expect(body.entries[1]).toMatchObject({ reachedOn: '2026-05-18', startWorks: 'pile', corrections: 1 })
    expect(body.former).toMatchObject([
      { stage: 'started', reachedOn: '2026-05-08', endedAs: 'corrected', reason: '以监理日志为准', endedBy: '项目办' },
    ])
    expect((await project(id)).startDate).toBe('2026-05-18')
    const again = await correct({ ...evidence, reachedOn: '2026-05-20', reason: '再改旧的' })
    expect(again.status).toBe(404)
  })

  test('a withdrawal leads the project back and leaves the start date as it was', async () => {
    const id = await aProject('撤销', { startDate: '2026-01' })
    const { stepId } = (await record(id, START)).body.entries.find(
      (entry: { stage: string }) => entry.stage === 'started',
    )
    const { status, body } = await stage
      .as('office')
      .post(`/api/stage-steps/${stepId}/withdrawal`, { reason: '只是仪式' })
    expect(status).toBe(200)
    expect(stages(body)).toEqual(['signed'])
    expect(body.former).toMatchObject([{ endedAs: 'withdrawn', reason: '只是仪式' }])
    expect(await project(id)).toMatchObject({ stage: 'signed', startDate: '2026-01' })
    const other = (await record(id, START)).body
    expect(stages(other)).toEqual(['signed', 'started'])
  })

  test('of another county’s step is not found', async () => {
    const id = await aProject('西县更正', {}, stage.orgs.west)
    const { stepId } = (await record(id, START)).body.entries[1]
    const east = stage.as('countyOffice')
    expect((await east.post(`/api/stage-steps/${stepId}/withdrawal`, { reason: '不是我的' })).status).toBe(404)
    expect((await east.post(`/api/stage-steps/${stepId}/correction`, { ...START, reason: '不是我的' })).status).toBe(
      404,
    )
  })

  test('nothing is changed in place: the database refuses', async () => {
    const update = sql`set local role guatu_all; update stage_step set note = 'x'`
    await expect(
      stage.owner.transaction().execute((tx) => sql.raw(update.compile(stage.owner).sql).execute(tx)),
    ).rejects.toThrow(/permission/)
  })
})

describe('the overview', () => {
  test('counts and sums by stage within the scope, and says how long a stage takes once three are known', async () => {
    const before = (await stage.as('countyOffice').get('/api/stage-overview')).body
    const counted = (body: typeof before, name: string) =>
      body.items.find((row: { stage: string }) => row.stage === name)
    for (const [index, days] of ['2026-03-01', '2026-03-11', '2026-03-31'].entries()) {
      const id = await aProject(`时长${index}`, { stage: 'planning', totalInvestment: '100.5' })
      await record(id, { stage: 'atCapacity', reachedOn: '2026-02-01' })
      await record(id, { stage: 'returnsAchieved', reachedOn: days })
    }
    await aProject('西县不计', { stage: 'returnsAchieved', totalInvestment: '7' }, stage.orgs.west)
    const after = (await stage.as('countyOffice').get('/api/stage-overview')).body
    expect(counted(after, 'returnsAchieved')).toMatchObject({
      projects: 3,
      totalInvestment: '301.5',
      dated: 3,
      medianWaiting: 244,
    })
    // 28, 38 and 58 days
    expect(counted(after, 'atCapacity') ?? { medianDays: 38 }).toMatchObject({ medianDays: 38 })
    expect(after.total.projects).toBe(before.total.projects + 3)
  })
})
