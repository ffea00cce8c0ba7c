import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'
import { aProject, decide, moved, propose, waitingOf } from './sample-library.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => await stage?.close())

const read = async (id: number) => (await stage.as('office').get(`/api/projects/${id}`)).body
const PAPER = { documentNumber: '云发改〔2026〕12号', documentDate: '2026-11-01', decidingBody: '市项目推进领导小组' }
async function recorded(action: string, id: number) {
  const { rows } = await sql<{ actor: string; before: any; after: any; reason: string }>`
    select actor, before, after, reason from record_entry where action = ${action} and subject_id = ${String(id)} order by id`.execute(
    stage.owner,
  )
  return rows
}

describe('a proposal and its decision', () => {
  test('the county proposes, the city approves, and the ledger changes with history and record', async () => {
    const project = await aProject(stage, { stage: 'preparation' })
    const proposed = await propose(stage, [project.id], 'promotion', { effectiveOn: '2026-11-09' })
    expect(proposed.status, proposed.text).toBe(200)
    expect(await read(project.id)).toMatchObject({ library: 'reserve', version: project.version })
    const move = await waitingOf(stage, project.id)
    expect(move).toMatchObject({
      fromLibrary: 'reserve',
      toLibrary: 'construction',
      proposedBy: '东县项目办',
      isOwn: false,
    })
    const decided = await decide(stage, [move.id], { paper: PAPER, remark: '同意' })
    expect(decided.body).toEqual({ decided: 1 })
    expect(await read(project.id)).toMatchObject({
      library: 'construction',
      stage: 'preparation',
      version: project.version + 1,
    })
    const { body } = await stage.as('reporter').get(`/api/projects/${project.id}/library`)
    expect(body.moves).toMatchObject([
      {
        kind: 'promotion',
        state: 'approved',
        decidedBy: '项目办',
        effectiveOn: '2026-11-09',
        ...PAPER,
        decisionRemark: '同意',
      },
      { kind: 'entry', source: 'creation', state: 'approved', toLibrary: 'reserve' },
    ])
    const history = await stage.as('office').get(`/api/projects/${project.id}/history?field=library`)
    expect(history.body.items).toMatchObject([
      { old: 'reserve', new: 'construction', source: 'move', sourceId: String(move.id) },
    ])
    expect(await recorded('move.proposed', project.id)).toMatchObject([{ actor: 'countyOffice', reason: '按年度安排' }])
    expect(await recorded('move.approved', project.id)).toMatchObject([
      {
        actor: 'office',
        before: { library: 'reserve' },
        after: { library: 'construction', documentNumber: PAPER.documentNumber },
      },
    ])
  })

  test('whoever proposes does not decide, except on a paper', async () => {
    const project = await aProject(stage)
    const own = { projectIds: [project.id], kind: 'promotion', reason: '年度安排' }
    await stage.as('office').post('/api/moves', own)
    const { id } = await waitingOf(stage, project.id)
    const alone = await decide(stage, [id])
    expect([alone.status, alone.body.code]).toEqual([409, 'move_four_eyes'])
    expect((await read(project.id)).library).toBe('reserve')
    expect((await decide(stage, [id], { paper: PAPER })).status).toBe(200)
    expect((await read(project.id)).library).toBe('construction')
  })

  test('a refusal needs its reason, keeps it, and leaves the ledger as it is', async () => {
    const project = await aProject(stage)
    await propose(stage, [project.id], 'withdrawal')
    const { id } = await waitingOf(stage, project.id)
    expect((await decide(stage, [id], { outcome: 'refused' })).body.code).toBe('refusal_reason')
    expect((await decide(stage, [id], { outcome: 'refused', remark: '资金已落实，保留' })).status).toBe(200)
    const { body } = await stage.as('countyOffice').get(`/api/projects/${project.id}/library`)
    expect(body.moves[0]).toMatchObject({ state: 'refused', decisionRemark: '资金已落实，保留' })
    expect(await read(project.id)).toMatchObject({ stage: null, version: project.version })
    expect((await decide(stage, [id])).body.code).toBe('move_decided')
  })

  test('only its proposer takes it back, while it waits', async () => {
    const project = await aProject(stage)
    await propose(stage, [project.id], 'promotion')
    const { id } = await waitingOf(stage, project.id)
    expect((await stage.as('office').post(`/api/moves/${id}/retraction`)).body.code).toBe('not_the_proposer')
    expect((await stage.as('countyOffice').post(`/api/moves/${id}/retraction`)).body.state).toBe('retracted')
    expect((await stage.as('countyOffice').post(`/api/moves/${id}/retraction`)).body.code).toBe('move_decided')
    expect((await propose(stage, [project.id], 'promotion')).status).toBe(200)
  })

  test('one undecided move at a time, also when two ask at the same moment', async () => {
    const project = await aProject(stage)
    const both = await Promise.all([
      propose(stage, [project.id], 'promotion'),
      propose(stage, [project.id], 'withdrawal'),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await propose(stage, [project.id], 'promotion')).body.message).toContain('等待决定')
  })

  test('two who decide at the same moment: one of them is told', async () => {
    const project = await aProject(stage)
    await propose(stage, [project.id], 'promotion')
    const { id } = await waitingOf(stage, project.id)
    const both = await Promise.all([decide(stage, [id]), decide(stage, [id], { outcome: 'refused', remark: '暂缓' })])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(both.find(({ status }) => status === 409)!.body.code).toBe('move_decided')
  })

  test('what holds only from a day to come is approved on that day', async () => {
    const project = await aProject(stage)
    await propose(stage, [project.id], 'promotion', { effectiveOn: '2026-12-01' })
    const { id } = await waitingOf(stage, project.id)
    expect((await decide(stage, [id])).body.code).toBe('move_not_yet')
    expect((await decide(stage, [id], { effectiveOn: '2026-11-10' })).status).toBe(200)
  })

  test('the ledger went on since: what is no longer possible is not approved', async () => {
    const project = await aProject(stage, { library: 'construction', stage: 'preparation' })
    await propose(stage, [project.id], 'demotion')
    const { id } = await waitingOf(stage, project.id)
    const { version } = await read(project.id)
    await stage.as('office').patch(`/api/projects/${project.id}`, { version, fields: { stage: 'started' } })
    const late = await decide(stage, [id])
    expect([late.status, late.body.code]).toEqual([409, 'move_not_allowed'])
    expect(late.body.message).toContain('尚未开工')
  })
})

