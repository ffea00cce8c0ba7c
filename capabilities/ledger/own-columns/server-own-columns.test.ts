import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorkbook } from '#platform/excel/open-workbook.ts'
import { type Caller, NOW, openStage, type Stage } from '#tests/harness/product.ts'
import { clearDroppedColumns } from './clear-dropped.ts'

let stage: Stage
let office: Caller
let east: Caller
let eastProject: number
let westProject: number
beforeAll(async () => {
  stage = await openStage()
  office = stage.as('office')
  east = stage.as('countyOffice')
  const add = async (name: string, orgId: number) => (await office.post('/api/projects', { name, orgId })).body.id
  eastProject = await add('东县甲', stage.orgs.eastTown)
  westProject = await add('西县甲', stage.orgs.west)
})
afterAll(async () => await stage?.close())

const create = (who: Caller, heading: string, kind: string, orgId: number, rest: object = {}) =>
  who.post('/api/ledger-columns', { heading, kind, orgId, ...rest })
const fill = (who: Caller, projectId: number, id: number, value: string | null, seen: string | null = null) =>
  who.post('/api/ledger-edits', { cells: [{ projectId, field: `own.${id}`, seen, value }] })
const cell = async (projectId: number, id: number, who = office) =>
  (await who.post('/api/ledger-grid-rows', { ids: [projectId], columns: [`own.${id}`] })).body.items[0]?.cells[
    `own.${id}`
  ]
const extraOf = async (id: number) => (await office.get(`/api/projects/${id}`)).body.extra
const putExtra = async (id: number, extra: object) =>
  await sql`update project set extra = extra || ${JSON.stringify(extra)}::jsonb where id = ${id}`.execute(stage.owner)

