import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, openStage, type Stage } from '#tests/harness/product.ts'

let stage: Stage
let office: Caller
let county: Caller
beforeAll(async () => {
  stage = await openStage()
  office = stage.as('office')
  county = stage.as('countyOffice')
})
afterAll(async () => await stage?.close())

let named = 0
async function aProject(fields: object = {}): Promise<number> {
  named += 1
  const { body, text, status } = await office.post('/api/projects', {
    name: `网格项目${named}`,
    orgId: stage.orgs.east,
    ...fields,
  })
  if (status !== 200) throw new Error(text)
  return body.id
}
type Cell = { projectId: number; field: string; seen: string | null; value: string | null }
const edit = (cells: Cell[], who = office, rest: object = {}) => who.post('/api/ledger-edits', { cells, ...rest })
const cellsOf = async (id: number, columns: string[]) =>
  (await office.post('/api/ledger-grid-rows', { ids: [id], columns })).body.items[0]
const count = async (query: string) =>
  (await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(query)}`.execute(stage.owner)).rows[0]!.n

describe('an edit of many cells', () => {
  test('is written at once: cells, versions, history, the name it had, what it is found by, one record entry', async () => {
    const [a, b] = [await aProject(), await aProject({ stage: 'planning' })]
    const before = await count('record_entry')
    const { status, body } = await edit(
      [
        { projectId: a, field: 'name', seen: '网格项目1', value: '改名后的水厂' },
        { projectId: a, field: 'fundsInPlace', seen: null, value: '１．２亿' },
        { projectId: b, field: 'stage', seen: 'planning', value: '在建' },
        { projectId: b, field: 'startDate', seen: null, value: '2026年3月' },
      ],
      office,
      { reason: '核对台账' },
    )
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body.edit).toMatchObject({
      cells: 4,
      projects: 2,
      reason: '核对台账',
      mayUndo: true,
      by: '项目办',
      undoneAt: null,
    })
    expect(body.rows).toEqual([
      { id: a, version: 2 },
      { id: b, version: 2 },
    ])
    expect((await cellsOf(a, ['name', 'fundsInPlace'])).cells).toEqual({ name: '改名后的水厂', fundsInPlace: '12000' })
    expect((await cellsOf(b, ['stage', 'startDate'])).cells).toEqual({
      stage: 'underConstruction',
      startDate: '2026-03',
    })
    expect(await count('record_entry')).toBe(before + 1)
    const history = (await office.get(`/api/projects/${b}/history`)).body.items
    expect(history.slice(0, 2).map((one: any) => [one.field, one.old, one.new, one.source])).toEqual([
      ['startDate', null, '2026-03', 'grid'],
      ['stage', 'planning', 'underConstruction', 'grid'],
    ])
    expect((await office.get(`/api/projects/${a}`)).body.formerNames).toEqual(['网格项目1'])
    for (const q of ['网格项目1', '改名后', 'gmhdsc']) {
      expect(
        (await office.get(`/api/projects?q=${encodeURIComponent(q)}`)).body.items.map((row: any) => row.id),
      ).toContain(a)
    }
    const listed = (await office.get('/api/ledger-edits')).body.items
    expect(listed[0].id).toBe(body.edit.id)
    expect((await county.get('/api/ledger-edits')).body.items).toEqual([])
  })

  test('names every wrong cell at once and writes none', async () => {
    const id = await aProject()
    const { status, body } = await edit([
      { projectId: id, field: 'remark', seen: null, value: '会写入吗' },
      { projectId: id, field: 'startDate', seen: null, value: '开春' },
      { projectId: id, field: 'fundsInPlace', seen: null, value: '很多钱' },
      { projectId: id, field: 'stage', seen: null, value: '不知道' },
    ])
    expect([status, body.code]).toEqual([400, 'cells_refused'])
    expect(body.details.total).toBe(3)
    expect(body.details.cells.map((cell: any) => [cell.projectId, cell.field, cell.code])).toEqual([
      [id, 'startDate', 'date_unreadable'],
      [id, 'fundsInPlace', 'amount_unreadable'],
      [id, 'stage', 'choice_unknown'],
    ])
    expect((await cellsOf(id, ['remark'])).cells.remark).toBeNull()
    for (const field of ['county', 'completedYtd', 'library', 'own.999']) {
      const refused = await edit([{ projectId: id, field, seen: null, value: '1' }])
      expect([refused.status, refused.body.details?.cells[0].code]).toEqual([400, 'not_editable'])
    }
  })

  test('what another changed meanwhile is a conflict with the value, who and when; the same change is none', async () => {
    const id = await aProject({ remark: '原来' })
    await county.patch(`/api/projects/${id}`, { version: 1, fields: { remark: '县里改的' } })
    const cells = [
      { projectId: id, field: 'remark', seen: '原来', value: '我改的' },
      { projectId: id, field: 'site', seen: null, value: '某地' },
    ]
    const { status, body } = await edit(cells)
    expect([status, body.code]).toEqual([409, 'cells_changed'])
    expect(body.details.cells).toEqual([
      { projectId: id, field: 'remark', yours: '我改的', theirs: '县里改的', by: '东县项目办', at: expect.any(String) },
    ])
    expect((await cellsOf(id, ['site'])).cells.site).toBeNull()
    expect((await edit([{ projectId: id, field: 'remark', seen: '原来', value: '县里改的' }])).body.code).toBe(
      'nothing_changed',
    )
    expect((await edit([cells[1]!, cells[1]!])).body.code).toBe('cell_twice')
  })

  test('the total needs its reason; two projects do not become one', async () => {
    const [a, b] = [await aProject({ totalInvestment: '100', code: 'G-1' }), await aProject()]
    const raise = [{ projectId: a, field: 'totalInvestment', seen: '100', value: '120' }]
    expect((await edit(raise)).body.code).toBe('reason_needed')
    expect((await edit(raise, office, { reason: '发改〔2026〕1号' })).status).toBe(200)
    const twin = await edit([
      { projectId: b, field: 'code', seen: null, value: 'G-1' },
      { projectId: b, field: 'name', seen: `网格项目${named}`, value: `网格项目${named - 1}` },
    ])
    expect(twin.body.details.cells.map((cell: any) => cell.code).sort()).toEqual([
      'project_code_taken',
      'project_exists',
    ])
    const both = await edit(
      [a, b].map((projectId) => ({ projectId, field: 'code', seen: projectId === a ? 'G-1' : null, value: 'G-2' })),
    )
    expect(both.body.details.cells).toHaveLength(1)
  })

  test('who may not: a reporter, an auditor; a county beyond its own, which is not named', async () => {
    const [mine, theirs] = [await aProject(), await aProject({ orgId: stage.orgs.west })]
    const cell = (projectId: number) => ({ projectId, field: 'remark', seen: null, value: '越权' })
    for (const who of ['reporter', 'auditor', 'leader'] as const) {
      expect((await edit([cell(mine)], stage.as(who))).status).toBe(403)
    }
    const { status, body } = await edit([cell(mine), cell(theirs)], county)
    expect([status, body.details]).toEqual([404, undefined])
    expect(body.message).not.toContain('网格')
    expect((await cellsOf(mine, ['remark'])).cells.remark).toBeNull()
    expect((await edit([cell(mine)], county)).status).toBe(200)
  })
})

describe('undo', () => {
  test('returns every cell as a new edit, and that can be undone again', async () => {
    const id = await aProject({ remark: '一', tier: 1 })
    const { body } = await edit([
      { projectId: id, field: 'remark', seen: '一', value: '二' },
      { projectId: id, field: 'tier', seen: '1', value: null },
      { projectId: id, field: 'site', seen: null, value: '河口' },
    ])
    const undone = await office.post(`/api/ledger-edits/${body.edit.id}/undoing`)
    expect(undone.status, undone.text).toBe(200)
    expect((await cellsOf(id, ['remark', 'tier', 'site'])).cells).toEqual({ remark: '一', tier: '1', site: null })
    expect((await office.post(`/api/ledger-edits/${body.edit.id}/undoing`)).body.code).toBe('edit_undone')
    const redone = await office.post(`/api/ledger-edits/${undone.body.edit.id}/undoing`)
    expect(redone.status).toBe(200)
    expect((await cellsOf(id, ['remark', 'tier', 'site'])).cells).toEqual({ remark: '二', tier: null, site: '河口' })
    expect(redone.body.rows[0].version).toBe(4)
  })

  test('is refused naming the cells others changed since, and is nobody else’s', async () => {
    const id = await aProject()
    const { body } = await edit([
      { projectId: id, field: 'remark', seen: null, value: '甲' },
      { projectId: id, field: 'site', seen: null, value: '乙' },
    ])
    await edit([{ projectId: id, field: 'site', seen: '乙', value: '丙' }], county)
    const refused = await office.post(`/api/ledger-edits/${body.edit.id}/undoing`)
    expect([refused.status, refused.body.code]).toEqual([409, 'cells_changed'])
    expect(refused.body.details.cells).toEqual([
      expect.objectContaining({ field: 'site', theirs: '丙', by: '东县项目办' }),
    ])
    expect((await cellsOf(id, ['remark'])).cells.remark).toBe('甲')
    expect((await county.post(`/api/ledger-edits/${body.edit.id}/undoing`)).status).toBe(404)
  })
})
