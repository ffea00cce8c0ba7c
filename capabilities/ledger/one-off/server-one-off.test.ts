import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, callerOf, NOW, openStage, type Stage, signIn } from '#tests/harness/product.ts'

let stage: Stage
let office: Caller
let east: Caller
let reporter: Caller
let eastProjects: number[]
let westProject: number
beforeAll(async () => {
  stage = await openStage()
  office = stage.as('office')
  east = stage.as('countyOffice')
  reporter = stage.as('reporter')
  const add = async (name: string, orgId: number) => (await office.post('/api/projects', { name, orgId })).body.id
  eastProjects = [await add('东县甲', stage.orgs.east), await add('东县乙', stage.orgs.eastTown)]
  westProject = await add('西县甲', stage.orgs.west)
})
afterAll(async () => await stage?.close())

const ask = (who: Caller, rest: object = {}) =>
  who.post('/api/one-off-forms', {
    title: '汛期隐患摸底',
    note: '请逐项目如实填写。',
    dueOn: '2026-11-20',
    orgId: stage.orgs.east,
    columns: [{ heading: '汛期隐患数', kind: 'number', unit: '处' }],
    projectIds: eastProjects,
    ...rest,
  })
let made = 0
/** A form with a column of its own name. */
const asked = async (who: Caller, rest: object = {}) => {
  made += 1
  const { body, status, text } = await ask(who, { columns: [{ heading: `摸底内容${made}`, kind: 'number' }], ...rest })
  if (status !== 200) throw new Error(text)
  return body
}
type Cell = { projectId: number; columnId: number; seen: string | null; value: string | null }
const fill = (who: Caller, formId: number, cells: Cell[]) => who.post(`/api/one-off-forms/${formId}/cells`, { cells })
const recorded = async (id: number) =>
  (
    await sql<{ action: string; actor: string }>`
      select action, actor from record_entry where subject_type = 'oneOff' and subject_id = ${String(id)} order by id`.execute(
      stage.owner,
    )
  ).rows