describe('a column of the office’s own', () => {
  test('is added, filled by kind, filtered, sorted, grouped, summed, and stands in the history', async () => {
    const { body: amount } = await create(east, '专班经费', 'amount', stage.orgs.east)
    expect(amount).toMatchObject({ heading: '专班经费', mayChange: true, adopted: 0, unfit: 0, orgName: '东县' })
    const { body: choice } = await create(east, '推进类别', 'choice', stage.orgs.east, { choices: ['甲类', '乙类'] })
    const { body: yesNo } = await create(east, '是否观摩点', 'yesNo', stage.orgs.east)
    expect((await fill(east, eastProject, amount.id, '１．５亿')).status).toBe(200)
    expect((await fill(east, eastProject, choice.id, '乙类')).status).toBe(200)
    expect((await fill(east, eastProject, yesNo.id, '√')).status).toBe(200)
    expect((await fill(east, eastProject, choice.id, '丙类', '乙类')).body.details.cells[0].code).toBe('choice_unknown')
    expect(await cell(eastProject, amount.id)).toBe('15000')
    expect(await cell(eastProject, yesNo.id)).toBe('true')
    expect(await extraOf(eastProject)).toEqual({ 专班经费: '15000', 推进类别: '乙类', 是否观摩点: '是' })
    const columns = `name,own.${amount.id}`
    const where = (condition: object) => JSON.stringify([condition])
    for (const [condition, found] of [
      [{ field: `own.${amount.id}`, op: 'atLeast', value: '9000' }, true],
      [{ field: `own.${amount.id}`, op: 'atMost', value: '9000' }, false],
      [{ field: `own.${choice.id}`, op: 'oneOf', values: ['乙类'] }, true],
      [{ field: `own.${yesNo.id}`, op: 'is', value: 'true' }, true],
      [{ field: `own.${yesNo.id}`, op: 'isEmpty' }, false],
    ] as const) {
      const query = new URLSearchParams({ columns, where: where(condition) })
      const { body } = await east.get(`/api/ledger-grid?${query}`)
      expect(body.ids.includes(eastProject), JSON.stringify(condition)).toBe(found)
    }
    const grouped = await office.get(
      `/api/ledger-grid?${new URLSearchParams({ columns, group: `own.${yesNo.id}`, sort: `own.${amount.id}`, order: 'desc' })}`,
    )
    expect(grouped.body.ids[0]).toBe(eastProject)
    expect(grouped.body.sums).toEqual({ [`own.${amount.id}`]: '15000' })
    expect(grouped.body.groups.map((group: any) => [group.path[0], group.projects])).toEqual([
      ['true', 1],
      ['', 1],
    ])
    const history = (await office.get(`/api/projects/${eastProject}/history`)).body.items
    expect(history[0]).toMatchObject({ field: '是否观摩点', old: null, new: '是', source: 'grid' })
  })

  test('two counties may use one heading in different ways; above and below each other they may not', async () => {
    const first = await create(office, '批次', 'text', stage.orgs.east)
    const second = await create(office, '批次', 'number', stage.orgs.west)
    expect([first.status, second.status]).toEqual([200, 200])
    for (const orgId of [stage.orgs.east, stage.orgs.eastTown, stage.orgs.city]) {
      expect((await create(office, '批次', 'text', orgId)).body.code).toBe('heading_taken')
    }
    expect((await fill(office, eastProject, second.body.id, '3')).status).toBe(200)
    // a column of 西县 says nothing of a project in 东县
    expect(await cell(eastProject, second.body.id)).toBeNull()
  })

  test('who may not, and what it may not be called', async () => {
    expect((await create(east, '别县的列', 'text', stage.orgs.west)).body.code).toBe('organisation_unknown')
    expect((await create(stage.as('reporter'), '列', 'text', stage.orgs.east)).status).toBe(403)
    for (const heading of ['项目名称', '总投资（万元）', '系统编号', '建设单位', '2026年1-10月完成投资']) {
      expect((await create(east, heading, 'text', stage.orgs.east)).body.code, heading).toBe('heading_known')
    }
    expect((await create(east, '无选项', 'choice', stage.orgs.east)).body.code).toBe('choices_missing')
    const { body } = await create(office, '西县自己的', 'text', stage.orgs.west)
    expect((await east.get('/api/ledger-columns')).text).not.toContain('西县自己的')
    for (const act of ['dropping', 'restoring']) {
      expect((await east.post(`/api/ledger-columns/${body.id}/${act}`)).status).toBe(404)
    }
    expect((await east.patch(`/api/ledger-columns/${body.id}`, { heading: '改名' })).status).toBe(404)
  })
})

describe('over a heading that files filled', () => {
  test('takes over what stands there in its own form and counts what does not fit', async () => {
    const other = (await office.post('/api/projects', { name: '东县乙', orgId: stage.orgs.east })).body.id
    await putExtra(eastProject, { 用地面积: '１,２００' })
    await putExtra(other, { 用地面积: '若干' })
    const { body } = await create(east, '用地面积', 'number', stage.orgs.east, { unit: '亩' })
    expect(body).toMatchObject({ adopted: 1, unfit: 1 })
    expect(await cell(eastProject, body.id)).toBe('1200')
    expect(await cell(other, body.id)).toBe('若干')
  })
})

