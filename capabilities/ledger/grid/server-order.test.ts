import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, openStage, type Stage } from '#tests/harness/product.ts'

let stage: Stage
let office: Caller
const ids: Record<string, number> = {}
beforeAll(async () => {
  stage = await openStage()
  office = stage.as('office')
  const { east, west, eastTown, eastPark } = stage.orgs
  const add = async (name: string, fields: object, plan?: string) => {
    const { body, status, text } = await office.post('/api/projects', { name, ...fields })
    if (status !== 200) throw new Error(text)
    ids[name] = body.id
    if (plan) await office.put(`/api/projects/${body.id}/plans/2026`, { amount: plan })
  }
  await add(
    '张家沟水库',
    { orgId: east, stage: 'planning', totalInvestment: '1200.5', plannedStart: '2026', owner: '甲公司' },
    '100',
  )
  await add('阿里云数据中心', {
    orgId: eastTown,
    stage: 'underConstruction',
    totalInvestment: '3000',
    plannedStart: '2026-03-15',
    owner: '乙公司',
  })
  await add(
    '北京路改造',
    { orgId: west, stage: 'started', totalInvestment: '0.0001', plannedStart: '2026-03', sponsor: '王 某' },
    '50',
  )
  await add('重庆路改造', { orgId: west, stage: 'underConstruction', plannedStart: '2027-01', tier: 2 })
  await add('全市项目', { orgId: stage.orgs.city, remark: '１２ 3' })
  await add('园区厂房', { orgId: east, parkId: eastPark, totalInvestment: '77', site: '⼯业大 道１号' })
})
afterAll(async () => await stage?.close())

const grid = async (query: Record<string, string>, who: Caller = office) =>
  await who.get(`/api/ledger-grid?${new URLSearchParams({ columns: 'name,totalInvestment', ...query })}`)
const namesOf = (body: { ids: number[] }) => body.ids.map((id) => Object.keys(ids).find((name) => ids[name] === id))
const where = (...conditions: object[]) => JSON.stringify(conditions)

describe('order', () => {
  test('names by pinyin', async () => {
    const { body, status } = await grid({ sort: 'name', order: 'asc' })
    expect(status).toBe(200)
    expect(namesOf(body)).toEqual(['阿里云数据中心', '北京路改造', '重庆路改造', '全市项目', '园区厂房', '张家沟水库'])
  })

  test('what is empty comes last both ways; dates as written; stages along their line', async () => {
    const up = (await grid({ sort: 'plannedStart', order: 'asc' })).body
    expect(namesOf(up).slice(0, 4)).toEqual(['张家沟水库', '北京路改造', '阿里云数据中心', '重庆路改造'])
    const down = (await grid({ sort: 'totalInvestment', order: 'desc' })).body
    expect(namesOf(down).slice(0, 4)).toEqual(['阿里云数据中心', '张家沟水库', '园区厂房', '北京路改造'])
    const stages = (await grid({ sort: 'stage', order: 'asc' })).body
    expect(namesOf(stages).slice(0, 2)).toEqual(['张家沟水库', '北京路改造'])
  })

  test('first rows come with their cells', async () => {
    const { body } = await grid({
      sort: 'name',
      order: 'asc',
      columns: 'name,county,stage,isPriority,tier,updatedAt',
      first: '2',
    })
    expect(body.first).toHaveLength(2)
    expect(body.first[0]).toMatchObject({ id: ids.阿里云数据中心, version: expect.any(Number), mayEdit: true })
    expect(body.first[0].cells).toMatchObject({
      name: '阿里云数据中心',
      county: `${stage.orgs.east}|东县`,
      stage: 'underConstruction',
      isPriority: 'false',
      tier: null,
      updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    })
  })
})

describe('groups', () => {
  test('two levels with counts, sums and places; 未填写 last; the office’s order of counties', async () => {
    const { body } = await grid({ sort: 'name', order: 'asc', group: 'county,stage' })
    const seen = body.groups.map((group: any) => [
      group.depth,
      group.label,
      group.projects,
      group.start,
      group.sums.totalInvestment,
    ])
    expect(seen).toEqual([
      [1, '东县', 3, 0, '4277.5'],
      [2, '谋划', 1, 0, '1200.5'],
      [2, '在建', 1, 1, '3000'],
      [2, '未填写', 1, 2, '77'],
      [1, '西县', 2, 3, '0.0001'],
      [2, '开工', 1, 3, '0.0001'],
      [2, '在建', 1, 4, '0'],
      [1, '未填写', 1, 5, '0'],
      [2, '未填写', 1, 5, '0'],
    ])
    expect(body.groups[0].path).toEqual([String(stage.orgs.east)])
    expect(body).toMatchObject({ total: 6, sums: { totalInvestment: '4277.5001' } })
    expect(namesOf(body)).toEqual(['张家沟水库', '阿里云数据中心', '园区厂房', '北京路改造', '重庆路改造', '全市项目'])
  })

  test('a column that is no group is refused, and an unknown one', async () => {
    expect((await grid({ group: 'scale' })).body).toMatchObject({ code: 'group_not_possible' })
    expect((await grid({ sort: 'own.x' })).status).toBe(400)
    expect((await grid({ columns: 'nothing' })).body).toMatchObject({ code: 'columns_unknown' })
  })
})