describe('many at once', () => {
  test('all or none, with the names of those that may not and why; the preview says so beforehand', async () => {
    const fit = await aProject(stage)
    const bare = await aProject(stage, { name: '缺条件项目', responsibleOrg: null, plannedStart: null })
    const asked = { projectIds: [fit.id, bare.id], kind: 'promotion' }
    const preview = await stage.as('countyOffice').post('/api/move-previews', asked)
    expect(preview.body.items).toMatchObject([
      { projectId: fit.id, because: null, toLibrary: 'construction' },
      { projectId: bare.id, because: '不符合建设库入库条件，缺：计划开工时间、责任单位。请先补齐。' },
    ])
    const refused = await propose(stage, asked.projectIds, 'promotion')
    expect([refused.status, refused.body.details.projects]).toMatchObject([409, [{ id: bare.id, name: '缺条件项目' }]])
    expect(await waitingOf(stage, fit.id)).toBeUndefined()
  })

  test('one proposal for several projects, decided together', async () => {
    const projects = await Promise.all([1, 2, 3].map(() => aProject(stage)))
    const ids = projects.map(({ id }) => id)
    const { body } = await propose(stage, ids, 'priorityOn')
    expect(body.proposed).toBe(3)
    const list = await stage.as('office').get(`/api/moves?state=waiting&batch=${body.batch}`)
    expect([list.body.total, list.body.items.length]).toEqual([3, 3])
    const moveIds = list.body.items.map(({ id }: { id: number }) => id)
    expect((await decide(stage, moveIds)).body.decided).toBe(3)
    for (const id of ids) expect((await read(id)).isPriority).toBe(true)
  })
})

describe('suspension, withdrawal and back', () => {
  test('work resumes at the stage it stopped at', async () => {
    const project = await aProject(stage, { library: 'construction', stage: 'underConstruction' })
    expect(await moved(stage, project.id, 'suspension')).toMatchObject({ stage: 'suspended', library: 'construction' })
    expect(await moved(stage, project.id, 'resumption')).toMatchObject({ stage: 'underConstruction' })
  })

  test('whoever leaves is no longer of the priority library, stays in the ledger, and may come back', async () => {
    const project = await aProject(stage, { library: 'construction', stage: 'preparation', isPriority: true })
    expect(await moved(stage, project.id, 'withdrawal')).toMatchObject({ stage: 'withdrawn', isPriority: false })
    expect(
      (await stage.as('office').get('/api/projects?withdrawn=true')).body.items.map((row: any) => row.id),
    ).toContain(project.id)
    const nowhere = await propose(stage, [project.id], 'reentry')
    expect(nowhere.body.message).toContain('请选定')
    const back = await moved(stage, project.id, 'reentry', { toLibrary: 'reserve' })
    expect(back).toMatchObject({ library: 'reserve', stage: 'preparation', isPriority: false })
  })

  test('out of the libraries as finished, and back by the counter-move', async () => {
    const project = await aProject(stage, { library: 'construction', stage: 'underConstruction' })
    expect(await moved(stage, project.id, 'completion')).toMatchObject({ library: 'completed', stage: 'completed' })
    expect(await moved(stage, project.id, 'reopening')).toMatchObject({
      library: 'construction',
      stage: 'underConstruction',
    })
  })
})

