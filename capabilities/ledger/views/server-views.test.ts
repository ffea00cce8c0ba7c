import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Caller, openStage, type Stage } from '#tests/harness/product.ts'

let stage: Stage
let office: Caller
let east: Caller
beforeAll(async () => {
  stage = await openStage()
  office = stage.as('office')
  east = stage.as('countyOffice')
})
afterAll(async () => await stage?.close())

const definition = (rest: object = {}) => ({
  columns: [{ field: 'name', width: 200 }, { field: 'county' }],
  frozen: 1,
  sort: 'name',
  order: 'asc',
  group: ['county'],
  filter: {},
  ...rest,
})
const save = (who: Caller, name: string, rest: object = {}) =>
  who.post('/api/ledger-views', { name, audience: 'mine', definition: definition(), ...rest })
const names = async (who: Caller) =>
  (await who.get('/api/ledger-views')).body.items.filter((view: any) => !view.isStandard).map((view: any) => view.name)

test('standard views are there for everybody and are changed by nobody', async () => {
  const { body } = await stage.as('townReporter').get('/api/ledger-views')
  const standard = body.items.filter((view: any) => view.isStandard)
  expect(standard.map((view: any) => view.name)).toEqual(['投资进度', '手续与时间', '责任体系', '滞后项目', '全部列'])
  for (const view of standard) {
    expect(view).toMatchObject({ mayChange: false, isOwn: false })
    // each opens: its filter and columns are ones the grid takes
    const query = new URLSearchParams({
      ...view.definition.filter,
      columns: view.definition.columns.map((one: any) => one.field).join(','),
      sort: view.definition.sort,
      group: view.definition.group.join(','),
    })
    if (view.definition.group.length === 0) query.delete('group')
    expect((await office.get(`/api/ledger-grid?${query}`)).status, view.name).toBe(200)
  }
})

test('one’s own view is nobody else’s; its name is used once; it is changed by version and removed', async () => {
  const { body, status } = await save(office, '我的视图')
  expect([status, body.isOwn, body.mayChange]).toEqual([200, true, true])
  expect(body.definition.density).toBe('dense')
  expect((await save(office, '我的视图')).body.code).toBe('view_exists')
  expect((await save(east, '我的视图')).status).toBe(200)
  expect(await names(stage.as('leader'))).not.toContain('我的视图')
  const stale = { name: '改', audience: 'mine', definition: definition(), version: 9 }
  expect((await office.put(`/api/ledger-views/${body.id}`, stale)).body.code).toBe('edit_conflict')
  expect((await office.put(`/api/ledger-views/${body.id}`, { ...stale, version: 1 })).body).toMatchObject({
    name: '改',
    version: 2,
  })
  expect((await east.put(`/api/ledger-views/${body.id}`, { ...stale, version: 2 })).status).toBe(404)
  expect((await east.delete(`/api/ledger-views/${body.id}`)).status).toBe(404)
  expect((await office.delete(`/api/ledger-views/${body.id}`)).status).toBe(204)
})

test('shared views are found below their organisation; the project office over it may change them, others not', async () => {
  const shared = await save(stage.as('steward'), '东县共享', { audience: 'shared', orgId: stage.orgs.east })
  expect(shared.status, shared.text).toBe(200)
  for (const who of ['countyOffice', 'townReporter', 'office'] as const)
    expect(await names(stage.as(who))).toContain('东县共享')
  for (const who of ['otherReporter', 'leader'] as const) expect(await names(stage.as(who))).not.toContain('东县共享')
  const body = {
    name: '东县共享',
    audience: 'shared',
    orgId: stage.orgs.east,
    definition: definition({ group: [] }),
    version: 1,
  }
  const refused = await stage.as('townReporter').put(`/api/ledger-views/${shared.body.id}`, body)
  expect([refused.status, refused.body.code]).toEqual([403, 'not_own_view'])
  expect((await east.put(`/api/ledger-views/${shared.body.id}`, body)).body).toMatchObject({
    version: 2,
    isOwn: false,
    mayChange: true,
  })
  expect((await save(east, '越界', { audience: 'shared', orgId: stage.orgs.west })).body.code).toBe(
    'organisation_unknown',
  )
  expect((await save(east, '没有单位', { audience: 'shared' })).body.code).toBe('organisation_unknown')
  const fromCity = await save(office, '全市统一', { audience: 'shared', orgId: stage.orgs.city })
  expect(fromCity.status).toBe(200)
  expect(await names(stage.as('townReporter'))).toContain('全市统一')
})

test('a view for a role is found by that role', async () => {
  const role = { audience: 'role', role: 'reporter', orgId: stage.orgs.east }
  expect((await save(stage.as('steward'), '填报员用', role)).body.code).toBe('office_decides')
  expect((await save(east, '填报员用', role)).status).toBe(200)
  expect(await names(stage.as('townReporter'))).toContain('填报员用')
  expect(await names(stage.as('steward'))).not.toContain('填报员用')
  expect((await save(east, '无此岗位', { ...role, role: 'king' })).body.code).toBe('role_unknown')
})

test('what no grid could open is refused; a dropped column is left out; the region is not part of a view', async () => {
  expect((await save(office, '坏筛选', { definition: definition({ filter: { stage: 'nowhere' } }) })).body.code).toBe(
    'filter_unknown',
  )
  expect((await save(office, '坏筛选', { definition: definition({ filter: { nothing: '1' } }) })).body.code).toBe(
    'filter_unknown',
  )
  expect(
    (await save(office, '重复', { definition: definition({ columns: [{ field: 'name' }, { field: 'name' }] }) })).body
      .code,
  ).toBe('columns_twice')
  expect((await save(office, '无此列', { definition: definition({ sort: 'nothing' }) })).status).toBe(400)
  const column = (await office.post('/api/ledger-columns', { heading: '摸底', kind: 'text', orgId: stage.orgs.city }))
    .body
  const field = `own.${column.id}`
  const where = JSON.stringify([
    { field, op: 'isFilled' },
    { field: 'name', op: 'contains', value: '厂' },
  ])
  const using = {
    columns: [{ field: 'name' }, { field }],
    sort: field,
    group: [field],
    filter: { where, org: '1', stage: 'started' },
  }
  const { body } = await save(office, '摸底视图', { definition: definition(using) })
  expect(body.definition).toMatchObject({ sort: field, filter: { where, stage: 'started' } })
  expect(body.definition.filter).not.toHaveProperty('org')
  await office.post(`/api/ledger-columns/${column.id}/dropping`)
  const found = (await office.get('/api/ledger-views')).body.items.find((view: any) => view.id === body.id)
  expect(found.definition).toMatchObject({ columns: [{ field: 'name' }], sort: 'updatedAt', group: [] })
  expect(JSON.parse(found.definition.filter.where)).toEqual([{ field: 'name', op: 'contains', value: '厂' }])
})