describe('renaming, dropping, bringing back', () => {
  test('a new name takes the values along; a choice in use stays', async () => {
    const { body } = await create(east, '责任档次', 'choice', stage.orgs.east, { choices: ['上', '下'] })
    await fill(east, eastProject, body.id, '上')
    const kept = await east.patch(`/api/ledger-columns/${body.id}`, { choices: ['下'] })
    expect([kept.status, kept.body.code, kept.body.details.values]).toEqual([
      409,
      'choices_in_use',
      [{ value: '上', projects: 1 }],
    ])
    expect((await east.patch(`/api/ledger-columns/${body.id}`, { heading: '项目代码' })).body.code).toBe(
      'heading_known',
    )
    expect((await east.patch(`/api/ledger-columns/${body.id}`, {})).body.code).toBe('nothing_changed')
    const renamed = await east.patch(`/api/ledger-columns/${body.id}`, { heading: '档次', choices: ['上', '中'] })
    expect(renamed.body).toMatchObject({ heading: '档次', choices: ['上', '中'] })
    expect(await extraOf(eastProject)).toMatchObject({ 档次: '上' })
    expect(await extraOf(eastProject)).not.toHaveProperty('责任档次')
    const undone = (await east.get('/api/ledger-edits')).body.items[0]
    // the edit that filled it is found again under its new name
    expect((await east.post(`/api/ledger-edits/${undone.id}/undoing`)).status).toBe(200)
    expect(await extraOf(eastProject)).not.toHaveProperty('档次')
  })

  test('a dropped column is gone from projects, comes back with its values, and is cleared after thirty days', async () => {
    const { body } = await create(office, '临时摸底', 'text', stage.orgs.city)
    await fill(office, eastProject, body.id, '甲')
    await fill(office, westProject, body.id, '乙')
    expect((await office.post(`/api/ledger-columns/${body.id}/dropping`)).body).toEqual({ filled: 2 })
    expect(await extraOf(westProject)).not.toHaveProperty('临时摸底')
    expect((await office.post(`/api/ledger-columns/${body.id}/dropping`)).body.code).toBe('column_dropped')
    const listed = (await office.get('/api/ledger-columns')).body
    expect(listed.items.map((one: any) => one.heading)).not.toContain('临时摸底')
    expect(listed.dropped.map((one: any) => one.heading)).toContain('临时摸底')
    await putExtra(westProject, { 临时摸底: '后来写的' })
    expect((await office.post(`/api/ledger-columns/${body.id}/restoring`)).status).toBe(200)
    expect((await extraOf(eastProject)).临时摸底).toBe('甲')
    expect((await extraOf(westProject)).临时摸底).toBe('后来写的')
    await office.post(`/api/ledger-columns/${body.id}/dropping`)
    const soon = new Date(NOW.getTime() + 29 * 86_400_000)
    expect(await clearDroppedColumns(stage.owner, soon)).toBe(0)
    expect(await clearDroppedColumns(stage.owner, new Date(soon.getTime() + 2 * 86_400_000))).toBe(1)
    expect((await office.post(`/api/ledger-columns/${body.id}/restoring`)).status).toBe(404)
    const entries = await sql<{
      action: string
    }>`select action from record_entry where subject_type = 'column' and subject_id = ${String(body.id)} order by id`.execute(
      stage.owner,
    )
    expect(entries.rows.map(({ action }) => action)).toEqual([
      'column.created',
      'column.dropped',
      'column.restored',
      'column.dropped',
      'column.cleared',
    ])
  })
})

describe('in files', () => {
  test('leaves typed and comes back as no change; what is filled in comes back in its own form', async () => {
    const { body: column } = await create(office, '测算面积', 'number', stage.orgs.city, { unit: '亩' })
    await fill(office, eastProject, column.id, '1234.5')
    const { text } = await office.get('/api/ledger-export?format=csv')
    const lines = text.split('\r\n')
    expect(lines[0]).toContain('测算面积')
    const upload = async (content: string) => {
      const { body } = await office.upload('/api/imports', '台账.csv', Buffer.from(content))
      return (await office.get(`/api/imports/${body.id}`)).body
    }
    expect((await upload(text)).summary).toMatchObject({ added: 0, changed: 0 })
    const edited = await upload(text.replace('1234.5', '"１，300 亩"'))
    expect(edited.summary).toMatchObject({ added: 0, changed: 1 })
    const written = await office.post(`/api/imports/${edited.id}/writing`, {})
    expect(written.status, written.text).toBe(200)
    expect(await cell(eastProject, column.id)).toBe('1300')
    const { bytes } = await office.get('/api/ledger-export')
    const { sheets } = await openWorkbook(bytes)
    expect(sheets[0]!.rows.flat().filter((value) => value === 1300)).toHaveLength(1)
  })
})