describe('decided on paper', () => {
  test('number, date and body are required; the ledger changes at once', async () => {
    const project = await aProject(stage)
    const asked = { projectIds: [project.id], kind: 'promotion', reason: '领导小组会议定' }
    expect((await stage.as('office').post('/api/decided-moves', asked)).status).toBe(400)
    const without = await stage
      .as('office')
      .post('/api/decided-moves', { ...asked, paper: { ...PAPER, documentNumber: ' ' } })
    expect(without.status).toBe(400)
    const future = await stage
      .as('office')
      .post('/api/decided-moves', { ...asked, paper: { ...PAPER, documentDate: '2027-01-01' } })
    expect(future.body.code).toBe('paper_not_yet')
    const done = await stage.as('office').post('/api/decided-moves', { ...asked, paper: PAPER })
    expect(done.body.moved).toBe(1)
    expect((await read(project.id)).library).toBe('construction')
    expect(await recorded('move.entered', project.id)).toMatchObject([{ after: PAPER }])
    const again = await stage.as('office').post('/api/decided-moves', { ...asked, paper: PAPER })
    expect(again.body.code).toBe('move_not_allowed')
  })
})

describe('the entry of a project that is not in the ledger', () => {
  const project = { name: '新谋划项目', scale: '年产10万吨', responsibleOrg: '东县工信局' }
  const ask = async (more: Record<string, unknown> = {}) =>
    await stage.as('countyOffice').post('/api/entry-proposals', {
      project: { ...project, orgId: stage.orgs.east, ...more },
      toLibrary: 'reserve',
      reason: '产业链延链项目',
    })

  test('is screened by the entry rules, waits, and comes into being when approved', async () => {
    const bare = await ask({ scale: null })
    expect([bare.status, bare.body.code, bare.body.details.rules[0].key]).toEqual([
      400,
      'entry_rules_unmet',
      'substance',
    ])
    const proposed = await ask()
    expect(proposed.body).toMatchObject({
      kind: 'entry',
      projectId: null,
      projectName: '新谋划项目',
      countyName: '东县',
      state: 'waiting',
    })
    expect((await decide(stage, [proposed.body.id])).status).toBe(200)
    const list = await stage.as('office').get(`/api/projects?q=${encodeURIComponent('新谋划项目')}`)
    expect(list.body.items).toMatchObject([
      { name: '新谋划项目', library: 'reserve', stage: 'planning', countyName: '东县' },
    ])
    const { body } = await stage.as('office').get(`/api/projects/${list.body.items[0].id}/library`)
    expect(body.moves).toMatchObject([{ kind: 'entry', state: 'approved', decidedBy: '项目办' }])
  })

  test('refused, it keeps its reason and no project comes into being', async () => {
    const { body } = await ask({ name: '不成熟项目' })
    await decide(stage, [body.id], { outcome: 'refused', remark: '前期不成熟' })
    expect((await stage.as('office').get(`/api/projects?q=${encodeURIComponent('不成熟')}`)).body.total).toBe(0)
    const { body: list } = await stage.as('countyOffice').get('/api/moves?state=refused&kind=entry')
    expect(list.items[0]).toMatchObject({ projectName: '不成熟项目', decisionRemark: '前期不成熟' })
  })
})

describe('who may not', () => {
  test('reporters, stewards and leaders neither propose nor decide; another county sees nothing of it', async () => {
    const project = await aProject(stage)
    await propose(stage, [project.id], 'promotion')
    const { id } = await waitingOf(stage, project.id)
    for (const who of ['reporter', 'steward', 'leader', 'auditor', 'admin'] as const) {
      const asked = { projectIds: [project.id], kind: 'withdrawal', reason: '试试' }
      expect((await stage.as(who).post('/api/moves', asked)).status, who).toBe(403)
      expect(
        (await stage.as(who).post('/api/move-decisions', { moveIds: [id], outcome: 'approved' })).status,
        who,
      ).toBe(403)
    }
    const west = await aProject(stage, { orgId: stage.orgs.west })
    expect((await propose(stage, [west.id], 'promotion')).status).toBe(404)
    await stage.as('office').post('/api/moves', { projectIds: [west.id], kind: 'promotion', reason: '年度安排' })
    const westMove = await waitingOf(stage, west.id)
    const beyond = { moveIds: [westMove.id], outcome: 'approved' }
    expect((await stage.as('countyOffice').post('/api/move-decisions', beyond)).status).toBe(404)
    const seen = (await stage.as('countyOffice').get('/api/moves?limit=500')).body.items
    expect(seen.map((move: { id: number }) => move.id)).not.toContain(westMove.id)
  })
})