describe('asking', () => {
  test('makes own columns, finds its reporters and their rows, and is recorded', async () => {
    const { body, status } = await ask(east, {
      columns: [
        { heading: '汛期隐患数', kind: 'number', unit: '处' },
        { heading: '隐患等级', kind: 'choice', choices: ['一般', '重大'] },
        { heading: '隐患说明', kind: 'longText', required: false },
      ],
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({ state: 'open', total: 2, filled: 0, mayManage: true, orgName: '东县' })
    const listed = (await reporter.get('/api/one-off-forms')).body.items
    expect(listed).toEqual([expect.objectContaining({ id: body.id, title: '汛期隐患摸底', total: 2, filled: 0 })])
    expect((await reporter.get(`/api/one-off-forms/${body.id}`)).body).toMatchObject({ mayManage: false, toFill: 2 })
    const rows = (await reporter.get(`/api/one-off-forms/${body.id}/rows?mine=true`)).body
    expect(rows.items.map((row: any) => [row.projectId, row.mayFill, row.isFilled])).toEqual(
      expect.arrayContaining(eastProjects.map((id) => [id, true, false])),
    )
    const headings = (await east.get('/api/ledger-columns')).body.items.map((one: any) => one.heading)
    expect(headings).toEqual(expect.arrayContaining(['汛期隐患数', '隐患等级', '隐患说明']))
    expect((await recorded(body.id)).map(({ action, actor }) => [action, actor])).toEqual([
      ['oneOff.created', 'countyOffice'],
    ])
  })

  test('the ledger’s filter chooses the projects; those of other places stay out', async () => {
    const form = await asked(office, { orgId: stage.orgs.east, projectIds: undefined, filter: { q: '甲' } })
    const rows = (await office.get(`/api/one-off-forms/${form.id}/rows`)).body.items
    expect(rows.map((row: any) => row.projectId)).toEqual([eastProjects[0]])
    const none = await ask(office, { projectIds: undefined, filter: { q: '没有这样的项目' } })
    expect([none.status, none.body.code]).toEqual([400, 'no_projects'])
    expect((await ask(office, { projectIds: undefined, filter: { stage: '不存在' } })).body.code).toBe('filter_unknown')
  })

  test('an own column that is there is asked for again, and not dropped with the form', async () => {
    const column = (await east.post('/api/ledger-columns', { heading: '复用列', kind: 'text', orgId: stage.orgs.east }))
      .body
    const form = await asked(east, { columns: [{ ownColumnId: column.id }] })
    expect(form.columns).toMatchObject([{ id: column.id, madeHere: false }])
    const closed = await east.post(`/api/one-off-forms/${form.id}/closing`, { dropColumns: true })
    expect(closed.body).toMatchObject({ state: 'closed', columns: [{ isDropped: false }] })
    const west = (await office.post('/api/ledger-columns', { heading: '西县列', kind: 'text', orgId: stage.orgs.west }))
      .body
    expect((await ask(office, { columns: [{ ownColumnId: west.id }] })).body.code).toBe('column_unknown')
  })

  test('who may not, and what is refused', async () => {
    expect((await ask(reporter)).status).toBe(403)
    expect((await ask(stage.as('leader'))).status).toBe(403)
    expect((await ask(east, { orgId: stage.orgs.west })).body.code).toBe('organisation_unknown')
    expect((await ask(east, { projectIds: [westProject] })).status).toBe(404)
    expect((await ask(office, { projectIds: [westProject] })).body.code).toBe('project_elsewhere')
    expect((await ask(east, { dueOn: '2026-11-09' })).body.code).toBe('due_past')
    expect((await ask(east, { dueOn: '2026-02-30' })).status).toBe(400)
    expect((await ask(east, { columns: [] })).status).toBe(400)
    expect((await ask(east, { columns: [{ heading: '某列', kind: 'text', required: false }] })).body.code).toBe(
      'nothing_required',
    )
    expect((await ask(east, { columns: [{ heading: '总投资（万元）', kind: 'amount' }] })).body.code).toBe(
      'heading_known',
    )
    const twice = await ask(east, { columns: [{ heading: '汛期隐患数', kind: 'number' }] })
    expect([twice.status, twice.body.code]).toEqual([409, 'heading_taken'])
    // nothing half made
    expect((await east.get('/api/ledger-columns')).text).not.toContain('某列')
  })
})

describe('filling in', () => {
  test('writes the ledger’s cells: by kind, with history, version and one record entry', async () => {
    const form = await asked(office)
    const columnId = form.columns[0].id
    const [projectId] = eastProjects as [number]
    const before = (await office.get(`/api/projects/${projectId}`)).body.version
    const { status, body } = await fill(reporter, form.id, [{ projectId, columnId, seen: null, value: '１，２００' }])
    expect(status).toBe(200)
    expect(body.items).toMatchObject([{ projectId, isFilled: true, cells: { [columnId]: '1200' } }])
    const after = (await office.get(`/api/projects/${projectId}`)).body
    expect(after.version).toBe(before + 1)
    const history = (await office.get(`/api/projects/${projectId}/history`)).body.items
    expect(history[0]).toMatchObject({ field: form.columns[0].heading, old: null, new: '1200', source: 'grid' })
    const grid = await office.post('/api/ledger-grid-rows', { ids: [projectId], columns: [`own.${columnId}`] })
    expect(grid.body.items[0].cells[`own.${columnId}`]).toBe('1200')
    const entries = await sql<{ reason: string }>`
      select reason from record_entry where action = 'ledger.edited' and actor = 'reporter'`.execute(stage.owner)
    expect(entries.rows.map(({ reason }) => reason)).toEqual(['填报：汛期隐患摸底'])
    const exported = await office.get(`/api/ledger-export?oneOff=${form.id}&format=csv&columns=name,own.${columnId}`)
    expect(exported.text.trimEnd().split('\r\n').length).toBe(3)
    expect(exported.text).toContain(`东县甲,1200`)
    // a view saved before a column was dropped still exports
    const gone = await office.get('/api/ledger-export?format=csv&columns=name,own.99999')
    expect([gone.status, gone.text.split('\r\n')[0]?.replace('\ufeff', '')]).toEqual([200, '系统编号,项目名称'])
    const again = await fill(reporter, form.id, [{ projectId, columnId, seen: '1200', value: '1200' }])
    expect(again.body.code).toBe('nothing_changed')
    const stale = await fill(reporter, form.id, [{ projectId, columnId, seen: null, value: '5' }])
    expect([stale.status, stale.body.code, stale.body.details.cells[0].theirs]).toEqual([409, 'cells_changed', '1200'])
    const missing = (await reporter.get(`/api/one-off-forms/${form.id}/rows?missing=true`)).body
    expect(missing.items.map((row: any) => row.projectId)).toEqual([eastProjects[1]])
  })

  test('only the form’s columns, only its projects, only one’s own; all or nothing', async () => {
    const form = await asked(office, { orgId: stage.orgs.city, projectIds: [eastProjects[0], westProject] })
    const columnId = form.columns[0].id
    const own = { projectId: eastProjects[0]!, columnId, seen: null, value: '3' }
    const foreign = await fill(reporter, form.id, [own, { ...own, projectId: westProject }])
    expect([foreign.status, foreign.body.code]).toEqual([404, 'not_found'])
    // in scope, but not asked about
    expect((await fill(reporter, form.id, [own, { ...own, projectId: eastProjects[1]! }])).status).toBe(404)
    const other = await asked(east)
    const elsewhere = await fill(reporter, form.id, [{ ...own, columnId: other.columns[0].id }])
    expect([elsewhere.status, elsewhere.body.code]).toEqual([400, 'column_not_asked'])
    const wrong = await fill(reporter, form.id, [{ ...own, value: '若干' }])
    expect([wrong.status, wrong.body.details.cells[0].code]).toEqual([400, 'number_unreadable'])
    expect((await fill(stage.as('leader'), form.id, [own])).status).toBe(403)
    const rows = (await office.get(`/api/one-off-forms/${form.id}/rows`)).body.items
    expect(rows.map((row: any) => Object.values(row.cells))).toEqual([[null], [null]])
    // a form that asks nothing of one's projects is not there
    const west = await asked(office, { orgId: stage.orgs.west, projectIds: [westProject] })
    for (const path of ['', '/rows', '/progress'])
      expect((await reporter.get(`/api/one-off-forms/${west.id}${path}`)).status).toBe(404)
    expect((await reporter.get('/api/one-off-forms')).text).not.toContain(`"id":${west.id},`)
    expect(
      (await fill(reporter, west.id, [{ ...own, projectId: westProject, columnId: west.columns[0].id }])).status,
    ).toBe(404)
    expect((await east.post(`/api/one-off-forms/${west.id}/closing`, {})).status).toBe(404)
  })

  test('an assigned reporter of another county fills in the project', async () => {
    const other = stage.as('otherReporter')
    const form = await asked(east)
    const cell = { projectId: eastProjects[0]!, columnId: form.columns[0].id, seen: null, value: '1' }
    expect((await fill(other, form.id, [cell])).status).toBe(404)
    const assignment = { projectIds: [eastProjects[0]], accountId: stage.accounts.otherReporter }
    expect((await office.post('/api/project-assignments', assignment)).status).toBe(200)
    expect((await fill(other, form.id, [cell])).status).toBe(200)
    expect((await other.get(`/api/one-off-forms/${form.id}`)).body).toMatchObject({ toFill: 1, total: 1 })
    const progress = (await east.get(`/api/one-off-forms/${form.id}/progress`)).body
    expect(progress.counties).toEqual([{ id: stage.orgs.east, name: '东县', total: 2, filled: 1 }])
    expect(progress.missing).toMatchObject([{ projectId: eastProjects[1], countyName: '东县' }])
    expect(progress.missing[0].reporters.length).toBeGreaterThan(0)
    expect(progress.reporters).toContainEqual(
      expect.objectContaining({ id: stage.accounts.otherReporter, total: 1, filled: 1 }),
    )
  })
})

describe('the day it is due, closing, reopening, dropping', () => {
  test('after the day it is refused with a sentence, and taken again when the office extends it', async () => {
    const form = await asked(east, { dueOn: '2026-11-10' })
    const cell = { projectId: eastProjects[0]!, columnId: form.columns[0].id, seen: null, value: '1' }
    try {
      // the last minute of the day in China, and the first of the next
      stage.setNow(new Date('2026-11-10T15:59:00Z'))
      const fresh = async (name: string) => callerOf(stage.product, await signIn(stage.product, name))
      const [filler, keeper] = [await fresh('reporter'), await fresh('countyOffice')]
      expect((await fill(filler, form.id, [cell])).status).toBe(200)
      stage.setNow(new Date('2026-11-10T16:00:00Z'))
      const late = await fill(filler, form.id, [{ ...cell, seen: '1', value: '2' }])
      expect([late.status, late.body.code]).toEqual([409, 'one_off_past_due'])
      expect(late.body.message).toContain('2026-11-10')
      expect((await keeper.get(`/api/one-off-forms/${form.id}`)).body.state).toBe('past')
      const change = (body: object) => keeper.patch(`/api/one-off-forms/${form.id}`, body)
      expect((await change({ version: form.version, dueOn: '2026-11-10', title: '改名' })).status).toBe(200)
      expect((await change({ version: form.version, dueOn: '2026-11-30' })).body.code).toBe('edit_conflict')
      expect((await change({ version: form.version + 1, dueOn: '2026-11-09' })).body.code).toBe('due_past')
      expect((await change({ version: form.version + 1, dueOn: '2026-11-30' })).body.state).toBe('open')
      expect((await fill(filler, form.id, [{ ...cell, seen: '1', value: '2' }])).status).toBe(200)
    } finally {
      stage.setNow(NOW)
    }
  })

  test('closed with its columns: gone from the projects, back again on reopening', async () => {
    const form = await asked(east)
    const { id, heading } = form.columns[0]
    const projectId = eastProjects[0]!
    const cell = { projectId, columnId: id, seen: null, value: '7' }
    await fill(reporter, form.id, [cell])
    const again = await asked(east, { columns: [{ ownColumnId: id }] })
    const close = (formId: number, body: object) => east.post(`/api/one-off-forms/${formId}/closing`, body)
    expect((await close(form.id, { dropColumns: true })).body.code).toBe('column_still_asked')
    expect((await close(again.id, {})).body).toMatchObject({ state: 'closed', columns: [{ isDropped: false }] })
    expect((await reporter.post(`/api/one-off-forms/${form.id}/closing`, {})).status).toBe(403)
    const closed = await close(form.id, { dropColumns: true })
    expect(closed.body).toMatchObject({
      state: 'closed',
      closedBy: expect.any(String),
      columnsDropped: true,
      columns: [{ isDropped: true }],
    })
    expect((await close(form.id, { dropColumns: true })).body.code).toBe('one_off_closed')
    expect((await fill(reporter, form.id, [{ ...cell, seen: '7', value: '8' }])).body.code).toBe('one_off_closed')
    expect((await east.get(`/api/projects/${projectId}`)).body.extra).not.toHaveProperty(heading)
    const reopen = (dueOn: string) => east.post(`/api/one-off-forms/${form.id}/reopening`, { dueOn })
    expect((await reopen('2026-11-01')).body.code).toBe('due_past')
    expect((await reopen('2026-12-01')).body).toMatchObject({
      state: 'open',
      filled: 1,
      columns: [{ isDropped: false }],
    })
    expect((await reopen('2026-12-01')).body.code).toBe('one_off_open')
    expect((await east.get(`/api/projects/${projectId}`)).body.extra).toMatchObject({ [heading]: '7' })
    expect((await recorded(form.id)).map(({ action }) => action)).toEqual([
      'oneOff.created',
      'oneOff.closed',
      'oneOff.reopened',
    ])
  })

  test('filled in at the moment it is closed: nothing stays in a column that is gone', async () => {
    for (let nth = 0; nth < 3; nth += 1) {
      const form = await asked(east)
      const { id, heading } = form.columns[0]
      const cells = eastProjects.map((projectId) => ({ projectId, columnId: id, seen: null, value: '7' }))
      const [filled, closed] = await Promise.all([
        fill(reporter, form.id, cells),
        east.post(`/api/one-off-forms/${form.id}/closing`, { dropColumns: true }),
      ])
      expect([200, 409]).toContain(filled.status)
      expect(closed.status).toBe(200)
      const left = await sql`select id from project where extra ? ${heading}`.execute(stage.owner)
      expect(left.rows).toEqual([])
    }
  })

  test('columns cleared after thirty days: reopening says so', async () => {
    const form = await asked(east)
    await east.post(`/api/one-off-forms/${form.id}/closing`, { dropColumns: true })
    await sql`update own_column set cleared_at = now() where id = ${form.columns[0].id}`.execute(stage.owner)
    const { status, body } = await east.post(`/api/one-off-forms/${form.id}/reopening`, { dueOn: '2026-12-01' })
    expect([status, body.code]).toEqual([409, 'columns_cleared'])
  })
})