describe('filter by any column', () => {
  test.each<[string, object, string[]]>([
    ['text contains, folded', { field: 'sponsor', op: 'contains', value: '王某' }, ['北京路改造']],
    ['full-width and half-width alike', { field: 'remark', op: 'is', value: '12３' }, ['全市项目']],
    [
      'lacks holds for what is empty',
      { field: 'name', op: 'lacks', value: '改造' },
      ['全市项目', '园区厂房', '张家沟水库', '阿里云数据中心'],
    ],
    [
      'amount between',
      { field: 'totalInvestment', op: 'between', value: '77', to: '1,200.5' },
      ['园区厂房', '张家沟水库'],
    ],
    [
      'date at most a month holds its days',
      { field: 'plannedStart', op: 'atMost', value: '2026-03' },
      ['北京路改造', '张家沟水库', '阿里云数据中心'],
    ],
    [
      'date at least a month leaves the bare year',
      { field: 'plannedStart', op: 'atLeast', value: '2026-03' },
      ['北京路改造', '重庆路改造', '阿里云数据中心'],
    ],
    [
      'date is a year',
      { field: 'plannedStart', op: 'is', value: '2026' },
      ['北京路改造', '张家沟水库', '阿里云数据中心'],
    ],
    [
      'one of the stages',
      { field: 'stage', op: 'oneOf', values: ['planning', 'started'] },
      ['北京路改造', '张家沟水库'],
    ],
    ['stage not filled in', { field: 'stage', op: 'oneOf', values: [''] }, ['全市项目', '园区厂房']],
    [
      'stage from 开工 on',
      { field: 'stage', op: 'atLeast', value: 'started' },
      ['北京路改造', '重庆路改造', '阿里云数据中心'],
    ],
    ['stage by its word', { field: 'stage', op: 'contains', value: '在建' }, ['重庆路改造', '阿里云数据中心']],
    ['a radical copied from a PDF', { field: 'site', op: 'contains', value: '工业大道' }, ['园区厂房']],
    ['tier', { field: 'tier', op: 'is', value: '2' }, ['重庆路改造']],
    ['county by name', { field: 'county', op: 'contains', value: '西' }, ['北京路改造', '重庆路改造']],
    ['no park', { field: 'park', op: 'isFilled' }, ['园区厂房']],
    [
      'changed today',
      { field: 'updatedAt', op: 'atLeast', value: '2026-01' },
      ['全市项目', '北京路改造', '园区厂房', '张家沟水库', '重庆路改造', '阿里云数据中心'],
    ],
    ['term not given', { field: 'terms', op: 'isFilled' }, []],
  ])('%s', async (_, condition, expected) => {
    const { body } = await grid({ where: where(condition) })
    expect(namesOf(body).sort()).toEqual([...expected].sort())
    // list, total and export take the same filter
    const list = (await office.get(`/api/projects?${new URLSearchParams({ where: where(condition) })}`)).body
    expect(list.total).toBe(expected.length)
    expect(list.items.map((row: { name: string }) => row.name).sort()).toEqual([...expected].sort())
  })

  test('the export takes it', async () => {
    const query = new URLSearchParams({ format: 'csv', where: where({ field: 'tier', op: 'is', value: '2' }) })
    const { text } = await office.get(`/api/ledger-export?${query}`)
    expect(text).toContain('重庆路改造')
    expect(text).not.toContain('北京路改造')
  })

  test('what does not fit the column is refused with a sentence', async () => {
    for (const condition of [
      { field: 'totalInvestment', op: 'atLeast', value: '很多' },
      { field: 'county', op: 'is', value: "1'; drop table project" },
      { field: 'plannedStart', op: 'atLeast', value: '去年' },
      { field: 'name', op: 'atLeast', value: '1' },
      { field: 'stage', op: 'atLeast', value: 'nowhere' },
    ]) {
      const { status, body } = await grid({ where: where(condition) })
      expect([status, body.message], JSON.stringify(condition)).toEqual([400, expect.stringMatching(/。$/)])
    }
    expect((await grid({ where: '[{' })).status).toBe(400)
    expect((await grid({ where: where({ field: 'nothing', op: 'isEmpty' }) })).status).toBe(400)
  })
})

describe('values and rows', () => {
  test('values of a column with their counts, whatever its own condition', async () => {
    const query = new URLSearchParams({ field: 'stage', where: where({ field: 'stage', op: 'is', value: 'planning' }) })
    const { body } = await office.get(`/api/ledger-grid-values?${query}`)
    expect(body.items[0]).toEqual({ value: '', label: '未填写', projects: 2 })
    expect(body.items).toContainEqual({ value: 'underConstruction', label: '在建', projects: 2 })
    const counties = await office.get(`/api/ledger-grid-values?${new URLSearchParams({ field: 'county', like: '西' })}`)
    expect(counties.body).toEqual({
      items: [{ value: String(stage.orgs.west), label: '西县', projects: 2 }],
      more: false,
    })
  })

  test('a town’s reporter reads what lies in the town, and may edit none of it', async () => {
    const town = stage.as('townReporter')
    const { body } = await grid({}, town)
    expect(namesOf(body)).toEqual(['阿里云数据中心'])
    const rows = await town.post('/api/ledger-grid-rows', { ids: Object.values(ids), columns: ['name', 'county'] })
    expect(rows.body.items).toEqual([
      {
        id: ids.阿里云数据中心,
        version: 1,
        mayEdit: false,
        cells: { name: '阿里云数据中心', county: `${stage.orgs.east}|东县` },
      },
    ])
    expect((await stage.as('admin').get('/api/ledger-grid?columns=name')).status).toBe(403)
  })
})
