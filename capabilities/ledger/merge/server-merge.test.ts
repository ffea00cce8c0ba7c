import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { NOW, openStage, type Stage } from '#tests/harness/product.ts'
import { edited, type Grid, places, set } from './edited-workbook.ts'
import { addFourProjects, type FourProjects } from './four-projects.ts'

// each import reads the file in a process of its own
vi.setConfig({ testTimeout: 90_000 })

let stage: Stage
let four: FourProjects
let ids: Record<string, number>
beforeAll(async () => {
  stage = await openStage()
  four = await addFourProjects(stage)
  ids = four.ids
})
afterAll(async () => await stage?.close())

const exported = (query?: string) => four.exported(query)
const imported = (bytes: Uint8Array, name?: string) => four.imported(bytes, name)
const project = (name: string) => four.project(name)
const edit = (name: string, fields: object, reason?: string) => four.edit(name, fields, reason)
const write = (id: number, body?: object) => four.write(id, body)
const statesOf = (merge: any) => merge.cells.map(({ key, state }: any) => `${key} ${state}`)
const key = (name: string, column: string) => `${ids[name]}|${column}`

describe('a workbook that carries its base', () => {
  let bytes: Uint8Array
  beforeAll(async () => {
    bytes = await exported()
  })

  test('comes back unchanged: nothing to take', async () => {
    const body = await imported(bytes)
    expect(body.merge).toMatchObject({
      exportedBy: '项目办',
      cells: [],
      undecided: 0,
      taken: { projects: 0, added: 0 },
    })
    expect([body.baseFault, body.ready, body.questions, body.summary]).toEqual([
      null,
      false,
      [],
      { added: 0, changed: 0, unchanged: 4, missing: 0, rejected: 0 },
    ])
    expect((await write(body.id)).body.code).toBe('nothing_changed')
  })

  test('tells changed there, changed here, both the same and conflicts apart; writes only what was taken', async () => {
    const file = await edited(bytes, (grid) => {
      set(grid, '甲项目', '备注', '文件改的备注')
      set(grid, '甲项目', '总投资', 1300)
      set(grid, '乙项目', '形象进度', '主体封顶')
      set(grid, '乙项目', '建设阶段', '在建')
      set(grid, '丙项目', '建设地点', null)
      return undefined
    })
    await edit('甲项目', { totalInvestment: '1250', industry: '食品' }, '批复')
    await edit('乙项目', { stage: 'underConstruction' })
    await edit('丁项目', { contact: '李某' })
    const body = await imported(file)
    expect(statesOf(body.merge)).toEqual([
      `${key('甲项目', 'industry')} here`,
      `${key('甲项目', 'totalInvestment')} conflict`,
      `${key('甲项目', 'remark')} there`,
      `${key('乙项目', 'stage')} same`,
      `${key('乙项目', 'progressText')} there`,
      `${key('丙项目', 'site')} there`,
      `${key('丁项目', 'contact')} here`,
    ])
    const conflict = body.merge.cells[1]
    expect(conflict).toMatchObject({
      base: '1200.5',
      ours: '1250',
      there: '1300',
      changed: { by: '东县项目办', source: 'edit' },
    })
    expect(body.merge.cells[2].soft).toBe(true)
    expect([body.ready, body.merge.undecided, body.merge.taken]).toEqual([
      false,
      1,
      { projects: 3, cells: 3, added: 0 },
    ])

    const refused = await write(body.id)
    expect([refused.status, refused.body.code]).toEqual([409, 'merge_undecided'])
    expect(refused.body.message).toContain('“甲项目”的总投资')

    const decided = await stage.as('office').put(`/api/imports/${body.id}/decisions`, {
      cells: { [key('甲项目', 'totalInvestment')]: { value: '1280万元' }, [key('乙项目', 'progressText')]: 'ours' },
    })
    expect([decided.status, decided.body]).toEqual([
      200,
      { cells: 2, columns: 0, values: { [key('甲项目', 'totalInvestment')]: '1280' } },
    ])
    const written = await write(body.id)
    expect([written.status, written.body.state, written.body.summary.changed]).toEqual([200, 'written', 2])
    expect(await project('甲项目')).toMatchObject({ totalInvestment: '1280', remark: '文件改的备注', industry: '食品' })
    expect(await project('乙项目')).toMatchObject({ progressText: '基础施工', stage: 'underConstruction' })
    expect(await project('丙项目')).toMatchObject({ site: null })
    expect(await project('丁项目')).toMatchObject({ contact: '李某' })
    const history = (await stage.as('office').get(`/api/projects/${ids.甲项目}/history?field=totalInvestment`)).body
      .items
    expect(history[0]).toMatchObject({ old: '1250', new: '1280', source: 'import', sourceId: String(body.id) })
    const { body: record } = await stage.as('auditor').get(`/api/record?subjectType=import&subjectId=${body.id}`)
    expect(record.items[0]).toMatchObject({ action: 'ledger.imported', after: { merge: { cells: 3 } } })

    const again = await imported(file)
    expect(again.merge.cells.filter(({ state }: any) => state === 'there').map((cell: any) => cell.key)).toEqual([
      key('乙项目', 'progressText'),
    ])

    const undone = await stage.as('office').post(`/api/imports/${body.id}/undoing`, { reason: '试一试' })
    expect(undone.status, undone.text).toBe(200)
    expect(await project('甲项目')).toMatchObject({ totalInvestment: '1250', remark: '原备注', industry: '食品' })
    expect(await project('丙项目')).toMatchObject({ site: '城东' })
  })

  test('is known again renamed, reordered, with columns taken out, added and reworded, rows sorted and taken out', async () => {
    const fresh = await exported()
    const file = await edited(
      fresh,
      (grid) => {
        const { head, column } = places(grid)
        set(grid, '甲项目', '备注', '又改')
        const site = column('建设地点')
        const remark = column('备注')
        grid[head]![remark] = '备注（县里填）'
        const rows = grid.slice(head + 1, -1).filter((row) => row[column('项目名称')] !== '丁项目')
        const body = [grid[head]!, ...rows.reverse()].map((row, index) => [
          index === 0 ? '新增一列' : index === 1 ? '县里的话' : null,
          ...row.filter((_, at) => at !== site).reverse(),
        ])
        return [['（改过的标题）'], [], ...body, [null, ...grid.at(-1)!.slice(1).reverse()]]
      },
      { sheetName: '我的表', hiddenName: 'Sheet2' },
    )
    const body = await imported(file, '改名了.xlsx')
    expect(body.baseFault).toBeNull()
    expect(body.merge.sheet).toBe('我的表')
    expect(statesOf(body.merge)).toEqual([
      `${key('甲项目', 'remark')} there`,
      `${key('丙项目', 'extra.新增一列')} there`,
    ])
    expect(body.merge.columns.find(({ key }: any) => key === 'site').letters).toBeNull()
    expect(body.merge.columns.at(-1)).toMatchObject({ key: 'extra.新增一列', isNew: true })
    expect(body.difference.missing.map(({ name }: any) => name)).toEqual(['丁项目'])
    const written = await write(body.id)
    expect(written.status, written.text).toBe(200)
    expect((await project('丙项目')).extra).toEqual({ 新增一列: '县里的话' })
    expect(await project('丁项目')).toMatchObject({ contact: '李某' })
    const undone = await stage.as('office').post(`/api/imports/${body.id}/undoing`, { reason: '试一试' })
    expect(undone.status, undone.text).toBe(200)
    expect((await project('丙项目')).extra).toEqual({})
  })

  test('rows that were added come in, copies are told, and the second time there is nothing left', async () => {
    const fresh = await exported()
    const file = await edited(fresh, (grid) => {
      const { row, column } = places(grid)
      const blank = grid[0]!.map(() => null)
      const line = (name: string, owner: string) => {
        const cells: Grid[number] = [...blank]
        cells[column('项目名称')] = name
        cells[column('建设单位')] = owner
        cells[column('县区')] = '西县'
        cells[column('总投资')] = 500.25
        cells[column('计划开工')] = '2026-05'
        return cells
      }
      const copy = [...grid[row('甲项目')]!]
      const turned = [...copy]
      turned[column('项目名称')] = '由甲复制的项目'
      grid.splice(row('乙项目'), 0, line('新来的项目', '新公司'), copy, turned)
      return undefined
    })
    const body = await imported(file)
    expect(body.questions).toEqual([])
    expect(body.difference.added.map(({ name, excelRow }: any) => [name, excelRow])).toEqual([
      ['新来的项目', 5],
      ['由甲复制的项目', 7],
    ])
    expect([body.merge.cells, body.merge.copies]).toEqual([[], [{ excelRow: 6, name: '甲项目' }]])
    await stage.as('office').put(`/api/imports/${body.id}/decisions`, { cells: { '+7': 'ours' } })
    const written = await write(body.id)
    expect([written.status, written.body.summary]).toMatchObject([200, { added: 1, changed: 0 }])
    const { body: list } = await stage.as('office').get('/api/projects?limit=50')
    expect(list.items.map(({ name }: any) => name)).toContain('新来的项目')
    expect(list.items.find(({ name }: any) => name === '新来的项目')).toMatchObject({
      countyName: '西县',
      totalInvestment: '500.25',
    })
    expect(list.items.map(({ name }: any) => name)).not.toContain('由甲复制的项目')

    const again = await imported(file)
    expect([again.merge.cells, again.difference.added.map(({ name }: any) => name)]).toEqual([[], ['由甲复制的项目']])
  })

  test('what cannot be taken is said: computed columns, other counties, unreadable cells, cleared figures', async () => {
    const fresh = await exported('?columns=name,county,light,completionRate,totalInvestment,stage&format=xlsx')
    expect((await stage.as('office').get('/api/ledger-export?columns=name,无此列')).body.code).toBe('column_unknown')
    const file = await edited(fresh, (grid) => {
      set(grid, '甲项目', '亮灯', '绿灯')
      set(grid, '甲项目', '县区', '西县')
      set(grid, '甲项目', '总投资', '还没定')
      set(grid, '乙项目', '建设阶段', '很快就好')
      return undefined
    })
    const body = await imported(file)
    expect(body.merge.cells.map(({ key, state, cell }: any) => [key, state, cell.length > 1])).toEqual([
      [key('甲项目', 'county'), 'readOnly', true],
      [key('甲项目', 'light'), 'readOnly', true],
      [key('甲项目', 'totalInvestment'), 'unreadable', true],
      [key('乙项目', 'stage'), 'unreadable', true],
    ])
    expect(body.summary).toMatchObject({ changed: 0, rejected: 4 })
    expect(body.merge.cells[3].problem).toContain('谋划、签约')
  })

  test('the ledger moves on between preview and writing: refused, naming it', async () => {
    const file = await edited(await exported(), (grid) => {
      set(grid, '丁项目', '联系人', '赵某')
      return undefined
    })
    const body = await imported(file)
    expect(body.ready).toBe(true)
    stage.setNow(new Date(NOW.getTime() + 300_000))
    await edit('丁项目', { contact: '钱某' })
    const refused = await write(body.id, { seen: body.merge.seen })
    expect([refused.status, refused.body.code]).toEqual([409, 'ledger_changed_since_preview'])
    expect(refused.body.message).toContain('“丁项目”的联系人（东县项目办）')
    expect(await project('丁项目')).toMatchObject({ contact: '钱某' })
    const { body: now } = await stage.as('office').get(`/api/imports/${body.id}`)
    expect([now.merge.undecided, now.ready]).toEqual([1, false])
    await stage.as('office').put(`/api/imports/${body.id}/decisions`, { columns: { contact: 'theirs' } })
    const written = await write(body.id, { seen: now.merge.seen })
    expect(written.status, written.text).toBe(200)
    expect(await project('丁项目')).toMatchObject({ contact: '赵某' })
  })

  test('a column of ours that the export did not have is known by its heading; without a base it never overwrites', async () => {
    const file = await edited(await exported('?columns=name,owner'), (grid) => {
      const { head, row } = places(grid)
      grid[head]!.push('备注', '建设地点', '亮灯')
      grid[row('甲项目')]!.push('另一备注', '城西', '绿灯')
      grid[row('丙项目')]!.push(null, '城东', null)
      return undefined
    })
    const body = await imported(file)
    expect(statesOf(body.merge)).toEqual([
      `${key('甲项目', 'remark')} conflict`,
      `${key('甲项目', 'site')} there`,
      `${key('甲项目', 'light')} readOnly`,
    ])
    expect(body.merge.cells[0]).not.toHaveProperty('base')
  })

  test('a tenfold jump waits for a decision', async () => {
    const file = await edited(await exported(), (grid) => {
      set(grid, '乙项目', '总投资', 80)
      return undefined
    })
    const body = await imported(file)
    expect(body.merge.cells[0]).toMatchObject({ state: 'there', suspicious: true })
    expect((await write(body.id)).body.code).toBe('merge_undecided')
    expect((await write(body.id, { confirmSuspicious: true })).status).toBe(200)
    expect(await project('乙项目')).toMatchObject({ totalInvestment: '80' })
  })
})
